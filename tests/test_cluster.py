"""`zerotsuku grade --scheduler`: what travels, who is where, and a cluster of real workers."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import pickle
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cluster_case import KEPT, SLOW, WORK, Square, other_engine
from course_case import CHAPTER, STEM, answered, chapter, code, new_course, scores, submit, to_bytes, varied

from autograder import rooms
from autograder.faces.nbgrader.grade_class import grade_class
from autograder.faces.nbgrader.grade_one import ReadFolder, halves
from autograder.faces.nbgrader.task import Made, Task
from autograder.faces.terminal import grade as terminal
from autograder.faces.terminal.cli import main
from autograder.grading.allowance import FULL
from autograder.grading.cluster import connecting, graders, packing
from autograder.grading.cluster.connecting import Cluster
from autograder.grading.cluster.graders import ClusterGraders
from autograder.grading.cluster.packing import Reply, pack, pack_half, unpack
from autograder.grading.cluster.workers import Worker, Workers
from autograder.grading.deciding.answers import answers
from autograder.grading.engine import Seeds
from autograder.grading.processes import NotGraded
from autograder.report import ExerciseReport, Outcome, Report, Standing
from autograder.text import Text, ZerotsukuError

SECRET = b"the secret of this very course"
NAME = f"{STEM}.ipynb"
PATIENCE = 300.0  # seconds: many other tests may run beside these
PAGES = [rooms.solutions().parent / "docs" / f"scale{end}.md" for end in ("", ".ja")]
BLOCK = re.compile(r"(?s)```sh\n(.*?)```")
DASK = str(Path(sys.executable).with_name("dask"))

# What travels


def read(tmp_path: Path, files: dict[str, bytes], student: str = "aoki") -> ReadFolder:
    folder = tmp_path / student / CHAPTER
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    found = halves(CHAPTER, SECRET, "ja", {}, b"").read(Task(student, folder), FULL)
    assert isinstance(found, ReadFolder)
    return found


@pytest.mark.parametrize("student", ["aoki", "ito"])
def test_neither_the_secret_nor_who_it_is_leaves_the_machine(tmp_path: Path, student: str) -> None:
    packed = pack_half(read(tmp_path, varied()[student], student), FULL)
    for word in (SECRET, str(tmp_path).encode(), student.encode()):
        assert word not in packed


def test_outputs_and_what_else_no_answer_needs_stays_here(tmp_path: Path) -> None:
    notebook = answered()
    output = {"output_type": "stream", "name": "stdout", "text": ["0123456789"] * 100_000}
    notebook["cells"].insert(1, {**code("1"), "outputs": [output]})
    files = {NAME: to_bytes(notebook), "family.jpg": b"\xff\xd8" * 1_000_000}
    assert len(pack_half(read(tmp_path, files), FULL)) < 200_000


def test_the_seeds_that_travel_are_those_of_the_secret(tmp_path: Path) -> None:
    found = read(tmp_path, varied()["aoki"])
    there = pickle.loads(pickle.dumps(found.seeds))
    known = [g for graders in answers(chapter()).graders.values() for g in graders]
    assert known and len(there.by_grader) == len(known)
    for grader in known:
        assert there.of(grader, chapter()) == Seeds(SECRET, "aoki").of(grader, chapter())


def test_a_result_comes_back_as_it_was_made() -> None:
    text = Text("理由", "reason")
    outcome = Outcome("grade_a", text, 1, False, text, "cell 3", None)
    standing = Standing(0.5, 0.4, 0.6, 4000, 10, 1.5)
    exercise = ExerciseReport("ch08.a", text, 1, 2, "failed", (outcome,), text, None, None, standing=standing)
    made = Made(True, Report("ch08", (exercise,), ("network",), (text,), True), b"\xff\x00notebook", (text,))
    assert unpack(pack(made), Made) == made


class Runs:
    """What runs something where it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (pytest.fail, ("a result was unpickled",))


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(Runs()),
        pack({"made": pickle.dumps(Runs()), "not_graded": 5}),
        pack([1, 2]),
        b"",
        b"\xc1",
        pickle.dumps(Reply()),
    ],
)
def test_a_reply_that_is_none_is_refused_unread(data: bytes) -> None:
    with pytest.raises(packing.msgspec.MsgspecError):
        unpack(data, Reply)


