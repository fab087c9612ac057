"""Each layer of the sandbox is tested by what it stops, with the other layers off.

A row says what student code attempts; it must succeed while the layer is off, so that the test can fail, and
must not once the layer alone is on. Every row runs as root (if the tests do) and as an ordinary user.
"""

from __future__ import annotations

import contextlib
import inspect
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from ordinary_case import skip_where_only_root_can

from autograder import rooms
from autograder.sandbox import bubblewrap, isolation, probe
from autograder.sandbox.entering import NO_LANDLOCK
from autograder.sandbox.isolation import LAYERS, IsolationUnavailable, Limits

NOBODY = 65534
MACHINE = {layer.name: layer for layer in isolation.survey()}
SHOWN = [rooms.PACKAGE / name for name in ("__init__.py", "rooms.py", "text.py", "messages", "sandbox")]

# Forks for each attempt, as the zygote does for each submission, and tells what became of it.
DRIVER = """
import ctypes, errno, json, os, signal, socket, sys, time
from autograder.sandbox import isolation
isolation.prepare()
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    if getattr(libc, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)
def forked(work):
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status:
        raise OSError(f"status {status}")
print("[]", flush=True)
for line in sys.stdin:
    order = json.loads(line)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        said = "nothing"
        try:
            space = {**globals(), **order["given"]}
            exec(order["before"], space)
            limits = isolation.Limits(keep_fds=(write,), **order["limits"])
            space["names"] = isolation.enter(limits, order["unsafe"], frozenset(order["skip"]))
            try:
                exec(order["attempt"], space)
                said = "did it" if "result" not in space else space["result"]
            except BaseException as error:
                said = type(error).__name__
        except BaseException as error:
            said = f"enter: {error}"
        finally:
            os.write(write, json.dumps(said).encode())
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    print(said or '"killed"', flush=True)
"""


class Driver:
    """A process from which attempts are made, by one user, inside the file-system view or outside."""

    def __init__(self, user: int, inside: bool, folder: Path):
        self.user, self.inside, self.folder = user, inside, folder
        argv = [sys.executable, "-c", DRIVER]
        if inside:
            if user != os.geteuid():
                pytest.skip("inside the view root becomes nobody anyway")
            argv = isolation.zygote_command(argv, -1, SHOWN, unsafe=False)
        self.process = subprocess.Popen(
            argv,
            env={**isolation.environment(str(folder)), "SECRET": "instructor"},
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **({} if user == os.geteuid() else {"user": user, "group": user, "extra_groups": []}),
        )
        if self._answer() != []:
            pytest.fail(self.process.communicate()[1])

    def _answer(self) -> object:
        line = self.process.stdout.readline()
        return json.loads(line) if line else None

    def attempt(self, source: str, layers=LAYERS, *, before="", unsafe=False, limits=None, **given) -> object:
        """What came of it: "did it", its `result`, the exception's name, or "killed"."""
        order = {
            "attempt": source,
            "before": before,
            "skip": sorted(set(LAYERS) - set(layers)),
            "unsafe": unsafe,
            "limits": limits or {},
            "given": {"folder": str(self.folder), "driver": self.process.pid, **given},
        }
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()
        self.process.stderr.close()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder in /tmp that every user may enter; pytest's own is closed to others."""
    made = Path(tempfile.mkdtemp(prefix="isolation-", dir="/tmp"))
    made.chmod(0o777)
    (made / "answers.txt").write_text("the answers")
    yield made
    shutil.rmtree(made)


def _driver(user: int, inside: bool, folder: Path) -> Iterator[Driver]:
    if user == 0 != os.geteuid():
        pytest.skip("the tests do not run as root")
    if user == NOBODY and os.geteuid() != 0:
        user = os.geteuid()
    if user != os.geteuid():
        skip_where_only_root_can()
    if inside and not MACHINE["file-system-view"].available:
        pytest.skip(MACHINE["file-system-view"].why.en)
    made = Driver(user, inside, folder)
    yield made
    made.close()


USERS = [pytest.param(0, id="root"), pytest.param(NOBODY, id="ordinary-user")]


