"""The hostile corpus against stock `nbgrader autograde` and against ours: who is fooled by what.

    python benchmarks/attacks.py [NAME…]

The stock course asks some of chapter 3's exercises with the visible checks as assert cells, which nbgrader
runs as it does by default. Each attack is one submission with right answers elsewhere, graded by a process
of its own. It runs inside bubblewrap with an empty /tmp, no network and no view of other processes, and still
some attacks would harm the machine: these are left out there and listed. Takes ten minutes and more.

Many attacks are written against the workbook's own engine and mean nothing to stock nbgrader: "held" says
that nothing was gained, not that something was stopped. What neither side stops is in SECURITY.md.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.build import is_locked, to_bytes

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from course_case import CHAPTER, answered, chapter, environment, nbgrader_process, scores, submit
from grading_case import ALL_RUNS
from hostile_case import PWNED, Arena, Attack, Secrets, attack_of, corpus
from mangled import NAME, as_stock, stock_source

ROOT = Path(__file__).resolve().parents[1]
KEPT = ("step_function", "sigmoid", "relu", "identity_function")  # of the stock course, to save time
SECONDS = 45  # for one `nbgrader autograde`, whose own limit for a cell is 10
HARMFUL = {
    "exhaust/fork_bomb": "stock nbgrader limits no processes",
    "exhaust/thread_bomb": "stock nbgrader limits no threads",
    "exhaust/memory": "stock nbgrader limits no memory",
    "exhaust/disk": "stock nbgrader limits no files",
    "exhaust/many_files": "stock nbgrader limits no files",
    "exhaust/output": "stock nbgrader keeps all output in memory",
    "exhaust/long_exception": "stock nbgrader keeps all output in memory",
    "exhaust/huge_integer": "takes minutes to be printed",
    "read/zygote_memory": "traces its parents and so stops nbgrader and this benchmark",
    "remain/files_for_the_next": "stock nbgrader limits no files",
}
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "stock"
c.ExecutePreprocessor.timeout = 10
"""


def main(names: list[str]) -> None:
    """Run the stock side inside bubblewrap, ours beside it, and print the table."""
    attacks = [a for a in corpus() if not names or a.name in names]
    stock = _inside(attacks)
    arena = Arena()
    ours = {}
    for attack in attacks:
        found = arena.run(attack)
        ours[attack.name] = _said(
            found.score > attack.earns,
            bool(found.leaked),
            found.changed,
            bool(found.survivors),
            bool(found.lost) and not attack.spoils,
        )
    left = arena.close()
    table = Table("attack", "stock nbgrader", "zerotsuku", title="who is fooled by what")
    for attack in attacks:
        table.add_row(attack.name, stock.get(attack.name, "?"), ours[attack.name])
    console = Console(highlight=False)
    console.print(table)
    for side, found in (("stock nbgrader", stock), ("zerotsuku", ours)):
        counts: dict[str, int] = {}
        for said in found.values():
            for word in said.split(", "):
                counts[word] = counts.get(word, 0) + 1
        told = ", ".join(f"{word or 'held'}: {n}" for word, n in sorted(counts.items()))
        console.print(f"{side}: {told}")
    if left:
        console.print(f"left behind at the end: {left}")


def _said(forged: bool, leaked: bool, changed: bool, left: bool, others: bool, more: str = "") -> str:
    words = {
        "forged": forged,
        "leaked": leaked,
        "changed the course": changed,
        "left something": left,
        "cost other exercises": others,
        more: bool(more),
    }
    return ", ".join(word for word, true in words.items() if true)