def test_a_reply_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MAX_REPLY", 1000)
    with pytest.raises(packing.msgspec.MsgspecError):
        unpack(pack(Reply(made=b"x" * 1000)), Reply)


# Where it is


@pytest.mark.parametrize(
    "address",
    [
        "",
        "localhost:8786",
        "tcp://",
        "tcp://host",
        "tcp://host:port",
        "http://host:8786",
        "tcp://h:1/x",
        "ssh://h:1",
    ],
)
def test_an_address_that_is_none_gets_a_sentence(address: str) -> None:
    with pytest.raises(ZerotsukuError) as raised:
        Cluster(address).connect()
    assert "tcp://HOST:PORT" in raised.value.text.en


def test_nobody_there_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "CONNECT_SECONDS", 0.5)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(ZerotsukuError) as raised:
        Cluster(address).connect()
    assert "dask scheduler" in raised.value.text.en and address in raised.value.text.ja


def test_tls_needs_certificates_that_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(ZerotsukuError) as raised:
        Cluster("tls://127.0.0.1:1").connect()
    assert "--tls-ca" in raised.value.text.en
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate")
    for file in (tmp_path / "none.pem", broken):
        with pytest.raises(ZerotsukuError) as raised:
            Cluster("tls://127.0.0.1:1", file, file, file).connect()
        assert file.name in raised.value.text.en
    with pytest.raises(ZerotsukuError) as raised:
        Cluster("tcp://127.0.0.1:1", broken, broken, broken).connect()
    assert "tls://" in raised.value.text.en


@pytest.mark.parametrize(
    ("host", "open_to_all"),
    [("10.1.2.3", True), ("gpu1", True), ("127.0.0.9", False), ("[::1]", False), ("localhost", False)],
)
def test_an_open_way_to_another_machine_is_told(
    monkeypatch: pytest.MonkeyPatch, host: str, open_to_all: bool
) -> None:
    import distributed

    told: list[Text] = []
    monkeypatch.setattr(distributed, "Client", lambda *_, **__: "client")
    assert Cluster(f"tcp://{host}:8786", tell=told.append).connect() == "client"
    assert bool(told) == open_to_all


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ZerotsukuError) as raised:
        Cluster("tcp://127.0.0.1:1").connect()
    assert "zerotsuku[scale]" in raised.value.text.en


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], None),
        (["--scheduler", "tcp://h:1"], ("tcp://h:1", None, None, None)),
        (
            ["--scheduler", "tls://h:1", "--tls-ca", "a", "--tls-cert", "b", "--tls-key", "c"],
            ("tls://h:1", Path("a"), Path("b"), Path("c")),
        ),
        (["--tls-ca", "a"], ("", Path("a"), None, None)),  # which is no address, and is told
    ],
)
def test_the_options_name_a_cluster(
    monkeypatch: pytest.MonkeyPatch, options: list[str], expected: Any
) -> None:
    got: list[Cluster | None] = []
    monkeypatch.setattr(terminal, "run", lambda *_, cluster, **__: got.append(cluster))
    done = CliRunner().invoke(main, ["grade", CHAPTER, *options])
    assert done.exit_code == 0, done.output
    (cluster,) = got
    assert (cluster and (cluster.address, cluster.ca, cluster.cert, cluster.key)) == expected


# Who is where


class Unconnected(Workers):
    """Workers of whom a test says who is there; nothing is sent to them."""

    def __init__(self) -> None:
        self.nthreads = {"tcp://a:1": 1, "tcp://b:1": 1}
        self.asked: list[tuple[str, str]] = []
        super().__init__(None, Cluster("tcp://localhost:1", patience=60), lambda event: None)
        self.look()
        self.all_ready()

    def _nthreads(self) -> dict[str, int]:
        return dict(self.nthreads)

    def _cancel(self, futures: list[Any]) -> None:
        assert futures

    def ask(self, worker: Worker, what: str, packed: bytes, then: Any) -> object:
        self.asked.append((worker.address, what))
        return object()

    def all_ready(self) -> None:
        for worker in self._all.values():
            worker.ready = True


def way_of(workers: Workers, tasks: list[str]) -> graders._Way[str, Square]:
    return graders._Way("run", iter(tasks), WORK, workers)


