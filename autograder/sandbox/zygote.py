"""The zygote: a fresh process that imports what submissions need, once, and is forked for each of them.

It holds no answer: it never imports solutions/ or what grading decides with. `python -m
autograder.sandbox.zygote FD` serves the trusted side on that socket.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import signal
import socket
import sys

from autograder.sandbox import isolation
from autograder.sandbox.channel import Channel, Closed

PR_SET_CHILD_SUBREAPER = 36


def main() -> None:
    control = Channel(socket.socket(fileno=int(sys.argv[1])))
    isolation.prepare()
    request, _ = control.take()
    unsafe, limits = bool(request["unsafe"]), request["limits"]
    import matplotlib

    matplotlib.use("Agg")
    import autograder
    from autograder.sandbox.loading import new_shell

    shell = new_shell()
    autograder.check = lambda *_, **__: None
    for module in request["modules"]:
        importlib.import_module(module)
    from autograder.sandbox.worker import session

    warm_up()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    control.send(["ready"])
    child = 0
    while True:
        try:
            request, descriptors = control.take()
        except Closed:
            stop(child)
            return
        if request["do"] == "kill":
            stop(child)
            child = 0
            control.send(["killed"])
            continue
        child = os.fork()
        if child == 0:
            control.close()
            os.setsid()
            layers = isolation.enter(isolation.Limits(**limits, keep_fds=tuple(descriptors)), unsafe=unsafe)
            channel = Channel(socket.socket(fileno=descriptors[0]))
            channel.send(["isolation", layers])
            try:
                session(channel, shell, alone="pid-namespace" in layers)
            except (Closed, OSError):
                os._exit(0)
            finally:
                os._exit(1)
        for descriptor in descriptors:
            os.close(descriptor)


def warm_up() -> None:
    """Do once here what would otherwise be done again in every fork."""
    import matplotlib.pyplot as plt
    import matplotlib_fontja  # noqa: F401 (what the notebooks' first cells import)
    import numpy as np

    from dataset.mnist import load_mnist
    from dataset.sample_weight import init_network

    load_mnist()
    init_network()
    np.linalg.norm(np.random.default_rng(0).normal(size=(2, 2)) @ np.ones((2, 2)))
    plt.figure().add_subplot()
    plt.close("all")
    gc.collect()
    gc.freeze()  # a collection in a fork would copy every page it looks at


def stop(child: int) -> None:
    """Kill a session and all that is left of it."""
    if child:
        for kill in (os.kill, os.killpg):
            try:
                kill(child, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                continue
    while True:
        for pid in children():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def children() -> list[int]:
    """Own children; what a session's processes leave behind is handed to the zygote, their subreaper."""
    with open(f"/proc/self/task/{os.getpid()}/children") as file:  # noqa: PTH123 (the fewest steps)
        return [int(pid) for pid in file.read().split()]


if __name__ == "__main__":
    main()