@pytest.fixture(scope="module", params=USERS)
def outside(request, folder) -> Iterator[Driver]:
    """Attempts without the file-system view, so that each other layer can be tried alone."""
    yield from _driver(request.param, False, folder)


@pytest.fixture(scope="module")
def inside(folder) -> Iterator[Driver]:
    """Attempts as in grading, by the user who runs the tests."""
    yield from _driver(os.geteuid(), True, folder)


# layer, what is attempted, and the layers that have to be on for the attempt itself
ATTEMPTS = [
    ("user-namespace", "know the instructor's uid", "assert open('/proc/self/uid_map').read() == users", ()),
    ("mount-namespace", "read what lies in /tmp", "open(folder + '/answers.txt').read()", ()),
    ("mount-namespace", "write what stays in /tmp", "open(f'{folder}/{time.time_ns()}', 'w').write('x')", ()),
    ("mount-namespace", "fill the disk", "[open(str(i), 'wb').write(bytes(2**16)) for i in range(64)]", ()),
    ("pid-namespace", "reach another process", "os.kill(driver, 0)", ()),
    ("network-namespace", "reach a server here", "socket.create_connection(('127.0.0.1', port))", ()),
    ("network-namespace", "serve on loopback", "s = socket.create_server(('127.0.0.1', 0))\n"
     "socket.create_connection(s.getsockname())", ()),
    ("ipc-namespace", "find shared memory", "call('shmget', key, 1, 0)", ()),
    ("uts-namespace", "know the machine's name", "assert os.uname().nodename == host", ()),
    ("descriptors", "read an open file", "os.read(opened, 1)", ()),
    ("descriptors", "write to the log", "assert os.fstat(2).st_rdev != os.stat('/dev/null').st_rdev", ()),
    ("no-new-privs", "mount", "call('mount', b'x', b'/tmp', b'tmpfs', 0, 0)", ("mount-namespace",)),
    ("no-new-privs", "leave its root", "call('chroot', b'/usr')", ()),
    ("no-new-privs", "write into another's memory", "ppid = os.getpid()\n"
     "forked(lambda: open(f'/proc/{ppid}/mem', 'wb'))", ()),
    ("rlimits", "take all memory", "bytearray(2**28)", ()),
    ("rlimits", "open files without end", "[open('/dev/null') for _ in range(200)]", ()),
    ("rlimits", "write one huge file", "open('huge', 'wb').write(bytes(2**21))", ()),
    ("rlimits", "compute without end", "while time.process_time() < 1.2: pass", ()),
    ("landlock", "read the machine's files", "open('/etc/passwd').read()", ()),
    ("landlock", "read the answers", "open(folder + '/answers.txt').read()", ()),
    ("landlock", "list a folder", "os.listdir('/')", ()),
    ("landlock", "leave a file", "open(f'{folder}/{time.time_ns()}', 'w').write('x')", ()),
    ("landlock", "look at processes", "os.listdir('/proc/self')", ()),
    ("seccomp", "open a socket", "socket.socket()", ()),
    ("seccomp", "run a program", "forked(lambda: os.execv('/bin/true', ['true']))", ()),
    ("seccomp", "be traced", "forked(lambda: call('ptrace', 0, 0, 0, 0))", ()),
    ("seccomp", "make a user namespace", "call('unshare', 0x10000000)", ()),
    ("seccomp", "fork into a user namespace", "libc.syscall.restype = ctypes.c_long\n"
     "child = libc.syscall(clone, 0x10000011, 0, 0, 0, 0)\n"
     "if child == 0: os._exit(0)\n"
     "if child < 0: raise OSError", ()),
    ("seccomp", "keep memory in a file of its own", "os.memfd_create('x')", ()),
    ("seccomp", "take shared memory", "call('shmget', 0, 4096, 0o600)", ("ipc-namespace",)),
    ("seccomp", "slow its parent", "ppid = os.getpid()\n"
     "forked(lambda: os.setpriority(os.PRIO_PROCESS, ppid, os.getpriority(os.PRIO_PROCESS, 0) + 1))", ()),
    ("seccomp", "limit its parent", "import resource\nppid = os.getpid()\n"
     "forked(lambda: resource.prlimit(ppid, resource.RLIMIT_CORE, (0, 0)))", ()),
    ("seccomp", "make itself readable again", "call('prctl', 4, 1, 0, 0, 0)", ()),
    ("seccomp", "outlive the one who waits", "call('prctl', 1, 0, 0, 0, 0)", ()),
]  # fmt: skip

