"""One job's way through the sandbox: its cells loaded, its exercises observed, each within its time.

A statement that hangs or kills its process is left out, and the cells are loaded again in a fresh session;
after an exercise that does, only they are.
"""

from __future__ import annotations

import select
import socket
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import astuple, dataclass, replace
from typing import Any

from autograder.sandbox.channel import Channel, Closed, Late
from autograder.sandbox.job import Clock, Job, Request
from autograder.sandbox.loading import MAX_PLACES, Failure
from autograder.sandbox.measure import MAX_ITEMS, WireError, measure
from autograder.sandbox.observation import (
    CLOSED,
    GARBLED,
    LATE,
    UNWRITTEN,
    Look,
    Observation,
    Observed,
    Settle,
)
from autograder.sandbox.session_messages import (
    LOADED_BYTES,
    PLACE_BYTES,
    is_loaded,
    read_done,
    read_loaded,
    read_observation,
    read_place,
    read_stopped,
)
from autograder.sandbox.sessions import Sessions
from autograder.sandbox.wire import MAX_BYTES, decode

EXERCISE_BYTES, EXERCISE_ITEMS = 16 * 2**20, 40_000  # of all that the graders of one exercise send in a run
ITEM_BYTES = 100  # that an item takes, about
DONE_SECONDS = 5  # in which a session tells the end of an exercise whose graders have told all
_LOST_TYPES = {LATE: "TimeoutError", CLOSED: "Killed", GARBLED: "Killed"}


@dataclass(frozen=True)
class Kept:
    """A session whose cells have run and whose exercises are over, and what came of its cells.

    Exercises run in forks of it, so it is as it was when its cells had run.
    """

    channel: Channel
    loads: tuple[object, ...]
    observed: Observed

    def serves(self, job: Job) -> bool:
        """Whether a job can go on in it: the same was loaded, and it has neither ended nor said anything."""
        return self.loads == job.loads and not select.select([self.channel], [], [], 0)[0]

    def loaded(self) -> Observed:
        """What came of the cells, and of no exercise yet."""
        return replace(self.observed, exercises={}, seconds={})


