"""Lets begin early what grading waits for, while the command still imports what it needs itself.

Nothing that takes long is imported here. Two things are begun: the server from which the processes that grade
are forked, with all that they need in it, and the zygote that they share.
"""

from __future__ import annotations

import atexit
import multiprocessing
import threading
from collections.abc import Sequence
from multiprocessing import forkserver
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.sandbox.zygote_process import Mother

_begun: dict[tuple[tuple[str, ...], bool], Beginning] = {}


class Beginning:
    """A mother that a thread of its own starts, and that ends with it.

    The kernel takes a program that shall end with its parent (bubblewrap's --die-with-parent) to be the
    child of the thread that started it. So the thread stays.
    """

    def __init__(self, modules: tuple[str, ...], unsafe: bool):
        self._modules, self._unsafe = modules, unsafe
        self._mother: Mother | None = None
        self._error: BaseException | None = None
        self._started, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        atexit.register(self.close)  # where nothing comes to be graded, nobody else does

    def _run(self) -> None:
        try:
            from autograder.sandbox.zygote_process import start_mother

            self._mother = start_mother(self._modules, self._unsafe)
        except BaseException as error:
            self._error = error
        self._started.set()
        if self._mother:
            self._over.wait()
            self._mother.close()

    def mother(self) -> Mother | None:
        """None where every process has a zygote of its own. Raises what starting it raised."""
        self._started.wait()
        if self._error:
            raise self._error
        return self._mother

    def begin_to_close(self) -> None:
        """Let her end, once the processes that have forks of her have ended."""
        self._over.set()

    def close(self) -> None:
        """End her; comes back when she has ended."""
        self.begin_to_close()
        self._thread.join()
        atexit.unregister(self.close)


def get_ready(*modules: str, graders: Sequence[str] = (), unsafe: bool = False) -> None:
    """Let the server of processes import `modules`, and a zygote the modules `graders`, meanwhile.

    `modules` are those of the work that will be done; they count only before the first process is asked for.
    """
    preloaded = ["autograder.startup", *modules, "autograder.grading.processes"]
    multiprocessing.set_forkserver_preload(preloaded)
    forkserver.ensure_running()
    if graders and (tuple(graders), unsafe) not in _begun:
        _begun[tuple(graders), unsafe] = Beginning(tuple(graders), unsafe)


def get_ready_to_grade(chapters: Sequence[str], *modules: str, unsafe: bool = False) -> None:
    """The same for chapters, by their names alone: none of them is read yet. What is no name is passed over.

    What all processes need of the chapters' answers is imported before they are forked.
    """
    from autograder import rooms

    paths = sorted(rooms.assignments().glob("ch[0-9][0-9]_*.py"))
    stems = [path.stem for path in paths if {path.stem, path.stem.partition("_")[0]} & set(chapters)]
    graders = [f"autograder.graders.{stem}" for stem in stems]
    answers = [f"{room}.{stem}" for stem in stems for room in ("solutions", "solutions.mistakes")]
    get_ready(*modules, *graders, *answers, graders=graders, unsafe=unsafe)


def take_mother(graders: Sequence[str], unsafe: bool) -> Beginning:
    """The beginning of a mother who knows these graders, which is the caller's to close."""
    for key in _begun:
        if unsafe == key[1] and set(graders) <= set(key[0]):
            return _begun.pop(key)
    return Beginning(tuple(graders), unsafe)
