"""The zygote: a fresh process that imports what submissions need, once, and is forked for each of them.

It holds no answer: it never imports solutions/ or what grading decides with. `python -m
autograder.sandbox.zygote FD` serves the trusted side on that socket. With a second socket it is a mother: it
runs nothing of a student's; for each socket that comes in by the second it forks a zygote that serves there.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import select
import socket
import sys
from typing import Any

from autograder.sandbox import guard, isolation
from autograder.sandbox.channel import Channel, Closed

PR_SET_CHILD_SUBREAPER = 36
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of malloc.h
KEPT, LARGE = 256 * 2**20, 32 * 2**20  # bytes


def main() -> None:
    control = Channel(socket.socket(fileno=int(sys.argv[1])))
    isolation.prepare()
    request, _ = control.take()
    unsafe, limits = bool(request["unsafe"]), request["limits"]
    import autograder
    from autograder.sandbox.shell import clean_namespace, new_shell

    namespace = clean_namespace(new_shell())
    autograder.check = lambda *_, **__: None
    for module in request["modules"]:
        importlib.import_module(module)
    importlib.import_module("autograder.sandbox.worker")
    keep_memory()
    warm_up()
    if len(sys.argv) > 2:
        control = clone(control, socket.socket(fileno=int(sys.argv[2])))
    serve(control, namespace, limits, unsafe)


def clone(control: Channel, door: socket.socket) -> Channel:
    """Fork a zygote for each socket that comes in; returns in these alone, with the zygote's own channel.

    Its zygotes end each with their own channel, and a mother, once the trusted side has hung up, with the
    last of them: so that whoever waits for her has their processor time, too.
    """
    while True:
        ready, _, _ = select.select([control.fileno(), door.fileno()], [], [])
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        said, descriptors = b"", list[int]()
        if control.fileno() not in ready:
            said, descriptors, _, _ = socket.recv_fds(door, 1, 1)
        if not said:
            with contextlib.suppress(ChildProcessError):
                while True:
                    os.wait()
            os._exit(0)
        if os.fork() == 0:
            control.close()
            door.close()
            return Channel(socket.socket(fileno=descriptors[0]))
        for descriptor in descriptors:
            os.close(descriptor)


def serve(control: Channel, namespace: dict[str, Any], limits: dict[str, Any], unsafe: bool) -> None:
    """Fork a session for each request, watch it, kill it when told to, until the trusted side hangs up.

    A session's cells run in its copy of `namespace`. matplotlib is half of all that there is to import, and
    few answers need it: it is imported when one has.
    """
    from autograder.sandbox.worker import session

    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    control.send(["ready"])
    watch = guard.Guard(isolation.Limits(**limits))
    child, loaded = 0, False
    while True:
        if child and not waiting(control, guard.INTERVAL):
            seen = watch.look()
            if waiting(control, 0):  # perhaps that the cells are loaded: then there may be one thread more
                continue
            if not watch.bound(seen, (1 if unsafe else 2) + loaded):  # one waits outside the namespaces
                guard.kill(child)
                child = 0
            continue
        try:
            request, descriptors = control.take()
        except Closed:
            guard.kill(child)
            return
        if request["do"] == "loaded":
            loaded = True
            continue
        if request["do"] == "kill":
            guard.kill(child)
            child = 0
            control.send(["killed"])
            continue
        if request["plots"] and take_plots():
            watch = guard.Guard(isolation.Limits(**limits))  # what it maps is not the session's
        watch.begin()
        loaded = False
        child = os.fork()
        if child == 0:
            control.close()
            os.setsid()
            layers = isolation.enter(isolation.Limits(**limits, keep_fds=tuple(descriptors)), unsafe=unsafe)
            channel = Channel(socket.socket(fileno=descriptors[0]))
            channel.send(["isolation", layers])
            try:
                session(channel, namespace, alone="pid-namespace" in layers)
            except (Closed, OSError):
                os._exit(0)
            finally:
                os._exit(1)
        for descriptor in descriptors:
            os.close(descriptor)


def waiting(control: Channel, seconds: float) -> bool:
    """Whether a request comes, or the end, within the time."""
    return bool(select.select([control], [], [], seconds)[0])


def keep_memory() -> None:
    """Let what is freed serve again: arrays below 32 MB are not mapped and cleared page by page each time.

    Where the system's C library knows no such setting, nothing changes.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(M_MMAP_THRESHOLD, LARGE)
        mallopt(M_TRIM_THRESHOLD, KEPT)


def warm_up() -> None:
    """Do once here what would otherwise be done again in every fork."""
    import numpy as np

    from autograder.sandbox.wire import encode_message
    from dataset.mnist import load_mnist
    from dataset.sample_weight import init_network

    load_mnist()
    init_network()
    encode_message([np.ones(2)])
    np.linalg.norm(np.random.default_rng(0).normal(size=(2, 2)) @ np.ones((2, 2)))
    if "matplotlib" in sys.modules:  # graders need it
        take_plots()
    gc.collect()
    gc.freeze()  # a collection in a fork would copy every page it looks at


def take_plots() -> bool:
    """Import matplotlib as the notebooks' first cells do, and draw once; False if that was done before."""
    if "matplotlib_fontja" in sys.modules:
        return False
    import matplotlib.pyplot as plt
    import matplotlib_fontja  # noqa: F401

    plt.figure().add_subplot()
    plt.close("all")
    gc.collect()
    gc.freeze()
    return True


if __name__ == "__main__":
    main()
