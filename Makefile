# `make demo` and `make test` set up all they need on a fresh machine with Python (3.11 or newer) and make.
# Debian's own Python is preferred: other Unix users (an exchange, the sandbox) can run it, too.
PYTHON ?= $(shell for p in /usr/bin/python3 python3 python; do \
	$$p -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
# Small matrices gain nothing from several threads, and processes side by side lose much by them.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
BIN := $(VENV)/bin
DIST := dist
READY := $(VENV)/.ready

.PHONY: demo demo-all test test-slow audit venv wheel check lock clean

demo: $(READY)
	$(BIN)/python -m autograder.faces.terminal.demo

demo-all: $(READY)  # every chapter, in both languages
	$(BIN)/python -m autograder.faces.terminal.demo --all

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal --durations 20

test-slow: $(READY)  # what takes longer: real kernels, a browser, Docker, fresh machines, 200 submissions
	$(BIN)/python -m pytest -n auto --dist worksteal --durations 20 -m slow

audit: $(READY)  # tests the graders themselves
	$(BIN)/zerotsuku audit

venv: $(READY)

wheel: $(READY)  # what students need, and no answer
	@echo "受講者に配る wheel を作っています（数分かかります） | Building the students' wheel (takes some minutes)"
	@rm -f $(DIST)/zerotsuku-*.whl
	@$(BIN)/python -m hatchling build -t wheel -d $(DIST) >/dev/null
	@for wheel in $(DIST)/zerotsuku-*.whl; do \
		echo "$$wheel ができました。答えも、採点用の数字も入っていません。受講者に渡してください。入れ方は README.ja.md の「受講者の方へ」にあります。"; \
		echo "$$wheel is made. It holds no answer and no hidden digit. Hand it to your students;"; \
		echo "how they install it stands in README.md, For students."; done

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 以上と venv が要ります（Debian/Ubuntu: apt install python3 python3-venv）。"; \
		echo "Python 3.11 or newer with venv is needed (Debian/Ubuntu: apt install python3 python3-venv)."; exit 1; }
	@echo "環境を用意しています（初回は数分かかります） | Setting up $(VENV) (a few minutes the first time)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

check: $(READY)  # what CI runs beside the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo

lock: $(READY)  # after a change of the dependencies in pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra author \
		--custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) demo demo-all build dist .pytest_cache .mypy_cache .ruff_cache
