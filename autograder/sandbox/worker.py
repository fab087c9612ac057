"""Inside the sandbox: load a submission's cells, then observe one exercise after the other, each in a fork.

Nothing here knows an expected value or gives a verdict. Everything here is in the hands of the student's
code once the cells have run, so the trusted side believes nothing of it but that these are observations.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import random
import signal
import socket
import warnings
from dataclasses import astuple
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from IPython.core.interactiveshell import InteractiveShell

from autograder.graders import Grader
from autograder.sandbox.channel import Channel, Closed
from autograder.sandbox.loading import Loaded, RunCell, clean_namespace, failure_of, forbid_input, load
from autograder.seeds import generator


class Impl:
    """The student's symbols as a grader sees them."""

    def __init__(self, namespace: dict[str, Any]):
        self.__dict__ = namespace

    def __getattr__(self, name: str) -> Any:
        raise NameError(f"name '{name}' is not defined", name=name)


def session(channel: Channel, shell: InteractiveShell, alone: bool) -> None:
    """Serve one submission until the trusted side hangs up, which raises Closed.

    `alone` says that this process has a pid namespace of its own.
    """
    request, _ = channel.take()
    symbols = frozenset(request["symbols"])
    left_out = {tuple(place) for place in request["skip"]}
    forbid_input()

    def before(cell: int, statement: int) -> bool:
        if (cell, statement) in left_out:
            return False
        channel.send(["at", cell, statement])
        return True

    cells = [RunCell(*cell) for cell in request["cells"]]
    loaded = load(cells, symbols, clean_namespace(shell), before)
    for source in request["inject"]:
        exec(compile(source, "<reference>", "exec"), loaded.namespace)
    channel.send(["loaded", _progress(loaded, symbols), [list(astuple(f)) for f in loaded.failures]])
    while True:
        request, descriptors = channel.take()
        child = os.fork()
        if child == 0:
            channel.close()
            _observe(Channel(socket.socket(fileno=descriptors[0])), loaded.namespace, request)
        os.close(descriptors[0])
        os.waitpid(child, 0)
        if alone:  # what the exercise left behind ends here; only this namespace's processes are met
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
        channel.send(["done"])


def _progress(loaded: Loaded, symbols: frozenset[str]) -> dict[str, str]:
    missing = {s: "written" for s in symbols if s in loaded.namespace and s not in loaded.progress}
    return {**loaded.progress, **missing}


def _observe(channel: Channel, namespace: dict[str, Any], request: dict[str, Any]) -> None:
    """Run the graders of one exercise and send what they see; ends the process."""
    try:
        module = importlib.import_module(f"autograder.graders.{request['module']}")
        for name, seed in request["graders"]:
            grader: Grader = getattr(module, name)
            _reset(int(seed))
            try:
                channel.send([name, "value", grader(Impl(namespace), generator(int(seed)))])
            except BaseException as error:  # whatever the student's code raises is the observation
                channel.send([name, "error", list(astuple(failure_of(error)))])
    except (OSError, Closed):
        os._exit(1)
    finally:
        os._exit(0)


def _reset(seed: int) -> None:
    """The same surroundings for every grader, whatever the cells have set."""
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    np.random.seed(seed % 2**32)
    random.seed(seed)
    plt.close("all")