def forward(way: graders._Way[str, Square]) -> None:
    """Everything that has a place is read and sent."""
    for piece in list(way.to_read()):
        way.has_read(piece, b"half")
    way.send()


def test_few_are_at_a_worker_and_few_are_read_ahead() -> None:
    workers = Unconnected()
    way = way_of(workers, [str(n) for n in range(100)])
    for _ in range(5):
        forward(way)
    assert (
        sorted(address for address, what in workers.asked if what == "grade")
        == ["tcp://a:1"] * 2 + ["tcp://b:1"] * 2
    )
    assert len(way._ready) == graders.AHEAD
    workers.nthreads["tcp://c:1"] = 4  # one that comes in the middle
    way.look()
    workers.all_ready()
    for _ in range(5):
        forward(way)
    assert sum(address == "tcp://c:1" for address, what in workers.asked if what == "grade") == 8


def test_those_of_a_lost_worker_go_on_each_alone() -> None:
    workers = Unconnected()
    way = way_of(workers, list("wxyz"))
    forward(way)
    of_a = {piece.task for piece, worker in way.sent.items() if worker.address == "tcp://a:1"}
    del workers.nthreads["tcp://a:1"]
    way.look()
    forward(way)
    assert {piece.task for piece in way.sent}.isdisjoint(of_a)  # b is not empty yet
    for piece in list(way.sent):
        way._workers._all["tcp://b:1"].pieces.discard(piece)
        del way.sent[piece]
    forward(way)
    (piece,) = way.sent
    assert piece.alone and piece.task in of_a and piece.effort == FULL
    forward(way)
    assert len(way.sent) == 1  # nobody comes beside it


def test_who_ends_worker_after_worker_alone_is_given_up() -> None:
    workers = Unconnected()
    workers.nthreads = {"tcp://0:1": 1}
    workers.look()
    workers.all_ready()
    way = way_of(workers, ["it"])
    efforts = []
    for n in range(1, 10):
        forward(way)
        if not way.sent:
            break
        efforts += [piece.effort for piece in way.sent]
        workers.nthreads = {f"tcp://{n}:1": 1}
        way.look()
        workers.all_ready()
    ((task, result),) = way.done
    assert task == "it" and isinstance(result, NotGraded) and "inspect" in result.reason.en
    assert [effort.explained for effort in efforts] == [True, True, False]


def test_nobody_for_a_while_ends_with_a_sentence() -> None:
    workers = Unconnected()
    workers.nthreads = {}
    workers.look()
    workers._last -= 61
    with pytest.raises(ZerotsukuError) as raised:
        workers.look()
    assert "dask worker" in raised.value.text.en


# Real workers


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    import dask
    from distributed import LocalCluster

    patient = {
        "distributed.deploy.lost-worker-timeout": f"{PATIENCE} s"
    }  # it gives a killed one up otherwise
    with (
        dask.config.set(patient),
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster,
    ):
        yield cluster


def on(cluster: Any, **options: Any) -> Cluster:
    return Cluster(cluster.scheduler_address, **{"patience": PATIENCE, **options})


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[str]]:
    """A command that goes on until it is not needed any more."""
    process = subprocess.Popen(
        command,
        text=True,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def scheduler(tmp_path: Path, *command: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A scheduler of its own, by a command that takes Dask's options, and its address."""
    file = tmp_path / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    with running(*command, *options) as process:
        for _ in range(600):
            with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):
                yield json.loads(file.read_text())["address"], process
                return
            time.sleep(0.1)
        raise TimeoutError("no scheduler")


def results(cluster: Cluster, tasks: list[str], work: Any = WORK) -> dict[str, Square | NotGraded]:
    with ClusterGraders(cluster, ()) as pool:
        return dict(done for done in pool.each(tasks, work) if done)


def held(dask_worker: Any) -> list[list[str]]:
    """Of a worker: results, tasks, files in its folder, and processes of ours."""
    import psutil

    folder = Path(dask_worker.local_directory)
    lines = [" ".join(p.cmdline()) for p in psutil.Process().children(recursive=True)]
    return [
        sorted(map(str, dask_worker.data)),
        sorted(map(str, dask_worker.state.tasks)),
        sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()),
        [line for line in lines if "resource_tracker" not in line and "forkserver" not in line],
    ]


