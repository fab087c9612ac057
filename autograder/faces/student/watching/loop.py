"""The loop of `watch`: saves, keys and what the processes tell, one after the other."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial

from watchfiles import awatch

from autograder.catalog import Chapter, Exercise
from autograder.faces.student.copy import Copy
from autograder.faces.student.watching import lines
from autograder.faces.student.watching.checking import Message, Request
from autograder.faces.student.watching.following import Following
from autograder.faces.student.watching.lines import Line
from autograder.faces.student.watching.processes import GONE, READY, Processes, Running
from autograder.faces.student.watching.progress import Progress
from autograder.faces.student.watching.screen import BAR, QUIT, Screen
from autograder.faces.student.watching.turn import AGAIN, START, Turn
from autograder.report import FAILED
from autograder.selfcheck.running import LIMIT
from autograder.selfcheck.summary import ExerciseCheck
from autograder.text import Text, ZerotsukuError, say

BOUND = 3 * LIMIT + 5 if hasattr(signal, "SIGALRM") else 2 * LIMIT  # seconds without a word from a process
MOMENT, LOOK = 20, 1000  # milliseconds: for more changes to come, and until all is looked at in any case
ASLEEP = 10.0  # seconds between two looks at the clock, of which there is one a second
Event = Callable[[], object]


class Watch:
    """A copy that is watched. `way` is how processes are made, `bound` how long one may say nothing."""

    def __init__(self, copy: Copy, screen: Screen, way: str | None = None, bound: float = BOUND):
        self.copy, self.screen, self.bound = copy, screen, bound
        self.following = Following(copy)
        self.progress = Progress(copy, ())
        self.turn: Turn | None = None
        self._way = way
        self._pending: list[tuple[Chapter, str]] = []
        self._wrong: list[Exercise] = []
        self._clock = time.monotonic()
        self._ended = self._rested = self._polls = False

    async def run(self, once: bool = False) -> None:
        """Check all, and then what is saved, until the key `q`; with `once`, check all and return."""
        self._loop, self._events = asyncio.get_running_loop(), asyncio.Queue[Event]()
        self.processes = Processes(self._deliver, self._way)
        tasks = []
        try:
            with self.screen.open(lambda key: self._post(partial(self.press, key))):
                self._begin()
                if not once:
                    tasks.append(asyncio.create_task(self._follow()))
                    tasks[0].add_done_callback(lambda task: self._post(task.result))
                while not self._ended and not (once and self.turn is None and not self._pending):
                    self._advance(once)
                    try:
                        async with asyncio.timeout(LOOK / 1000):  # 3.11's wait_for can lose a Ctrl-C
                            event = await self._events.get()
                    except TimeoutError:
                        event = self._look_at_the_clock
                    event()
                self._advance(once)
        finally:
            for task in tasks:
                task.cancel()
            self._abandon()
            self.processes.close()

    def press(self, key: str) -> None:
        """What a key does."""
        lang = self.copy.lang
        if key == QUIT:
            self._ended = True
        elif key == "h":
            wrong = [c for e in self._wrong if (c := self.progress.of(e)) and c.status == FAILED]
            first = self.progress.next()
            found = self.progress.of(first) if first else None
            if not wrong and found and found.status == FAILED:
                wrong = [found]
            nothing = lines.sentence(say("watch-nothing-wrong"), lang)
            self.screen.show(lines.hints_of(wrong, lang) if wrong else nothing)
        elif key == "n":
            self.screen.show(lines.what_next(self.progress))
        elif key == "l":
            self.screen.show(lines.listing(self.progress))
        elif key == "a":
            self.progress.forget()
            self._abandon()
            self._pending = [(c, START) for c in self.progress.chapters if self.following.is_there(c)]
        elif key == "?":
            self.screen.show(lines.sentence(say("watch-help"), lang))

    def look(self) -> None:
        """Look at all files, and begin with what was saved."""
        for found in self.following.look():
            if isinstance(found, Text):
                self._say(found)
            else:
                self._saved(*found)
        self.progress.widen(self.following.looks)
        self._look_at_the_clock()

    def _begin(self) -> None:
        found = list(self.following.first())
        self.progress.widen(self.following.looks)
        for one in found:
            if isinstance(one, Text):
                self._say(one)
            else:
                self._pending.append((one, START))

    def _saved(self, chapter: Chapter, why: str) -> None:
        """What was saved comes first, and what is running is out of date, or waits."""
        running = self.turn
        self._abandon()
        others = [(c, w) for c, w in self._pending if c is not chapter]
        if running and running.chapter is not chapter:
            others.insert(0, (running.chapter, running.why))
        self._pending = [(chapter, why), *others]

    def _advance(self, once: bool) -> None:
        """Begin the next run if there is none, and show how far all is."""
        if self.turn is None and self._pending and not self._ended:
            turn = self.turn = Turn(*self._pending.pop(0))
            self._rested = False
            self.processes.take().add_done_callback(lambda taken: self._post(partial(self._ask, turn, taken)))
        elif self.turn is None and not self._rested:
            self._rested = True
            lang = self.copy.lang
            if not self.screen.keys:  # they stand at the foot of a terminal
                self.screen.show([Line(""), Line(lines.counted(self.progress))])
            self.screen.show(lines.sentence(self.progress.next_step(), lang, 0, "bold"))
            if not once and not self.screen.keys:
                self.screen.show(lines.sentence(say("watch-waiting"), lang))
        self.screen.foot(self._foot())

    def _foot(self) -> Iterable[Line]:
        lang = self.copy.lang
        yield lines.bar(self.progress, BAR)
        if self.turn is None:
            yield Line(lines.counted(self.progress))
        elif self.turn.running is None or not self.turn.running.ready:
            yield Line(say("watch-preparing")[lang], 0, "dim")
        else:
            name = self.turn.at.symbol if self.turn.at else self.copy.file_of(self.turn.chapter).name
            yield Line(say("watch-checking", name=name)[lang], 0, "dim")
        yield Line(say("watch-keys")[lang], 0, "dim")

    def _ask(self, turn: Turn, taken: Future[Running]) -> None:
        running = taken.result()
        if turn is not self.turn:
            running.kill()
        elif running.gone and running.ready:  # somebody ended the one that stood ready
            self.processes.take().add_done_callback(lambda other: self._post(partial(self._ask, turn, other)))
        else:
            turn.running = running
            turn.deadline = time.monotonic() + self.bound if running.ready else None
            if running.gone:
                raise ZerotsukuError(say("watch-broken", reason=running.failure))
            file, known = self.copy.file_of(turn.chapter).name, self.progress.known(turn.chapter)
            anyhow = turn.why in (START, AGAIN)
            running.ask(Request(str(self.copy.folder), file, turn.chapter.id, known, anyhow))

    def _deliver(self, running: Running, message: Message) -> None:
        self._post(partial(self._told, running, message))

    def _post(self, event: Event) -> None:
        with contextlib.suppress(RuntimeError):  # all is over
            self._loop.call_soon_threadsafe(self._events.put_nowait, event)

    def _told(self, running: Running, message: Message) -> None:
        turn = self.turn
        if turn is None or running is not turn.running:
            return
        turn.deadline = time.monotonic() + self.bound
        match message:
            case ["half", text]:
                self.following.half(turn.chapter, Text(*text))
                self._end(turn)
            case ["unreadable", text]:
                self.screen.show(turn.say(Text(*text), self.progress))
                self._end(turn)
            case ["end"]:
                self._end(turn)
            case ["failed", reason]:
                self._failed(turn, reason)
            case [told] if told == GONE:
                self._died(turn, turn.died())
            case [told] if told == READY:
                pass
            case _:
                self.screen.show(turn.take(message, self.progress, not self.screen.keys))

    def _failed(self, turn: Turn, reason: str) -> None:
        """The tool itself could not do it."""
        if not turn.keys:
            raise ZerotsukuError(say("watch-broken", reason=reason))
        self._died(turn, say("watch-broken", reason=reason))

    def _look_at_the_clock(self) -> None:
        turn, now = self.turn, time.monotonic()
        asleep, self._clock = now - self._clock, now
        if turn and turn.deadline and asleep > ASLEEP:  # the machine was: nothing ran meanwhile
            turn.deadline += asleep
        elif turn and turn.deadline and now > turn.deadline:
            self._died(turn, turn.late(self.bound))

    def _died(self, turn: Turn, why: Text) -> None:
        """A run ended before its end. That costs the exercise that was checked; the others go on."""
        if turn.at:
            found = ExerciseCheck(turn.at, FAILED, (), why)
            self.screen.show(turn.result(found, self.progress, True))
            self._pending.insert(0, (turn.chapter, AGAIN))
        else:
            self.screen.show(turn.say(why, self.progress))
        self._end(turn)

    def _end(self, turn: Turn) -> None:
        self.screen.show(turn.end(self.progress))
        self._wrong = [*turn.wrong, *(self._wrong if turn.why == AGAIN else ())]
        self._stop(turn)

    def _abandon(self) -> None:
        if self.turn:
            self.screen.show(self.turn.end(self.progress))
            self._stop(self.turn)

    def _stop(self, turn: Turn) -> None:
        self.turn = None
        if turn.running:
            turn.running.kill()

    def _say(self, text: Text) -> None:
        self.screen.show(lines.sentence(text, self.copy.lang, 0, "yellow", "! "))

    async def _follow(self) -> None:
        """Look when the system tells of a change, and from time to time in any case: it may tell of none, as
        after a sleep, or of a folder that was renamed."""
        while True:
            number = self.following.number
            checks = self.copy.folder / "tests" / "selfcheck"
            folders = [self.copy.folder, *([checks] if checks.is_dir() else [])]
            try:
                async for _ in awatch(
                    *folders,
                    watch_filter=None,
                    recursive=False,
                    debounce=20 * MOMENT,
                    step=MOMENT,
                    rust_timeout=LOOK,
                    yield_on_timeout=True,
                    force_polling=True if self._polls else None,
                ):
                    self._post(self.look)
                    if self.following.number != number or not all(folder.is_dir() for folder in folders):
                        break
            except FileNotFoundError:
                pass  # the look below says so
            except OSError:  # the system watches as many files as it can
                self._polls = True
            self._post(self.look)
            await asyncio.sleep(LOOK / 1000)