class Run:
    """What is known of a job on its way."""

    def __init__(self, sessions: Sessions, clock: Clock, job: Job, look: Look, settle: Settle | None = None):
        self.sessions, self.clock, self.job, self.look, self.settle = sessions, clock, job, look, settle
        self.observed = Observed()
        self.skip = {(cell, statement): lost for cell, statement, lost in job.skip}
        self.after: dict[tuple[int, int], float] = {}  # for how many seconds what is skipped has run
        self.restarts = max(0, self.clock.restarts - len(self.skip))
        self.channel: Channel | None = None
        self.end = min(job.ends, time.monotonic() + self.clock.submission)
        self.cells = {cell.number for cell in job.cells}
        self.given_up = False
        self.late: set[str] = set()  # keys of requests

    def all(self, kept: Kept | None = None) -> tuple[Observed, Kept | None]:
        """Go all the way, once, from a session that was kept if it serves; what came of it, and the session
        if it is to be kept."""
        if kept and kept.serves(self.job):
            self.channel, self.observed = kept.channel, kept.loaded()
        elif kept:
            kept.channel.close()
        done = False
        try:
            settled = self._in_turn()
            for request in self.job.requests:
                key = request.key
                self.observed.exercises[key] = settled.get(key) or {
                    n: self.look(key, n, o) for n, o in self._exercise(request)
                }
            if not self.job.requests:
                self._load()
            done = True
        finally:
            if not (done and self.job.keep):
                self._hang_up()
            if not self.channel:
                self.sessions.stop(wait=False)
        self.observed.skip = tuple((*place, lost) for place, lost in self.skip.items())
        if not self.channel:
            return self.observed, None
        loads = replace(self.job, skip=self.observed.skip).loads
        return self.observed, Kept(self.channel, loads, replace(self.observed, exercises={}, seconds={}))

    def _hang_up(self) -> None:
        if self.channel:
            self.channel.close()
        self.channel = None

    def _load(self) -> Channel | None:
        """A session whose cells have run; None when they cannot be run to the end."""
        if self.channel or self.given_up or time.monotonic() > self.end:
            return self.channel
        while not self.given_up:
            channel = self.channel = self.sessions.session()
            self.observed.isolation = [] if self.sessions.setting.unsafe else list(self.sessions.isolation)
            place, lost = self._follow_load(channel)
            if not lost:
                return channel
            self._hang_up()
            if place:
                self.skip[place] = lost
                self.observed.failures.append(self._stopped(place))
            self.given_up = place is None or self.restarts == 0
            self.restarts -= 1
        return None

    def _follow_load(self, channel: Channel) -> tuple[tuple[int, int] | None, str]:
        """Follow the statements as they run: ("where it ended", "why") or (None, "") when all is loaded."""
        place: tuple[int, int] | None = None
        began = time.monotonic()
        end = min(self.end, time.monotonic() + self.clock.load)
        try:
            channel.give(
                {
                    "cells": [astuple(cell) for cell in self.job.cells],
                    "symbols": sorted(self.job.symbols),
                    "skip": [list(p) for p in self.skip],
                    "inject": list(self.job.inject),
                    "files": [list(file) for file in self.job.files],
                }
            )
            for _ in range(MAX_PLACES + 1):
                began = time.monotonic()
                data = channel.receive_bytes(min(end, time.monotonic() + self.clock.statement), LOADED_BYTES)
                message = decode(data)
                if is_loaded(message):
                    self._note_loaded(message)
                    self.sessions.loaded()
                    return None, ""
                place = read_place(message, len(data), self.cells)
            return place, GARBLED
        except Late:
            if place:
                self.after[place] = time.monotonic() - began
            return place, LATE
        except Closed:
            return place, CLOSED
        except WireError:
            return place, GARBLED

    def _stopped(self, place: tuple[int, int], line: int = 0, touched: tuple[str, ...] = ()) -> Failure:
        """A statement that was left out as a failure: after how many seconds, and who needs it."""
        seconds = f"{self.after[place]:.0f}" if place in self.after else ""
        return Failure(_LOST_TYPES[self.skip[place]], seconds, place[0], line, ", ".join(touched))

    def _note_loaded(self, message: object) -> None:
        summary = read_loaded(message, self.job.symbols)
        self.observed.progress, self.observed.contained = summary.progress, summary.contained
        self.sessions.plots |= summary.plots
        told = read_stopped(message, self.skip, self.job.symbols)
        skipped = [self._stopped(place, *told.get(place, ())) for place in self.skip]
        self.observed.failures = [*summary.failures, *skipped]

    def _in_turn(self) -> dict[str, dict[str, Any]]:
        """What stands of the requests that one fork runs in turn, where the code keeps to itself.

        A fork costs some milliseconds, more than the graders of an exercise do. What is late there is late.
        """
        found: dict[str, dict[str, Any]] = {}
        settle, channel = self.settle, self._load() if self.settle else None
        if not settle or not channel or not self.observed.contained:
            return found
        progress = self.observed.progress
        written = [r for r in self.job.requests if not r.shown and progress.get(r.key) != "stub"]
        if len(written) < 2:
            return found
        with closing(self._ask(channel, written)) as answers:
            for request in written:
                key = request.key
                messages, lost = self._messages(answers, request)
                observations = self._observations(request, messages, lost)
                if lost == LATE:
                    self.late.add(key)
                    found[key] = {n: self.look(key, n, o) for n, o in observations}
                    break
                kept = {n: None if o.lost else settle(key, n, o) for n, o in observations}
                if None not in kept.values():
                    found[key] = kept
                if lost:
                    break
        if lost or self._end(channel):
            self._hang_up()
        return found

    def _exercise(self, request: Request) -> Iterator[tuple[str, Observation]]:
        """What the graders of one exercise see in a fork of its own, read only when it is asked for."""
        channel = self._load()
        if channel and self.observed.progress.get(request.key) == "stub":
            yield from ((name, Observation(lost=UNWRITTEN)) for name, _ in request.graders)
            return
        if channel:
            with closing(self._ask(channel, [request])) as answers:
                messages, lost = self._messages(answers, request)
            lost = lost or self._end(channel)
            if lost == LATE:
                self.late.add(request.key)
        else:
            messages, lost = deque(), LATE if time.monotonic() > self.end else CLOSED
        lost = yield from self._observations(request, messages, lost)
        if lost:  # the session may be stuck or spoilt: the next exercise gets a fresh one
            self._hang_up()
            self.given_up |= self.job.at_once

    def _observations(
        self, request: Request, messages: deque[bytes], lost: str
    ) -> Generator[tuple[str, Observation], None, str]:
        """What an exercise's graders told, in turn; returns why there is not more of it."""
        left = EXERCISE_ITEMS
        for name, _ in request.graders:
            if messages:
                data = messages.popleft()
                try:
                    items = measure(data, items=min(MAX_ITEMS, left))
                    named, observation = read_observation(decode(data))
                    if named != name:
                        raise WireError("an answer out of turn")
                except WireError:
                    messages.clear()
                    lost = GARBLED
                else:
                    left -= items
                    yield name, replace(observation, size=len(data) + ITEM_BYTES * items)
                    continue
            yield name, Observation(lost=lost)
        return lost

    def _ask(self, channel: Channel, requests: Sequence[Request]) -> Channel:
        """Have the graders of exercises run in one fork, in turn; the channel by which they will tell.

        If the session is gone, so are they, as will be seen.
        """
        ours, theirs = socket.socketpair()
        exercises = [
            {
                "module": request.module,
                "graders": [[n, str(s)] for n, s in request.graders],
                "surroundings": request.surroundings,
                "shown": request.shown,
            }
            for request in requests
        ]
        with theirs, suppress(Closed, Late):
            channel.give({"exercises": exercises}, (theirs.fileno(),))
        return Channel(ours)

    def _messages(self, answers: Channel, request: Request) -> tuple[deque[bytes], str]:
        """What the graders of one exercise sent, in turn, and why there is not more of it."""
        found: deque[bytes] = deque()
        room = EXERCISE_BYTES
        hangs = not self.late.isdisjoint(request.needs)
        seconds = self.clock.after_late if hangs else request.seconds or self.clock.exercise
        began = time.monotonic()
        deadline = min(self.end, began + seconds)
        try:
            while len(found) < len(request.graders):
                found.append(answers.receive_bytes(deadline, min(MAX_BYTES, room)))
                room -= len(found[-1])
        except Late:
            return found, LATE
        except Closed:
            return found, CLOSED
        except WireError:
            return found, GARBLED
        self.observed.seconds[request.key] = time.monotonic() - began
        return found, ""

    def _end(self, channel: Channel) -> str:
        """Wait until the session tells that a fork has ended; why it does not."""
        try:
            read_done(channel.receive(time.monotonic() + DONE_SECONDS, PLACE_BYTES))
        except Late:
            return LATE
        except Closed:
            return CLOSED
        except WireError:
            return GARBLED
        return ""