SMALL = {
    "memory_bytes": 2**27,
    "open_files": 64,
    "file_bytes": 2**20,
    "tmp_bytes": 2**20,
    "cpu_seconds": 1,
}


not_in_tmp = pytest.mark.skipif(
    any(Path(p).is_relative_to("/tmp") for p in (rooms.PACKAGE, sys.prefix)),
    reason="this checkout or its Python lies in /tmp, which is then not the session's own",
)


@pytest.fixture(scope="module")
def outer() -> Iterator[dict[str, object]]:
    """What there is to find outside: a server, shared memory, a name."""
    import ctypes

    libc = ctypes.CDLL(None)
    key = 0x7A650000 | os.getpid() & 0xFFFF  # workers run side by side
    segment = libc.shmget(key, 4096, 0o1666)
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield {"port": server.getsockname()[1], "key": key, "host": os.uname().nodename}
    libc.shmctl(segment, 0, None)


@pytest.mark.parametrize(
    ("layer", "attempt", "needs"),
    [pytest.param(layer, source, needs, id=f"{layer}: {what}") for layer, what, source, needs in ATTEMPTS],
)
def test_a_layer_stops_what_succeeds_without_it(outside, outer, layer, attempt, needs):
    if not MACHINE[layer].available:
        pytest.skip(MACHINE[layer].why.en)
    others = {*needs, *(() if layer == "user-namespace" else ("user-namespace",))}
    before = "opened = os.open(folder + '/answers.txt', os.O_RDONLY)"
    users = Path("/proc/self/uid_map").read_text()
    given = {**outer, "users": users, "clone": {"x86_64": 56}.get(os.uname().machine, 220)}
    without = outside.attempt(attempt, others, before=before, limits=SMALL, **given)
    with_it = outside.attempt(attempt, {*others, layer}, before=before, limits=SMALL, **given)
    assert without == "did it"
    assert with_it != "did it"
    assert not str(with_it).startswith("enter:")
    assert with_it not in ("SyntaxError", "NameError", "TypeError")


@not_in_tmp
def test_everything_is_in_force_and_honest_code_works(inside):
    assert inside.attempt("result = names") == [n for n in LAYERS if MACHINE[n].available]
    honest = """
    import asyncio, concurrent.futures, tempfile, threading
    import numpy as np
    assert np.linalg.svd(np.eye(50))[1].sum() == 50
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        assert list(pool.map(abs, [-1, 2])) == [1, 2]
    assert asyncio.run(asyncio.sleep(0.01, 3)) == 3
    with tempfile.TemporaryDirectory() as made:
        np.save(made + "/x.npy", np.ones(3))
        assert np.load(made + "/x.npy").sum() == 3
    open("/tmp/x.txt", "w").write(str(np.random.default_rng().normal()))
    a, b = socket.socketpair()
    a.settimeout(1)
    b.send(b"x")
    assert a.recv(1) == b"x"
    forked(lambda: None)
    """
    assert inside.attempt(inspect.cleandoc(honest)) == "did it"


def test_a_plot_can_be_saved(inside):
    pytest.importorskip("matplotlib")
    plot = """
    import matplotlib.pyplot as plt
    plt.plot([1, 2])
    plt.savefig("x.png")
    result = os.path.getsize("x.png") > 1000
    """
    assert inside.attempt(inspect.cleandoc(plot)) is True


SEEN = {
    "the answers": "os.listdir({repository!r} + '/solutions')",
    "the assignments": "os.listdir({repository!r} + '/assignments')",
    "graders that were not asked for": "os.listdir({repository!r} + '/autograder/graders')",
    "the course": "open(folder + '/answers.txt').read()",
    "the repository": "os.stat({repository!r} + '/README.md')",
    "the users": "open('/etc/passwd').read()",
    "the machine": "os.listdir('/sys')",
    "the instructor's processes": "os.kill({pid}, 0)",
    "programs": "os.stat('/usr/bin/env')",
    "what others share": "os.listdir('/usr/share')",
    "what the system keeps": "os.listdir('/var')",
}
VIEW_ONLY = frozenset({"file-system-view"})


