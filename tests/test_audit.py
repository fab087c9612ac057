"""The audit finds weak graders, unfair graders and pieces that are not true."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import small_chapter
from copies import audit, copy_repository, found_in, write

from autograder.audit.equivalent import Committed, Equivalent, read_committed
from autograder.audit.forms import differs
from autograder.audit.mutants import Mutant, mutants_of
from autograder.catalog import catalog
from autograder.change import Change
from autograder.text import Text

EXERCISE = "ch01.row_means"
FILES = {file.split("/")[-2]: file for file in small_chapter.TEXTS}


def changes(source: str) -> set[str]:
    """What the lines of a reference become in its mutants."""
    return {m.change.now for m in mutants_of("f", source)}


@pytest.mark.parametrize(
    ("line", "mutated"),
    [
        ("return x - np.max(x, axis=1)", "return x - np.max(x, axis=0)"),
        ("return x.sum(1)", "return x.sum(0)"),
        ("return np.dot(x.T, y)", "return np.dot(x, y)"),
        ("return x.transpose(0, 3, 1, 2)", "return x.transpose(0, 1, 3, 2)"),
        ("return np.sum(x)", "return np.mean(x)"),
        ("return np.sum(x, keepdims=True)", "return np.sum(x)"),
        ("return x.copy()", "return x"),
        ("return np.sum(x) / len(x)", "return np.sum(x)"),
        ("return 0.5 * x", "return x"),
        ("return x[1:n]", "return x[1:n + 1]"),
        ("return x[:n]", "return x[1:n]"),
        ("return list(range(n))", "return list(range(n + 1))"),
        ("return x @ y", "return y @ x"),
        ("return x @ y", "return x * y"),
        ("return x['W1'] + x['W2']", "return x['W1'] + x['W1']"),
        ("x = x - y", "x -= y"),
        ("x[y] -= n", "x[y] = x[y] - n"),
        ("x[y] += n", "x[y] = n"),
        ("return np.log(x + 1e-7)", "return np.log(x)"),
        ("return x[y]", "return x"),
        ("return x > 0", "return x >= 0"),
        ("return g(x, y)", "return g(n, y)"),
    ],
)
def test_mutants_make_the_errors_of_this_field(line: str, mutated: str) -> None:
    source = f"def f(x, y, n):\n    {line}\n    return None"
    assert mutated in changes(source)


def test_defaults_and_statements_are_mutated() -> None:
    source = "def f(x, lr=0.5):\n    y = g(x)\n    return y * lr"
    assert {"def f(x, lr=1.0):", "pass"} <= changes(source)


def test_only_what_runs_is_mutated() -> None:
    source = 'def f(x: int = 1) -> "1 + 1":\n    """1 + 1 - True"""\n    # 1 + 1\n    return x'
    assert changes(source) == {"def f(x=2):", "def f(x=0):", "pass"}


def test_mutants_differ_from_the_reference_and_from_each_other() -> None:
    source = "def f(x):\n    for i in range(0, len(x) - 1):\n        x[i] = x[i + 1] / 2\n    return x"
    trees = [ast.dump(ast.parse(m.source)) for m in mutants_of("f", source)]
    assert len(trees) == len(set(trees)) > 20
    assert ast.dump(ast.parse(source)) not in trees


def test_a_mutant_says_what_changed() -> None:
    mutant = next(
        m for m in mutants_of("f", "def f(x):\n    return np.sum(x)") if m.change.now == "return np.mean(x)"
    )
    assert mutant.change.diff == "- return np.sum(x)\n+ return np.mean(x)"


def test_committed_mutants_must_be_generated_and_must_survive() -> None:
    alive, dead = (Mutant("f", "operator", Change("return 1", f"return {n}"), "") for n in (2, 3))
    entries = [Equivalent("f", Change("return 1", f"return {n}"), "because") for n in (2, 3, 4)]
    explained, survivors, problems = Committed("file.toml", tuple(entries)).sort("f", [alive, dead], [alive])
    assert explained == [alive]
    assert survivors == []
    assert ["listed as a right answer" in p.en for p in problems] == [True, False]
    assert "no mutant any more" in problems[1].en


@pytest.mark.parametrize(
    "text",
    [
        "[[mutant]]\nexercise = 'relu'\nwas = 'a'\nnow = 'b'",
        "[[mutant]]\nexercise = 'relu'\nwas = 'a'\nnow = 'b'\nreason = ' '",
        "[[mutant]]\nexercise = 'no_such'\nwas = 'a'\nnow = 'b'\nreason = 'c'",
        "[[fewer]]\nexercise = 'relu'\nof = 'graders'\nreason = 'c'",
        "[[hollow]]\nexercise = 'relu'\nanswer = 'zeros'",
        "[[hollow]]\nexercise = 'relu'\nanswer = 1\nreason = 'c'",
        "[[other]]\nexercise = 'relu'",
        "[mutant]\nexercise = 'relu'",
        "[[mutant",
    ],
)
def test_a_committed_entry_needs_exercise_and_reason(text: str, tmp_path: Path) -> None:
    problems: list[Text] = []
    file = tmp_path / "ch03_neural_network.toml"
    file.write_text(text)
    committed = read_committed(file, catalog().chapter("ch03"), problems)
    assert len(problems) == 1
    assert not committed.equivalents
    assert not committed.fewer
    assert not committed.hollow


def test_oracles_are_compared_in_shape_and_value() -> None:
    assert differs([1.0, 2.0], [1.0, 2.0 + 1e-13], 1e-10, 1e-12) == ""
    assert differs({"a": 1.0}, {"a": 1.1}, 1e-10, 1e-12)
    assert differs({"a": 1.0}, {"b": 1.0}, 1e-10, 1e-12)
    assert "shape" in differs([[1.0]], __import__("numpy").array([1.0]), 1e-10, 1e-12)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with one chapter of one exercise."""
    root = copy_repository(tmp_path_factory.mktemp("audit"), chapters=False)
    write(root, small_chapter.TEXTS)
    return root


