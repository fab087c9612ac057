"""A session is bounded as a whole: its memory, its processes and threads, its share of the processors."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

import pytest
from bounds_case import HOSTILE, TRAINING, Cost, cost, cost_as, hostile, sandbox
from grading_case import chapter_of, graded
from hostile_case import NOBODY, attack_of, corpus

from autograder.grading.explaining.exceptions import explain
from autograder.sandbox import guard, isolation
from autograder.sandbox.isolation import Limits
from autograder.sandbox.limits import MIB
from autograder.sandbox.loading import RunCell
from autograder.sandbox.sandbox import Job, Observation, Request, Sandbox

HERE = isolation.survey()
pytestmark = pytest.mark.skipif(
    any(layer.needed and not layer.available for layer in HERE), reason="no isolation here"
)
MAX_MB = 2500  # that the machine may have less, whatever a submission does
NAMED = ["exhaust/forks_with_memory", "exhaust/threads_with_memory", "exhaust/multiprocessing_with_memory"]
OF_A_SESSION = (  # words in the names of the attacks on a session as a whole
    "fork", "memory", "thread", "mapp", "queues", "without_end", "leak", "handed", "stopped", "huge"
)  # fmt: skip
USERS = [
    pytest.param(0, id="root", marks=pytest.mark.skipif(os.geteuid() != 0, reason="not root")),
    pytest.param(NOBODY if os.geteuid() == 0 else os.geteuid(), id="ordinary-user"),
]


@pytest.fixture(scope="module")
def ch03() -> Iterator[Sandbox]:
    with hostile() as made:
        yield made


def unbounded(costs: dict[str, Cost]) -> dict[str, Cost]:
    """Those that cost more than they may. What else runs on the machine takes memory as well."""
    return {name: c for name, c in costs.items() if max(c.machine, c.processes) > MAX_MB}


def hold(user: int, chapter: str, names: list[str]) -> None:
    costs = cost_as(user, chapter, names)
    assert {name: c.honest for name, c in costs.items() if not c.honest or any(c.honest)} == {}
    assert {name: c.score for name, c in costs.items() if c.score} == {}
    over = unbounded(costs)
    for _ in range(2):
        over = unbounded(cost_as(user, chapter, list(over))) if over else {}
    assert over == {}


def test_six_forks_with_memory_cost_others_nothing(ch03: Sandbox) -> None:
    attack = attack_of("exhaust/forks_with_memory")
    with sandbox(HOSTILE) as beside:
        found = cost({attack.target: attack.source}, ch03, beside)
    assert found.processes < MAX_MB
    assert found.honest and not any(found.honest)


@pytest.mark.slow  # beside an honest submission with training
@pytest.mark.parametrize("user", USERS)
def test_memory_in_forks_threads_and_multiprocessing_is_bounded(user: int) -> None:
    hold(user, TRAINING, NAMED)


@pytest.mark.slow
@pytest.mark.parametrize("user", USERS)
def test_no_session_takes_more_than_its_share(user: int) -> None:
    attacks = [a.name for a in corpus() if a.group == "exhaust" and any(w in a.name for w in OF_A_SESSION)]
    assert len(attacks) > 20
    hold(user, HOSTILE, attacks)


FORKS = """def relu(x):
    import os, time
    ready, done = os.pipe()
    for _ in range(6):
        if os.fork() == 0:
            kept = np.ones(6_000_000)
            os.write(done, b"1")
            time.sleep(100)
        os.read(ready, 1)
    time.sleep(100)
"""


@pytest.mark.slow
def test_the_sum_is_what_the_guard_bounds() -> None:
    """Each of six forks stays far below what one process may have."""
    few = Limits(memory_bytes=256 * MIB, session_bytes=300 * MIB)
    with sandbox(HOSTILE, few) as bounded, sandbox(HOSTILE, Limits(memory_bytes=256 * MIB)) as loose:
        assert cost({"relu": FORKS}, bounded).processes < 200
        assert cost({"relu": FORKS}, loose).processes > 270


def observed(sandbox: Sandbox, source: str) -> Observation:
    """What one grader of relu sees of the source."""
    name = "grade_relu_of_a_vector"
    request = Request("relu", chapter_of(HOSTILE).stem, ((name, 1),))
    found = sandbox.run(Job((RunCell(1, source, released=True),), frozenset({"relu"}), (request,)))
    return found.exercises["relu"][name]


def test_an_exercise_may_use_what_one_process_may_have(ch03: Sandbox) -> None:
    """More than that reads as MemoryError, which says more than a session's end."""
    use = "import numpy as np\ndef relu(x):\n    kept = np.zeros({} * 2**17)\n    return len(kept) // 2**17"
    assert observed(ch03, use.format(1200)).value == 1200
    failure = observed(ch03, use.format(1600)).failure
    assert failure is not None and failure.type == "MemoryError"


def test_a_few_threads_work_and_many_are_refused(ch03: Sandbox) -> None:
    pool = """from concurrent.futures import ThreadPoolExecutor
import time
def relu(x):
    with ThreadPoolExecutor({0}) as pool:
        return sum(pool.map(lambda n: time.sleep(0.05) or n, range({0})))
"""
    assert observed(ch03, pool.format(6)).value == 15
    assert observed(ch03, pool.format(40)).failure is not None


def test_processes_of_a_session_are_few(ch03: Sandbox) -> None:
    bomb = """import os, time
def relu(x):
    count = 0
    try:
        while count < 100:
            if os.fork() == 0: time.sleep(100)
            count += 1
    except BlockingIOError: return count
"""
    assert 0 < observed(ch03, bomb).value < Limits.processes