@pytest.mark.parametrize("what", SEEN)
def test_the_view_shows_nothing_of(what, inside):
    """With the layers of the session off: bubblewrap's view alone."""
    source = SEEN[what].format(repository=str(rooms.REPOSITORY), pid=os.getpid())
    eval(source, {"os": os, "folder": str(inside.folder), "open": open})  # it is there, outside
    assert inside.attempt(source, VIEW_ONLY) in ("FileNotFoundError", "ProcessLookupError")


@pytest.mark.parametrize(
    "place", ["/", "/usr/lib", "/dev", "/dev/shm", "/etc", str(rooms.PACKAGE), sys.prefix]
)
def test_the_view_cannot_be_written_to(place, inside):
    write = f"open({place!r} + '/left', 'w')"
    assert inside.attempt(write, VIEW_ONLY) in ("OSError", "PermissionError", "FileNotFoundError")


def test_the_view_inherits_no_environment(outside, inside):
    look = "result = os.environ.get('SECRET', open('/proc/self/environ').read())"
    assert outside.attempt(look, {"rlimits"}) == "instructor"
    assert "instructor" not in inside.attempt(look, VIEW_ONLY)


def test_processes_are_limited_for_root_too(inside):
    """Root's own processes escape this limit; in the view root is nobody."""
    bomb = """
    result = 0
    try:
        while result < 50:
            if os.fork() == 0:
                time.sleep(20)
                os._exit(0)
            result += 1
    except BlockingIOError:
        pass
    """
    assert 2 < inside.attempt(inspect.cleandoc(bomb)) < Limits.processes
    enough = set(LAYERS) - {"rlimits"}
    assert inside.attempt(inspect.cleandoc(bomb), enough) == 50


def test_files_are_limited_in_number(inside):
    assert inside.attempt("[open(str(i), 'wb').close() for i in range(5000)]") == "OSError"


def test_a_session_finds_nothing_of_the_one_before(inside):
    assert inside.attempt("open('left', 'w').write('x')\nresult = os.listdir()") == ["left"]
    assert inside.attempt("result = os.listdir()") == []


def test_a_session_cannot_be_killed_from_within(inside):
    kill = """
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGSTOP, signal.SIGSEGV):
        forked(lambda: os.kill(1, number))
    result = "still here"
    """
    assert inside.attempt(inspect.cleandoc(kill)) == "still here"
    without = "forked(lambda: os.kill(os.getppid(), signal.SIGKILL))\ntime.sleep(5)"
    assert inside.attempt(without, set(LAYERS) - {"pid-namespace"}) == "killed"


LEAVE_ONE_BEHIND = """
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(0.3)
        open(write, "w").write("alive")
    os._exit(0)
os.wait()
"""


def test_what_a_session_started_ends_with_it(outside, folder):
    """A daemon would write a little later; without the layer it does."""
    for layers, survives in (({"user-namespace"}, True), ({"user-namespace", "pid-namespace"}, False)):
        note = folder / f"daemon-{outside.user}-{survives}"
        outside.attempt(LEAVE_ONE_BEHIND, layers, write=str(note))
        time.sleep(0.7)
        assert note.exists() == survives