@pytest.fixture
def changed(small: Path, request: pytest.FixtureRequest):
    """Change one file of the copy, for one test: changed(room, old, new)."""

    def change(room: str, *pairs: tuple[str, str]) -> Path:
        text = small_chapter.TEXTS[FILES[room]]
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        write(small, {FILES[room]: text})
        return small

    yield change
    write(small, small_chapter.TEXTS)


@pytest.mark.slow
def test_a_whole_exercise_passes_the_audit(small: Path) -> None:
    status, found, sentences = found_in(small)
    assert sentences == ""
    assert status == 0
    summary = found["summary"]
    mutants, hollow = summary.pop("mutants"), summary.pop("hollow")
    assert summary == {
        "references": {"full": 1, "total": 1},
        "stubs": {"zero": 1, "total": 1},
        "mistakes": {"total": 3, "caught": 3, "named": 3, "at_self_check": 3},
        "accepted": {"full": 2, "total": 2},
        "oracles": {"agree": 1, "total": 1},
    }
    assert mutants.keys() == {"total", "killed", "equivalent", "survived"}
    assert mutants["total"] == mutants["killed"] > 20
    assert hollow["total"] == hollow["refused"] > 20
    assert list(found["exercises"]) == [EXERCISE]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pays", "answers", "gets_nothing"),
    [
        ("[np.shape(y), A]", {"zeros", "nan", "random", "A in shape", "table of the visible checks"}, "A"),
        ("[0 * y, A]", {"zeros", "ones", "uniform", "answers to other inputs"}, "nan"),
        ("[y.shape == (2, 1)]", {"zeros", "masked", "bytes"}, "None"),
        ("[np.asarray(y, dtype=float)]", {"masked", "bytes", "texts"}, "zeros"),
        ("[y is None or y]", set(), "None"),
    ],
    ids=["the shape", "zeros times it", "a comparison", "bytes as numbers", "the values"],
)
def test_a_point_for_nothing_is_found(pays: str, answers: set[str], gets_nothing: str, changed) -> None:
    status, found, _ = found_in(changed("graders", ("[y, A]", pays)))
    problems = found["exercises"][EXERCISE]["problems"]
    paid = {p.split("”")[0].lstrip("“") for p in problems if "says nothing about the concept" in p}
    assert answers <= paid
    assert gets_nothing not in paid
    assert all("gets 1 points (grade_row_means_leaves_the_input)" in p for p in problems if p[0] == "“")
    assert status == bool(paid)


