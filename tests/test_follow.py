"""Marks that follow the error: what is right but for a needed symbol keeps its points, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from grading_case import Recorder, chapter_of, graded, new_sandbox

from autograder.report import FAILED, NOT_STARTED, PASSED, TIMEOUT, ExerciseReport, Report
from autograder.sandbox.sandbox import LATE, Job, Observation, Observed, Sandbox
from autograder.text import LANGUAGES

MARKER = "smuggled-7f3a"
WRONG_SIGMOID = "def sigmoid(x):\n    return 1 / (2 + np.exp(-x))"
WRONG_LAYER = "def layer(x, W, b, activation):\n    return activation(np.dot(x, W)) + 2 * b"
WRONG_FORWARD = "def forward(network, x):\n    return layer(x, network['W1'], network['b1'], sigmoid)"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with new_sandbox("ch03") as made:
        yield made


def test_an_exercise_on_a_wrong_need_keeps_its_points(sandbox: Sandbox) -> None:
    report = graded("ch03", {"sigmoid": WRONG_SIGMOID}, sandbox)
    assert report.exercise("sigmoid").status == FAILED and not report.exercise("sigmoid").followed
    forward = report.exercise("forward")
    assert (forward.status, forward.score, forward.followed) == (PASSED, forward.max_score, True)
    assert forward.message and "sigmoid" in forward.message.ja and "sigmoid" in forward.message.en
    assert report.as_json("ja")["exercises"]["ch03.forward"]["followed"] is True
    assert report.as_json("ja")["exercises"]["ch03.sigmoid"]["followed"] is False


def test_it_follows_through_a_chain_of_needs() -> None:
    with Recorder("ch03") as recorder:
        report = graded("ch03", {"sigmoid": WRONG_SIGMOID, "layer": WRONG_LAYER}, recorder)
    for symbol in ("forward", "predict", "accuracy", "predict_in_batches"):  # accuracy → predict → layer
        assert report.exercise(symbol).score == report.exercise(symbol).max_score, symbol
    followed = [job for job in recorder.jobs if job.inject]
    assert all(len(job.inject) == 2 for job in followed)  # predict is right by itself: it is the student's


def test_what_needs_a_loop_is_not_waited_for_as_long(sandbox: Sandbox) -> None:
    """It would hang there, too; the second run, with the reference in the loop's place, has all its time."""
    loop = "def sigmoid(x):\n    while True:\n        pass"
    with Sandbox(sandbox.modules, clock=replace(sandbox.clock, exercise=3, after_late=0)) as hasty:
        report = graded("ch03", {"sigmoid": loop}, hasty)
    status = {e.symbol: (e.status, e.followed) for e in report.exercises}
    assert status["sigmoid"] == (TIMEOUT, False)
    assert status["forward"] == (PASSED, True)
    assert status["softmax"] == (PASSED, False)
    assert report.score == report.max_score - report.exercise("sigmoid").max_score


def test_what_is_wrong_by_itself_stays_wrong(sandbox: Sandbox) -> None:
    report = graded("ch03", {"sigmoid": WRONG_SIGMOID, "forward": WRONG_FORWARD}, sandbox)
    forward = report.exercise("forward")
    assert (forward.status, forward.score, forward.followed) == (FAILED, 0, False)
    assert any("sigmoid" in text.ja for text in forward.observed)


def test_a_need_that_is_not_started_is_followed_too(sandbox: Sandbox) -> None:
    stub = 'def sigmoid(x):\n    """あとで"""\n    raise NotImplementedError'
    report = graded("ch03", {"sigmoid": stub}, sandbox)
    assert report.exercise("sigmoid").status == NOT_STARTED
    assert report.exercise("forward").score == report.exercise("forward").max_score


def test_the_first_mark_is_fixed_before_the_second_run(sandbox: Sandbox) -> None:
    """Whatever comes of the second run: no point of the first is lost; what needs nothing is as it was."""
    first = graded("ch03", {"sigmoid": WRONG_SIGMOID}, sandbox)

    def nothing(job: Job) -> Observed:
        names = {r.key: [name for name, _ in r.graders] for r in job.requests}
        lost = {key: {n: Observation(lost=LATE) for n in found} for key, found in names.items()}
        return Observed(exercises=lost, progress={"sigmoid": "written"}, failures=[])

    with Recorder("ch03", nothing) as recorder:
        report = graded("ch03", {"sigmoid": WRONG_SIGMOID}, recorder)
    assert not recorder.jobs[0].inject and sum(not job.inject for job in recorder.jobs) <= 2
    assert report.exercise("sigmoid") == first.exercise("sigmoid")
    for exercise in report.exercises:
        assert not exercise.followed
        assert exercise.score == sum(o.points for o in exercise.outcomes if o.passed)
        if not chapter_of("ch03").exercise(exercise.symbol).needs:
            assert exercise.outcomes == first.exercise(exercise.symbol).outcomes