def _inside(attacks: list[Attack]) -> dict[str, str]:
    """Attack → what it did to stock nbgrader; run in bubblewrap, where only an empty /tmp can be written."""
    command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--ro-bind", "/", "/"]
    command += [
        "--dev",
        "/dev",
        "--proc",
        "/proc",
        "--tmpfs",
        "/tmp",
        "--tmpfs",
        "/run",
        "--tmpfs",
        "/dev/shm",
    ]
    for folder in ("/var/tmp", "/root", "/home"):
        command += (
            [] if sys.prefix.startswith(folder) or str(ROOT).startswith(folder) else ["--tmpfs", folder]
        )
    command += ["--setenv", "TMPDIR", "/tmp", "--setenv", "HOME", "/tmp", "--chdir", str(ROOT)]
    command += [sys.executable, __file__, "--inside", *(a.name for a in attacks)]
    done = subprocess.run(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return json.loads(done.stdout) if done.returncode == 0 else {}


def inside(names: list[str]) -> dict[str, str]:
    """The same, here."""
    secrets = Secrets()
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder, "course")
        (course / "source" / CHAPTER).mkdir(parents=True)
        (course / "nbgrader_config.py").write_text(CONFIG)
        (course / "source" / CHAPTER / NAME).write_bytes(to_bytes(_smaller(stock_source(chapter()))))
        nbgrader_process(course, "generate_assignment", CHAPTER).check_returncode()
        release = (course / "release" / CHAPTER / NAME).read_bytes()
        for number, name in enumerate(names):
            attack = attack_of(name)
            if name in HARMFUL:
                found[name] = f"not tried: {HARMFUL[name]}"
            elif attack.target not in KEPT:
                found[name] = "not tried: its exercise is not in the stock course"
            else:
                found[name] = _try(attack, course, json.loads(release), f"s{number}", secrets)
            print(name, found[name], file=sys.stderr, flush=True)
    secrets.close()
    return found


def _smaller(notebook: dict) -> dict:
    def kept(cell: dict) -> bool:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        return not grade_id or is_locked(grade_id) or grade_id.removeprefix("check-") in KEPT

    notebook["cells"] = [c for c in notebook["cells"] if kept(c) and c["cell_type"] == "code"]
    return notebook


def _try(attack: Attack, course: Path, release: dict, student: str, secrets: Secrets) -> str:
    secrets.plant()
    before = secrets.digest()
    notebook = as_stock(answered(lang="en"), release)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == attack.target:
            cell["source"] = secrets.put_into(attack.source) + ALL_RUNS
    submit(course, student, {NAME: json.dumps(notebook).encode()})
    status, hung = _autograde(course, student)
    marks = scores(course).get(student, {})
    graded = course / "autograded" / student / CHAPTER / NAME
    text = _outputs(graded) if graded.exists() else ""
    others = {s: m for s, m in marks.items() if s != attack.target}
    lost = any(m != best for s, m in others.items() if (best := _best(s)))
    more = "hung" if hung else (f"exit status {status}" if status else "")
    said = _said(
        (marks.get(attack.target) or 0) > attack.earns,
        secrets.secret in text or PWNED in text,
        secrets.digest() != before,
        bool(secrets.traces()) or bool(_started()),
        lost and not attack.spoils and not status and not hung,
        more,
    )
    secrets.tidy()
    for pid in _started():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return said


def _best(symbol: str) -> float:
    return {"step_function": 4, "sigmoid": 4, "relu": 3, "identity_function": 2}.get(symbol, 0)


def _autograde(course: Path, student: str) -> tuple[int, bool]:
    """The exit status, and whether it had to be killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "nbgrader", "autograde", CHAPTER, "--student", student],
        cwd=course,
        env=environment(course.parent),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2**28, 2**28)),
    )
    try:
        return process.wait(SECONDS), False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        time.sleep(0.5)
        return 0, True


def _started() -> list[int]:
    """Processes in this pid namespace besides bubblewrap, this one and the one with the secret."""
    own = {1, os.getpid()}
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) not in own:
            with contextlib.suppress(OSError):
                words = (entry / "cmdline").read_bytes().split(b"\0")
                if words[0] and words[:2] != [b"sleep", b"600"]:
                    found.append(int(entry.name))
    return found


def _outputs(path: Path) -> str:
    cells = json.loads(path.read_bytes())["cells"]
    return json.dumps([c.get("outputs") for c in cells])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        json.dump(inside(sys.argv[2:]), sys.stdout)
    else:
        main(sys.argv[1:])