@pytest.mark.parametrize(
    "start", ["os.fork() or time.sleep(100)", "threading.Thread(target=time.sleep, args=(9,)).start()"]
)
def test_what_is_refused_is_told_in_a_sentence(start: str, ch03: Sandbox) -> None:
    failure = observed(ch03, f"import os, threading, time\ndef relu(x):\n    while True: {start}").failure
    assert failure is not None
    assert "Only a few threads and processes" in explain(failure).en


COUNTED = """import os, threading, time
def processors():
    time.sleep(4 * {interval})
    return len(os.sched_getaffinity(0))
{before}
def relu(x):
    {inside}
    return processors()
"""
BUSY = {
    "an honest one": ("", "", False),
    "a thread of an exercise": ("", "threading.Thread(target=processors).start()", True),
    "a fork of an exercise": ("", "if os.fork() == 0: time.sleep(100)", True),
    "a fork of a cell": ("if os.fork() == 0: time.sleep(100)\nprocessors()", "", True),
    "a fork of a cell that has ended": ("if os.fork() == 0: processors(); os._exit(0)\nos.wait()", "", True),
}


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor only")
@pytest.mark.parametrize("what", BUSY)
def test_who_does_several_things_at_once_has_one_processor(what: str, ch03: Sandbox) -> None:
    before, inside, busy = BUSY[what]
    source = COUNTED.format(before=before, inside=inside or "pass", interval=guard.INTERVAL)
    assert observed(ch03, source).value == (1 if busy else len(os.sched_getaffinity(0)))


@pytest.mark.parametrize(
    "call", ["os.sched_setaffinity(0, {0, 1})", "os.nice(-1)", "os.setpriority(0, 0, -1)", "os.setsid()"]
)
def test_a_session_cannot_take_more_of_the_processors(call: str, ch03: Sandbox) -> None:
    failure = observed(ch03, f"import os\ndef relu(x):\n    {call}").failure
    assert failure is not None and failure.type in ("OSError", "PermissionError")


REFUSED = {  # what the kernel would keep without a bound that is ours
    "shared memory without a file": "import mmap; mmap.mmap(-1, 2**20)",
    "the file of zeros": "open('/dev/zero', 'r+b')",
    "locks on ranges": "import fcntl; f = open('x', 'wb'); fcntl.lockf(f, fcntl.LOCK_EX, 1, 0)",
    "larger queues": "import socket; socket.socketpair()[0].setsockopt(1, 7, 2**24)",
    "larger pipes": "import fcntl, os; fcntl.fcntl(os.pipe()[1], fcntl.F_SETPIPE_SZ, 2**20)",
    "descriptors in queues": "import os, socket; socket.send_fds(socket.socketpair()[0], [b'x'], [0])",
    "signals without end": "import ctypes, os; libc = ctypes.CDLL(None)\n"
    "    made = ctypes.c_void_p()\n"
    "    if all(libc.timer_create(1, None, ctypes.byref(made)) == 0 for _ in range(1000)): return\n"
    "    raise OSError",
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_kernel_keeps_nothing_without_bound(what: str, ch03: Sandbox) -> None:
    failure = observed(ch03, f"def relu(x):\n    {REFUSED[what]}").failure
    assert failure is not None and failure.type in ("OSError", "PermissionError", "BlockingIOError")


def test_a_private_mapping_and_a_mapped_file_work(ch03: Sandbox) -> None:
    source = """import mmap, numpy as np
def relu(x):
    own = mmap.mmap(-1, 2**20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    own[:2] = b"ab"
    np.memmap("x.dat", dtype=float, mode="w+", shape=(3,))[:] = 2
    return [own[:2].decode(), np.fromfile("x.dat")]
"""
    value = observed(ch03, source).value
    assert value[0] == "ab" and value[1].tolist() == [2, 2, 2]


def test_the_next_session_is_whole_again(ch03: Sandbox) -> None:
    """After one that was ended by the guard, an honest one has all its marks and all processors."""
    big = "import os, numpy as np\ndef relu(x):\n    for _ in range(3):\n        if os.fork() == 0: break\n"
    began = time.monotonic()
    assert observed(ch03, f"{big}    kept = np.zeros(2**27)\n    while True: pass").lost == "closed"
    assert time.monotonic() - began < 2.5  # at once, not at the end of the exercise's time
    report = graded(HOSTILE, {}, ch03)
    assert report.score == report.max_score
    assert report.isolation == tuple(layer.name for layer in HERE if layer.available)
    honest = COUNTED.format(before="", inside="pass", interval=guard.INTERVAL)
    assert observed(ch03, honest).value == len(os.sched_getaffinity(0))


def test_without_isolation_the_sum_is_bounded_too() -> None:
    few = Limits(memory_bytes=256 * MIB, session_bytes=300 * MIB)
    modules = [f"autograder.graders.{chapter_of(HOSTILE).stem}"]
    with Sandbox(modules, unsafe=True, limits=few) as bounded:
        assert cost({"relu": FORKS}, bounded).processes < 200


def test_a_guard_sees_what_was_left_behind() -> None:
    """The child of a child that has ended is found where its subreaper is, as everything of a session is."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(read, 1)
        os._exit(0)
    try:
        assert child in guard.descendants()
        extra = threading.Thread(target=time.sleep, args=(0.2,))
        extra.start()
        assert child in guard.descendants()
        extra.join()
    finally:
        os.write(write, b"+")
        os.waitpid(child, 0)
    assert child not in guard.descendants()
