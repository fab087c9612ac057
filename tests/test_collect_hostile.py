"""`zerotsuku collect` on what is broken or made to harm: each gets a sentence, and nobody loses anything."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import stat
import struct
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from collect_case import (
    ANSWERED,
    NAME,
    RELEASED,
    STEM,
    clone,
    collect,
    enrol,
    kept,
    notebooks,
    pack,
    packed,
    submitted,
    with_answer,
)
from course_case import CHAPTER, nbgrader, new_course

from autograder.faces.nbgrader.collecting import placing
from autograder.faces.nbgrader.collecting.archives import MAX_MEMBERS
from autograder.faces.nbgrader.collecting.tree import safe_parts
from autograder.faces.nbgrader.grade_class import LOCK

BOMB = 200 * 2**20


@pytest.fixture
def course(tmp_path: Path) -> Path:
    made = new_course(tmp_path)
    enrol(made)
    return made


def told(result: object) -> str:
    return " ".join(result.output.split())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "name",
    [
        "../../x.ipynb",
        "/etc/x.ipynb",
        "C:\\x.ipynb",
        "..\\..\\x.ipynb",
        "a/../../x.py",
        "//host/x",
        "a\0b",
        "",
        "/",
        "c:x",
    ],
)
def test_names_that_climb_are_no_paths(name: str) -> None:
    assert safe_parts(name) is None


def test_climbing_members_are_told_and_nothing_leaves_the_course(course: Path, tmp_path: Path) -> None:
    source = pack(
        tmp_path / "a.zip",
        {
            f"aoki/{NAME}": ANSWERED,
            f"aoki/../baba/{NAME}": RELEASED,
            "../../../../tmp/zerotsuku-climbed.ipynb": RELEASED,
            "aoki\\sub\\data.csv": b"1",
        },
    )
    before = {p for p in tmp_path.rglob("*") if not p.is_relative_to(course)}
    done = collect(course, source, "--yes")
    assert done.exit_code == 0 and "names that lead out of the zip" in told(done)
    assert notebooks(course) == {"aoki": ANSWERED} and submitted(course)["aoki"]["sub/data.csv"] == b"1"
    assert {p for p in tmp_path.rglob("*") if not p.is_relative_to(course)} == before


def test_links_and_devices_are_left_out(course: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for name, kind, content in (
            (f"aoki/{NAME}", stat.S_IFLNK, b"/etc/passwd"),
            ("aoki/pipe.csv", stat.S_IFIFO, b""),
            (f"aoki/{STEM}-mine.ipynb", stat.S_IFREG, ANSWERED),
        ):
            info = zipfile.ZipInfo(name)
            info.external_attr = (kind | 0o644) << 16
            archive.writestr(info, content)
    folder = tmp_path / "mail" / "baba"
    folder.mkdir(parents=True)
    (folder / NAME).symlink_to(course / "secret")
    (folder / "data").symlink_to("/etc")
    os.mkfifo(folder / "pipe.ipynb")
    done = collect(course, source, tmp_path / "mail", "--yes")
    assert done.exit_code == 1 and "links and whatever else is no plain file" in told(done)
    assert notebooks(course) == {"aoki": ANSWERED}


def test_bombs_cost_a_bounded_amount(course: Path, tmp_path: Path) -> None:
    zeros = packed({f"{STEM}.ipynb": b"\0" * BOMB})
    nested = packed({f"{n}.zip": packed({"x": b"\0" * 2**24}) for n in range(8)})
    deep = packed({"1.zip": packed({"2.zip": packed({"3.zip": packed({NAME: RELEASED})})})})
    source = pack(
        tmp_path / "a.zip",
        {"aoki.zip": zeros, "baba.zip": nested, "chiba.zip": deep, f"baba2/{NAME}": ANSWERED},
    )
    before = time.process_time()
    done = collect(course, source, "--yes", "--add")
    assert time.process_time() - before < 20
    assert (
        done.exit_code == 1
        and "is more than the 128 MB" in told(done)
        and "zip in a zip in a zip" in told(done)
    )
    assert notebooks(course) == {"baba2": ANSWERED}


def many_members(count: int) -> bytes:
    """A zip whose directory says that it has so many members."""
    local = b"PK\x03\x04" + struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 0x5A21, 0, 0, 0, 1, 0) + b"x"
    entry = (
        b"PK\x01\x02"
        + struct.pack("<HHHHHHLLLHHHHHLL", 20, 20, 0, 0, 0, 0x5A21, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
        + b"x"
    )
    directory = entry * count
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(directory), len(local), 0)
    return local + directory + end


def test_a_million_members_are_refused_before_they_are_read(course: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(many_members(10**6))
    inner = many_members(20_000)
    pack(tmp_path / "b.zip", {"aoki.zip": inner, f"baba/{NAME}": ANSWERED})
    before = time.process_time()
    done = collect(course, tmp_path / "a.zip", tmp_path / "b.zip", "--yes")
    assert time.process_time() - before < 10
    assert f"more than {MAX_MEMBERS} files" in told(done) and "more than 5000 files" in told(done)
    assert done.exit_code == 1 and notebooks(course) == {"baba": ANSWERED}


def test_a_million_members_by_a_directory_of_64_bits(course: Path, tmp_path: Path) -> None:
    data = many_members(2 * MAX_MEMBERS)
    at = data.rindex(b"PK\x05\x06")
    length, offset = struct.unpack_from("<LL", data, at + 12)
    record = b"PK\x06\x06" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 1, 1, length, offset)
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, at, 1)
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    (tmp_path / "a.zip").write_bytes(data[:at] + record + locator + end)
    assert f"more than {MAX_MEMBERS} files" in told(collect(course, tmp_path / "a.zip", "--yes"))


def damaged(data: bytes) -> bytes:
    """The same with a byte of a member's content changed."""
    at = data.index(b"PK\x01\x02") // 2
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def locked(data: bytes) -> bytes:
    """The same with the flag of encryption in the directory."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + b"\x01" + data[at + 1 :]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda data: data[: len(data) // 2], "cannot be read as a zip"),
        (lambda data: b"", "cannot be read as a zip"),
        (lambda data: b"<html>Please log in</html>", "cannot be read as a zip"),
        (damaged, "cannot be read"),
        (locked, "locked with a password"),
    ],
)
def test_broken_zips_are_told(
    course: Path, tmp_path: Path, change: Callable[[bytes], bytes], sentence: str
) -> None:
    broken = change(packed({NAME: ANSWERED}))
    (tmp_path / "aoki.zip").write_bytes(broken)
    pack(tmp_path / "class.zip", {"chiba.zip": broken, f"baba/{NAME}": ANSWERED})
    done = collect(course, tmp_path / "aoki.zip", tmp_path / "class.zip", "--yes")
    assert done.exit_code == 1 and told(done).count(sentence) == 2
    assert notebooks(course) == {"baba": ANSWERED}


def test_members_packed_in_another_way_are_told(course: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(f"aoki/{NAME}", ANSWERED)
    with zipfile.ZipFile(tmp_path / "a.zip", "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("aoki/mine.rar", b"Rar!")
        archive.writestr(f"baba/{NAME}", ANSWERED)
    done = collect(course, tmp_path / "a.zip", "--yes")
    assert "packed in a way that is not read" in told(done) and "Archives that are not read" in told(done)
    assert list(notebooks(course)) == ["baba"]


def test_names_alike_but_for_capitals_and_twice_the_same(course: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.zip"
    with zipfile.ZipFile(source, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content, hour in (
            (f"aoki/{NAME}", with_answer("sigmoid"), 1),
            (f"aoki/{NAME}", with_answer("softmax"), 3),
            (f"aoki/{NAME.upper()}", with_answer("relu"), 2),
            ("aoki/Data.csv", b"old", 1),
            ("aoki/data.CSV", b"new", 2),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 20, hour, 0, 0)), content)
    done = collect(course, source, "--yes")
    assert done.exit_code == 0 and "differ in capitals" in told(done)
    assert notebooks(course) == {"aoki": with_answer("softmax")}
    assert submitted(course)["aoki"]["Data.csv"] == b"new"
    assert kept(course) == [with_answer("sigmoid")] or len(kept(course)) == 1


@pytest.mark.parametrize("name", ["a\nb", "a*b", "\u3164", "<b>", "x" * 250, ".hidden", "..", "a$b"])
def test_names_that_are_no_ids_make_no_student(tmp_path: Path, name: str) -> None:
    course = new_course(tmp_path)
    source = pack(tmp_path / "class.zip", {f"class/{name}/{NAME}": ANSWERED, f"class/dan/{NAME}": ANSWERED})
    done = collect(course, source, "--yes")
    assert list(notebooks(course)) == ["dan"]
    never_a_name = name.startswith(".") or len(name) == 250  # of a file that could be put anywhere
    assert done.exit_code == (0 if never_a_name else 1)


def test_what_a_file_says_of_itself_begins_no_line(course: Path, tmp_path: Path) -> None:
    name = "x\n• aoki: full marks\n\x1b[31m"
    done = collect(course, pack(tmp_path / "a.zip", {f"{name}/{NAME}": ANSWERED}), "--yes")
    assert done.exit_code == 1 and "\x1b" not in done.output
    assert not any(line.startswith("• aoki") for line in done.output.splitlines())


def test_a_link_in_submitted_is_no_place(course: Path, tmp_path: Path) -> None:
    (course / "submitted").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (course / "submitted" / "aoki").symlink_to(tmp_path / "elsewhere")
    done = collect(course, pack(tmp_path / "a.zip", {f"aoki/{NAME}": ANSWERED}), "--yes")
    assert done.exit_code == 1 and not list((tmp_path / "elsewhere").iterdir())


def test_more_than_is_read_beside_a_notebook_is_told(course: Path, tmp_path: Path) -> None:
    many = {f"aoki/d/{n}.csv": b"1" for n in range(230)}
    big = {"baba/big.csv": os.urandom(17 * 2**20), f"baba/{NAME}": ANSWERED}
    done = collect(course, pack(tmp_path / "a.zip", {f"aoki/{NAME}": ANSWERED, **many, **big}), "--yes")
    assert done.exit_code == 0 and told(done).count("these were left out") == 2
    assert len(submitted(course)["aoki"]) == 202 and "big.csv" not in submitted(course)["baba"]


def test_files_that_stand_in_each_others_place_cost_only_themselves(course: Path, tmp_path: Path) -> None:
    odd = (
        "d.csv",
        "d.csv/x.csv",
        f"{NAME}/x.csv",
        "Timestamp.txt/x.csv",
        "a\nb.csv",
        "/".join("abcdefghijk") + ".csv",
    )
    members = {f"aoki/{name}": b"1" for name in odd}
    source = pack(tmp_path / "a.zip", {f"aoki/{NAME}": ANSWERED, f"baba/{NAME}": ANSWERED, **members})
    done = collect(course, source, "--yes")
    assert done.exit_code == 0 and "these were left out" in told(done), done.output
    assert sorted(submitted(course)["aoki"]) == [NAME, "d.csv", "timestamp.txt"]
    assert list(notebooks(course)) == ["aoki", "baba"]


def test_a_time_to_come_is_now(course: Path, tmp_path: Path) -> None:
    source = pack(tmp_path / "a.zip", {f"aoki/{NAME}": ANSWERED}, (2090, 1, 1, 0, 0, 0))
    assert "later than now" in told(collect(course, source, "--yes"))
    assert submitted(course)["aoki"]["timestamp.txt"] < b"2090"
    later = pack(tmp_path / "b.zip", {f"aoki/{NAME}": with_answer("relu")}, (2090, 1, 1, 0, 0, 0))
    assert collect(course, later, "--yes").exit_code == 0
    assert notebooks(course) == {"aoki": with_answer("relu")}


def test_a_clone_that_lies_about_its_history_has_the_files_time(course: Path, tmp_path: Path) -> None:
    made = clone(tmp_path / "ch03-aoki", {NAME: ANSWERED})
    for name, content in (
        ("HEAD", "ref: refs/heads/../../../secret\n"),
        ("config", "[include]\n\tpath=/etc/passwd\n"),
    ):
        (made / ".git" / name).write_text(content)
    os.utime(made / NAME, (10**9, 10**9))
    assert collect(course, made, "--yes").exit_code == 0
    assert submitted(course)["aoki"]["timestamp.txt"] == b"2001-09-09 01:46:40 UTC\n"


def test_nothing_is_collected_while_a_class_is_graded(course: Path, tmp_path: Path) -> None:
    import filelock

    source = pack(tmp_path / "a.zip", {f"aoki/{NAME}": ANSWERED})
    with filelock.FileLock(course / LOCK):
        done = collect(course, source, "--yes")
    assert done.exit_code == 1 and "Run it again when that has ended" in told(done) and not submitted(course)


STEPS = ["_write", "replace_file", "_exchange", "_keep", "_keep_file"]


def killed_at(step: str, count: int, course: Path, source: Path) -> None:
    """Collect in a process that ends at the given call of a step, before or behind it."""
    plain, left = getattr(placing, step), [count]

    def die(*arguments: object, **named: object) -> object:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        found = plain(*arguments, **named)
        if left[0] == -1:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    setattr(placing, step, die)
    collect(course, source, "--yes")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("count", [1, 0, 2])
def test_a_killed_run_leaves_the_old_or_the_new(course: Path, tmp_path: Path, step: str, count: int) -> None:
    first = {f"aoki/{NAME}": with_answer("sigmoid"), "aoki/a.csv": b"1"}
    second = {f"aoki/{NAME}": with_answer("softmax"), "aoki/b.csv": b"2", f"aoki/{STEM} (0).ipynb": RELEASED}
    assert collect(course, pack(tmp_path / "1.zip", first), "--yes").exit_code == 0
    old = submitted(course)["aoki"]
    source = pack(tmp_path / "2.zip", second, (2026, 11, 22, 9, 0, 0))
    process = multiprocessing.get_context("fork").Process(
        target=killed_at, args=(step, count, course, source)
    )
    process.start()
    process.join()
    now = submitted(course)["aoki"]
    new = {NAME: with_answer("softmax"), "b.csv": b"2"}
    assert now == old or {k: v for k, v in now.items() if k != "timestamp.txt"} == new
    assert collect(course, source, "--yes").exit_code == 0
    assert notebooks(course) == {"aoki": with_answer("softmax")}
    assert set(kept(course)) == {with_answer("sigmoid"), RELEASED}
    assert not list(course.glob("collected/*/*/.*"))


def test_without_the_kernels_step_nothing_is_lost(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing.ctypes, "CDLL", lambda *_, **__: io.BytesIO())
    for number, symbol in ((1, "sigmoid"), (2, "softmax")):
        source = pack(
            tmp_path / f"{number}.zip",
            {f"aoki/{NAME}": with_answer(symbol)},
            (2026, 11, 20 + number, 9, 0, 0),
        )
        assert collect(course, source, "--yes").exit_code == 0
    assert notebooks(course) == {"aoki": with_answer("softmax")} and kept(course) == [with_answer("sigmoid")]


def test_nbgraders_own_zip_collect(course: Path) -> None:
    archive = course / "downloaded" / CHAPTER / "archive"
    archive.mkdir(parents=True)
    pack(
        archive / "moodle.zip",
        {
            f"Taro Aoki_1234567_assignsubmission_file_/{NAME}": ANSWERED,
            "Taro Aoki_1234567_assignsubmission_file_/data.csv": b"1\n",
            f"馬場 花子_1234568_assignsubmission_file_/{STEM} (1).ipynb": with_answer("softmax"),
            f"馬場 花子_1234568_assignsubmission_file_/{NAME}": with_answer("sigmoid"),
            "Ken Chiba_1234569_assignsubmission_file_/mine.zip": packed({f"x/{NAME}": ANSWERED}),
            f"Nobody_1234570_assignsubmission_file_/{NAME}": ANSWERED,
        },
    )
    said = nbgrader(course, "zip_collect", CHAPTER)
    assert notebooks(course) == {"aoki": ANSWERED, "baba": with_answer("softmax"), "chiba": ANSWERED}
    assert submitted(course)["aoki"]["data.csv"] == b"1\n"
    assert "Nobody はコースの受講者の中にいない" in said
