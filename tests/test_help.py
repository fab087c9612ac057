"""The command line's help and usage errors, in Japanese and in English."""

from __future__ import annotations

import io
import re
import string
from pathlib import Path
from typing import Any

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from autograder.faces.columns import columns
from autograder.faces.nbgrader.course import make_course
from autograder.faces.student.start import start
from autograder.faces.terminal.cli import main
from autograder.faces.terminal.spoken import DOMAIN, Option, language
from autograder.source import JAPANESE
from autograder.text import LANGUAGES, MESSAGES, say

CATALOGUE = MESSAGES / "ja" / "LC_MESSAGES" / f"{DOMAIN}.po"
FOR_DEVELOPERS = re.compile(  # what no reader of this command line can bring about
    "defined twice|cannot use the same flag|Could not determine name|No options defined|take exactly one"
    "|Invalid start character|Shell completion|Bash version|Unknown color|Unknown standard stream"
)
PAGES = [[], *([name] for name in sorted(main.commands))]
WRONG = [
    ["strat"],
    ["start", "--langue"],
    ["start", "--format", "pdf"],
    ["start", "a", "b"],
    ["grade"],
    ["grade", "ch03", "--jobs", "0"],
    ["grade", "ch03", "--jobs", "many"],
    ["inspect", "a.py"],
    ["start", "--chapter"],
    ["list", "--json=yes"],
]


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No language in the environment, and a folder that is no copy."""
    for name in ("ZEROTSUKU_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, **environment: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(arguments), env=environment)
    return done.exit_code, done.output


def is_japanese(text: str) -> bool:
    return bool(JAPANESE.search(text.replace("ゼロから作る", "").replace("日本語", "")))


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_help_is_in_one_language_and_within_80_columns(page: list[str]) -> None:
    for lang in LANGUAGES:
        status, told = run(*page, "--help", ZEROTSUKU_LANG=lang)
        lines = told.splitlines()
        assert status == 0
        assert all(columns(line) <= 80 for line in lines)
        beside = [found for line in lines if (found := re.match(r"  (--?\S.*?)  +(?=\S)", line))]
        assert len({columns(found[0]) for found in beside}) == 1  # where the second column begins
        for line in lines[1:]:
            text = re.sub(r"\[[^\]]*\]|--?[\w-]+|[A-Z_]{3,}|\b(ch03|ipynb|JSON|nbgrader)\b", "", line)
            if lang == "en":
                assert not is_japanese(text), line
            elif re.search(r"[a-z]{3,} [a-z]{3,}", text):
                raise AssertionError(f"English in Japanese help: {line}")
        assert is_japanese(told) == (lang == "ja")


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_told_in_the_readers_language(arguments: list[str]) -> None:
    status, told = run(*arguments)
    assert status == 2 and told.count("エラー: ") == 1
    assert not re.search(r"Error|Usage|Try|Missing|No such|Invalid|Got|requires|does not", told)
    status, told = run(*arguments, ZEROTSUKU_LANG="en")
    assert status == 2 and "Error: " in told and not is_japanese(told)


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "ja"),
        ({"LANG": "C.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ja_JP.eucJP"}, "ja"),
        ({"LANG": "en_US.UTF-8", "ZEROTSUKU_LANG": "ja"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "ZEROTSUKU_LANG": "en"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "ZEROTSUKU_LANG": "fr"}, "ja"),
    ],
)
def test_the_environment_tells_the_language(environment: dict[str, str], lang: str) -> None:
    for told in (run("--help", **environment)[1], run("nothing", **environment)[1]):
        assert is_japanese(told) == (lang == "ja")


def test_the_copy_tells_the_language_and_the_command_line_above_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(tmp_path / "copy", "en", "py", ["ch02"])
    monkeypatch.chdir(tmp_path / "copy" / "tests")
    japanese = {"LANG": "ja_JP.UTF-8"}
    assert not is_japanese(run("--help", **japanese)[1])
    assert is_japanese(run("--help", ZEROTSUKU_LANG="ja")[1])
    for option in (["--lang", "ja"], ["--lang=ja"], ["--lang", "en", "--lang=ja"]):
        assert is_japanese(run("list", *option, "--nope")[1])
    assert language(["list", "--lang", "fr"]) == "en"
    status, told = run("start", "deeper")  # and sentences of the tool's own
    assert (status, is_japanese(told)) == (1, False)
    monkeypatch.chdir(tmp_path)
    assert not is_japanese(run("start", "copy")[1]) and not is_japanese(run("start", "copy/x")[1])
    assert is_japanese(run("start", "copy/x", "--lang", "ja")[1])


@pytest.mark.parametrize("command", ["grade", "leaderboard", "report"])
def test_a_course_is_spoken_of_in_its_language(command: str, tmp_path: Path) -> None:
    make_course(tmp_path / "dl", "en", ["ch02"])
    arguments = [command, "ch02", "--course-dir", str(tmp_path / "dl")]
    status, told = run(*arguments)
    assert told and (status, is_japanese(told)) == (1, False)
    assert is_japanese(run(*arguments, "--lang", "ja")[1])


def test_every_command_and_option_has_help_in_both_languages() -> None:
    assert {type(command).__name__ for command in main.commands.values()} == {"Command"}
    for command in (main, *main.commands.values()):
        options = [param for param in command.params if isinstance(param, click.Option)]
        assert all(isinstance(option, Option) for option in options)
        for key in (command.help, *(option.help for option in options)):
            assert key is not None and JAPANESE.search(say(key).ja) and say(key).en


def test_version_is_one_line_in_any_language() -> None:
    assert re.fullmatch(r"zerotsuku [\d.]+\n", run("--version")[1])


def messages() -> set[str | tuple[str, str]]:
    """All that click marks for translation."""
    keywords: dict[str, Any] = {"_": None, "ngettext": (1, 2)}
    folder = Path(click.__file__).parent
    found = extract_from_dir(str(folder), [("**.py", "python")], keywords=keywords)
    return {message for _, _, message, _, _ in found}


def test_whatever_click_says_has_its_japanese() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="ja")
    missing = []
    for message in messages():
        first = message if isinstance(message, str) else message[0]
        if FOR_DEVELOPERS.search(first):
            continue
        known = catalogue.get(first)
        told = known and (known.string if isinstance(known.string, str) else known.string[0])
        if not told:
            missing.append(message)
            continue
        values = {
            name for part in ([message] if isinstance(message, str) else message) for name in fields(part)
        }
        assert fields(told) <= values, message
    assert not missing


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_catalogue_is_compiled() -> None:
    """`pybabel compile -D click -d autograder/messages`"""
    with CATALOGUE.open("rb") as file:
        made = io.BytesIO()
        write_mo(made, read_po(file, locale="ja"))
    assert CATALOGUE.with_suffix(".mo").read_bytes() == made.getvalue()