def settled(cluster: Any) -> dict[str, Any]:
    """What the workers hold, once Dask has had the time to tell them what is not needed any more."""
    from distributed import Client

    with Client(cluster.scheduler_address, set_as_default=False) as client:
        for _ in range(1200):
            found = client.run(held)
            if not any(any(parts) for parts in found.values()):
                break
            time.sleep(0.1)
        return dict(found)


@pytest.mark.slow  # a cluster has to start
def test_the_same_marks_and_bytes_as_on_one_machine_and_nothing_stays(local: Any, tmp_path: Path) -> None:
    here = new_course(tmp_path / "here")
    for student in ("aoki", "chiba", "goto", "kato"):
        submit(here, student, varied()[student])
    (submit(here, "mori", varied()["aoki"]) / "helper.py").write_text("x = 1\n")
    there = tmp_path / "there"
    shutil.copytree(here, there)
    told: list[Text] = []
    expected = grade_class(here, CHAPTER)
    found = grade_class(there, CHAPTER, graders=partial(ClusterGraders, on(local, tell=told.append)))
    assert found == expected and not told
    for row in expected.rows:
        name = f"autograded/{row.student}/{CHAPTER}/{NAME}"
        assert (there / name).read_bytes() == (here / name).read_bytes(), row.student
    assert all(parts == [[], [], [], []] for parts in settled(local).values()), settled(local)
    assert not local.scheduler.tasks
    again = grade_class(there, CHAPTER, graders=partial(ClusterGraders, on(local)))
    assert {row.status for row in again.rows} == {"kept", "unreadable"}


@pytest.mark.slow
def test_the_scheduler_needs_nothing_of_the_workbook(local: Any, tmp_path: Path) -> None:
    program = "import sys; sys.modules['autograder'] = None; from distributed.cli.dask_scheduler import main"
    with (
        scheduler(tmp_path, sys.executable, "-c", f"{program}; main()") as (address, process),
        running(DASK, "worker", address, "--nthreads", "1", "--no-dashboard"),
    ):
        cluster = Cluster(address, patience=PATIENCE)
        assert results(cluster, ["abc"])["abc"].square == 9.0
        with ClusterGraders(cluster, ()) as pool:
            going = pool.each(["abc"] * 100, WORK)
            assert next(going)
            process.kill()  # the machine that knows who is there
            with pytest.raises(ZerotsukuError) as raised:
                list(going)
    assert "does not answer any more" in raised.value.text.en


@pytest.mark.slow
def test_each_submission_has_its_own_end(local: Any) -> None:
    tasks = ["a", "kept", "bb", "ends its process", "is not explained", "raises", "unread", "ccc"]
    found = results(on(local), tasks)
    assert found["kept"] == KEPT
    for task in ("a", "bb", "ccc"):
        assert dataclasses.replace(found[task], worker=0) == Square(float(len(task) ** 2), 0)
    assert not found["is not explained"].explained
    for task in ("ends its process", "raises", "unread"):
        assert isinstance(found[task], NotGraded), task
    assert "ValueError" in found["raises"].reason.en


@pytest.mark.slow
def test_a_worker_that_is_killed_in_the_middle_costs_nobody(
    local: Any, caplog: pytest.LogCaptureFixture
) -> None:
    tasks = [f"{'x' * n}" for n in range(1, 40)]
    found: dict[str, Any] = {}
    with ClusterGraders(on(local), ()) as pool:
        for done in pool.each(tasks, WORK):
            assert done
            found[done[0]] = done[1]
            if len(found) == 5:
                subprocess.run(["kill", "-9", str(done[1].worker)], check=True)
    assert {task: result.square for task, result in found.items()} == {t: float(len(t) ** 2) for t in tasks}
    assert not [r for r in caplog.records if r.name in ("asyncio", "distributed.client")]


@pytest.mark.slow
def test_a_submission_that_ends_workers_costs_only_itself(local: Any) -> None:
    tasks = [f"{'x' * n}" for n in range(1, 12)]
    found = results(on(local), [*tasks[:4], "ends its worker", *tasks[4:]])
    lost = found.pop("ends its worker")
    assert isinstance(lost, NotGraded) and "inspect" in lost.reason.en
    assert {task: result.square for task, result in found.items()} == {t: float(len(t) ** 2) for t in tasks}
    assert all(result.explained for result in found.values())