@pytest.mark.slow
def test_a_point_for_nothing_may_be_listed_while_it_is_true(changed, small: Path) -> None:
    listed = small / "tests" / "equivalent" / "ch01_means.toml"
    root = changed("graders", ("[y, A]", "[y is not None]"))
    _, found, _ = found_in(root)
    paid = [p.split("”")[0].lstrip("“") for p in found["exercises"][EXERCISE]["problems"]]
    entry = "[[hollow]]\nexercise = 'row_means'\nanswer = {!r}\nreason = 'a trial'\n"
    try:
        listed.write_text("".join(map(entry.format, paid)), encoding="utf-8")
        status, found, sentences = found_in(root)
        assert (status, sentences) == (0, "")
        hollow = found["summary"]["hollow"]
        assert hollow["right"] == len(paid)
        assert hollow["refused"] + hollow["right"] == hollow["total"]
        changed("graders")
        status, _, sentences = found_in(root)
        assert status == 1
        assert "“zeros” is listed as a right answer of “row_means”, but gets no points" in sentences
    finally:
        listed.unlink()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("weakness", "survivor"),
    [
        ([("points=1)", "points=1, rtol=1, atol=1)")], "/ A.shape[0]"),  # tolerance 1
        ([("return impl.row_means(", "return np.ravel(impl.row_means("), ("(3, 5)))", "(3, 5))))"),
          ("[impl.row_means(rng.normal(size=shape))", "[np.ravel(impl.row_means(rng.normal(size=shape)))"),
          ("y = impl.row_means(A)", "y = np.ravel(impl.row_means(A))")], "axis=1) / A.shape[1]"),  # no shape
        ([("(3, 5)", "(3, 3)"), ("((4, 2), (1, 3))", "((4, 4), (1, 1))"), ("(2, 3)", "(2, 2)")],
         "/ A.shape[0]"),  # only square
    ],
    ids=["tolerance of 1", "shape not compared", "only square inputs"],
)  # fmt: skip
def test_a_weak_grader_is_found(weakness: list[tuple[str, str]], survivor: str, changed) -> None:
    status, found, sentences = found_in(changed("graders", *weakness))
    assert status == 1
    assert "no grader notices" in sentences
    diffs = [s["diff"] for s in found["exercises"][EXERCISE]["survivors"]]
    assert any(diff.endswith(survivor) for diff in diffs), diffs
    assert found["summary"]["mutants"]["survived"] == len(diffs)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {
                "mistakes": [
                    ("np.mean(A, axis=0, keepdims=True)", "np.mean(A, axis=1, keepdims=True)"),
                    ("np.mean(A, axis=1)\n", "A.sum(1, keepdims=True)\n"),
                ],
                "accepted": [("reshape(-1, 1)", "copy()")],
                "oracles": [("(4, 3)", "(4, 0)")],
                "selfcheck": [("[[3.0], [1.0]]", "[[3.0], [2.0]]")],
                "assignments": [("    A : np.ndarray of shape (N, D)\n", "")],
            },
            [
                "row_means_of_columns loses no points",
                "row_means_without_keepdims is called row_means_as_sums",
                "row_means_with_mean loses points",
                "row_means_are_pythons_fmean does not agree",
                "fails the visible check test_row_means_of_two",
                "does not have A",
            ],
        ),
        (
            {
                "graders": [("points=1)", "points=1, judge=lambda got, expected: False)")],
                "assignments": [("    raise NotImplementedError", "    return A")],
                "oracles": [("fmean", "no_such_mean")],
            },
            ["The reference loses points", "An untouched stub gets", "AttributeError"],
        ),
        (
            {
                "graders": [(" | a wide matrix", ""), ("points=1)", "points=2)")],
                "accepted": [("import", "imp")],
            },
            ["日本語 | English", "tests/accepted/ch01_means.py cannot be imported", "sum to 6"],
        ),
        ({"solutions": [("return", "retrun")]}, ["solutions/ch01_means.py cannot be imported"]),
        ({"mistakes": [(" | This is the sum.", "")]}, ["Write the hint of the mistake “row_means_as_sums”"]),
    ],
    ids=["pieces", "reference and stub", "languages and points", "syntax", "hint"],
)
def test_what_is_not_true_is_said(
    changes: dict[str, list[tuple[str, str]]], said: list[str], changed
) -> None:
    for room, pairs in changes.items():
        root = changed(room, *pairs)
    status, _, sentences = found_in(root)
    assert status == 1
    for sentence in said:
        assert sentence in sentences


@pytest.mark.slow
def test_an_endless_mutant_is_killed_by_time(changed) -> None:
    root = changed(
        "solutions",
        ("return np", "i = 0\n    while i < 2:\n        i = i + 1\n    return np"),
    )
    _, found, _ = found_in(root)
    survivors = [s["diff"] for s in found["exercises"][EXERCISE]["survivors"]]
    assert "- i = i + 1\n+ pass" not in survivors
    assert found["summary"]["references"]["full"] == 1


@pytest.mark.slow
def test_the_terminal_shows_a_table_and_the_surviving_mutant(changed) -> None:
    root = changed("graders", ("(3, 5)", "(3, 3)"), ("((4, 2), (1, 3))", "((4, 4),)"), ("(2, 3)", "(2, 2)"))
    status, output = audit(root, "--chapter", "ch01", lang="ja")
    assert status == 1
    assert "row_means" in output
    assert "+ return np.sum(A, axis=1, keepdims=True) / A.shape[0]" in output


@pytest.mark.slow
def test_an_unknown_chapter_is_a_sentence(small: Path) -> None:
    status, output = audit(small, "--chapter", "ch99")
    assert status == 1
    assert "ch99" in output
    assert "Traceback" not in output