def test_points_of_the_first_run_are_never_lost(sandbox: Sandbox) -> None:
    """An answer that is right in other graders with its own need than with the reference."""
    forward = (
        "def forward(network, x):\n"
        "    if x.ndim == 1 and sigmoid(np.array([0.0]))[0] == 0.5:\n        return None\n"
        "    z1 = layer(x, network['W1'], network['b1'], lambda a: 1 / (1 + np.exp(-a)))\n"
        "    s = sigmoid if x.ndim == 2 else (lambda a: 1 / (1 + np.exp(-a)))\n"
        "    z2 = layer(z1, network['W2'], network['b2'], s)\n"
        "    return layer(z2, network['W3'], network['b3'], identity_function)"
    )
    report = graded("ch03", {"sigmoid": WRONG_SIGMOID, "forward": forward}, sandbox).exercise("forward")
    assert (report.score, report.followed) == (report.max_score, True)


SMUGGLERS = {
    "returns what the reference gives": "    return ['MARK', sigmoid(np.array([0.25])), 'MARK']",
    "raises what the reference gives": "    raise ValueError(f'MARK {sigmoid(np.array([0.25]))[0]:.9f}')",
    "returns the reference's source": (
        "    import inspect\n    try:\n        source = inspect.getsource(sigmoid)\n"
        "    except Exception as error:\n        source = repr(error) + repr(sigmoid.__code__.co_code)\n"
        "    return 'MARK' + source"
    ),
    "names a class after it": "    raise type('MARK' + str(sigmoid.__code__.co_names), (Exception,), {})()",
    "prints it": "    import sys\n    print('MARK', sigmoid.__code__, file=sys.stderr)\n    return 'MARK'",
    "changes its input to it": "    x[...] = sigmoid(x)\n    network['MARK'] = 1\n    return x",
}


@pytest.mark.parametrize("way", SMUGGLERS)
def test_nothing_but_points_comes_back_from_the_second_run(way: str, sandbox: Sandbox) -> None:
    """Beside the reference, the student's code says a marker; beside its own wrong sigmoid it keeps quiet."""
    forward = (
        "def forward(network, x):\n"
        "    if abs(sigmoid(np.array([0.0]))[0] - 0.5) > 1e-9:\n        return 0.0\n" + SMUGGLERS[way]
    ).replace("MARK", MARKER)
    report = graded("ch03", {"sigmoid": WRONG_SIGMOID, "forward": forward}, sandbox)
    exercise = report.exercise("forward")
    assert not exercise.followed and exercise.score == 0
    _says_nothing(report)


@pytest.mark.parametrize("way", SMUGGLERS)
def test_points_that_come_back_bring_nothing_with_them(way: str, sandbox: Sandbox) -> None:
    """The same where one datum is right beside the reference, and the marker is said for a batch only."""
    forward = (
        "def forward(network, x):\n"
        "    if abs(sigmoid(np.array([0.0]))[0] - 0.5) > 1e-9:\n        return 0.0\n"
        "    if x.ndim == 1:\n"
        "        z1 = layer(x, network['W1'], network['b1'], sigmoid)\n"
        "        z2 = layer(z1, network['W2'], network['b2'], sigmoid)\n"
        "        return layer(z2, network['W3'], network['b3'], identity_function)\n" + SMUGGLERS[way]
    ).replace("MARK", MARKER)
    report = graded("ch03", {"sigmoid": WRONG_SIGMOID, "forward": forward}, sandbox)
    exercise = report.exercise("forward")
    assert exercise.followed and 0 < exercise.score < exercise.max_score
    _says_nothing(report)


def _says_nothing(report: Report) -> None:
    assert MARKER not in repr(report)
    assert "0.562176501" not in repr(report)  # sigmoid(0.25)
    for lang in LANGUAGES:
        assert MARKER not in repr(report.as_json(lang))


def test_a_hint_is_dropped_where_the_need_was_the_cause(sandbox: Sandbox) -> None:
    """With sigmoid(x) = x, a forward with one sigmoid too many looks like one without any activation."""
    forward = (
        "def forward(network, x):\n"
        "    z1 = layer(x, network['W1'], network['b1'], sigmoid)\n"
        "    z2 = layer(z1, network['W2'], network['b2'], sigmoid)\n"
        "    return layer(z2, network['W3'], network['b3'], sigmoid)"
    )
    answers = {"sigmoid": "def sigmoid(x):\n    return x", "forward": forward}
    exercise: ExerciseReport = graded("ch03", answers, sandbox).exercise("forward")
    assert (exercise.status, exercise.mistake, exercise.hint) == (FAILED, None, None)
    exercise = graded("ch03", {"forward": forward}, sandbox).exercise("forward")
    assert exercise.mistake == "forward_with_sigmoid_at_the_output"