def test_a_killed_session_leaves_nothing(folder):
    """The one who waits outside is killed: with it goes the session, and all under it."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            isolation.enter(Limits(keep_fds=(write,)), skip=frozenset({"file-system-view", "landlock"}))
            for _ in range(2):
                os.fork()
            os.write(write, b"+")
            time.sleep(60)
        os._exit(1)
    os.close(write)
    assert all(os.read(read, 1) == b"+" for _ in range(4))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert _ends(read)


@pytest.mark.skipif(not MACHINE["file-system-view"].available, reason="no file-system view here")
def test_a_killed_zygote_leaves_nothing():
    read, write = os.pipe()
    code = "import os, time; os.fork(); os.setsid(); print('+', flush=True); time.sleep(60)"
    command = isolation.zygote_command([sys.executable, "-c", code], write, SHOWN, unsafe=False)
    with subprocess.Popen(command, pass_fds=(write,), stdout=subprocess.PIPE) as process:
        os.close(write)
        process.stdout.readline()
        process.kill()
    assert _ends(read)


def _ends(descriptor: int) -> bool:
    """Whether nobody holds the other end any more, within two seconds."""
    with os.fdopen(descriptor, "rb", buffering=0) as pipe:
        ready, _, _ = select.select([pipe], [], [], 2)
        return bool(ready) and pipe.read() == b""


def test_without_isolation_the_limits_remain(outside):
    assert outside.attempt("result = names", unsafe=True) == ["descriptors", "rlimits"]
    assert outside.attempt("bytearray(2**28)", unsafe=True, limits=SMALL) == "MemoryError"
    assert outside.attempt("result = bool(forked(lambda: None))", unsafe=True) is False


def test_an_ordinary_user_s_view_is_root_s(folder):
    """The tests run as one of the two; the other one's view must shut in as well."""
    if os.geteuid() != 0:
        pytest.skip("the tests do not run as root")
    skip_where_only_root_can()
    command = (
        "from autograder.sandbox import isolation\n"
        "import json, os\n"
        "print(json.dumps([os.getuid(), [layer.name for layer in isolation.survey() if layer.available]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", command],
        env=isolation.environment(str(folder)),
        cwd="/",
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        capture_output=True,
    )
    assert json.loads(done.stdout) == [NOBODY, [n for n in LAYERS if MACHINE[n].available]]


@pytest.fixture
def no_bubblewrap(monkeypatch):
    monkeypatch.setattr(bubblewrap, "ways", lambda: iter(()))
    probe.tried.cache_clear()
    yield
    probe.tried.cache_clear()


def test_grading_refuses_without_bubblewrap_and_says_what_to_do(no_bubblewrap):
    with pytest.raises(IsolationUnavailable) as refused:
        isolation.require(unsafe=False)
    for said in (refused.value.text.ja, refused.value.text.en):
        assert "apt install bubblewrap" in said
        assert "--unsafe-no-isolation" in said
    isolation.require(unsafe=True)


def test_a_session_refuses_to_start_outside_the_view(outside):
    assert outside.attempt("pass", LAYERS).startswith("enter:")


def test_a_survey_names_every_layer_and_what_to_do():
    assert [layer.name for layer in isolation.survey()] == list(LAYERS)
    for name in LAYERS:
        why = probe._why(name, "trouble")
        assert "trouble" in why.ja
        assert "trouble" in why.en


@not_in_tmp
def test_the_view_of_a_checkout_in_tmp_shows_it(folder, monkeypatch):
    """Then /tmp is not the session's own folder, and what lies beside the checkout is not seen."""
    package = folder / "checkout" / "autograder"
    package.mkdir(parents=True)
    (package / "text.py").write_text("")
    monkeypatch.setattr(rooms, "PACKAGE", package)
    code = f"import os; print(os.listdir('/tmp'), os.listdir({str(folder)!r}))"
    command = isolation.zygote_command([sys.executable, "-c", code], -1, [package / "text.py"], unsafe=False)
    seen = subprocess.run(command, capture_output=True, text=True).stdout
    assert seen == f"['{folder.name}'] ['checkout']\n"


@not_in_tmp
def test_a_kernel_without_landlock_is_told_and_goes_on(inside):
    before = f"isolation.prepare().missing['landlock'] = {NO_LANDLOCK!r}"
    names = inside.attempt("result = names", before=before)
    assert names == [n for n in LAYERS if MACHINE[n].available and n != "landlock"]
    (layer,) = (found for found in probe._layers({"landlock": NO_LANDLOCK}) if not found.available)
    assert not layer.needed


@not_in_tmp
@pytest.mark.parametrize("name", ["landlock", "seccomp"])
def test_a_library_that_cannot_be_used_is_told_and_nothing_runs(name, inside):
    before = f"isolation.prepare().missing[{name!r}] = 'no library'"
    assert "no library" in inside.attempt("result = names", before=before)
    (layer,) = (found for found in probe._layers({name: "no library"}) if not found.available)
    assert layer.needed
    assert "install" in layer.why.en
    assert "install" in layer.why.ja
