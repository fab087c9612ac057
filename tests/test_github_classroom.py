"""docs/github-classroom: its workflow, run as GitHub would, in a copy and an environment of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_pytest_in_a_copy import SIGN, answer
from test_start import wheel  # noqa: F401 (a fixture)

from autograder.rooms import REPOSITORY
from autograder.text import LANGUAGES

PAGES = {"ja": "github-classroom.ja.md", "en": "github-classroom.md"}


def page(lang: str) -> str:
    return (REPOSITORY / "docs" / PAGES[lang]).read_text(encoding="utf-8")


def workflow(lang: str) -> dict[Any, Any]:
    (found,) = re.findall(r"^```yaml\n(.*?)^```$", page(lang), re.DOTALL | re.MULTILINE)
    return yaml.safe_load(found)


def commands() -> list[str]:
    (job,) = workflow("en")["jobs"].values()
    return [step["run"] for step in job["steps"] if "run" in step]


def run_command(lang: str) -> str:
    (found,) = re.findall(r"\| Run command \| `(.*)` \|", page(lang))
    return found


def test_both_languages_have_the_same_workflow_and_commands() -> None:
    assert workflow("ja") == workflow("en")
    assert run_command("ja") == run_command("en")
    for lang in LANGUAGES:
        assert f"`{commands()[0]}`" in page(lang)  # the setup command is the workflow's


def test_the_workflow_may_only_read_and_keeps_what_pytest_writes() -> None:
    found = workflow("en")
    assert found["permissions"] == {"contents": "read"}
    assert "push" in found[True]  # YAML takes `on` for a truth value
    (job,) = found["jobs"].values()
    kept = next(step for step in job["steps"] if "upload-artifact" in step.get("uses", ""))
    assert f"--junitxml={kept['with']['path']}" in commands()[-1]


def set_up() -> str:
    (found,) = re.findall(r"^```sh\n(.*?)^```$", page("en"), re.DOTALL | re.MULTILINE)
    return found


@pytest.mark.slow  # a new environment gets what a student needs from the package index
def test_the_page_s_commands_make_a_repository_in_which_the_workflow_s_run(
    wheel: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / wheel.name).write_bytes(wheel.read_bytes())
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYTEST_", "ZEROTSUKU_"))}

    def run(command: str, folder: Path, environment: Path) -> tuple[int, str]:
        path = f"{environment}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", command],
            cwd=folder,
            env={**kept, "PATH": path, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    status, output = run(set_up(), tmp_path, Path(sys.executable).parent)
    assert status == 0, output
    copy, new = tmp_path / "classroom", tmp_path / "env" / "bin"
    assert (copy / ".github" / "workflows").is_dir()
    install, check = commands()
    status, output = run(install, copy, new)
    assert status == 0, output
    status, output = run(check, copy, new)
    assert status == 0, output
    assert "right 0  not started" in output
    assert run(run_command("en"), copy, new)[0] == 1  # not started is no point
    untouched = (copy / "ch03_neural_network.ipynb").read_bytes()
    for right, expected in ((False, (1, 1)), (True, (0, 0))):
        (copy / "ch03_neural_network.ipynb").write_bytes(untouched)
        answer(
            copy, "sigmoid", "return np.exp(np.minimum(x, 0)) / (1 + np.exp(-abs(x)))" if right else SIGN[0]
        )
        assert (run(check, copy, new)[0], run(run_command("en"), copy, new)[0]) == expected
    suite = ElementTree.parse(copy / "self-check.xml").getroot()[0]
    assert any(case.attrib["classname"] == "ch03.sigmoid" for case in suite)
