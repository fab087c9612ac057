"""Inside the sandbox: load a submission's cells, then observe its exercises in forks, one or several in each.

Nothing here knows an expected value or gives a verdict. Everything here is in the hands of the student's
code once the cells have run, so the trusted side believes nothing of it but that these are observations.
"""

from __future__ import annotations

import contextlib
import importlib
import itertools
import os
import random
import signal
import socket
import sys
import warnings
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np

from autograder.graders import Grader, Shown
from autograder.sandbox.channel import Channel, Closed
from autograder.sandbox.loading import MAX_PLACES, Loaded, RunCell, failure_of, load
from autograder.sandbox.shell import forbid_input
from autograder.sandbox.watch import Watch, Watched
from autograder.seeds import generator


def session(channel: Channel, namespace: dict[str, Any], alone: bool) -> None:
    """Serve one submission until the trusted side hangs up, which raises Closed.

    Its cells run in `namespace`, the shell's, as for a new notebook; `alone` says that this process has a pid
    namespace of its own.
    """
    request, _ = channel.take()
    symbols = frozenset(request["symbols"])
    left_out = {tuple(place) for place in request["skip"]}
    forbid_input()

    told = itertools.count(1)

    def before(cell: int, statement: int) -> bool:
        if (cell, statement) in left_out:
            return False
        if next(told) <= MAX_PLACES:  # what comes behind them has the time of one statement together
            channel.send(["at", cell, statement])
        return True

    folder = os.environ["TMPDIR"]
    for name, content in request["files"]:
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if request["files"]:
        sys.path.append(folder)  # the last place: they stand in for no module that there is
    cells = [RunCell(*cell) for cell in request["cells"]]
    loaded = load(cells, symbols, namespace, before, request["inject"])
    for source in request["inject"]:
        exec(compile(source, "<reference>", "exec"), loaded.namespace)
    failures = [list(astuple(f)) for f in loaded.failures]
    stopped = [[*place, line, touched] for place, (line, touched) in loaded.left_out.items()]
    plots = "matplotlib" in sys.modules
    channel.send(["loaded", _progress(loaded, symbols), failures, stopped, loaded.contained, plots])
    kept = _files(folder) if alone else frozenset()
    while True:
        request, descriptors = channel.take()
        child = os.fork()
        if child == 0:
            channel.close()
            _observe(Channel(socket.socket(fileno=descriptors[0])), loaded.namespace, request["exercises"])
        os.close(descriptors[0])
        os.waitpid(child, 0)
        if alone:  # what the exercise left behind ends here; only this namespace's processes are met
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):  # as process 1 it adopts orphans
                while True:
                    os.waitpid(-1, 0)
            _remove(_files(folder) - kept)
        channel.send(["done"])


def _files(folder: str) -> frozenset[Path]:
    """All that lies in the session's folder."""
    return frozenset(Path(at, name) for at, dirs, files in os.walk(folder) for name in (*dirs, *files))


def _remove(paths: frozenset[Path]) -> None:
    for path in sorted(paths, reverse=True):  # what lies in a folder before the folder
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def _progress(loaded: Loaded, symbols: frozenset[str]) -> dict[str, str]:
    missing = {s: "written" for s in symbols if s in loaded.namespace and s not in loaded.progress}
    return {**loaded.progress, **missing}


def _observe(channel: Channel, namespace: dict[str, Any], exercises: list[dict[str, Any]]) -> None:
    """Run the graders of exercises, in turn, and send what they see; ends the process."""
    try:
        for exercise in exercises:
            module = importlib.import_module(f"autograder.graders.{exercise['module']}")
            shown = _shown(exercise["shown"]) if exercise["shown"] else ()
            for name, seed in exercise["graders"]:
                grader: Grader = getattr(module, name)
                _reset(int(seed) + int(exercise["surroundings"]))
                watch = Watch()
                try:
                    value = grader(Watched(namespace, watch), generator(int(seed)), *shown)
                    channel.send([name, "value", value, [list(astuple(c)) for c in watch.changes]])
                except BaseException as error:  # whatever the student's code raises is the observation
                    channel.send([name, "error", list(astuple(failure_of(error))), []])
    except (OSError, Closed):
        os._exit(1)
    finally:
        os._exit(0)


def _shown(told: list[Any]) -> tuple[Shown]:
    content, shape, file = told
    return (Shown(np.frombuffer(content, np.uint8).reshape(shape), file),)


def _reset(seed: int) -> None:
    """The same surroundings for every grader, whatever the cells have set."""
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    np.random.seed(seed % 2**32)
    random.seed(seed)
    plots = sys.modules.get("matplotlib.pyplot")
    if plots:
        plots.close("all")