@pytest.mark.slow
def test_a_worker_of_another_version_is_refused_by_name(local: Any) -> None:
    told: list[Text] = []
    with pytest.raises(ZerotsukuError) as raised:
        results(
            on(local, tell=told.append, patience=20), ["a"], dataclasses.replace(WORK, engine=other_engine)
        )
    assert "None of the workers" in raised.value.text.en
    assert told and all(re.search(r"tcp://127\.0\.0\.1:\d+.*zerotsuku", text.en) for text in told)


@pytest.mark.slow
def test_an_interrupt_leaves_nothing_on_the_cluster(local: Any) -> None:
    def interrupted() -> None:
        with ClusterGraders(on(local), ()) as pool:
            for done in pool.each([f"{n}" for n in range(100)], SLOW, beat=0.2):
                if done:
                    raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert all(parts == [[], [], [], []] for parts in settled(local).values()), (
        settled(local) and not local.scheduler.tasks
    )


@pytest.mark.slow
def test_the_cluster_forgets_what_a_killed_instructor_asked_for(local: Any) -> None:
    program = (
        "from cluster_case import SLOW; from autograder.grading.cluster.connecting import Cluster\n"
        "from autograder.grading.cluster.graders import ClusterGraders\n"
        f"pool = ClusterGraders(Cluster({local.scheduler_address!r}, patience={PATIENCE}), ())\n"
        "for done in pool.each(['abc'] * 100, SLOW):\n"
        "    print(done, flush=True)\n"
    )
    where = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=where) as instructor:
        assert instructor.stdout and instructor.stdout.readline()
        instructor.kill()
    for _ in range(300):
        if not local.scheduler.tasks:
            break
        time.sleep(0.1)
    assert not local.scheduler.tasks
    from distributed import Client

    with Client(local.scheduler_address, set_as_default=False) as client:
        client.run(impatient)
    assert all(parts == [[], [], [], []] for parts in settled(local).values()), settled(local)


def impatient() -> None:
    """In a worker: nobody is waited for."""
    from autograder.grading.cluster import there

    there.IDLE = 0.0


@pytest.mark.slow
def test_with_tls_and_no_further(tmp_path: Path) -> None:
    from distributed import LocalCluster, Security

    def files(security: Any, name: str) -> list[Path]:
        folder = tmp_path / name
        folder.mkdir()
        contents = (security.tls_ca_file, security.tls_client_cert, security.tls_client_key)
        for n, content in enumerate(contents):
            (folder / f"{n}.pem").write_text(content)
        return sorted(folder.iterdir())

    security = Security.temporary()
    with LocalCluster(
        n_workers=1, threads_per_worker=2, processes=True, dashboard_address=":0", security=security
    ) as cluster:
        assert cluster.scheduler_address.startswith("tls://")
        known = Cluster(cluster.scheduler_address, *files(security, "right"), patience=PATIENCE)
        assert results(known, ["abc"])["abc"].square == 9.0
        stranger = Cluster(cluster.scheduler_address, *files(Security.temporary(), "stranger"))
        with pytest.raises(ZerotsukuError) as raised:
            stranger.connect()
    assert "certificates" in raised.value.text.en


# The page


def test_the_page_says_the_same_commands_in_both_languages() -> None:
    en, ja = (BLOCK.findall(page.read_text()) for page in PAGES)
    assert en == ja and len(en) == 5


@pytest.mark.slow
def test_the_commands_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = new_course(tmp_path).rename(tmp_path / "mycourse")
    submit(course, "aoki", varied()["aoki"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    page = PAGES[0].read_text().replace("192.0.2.10:8786", f"127.0.0.1:{port}")
    page = page.replace("--host 192.0.2.10 --port 8786", f"--host 127.0.0.1 --port {port}")
    _, certificates, scheduler, worker, grade = BLOCK.findall(page)

    def run(block: str) -> str:
        done = subprocess.run(["sh", "-ec", block], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    run(certificates)
    with (
        running("sh", "-ec", scheduler.replace("dask ", "exec dask ")),
        running("sh", "-ec", worker.replace("dask ", "exec dask ")),
    ):
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        told = run(grade)
    assert "aoki" in told and "127.0.0.1" not in told
    assert scores(course)["aoki"] == {e.symbol: float(e.points) for e in chapter().exercises}
