"""`zerotsuku collect`: files as the platforms and people send them, into submitted/."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from collect_case import (
    ANSWERED,
    DOS,
    NAME,
    NOON,
    RELEASED,
    STEM,
    clone,
    collect,
    enrol,
    kept,
    notebooks,
    pack,
    pack_like_windows,
    packed,
    submitted,
    with_answer,
)
from course_case import CHAPTER, answered, new_course, to_bytes

from autograder.faces.nbgrader.course import CONFIG
from autograder.faces.student.start import start

TOKYO = 'c.Exchange.timezone = "Asia/Tokyo"\n'


@pytest.fixture
def course(tmp_path: Path) -> Path:
    made = new_course(tmp_path)
    enrol(made)
    with (made / CONFIG).open("a") as config:
        config.write(TOKYO)
    return made


def test_moodles_zip_of_folders(course: Path, tmp_path: Path) -> None:
    source = pack(
        tmp_path / "dl-ch03-12.zip",
        {
            f"Taro Aoki_1234567_assignsubmission_file_/{NAME}": ANSWERED,
            "Taro Aoki_1234567_assignsubmission_file_/helper.py": b"x = 1\n",
            "馬場 花子_1234568_assignsubmission_file/ch03_neural_network (1).ipynb": with_answer("softmax"),
            "Ken Chiba_1234569_assignsubmission_onlinetext_/onlinetext.html": b"<p>done</p>",
            f"Ken Chiba_1234569_assignsubmission_file_/{NAME}": RELEASED,
        },
    )
    done = collect(course, source, "--yes")
    assert done.exit_code == 0, done.output
    assert notebooks(course) == {"aoki": ANSWERED, "baba": with_answer("softmax"), "chiba": RELEASED}
    assert submitted(course)["aoki"]["helper.py"] == b"x = 1\n"
    assert submitted(course)["aoki"]["timestamp.txt"] == b"2026-11-20 12:00:00 UTC\n"
    assert "typed into Moodle" in done.output and "no answers" in done.output and "Asia/Tokyo" in done.output


def test_moodles_flat_zip(course: Path, tmp_path: Path) -> None:
    source = pack(
        tmp_path / "flat.zip",
        {
            f"Taro Aoki_1234567_assignsubmission_file_{NAME}": ANSWERED,
            "Taro Aoki_1234567_assignsubmission_file_data.csv": b"1,2\n",
            f"Ken Chiba_1234569_assignsubmission_file_{NAME}": RELEASED,
        },
    )
    assert collect(course, source, "--yes").exit_code == 0
    assert notebooks(course) == {"aoki": ANSWERED, "chiba": RELEASED}
    assert submitted(course)["aoki"]["data.csv"] == b"1,2\n"


@pytest.mark.parametrize("between", ["_/", "_"])
def test_moodles_zip_of_a_group_names_the_group_first(course: Path, tmp_path: Path, between: str) -> None:
    names = {"Taro Aoki": ANSWERED, "Ken Chiba": RELEASED}
    members = {
        f"Group A-1-{name}_{n}_assignsubmission_file{between}{NAME}": content
        for n, (name, content) in enumerate(names.items())
    }
    assert collect(course, pack(tmp_path / "group.zip", members), "--yes").exit_code == 0
    assert notebooks(course) == {"aoki": ANSWERED, "chiba": RELEASED}


def test_who_puts_another_name_into_their_own_gets_nobodys_place(course: Path, tmp_path: Path) -> None:
    source = pack(
        tmp_path / "a.zip",
        {
            f"x-Taro Aoki_1_assignsubmission_file_/{NAME}": RELEASED,
            f"Ken Chiba_2_assignsubmission_file_/{NAME}": ANSWERED,
            f"Ken Chiba_2_assignsubmission_file_/aoki/{NAME}": RELEASED,
        },
    )
    assert collect(course, source, "--yes").exit_code == 1
    assert notebooks(course) == {"chiba": ANSWERED}
    folder = tmp_path / "clones"
    for name in ("nets-x-aoki", "nets-chiba", "nets-baba"):
        clone(folder / name, {NAME: with_answer("softmax")})
    done = collect(course, folder, "--yes")
    assert done.exit_code == 1 and "x-aoki is none of the course's students" in " ".join(done.output.split())
    assert sorted(notebooks(course)) == ["baba", "chiba"]


def test_clones_without_a_list_of_students(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    for name in ("nets-1-dan", "nets-1-eri-k"):
        clone(tmp_path / "clones" / name, {NAME: ANSWERED})
    assert collect(course, tmp_path / "clones", "--yes").exit_code == 0
    assert sorted(notebooks(course)) == ["dan", "eri-k"]


def test_canvas_knows_its_users_and_counts_resubmissions(course: Path, tmp_path: Path) -> None:
    source = pack(
        tmp_path / "submissions.zip",
        {
            f"aokitaro_501_90001_{NAME}": with_answer("sigmoid"),
            f"aokitaro_501_90007_{STEM}-1.ipynb": with_answer("softmax"),
            f"someoneelse_LATE_502_90002_{NAME}": ANSWERED,
            "chibaken_999_90003_notes.pdf": b"%PDF",
            f"chibaken_999_90004_{NAME}": ANSWERED,
        },
    )
    done = collect(course, source, "--yes")
    assert done.exit_code == 0, done.output
    assert notebooks(course) == {"aoki": with_answer("softmax"), "baba": ANSWERED, "chiba": ANSWERED}
    assert kept(course) == [with_answer("sigmoid")]
    assert "counts, as the newest" in done.output


@pytest.mark.parametrize("form", ["{title} - {name}", "{name} - {title}", "Copy of {title} - {name}"])
def test_google_classrooms_folder(course: Path, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "Classroom" / "ch03"
    folder.mkdir(parents=True)
    for name, content in (("Taro Aoki", ANSWERED), ("馬場花子", RELEASED)):
        (folder / (form.format(title=STEM, name=name) + ".ipynb")).write_bytes(content)
    (folder / (form.format(title="weights", name="Taro Aoki") + ".npz")).write_bytes(b"npz")
    (folder / "grades.csv").write_bytes(b"name,grade\n")
    assert collect(course, tmp_path / "Classroom", "--yes").exit_code == 0
    assert notebooks(course) == {"aoki": ANSWERED, "baba": RELEASED}
    assert "weights.npz" in submitted(course)["aoki"] or form.startswith("Copy")


def test_clones_of_github_classroom(course: Path, tmp_path: Path) -> None:
    folder = tmp_path / "submissions"
    clone(
        folder / "ch03-aoki", {NAME: ANSWERED, "tests/test_x.py": b"assert 1\n", f"backup/{NAME}": RELEASED}
    )
    clone(folder / "neural-networks-baba", {NAME: RELEASED}, "2026-11-21T09:00:00+0900")
    clone(folder / "neural-networks-chiba", {NAME: RELEASED})
    lone = clone(tmp_path / "lone" / "week3-aoki", {NAME: ANSWERED})
    assert collect(course, lone, "--dry-run").exit_code == 0
    done = collect(course, folder / "ch03-aoki", "--yes")
    assert done.exit_code == 0, done.output
    done = collect(course, *sorted(folder.glob("neural-*")), "--yes")
    assert done.exit_code == 0, done.output
    assert notebooks(course) == {"aoki": ANSWERED, "baba": RELEASED, "chiba": RELEASED}
    assert submitted(course)["aoki"]["timestamp.txt"] == b"2026-11-20 12:00:00 UTC\n"
    assert submitted(course)["baba"]["timestamp.txt"] == b"2026-11-21 00:00:00 UTC\n"
    assert not any(".git" in name for name in submitted(course)["aoki"])
    more = collect(course, folder / "ch03-aoki", "--yes")
    assert more.exit_code == 0 and "there already" in more.output


def test_nothing_of_a_clones_config_is_run(course: Path, tmp_path: Path) -> None:
    made = clone(tmp_path / "ch03-aoki", {NAME: ANSWERED})
    mark = tmp_path / "ran"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    script.chmod(0o755)
    settings = [
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "gpg.program",
        "core.sshCommand",
        "core.editor",
    ]
    lines = [f"[{k.partition('.')[0]}]\n\t{k.partition('.')[2]} = {script}\n" for k in settings]
    with (made / ".git" / "config").open("a") as config:
        config.write("".join(lines) + f"[log]\n\tshowSignature = true\n[pager]\n\tlog = {script}\n")
    for hook in ("post-index-change", "reference-transaction"):
        (made / ".git" / "hooks" / hook).write_text(script.read_text())
        (made / ".git" / "hooks" / hook).chmod(0o755)
    assert collect(course, made, "--yes").exit_code == 0
    assert submitted(course)["aoki"]["timestamp.txt"] == b"2026-11-20 12:00:00 UTC\n"
    assert not mark.exists()


def test_zips_of_participants_in_a_zip_and_in_a_folder(course: Path, tmp_path: Path) -> None:
    inner = packed({f"work/{NAME}": ANSWERED, "work/data/x.csv": b"1\n"}, (2026, 11, 20, 20, 0, 0))
    pack(tmp_path / "all.zip", {"all/aoki.zip": inner, f"all/baba/{CHAPTER}/{NAME}": RELEASED})
    assert collect(course, tmp_path / "all.zip", "--yes").exit_code == 0
    assert notebooks(course) == {"aoki": ANSWERED, "baba": RELEASED}
    assert submitted(course)["aoki"]["data/x.csv"] == b"1\n"
    # it was handed in no earlier than the zip that it came in
    assert submitted(course)["aoki"]["timestamp.txt"] == b"2026-11-20 12:00:00 UTC\n"
    mail = tmp_path / "mail"
    mail.mkdir()
    pack(mail / "Ken Chiba.ZIP", {NAME: ANSWERED})
    assert collect(course, mail, "--yes").exit_code == 0
    assert notebooks(course)["chiba"] == ANSWERED


def test_files_by_mail_named_for_people(course: Path, tmp_path: Path) -> None:
    mail = tmp_path / "mail"
    mail.mkdir()
    enrol(course, {"s-1": ("", "", "", ""), "s-2": ("", "", "", "")})
    for name in (
        f"{STEM}_aoki.ipynb",
        "ken.chiba@example.org.ipynb",
        "馬場 花子.ipynb",
        "s-1.ipynb",
        "s-2 (1).ipynb",
    ):
        (mail / name).write_bytes(ANSWERED)
        os.utime(mail / name, (NOON.timestamp(), NOON.timestamp()))
    assert collect(course, *sorted(mail.iterdir()), "--yes").exit_code == 0
    assert sorted(notebooks(course)) == ["aoki", "baba", "chiba", "s-1", "s-2"]
    assert submitted(course)["baba"]["timestamp.txt"] == b"2026-11-20 12:00:00 UTC\n"


def test_windows_zip_with_japanese_names(course: Path, tmp_path: Path) -> None:
    source = pack_like_windows(
        tmp_path / "提出.zip",
        {f"馬場花子/{NAME}": ANSWERED, "馬場花子/表.csv": "能\n".encode(), "青木太郎/ch03.ipynb": RELEASED},
    )
    done = collect(course, source, "--yes", lang="ja")
    assert done.exit_code == 1 and "青木太郎" in done.output  # whom nobody knows
    assert notebooks(course) == {"baba": ANSWERED}
    assert "表.csv" in submitted(course)["baba"]


def test_macs_zip_with_decomposed_names_and_its_own_files(course: Path, tmp_path: Path) -> None:
    enrol(course, {"sudo": ("ジロウ", "ズドウ", "", "")})
    decomposed = "ス\u3099ト\u3099ウ シ\u3099ロウ"
    source = pack(
        tmp_path / "mac.zip",
        {
            f"{decomposed}/{NAME}": ANSWERED,
            f"{decomposed}/.DS_Store": b"x",
            f"__MACOSX/{decomposed}/._{NAME}": b"x",
            f"{decomposed}/.ipynb_checkpoints/{STEM}-checkpoint.ipynb": RELEASED,
        },
    )
    assert collect(course, source, "--yes").exit_code == 0
    assert list(submitted(course)) == ["sudo"] and sorted(submitted(course)["sudo"]) == [
        NAME,
        "timestamp.txt",
    ]


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", "\t"), ("cp932", ";"), ("utf-16", "\t")]
)
def test_a_map_says_who_is_who(course: Path, tmp_path: Path, encoding: str, delimiter: str) -> None:
    table = tmp_path / "names.csv"
    rows = [("Name", "Student"), ("ねこ", "aoki"), ("octocat", "chiba"), ("", ""), ("Dai", "dai")]
    table.write_text("\r\n".join(delimiter.join(row) for row in rows), encoding=encoding)
    pack(tmp_path / "a.zip", {f"ねこ/{NAME}": ANSWERED, f"dai/{NAME}": ANSWERED})
    made = clone(tmp_path / "ch03-octocat", {NAME: RELEASED})
    done = collect(course, tmp_path / "a.zip", made, "--map", table, "--yes")
    assert done.exit_code == 0, done.output
    assert notebooks(course) == {"aoki": ANSWERED, "chiba": RELEASED, "dai": ANSWERED}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("aoki,baba\n", "columns name and student"),
        ("", "columns name and student"),
        ("name,student\nx,../../etc\n", "Line 2"),
        ("name,student\nx,aoki\nx,baba\n", "Line 3"),
        ('name,student\n"' + "x" * 200_000 + '",aoki\n', "columns name and student"),
    ],
)
def test_a_map_that_is_none_is_refused(course: Path, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "names.csv").write_text(text)
    pack(tmp_path / "a.zip", {f"aoki/{NAME}": ANSWERED})
    done = collect(course, tmp_path / "a.zip", "--map", tmp_path / "names.csv", "--yes")
    assert done.exit_code == 1 and told in " ".join(done.output.split()) and not submitted(course)


def test_nobody_is_guessed(course: Path, tmp_path: Path) -> None:
    enrol(course, {"ken2": ("Ken", "Chiba", "", "")})
    source = pack(
        tmp_path / "a.zip",
        {f"Ken Chiba/{NAME}": ANSWERED, f"mallory/aoki/{NAME}": RELEASED, f"baba/aoki/{NAME}": ANSWERED},
    )
    done = collect(course, source, "--yes")
    assert done.exit_code == 1
    assert notebooks(course) == {"baba": ANSWERED}
    told = " ".join(done.output.split())
    assert "may be any of chiba, ken2" in told and "mallory is none of the course's students" in told


def test_two_people_of_one_name_are_told_apart_by_the_map_alone(course: Path, tmp_path: Path) -> None:
    one, other = (f"Taro Aoki_{n}_assignsubmission_file_/{NAME}" for n in (11, 12))
    source = pack(tmp_path / "a.zip", {one: ANSWERED, other: RELEASED})
    done = collect(course, source, "--yes")
    assert done.exit_code == 1 and not submitted(course)
    (tmp_path / "names.csv").write_text("name,student\nTaro Aoki_11,aoki\nTaro Aoki_12,aoki2\n")
    assert collect(course, source, "--map", tmp_path / "names.csv", "--yes").exit_code == 0
    assert notebooks(course) == {"aoki": ANSWERED, "aoki2": RELEASED}


def test_without_a_list_of_students_names_become_ids(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    source = pack(
        tmp_path / "class.zip",
        {
            f"class/dan/{NAME}": ANSWERED,
            f"class/eri/{CHAPTER}/{NAME}": RELEASED,
            f"class/a*b/{NAME}": ANSWERED,
        },
    )
    done = collect(course, source, "--yes")
    assert done.exit_code == 1 and "new student" in done.output
    assert notebooks(course) == {"dan": ANSWERED, "eri": RELEASED}
    pack(tmp_path / "fumi.zip", {f"{CHAPTER}/{NAME}": ANSWERED})
    assert collect(course, tmp_path / "fumi.zip", "--yes").exit_code == 0
    assert sorted(notebooks(course)) == ["dan", "eri", "fumi"]


def test_with_a_list_somebody_new_is_added_when_told_to(course: Path, tmp_path: Path) -> None:
    source = pack(tmp_path / "a.zip", {f"gen/{NAME}": ANSWERED, f"aoki/{NAME}": ANSWERED})
    assert collect(course, source, "--yes").exit_code == 1
    assert list(submitted(course)) == ["aoki"]
    assert collect(course, source, "--yes", "--add").exit_code == 0
    assert sorted(submitted(course)) == ["aoki", "gen"]


def test_it_asks_and_does_nothing_without_a_yes(course: Path, tmp_path: Path) -> None:
    source = pack(tmp_path / "a.zip", {f"aoki/{NAME}": ANSWERED})
    before = sorted(course.rglob("*"))
    done = collect(course, source)
    assert done.exit_code == 1 and "--yes" in done.output and "aoki" in done.output
    assert collect(course, source, "--dry-run").exit_code == 0
    assert sorted(course.rglob("*")) == before


def test_json_says_what_was_done(course: Path, tmp_path: Path) -> None:
    source = pack(tmp_path / "a.zip", {f"aoki/{NAME}": ANSWERED, f"zoe/{NAME}": ANSWERED})
    done = collect(course, source, "--yes", "--json")
    said = json.loads(done.stdout)
    assert done.exit_code == 1 and said["chapter"] == CHAPTER and said["dry_run"] is False
    (one,) = said["collected"]
    assert (one["student"], one["status"], one["from"]) == ("aoki", "new", f"a.zip/aoki/{NAME}")
    assert one["time"] == "2026-11-20T12:00:00+00:00" and one["file"] == NAME
    assert [other["name"] for other in said["not_collected"]] == ["zoe"]


def test_an_earlier_submission_is_kept_and_a_later_one_stays(course: Path, tmp_path: Path) -> None:
    first = pack(tmp_path / "1.zip", {f"aoki/{NAME}": with_answer("sigmoid"), "aoki/data.csv": b"1\n"})
    later = pack(tmp_path / "2.zip", {f"aoki/{NAME}": with_answer("softmax")}, (2026, 11, 21, 9, 0, 0))
    assert collect(course, first, "--yes").exit_code == 0
    done = collect(course, later, "--yes")
    assert done.exit_code == 0 and "takes the place" in done.output
    assert sorted(submitted(course)["aoki"]) == [NAME, "timestamp.txt"]
    assert notebooks(course) == {"aoki": with_answer("softmax")} and kept(course) == [with_answer("sigmoid")]
    assert collect(course, first, "--yes").exit_code == 0
    assert notebooks(course) == {"aoki": with_answer("softmax")} and kept(course) == [with_answer("sigmoid")]
    assert not list(course.glob(".part")) and not list(course.glob("collected/*/*/.*"))


def test_two_files_of_one_person_the_newest_with_answers_counts(course: Path, tmp_path: Path) -> None:
    old = pack(tmp_path / "a.zip", {f"aoki/{NAME}": with_answer("sigmoid")})
    with zipfile.ZipFile(old, "a") as archive:
        for name, content, hour in ((f"{STEM} (1).ipynb", "softmax", 22), (f"{STEM} (2).ipynb", "", 23)):
            info = zipfile.ZipInfo(f"aoki/{name}", (2026, 11, 20, hour, 0, 0))
            archive.writestr(info, with_answer(content) if content else RELEASED)
    done = collect(course, old, "--yes")
    assert done.exit_code == 0, done.output
    assert notebooks(course) == {"aoki": with_answer("softmax")}
    assert kept(course) == sorted([with_answer("sigmoid"), RELEASED])


def test_wrong_chapters_and_empty_folders_are_told(course: Path, tmp_path: Path) -> None:
    other = to_bytes(answered(name="ch04"))
    source = pack(
        tmp_path / "a.zip",
        {
            "aoki/ch04_learning.ipynb": other,
            "baba/homework.ipynb": other,
            "baba/ch03_by_mistake.ipynb": other,
            f"chiba/{NAME}": ANSWERED,
            "chiba/ch04_learning.ipynb": other,
        },
    )
    done = collect(course, source, "--yes")
    told = " ".join(done.output.split())
    assert done.exit_code == 1 and list(notebooks(course)) == ["chiba"]
    assert told.count("Not of ch03, and left where they are: ") == 3


def test_what_a_notebook_says_of_itself_goes_before_its_name(course: Path, tmp_path: Path) -> None:
    source = pack(tmp_path / "a.zip", {"aoki/ch04_learning.ipynb": ANSWERED})
    assert collect(course, source, "--yes").exit_code == 0
    assert notebooks(course) == {"aoki": ANSWERED}


def test_a_whole_copy_is_collected_chapter_by_chapter(course: Path, tmp_path: Path) -> None:
    start(tmp_path / "ch03-aoki", "ja")
    (tmp_path / "ch03-aoki" / NAME).write_bytes(ANSWERED)
    done = collect(course, tmp_path / "ch03-aoki", "--yes")
    assert done.exit_code == 0 and "ch04_learning.ipynb" in done.output
    assert notebooks(course) == {"aoki": ANSWERED}
    assert not [name for name in submitted(course)["aoki"] if name.endswith(".ipynb") and name != NAME]


def test_scripts_are_collected_as_scripts(course: Path, tmp_path: Path) -> None:
    script = b"import numpy as np\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n"
    source = pack(
        tmp_path / "a.zip", {f"aoki/{STEM} (3).py": script, "baba/my.ipynb": ANSWERED, "baba/h.py": script}
    )
    assert collect(course, source, "--yes").exit_code == 0
    assert sorted(submitted(course)["aoki"]) == [f"{STEM}.py", "timestamp.txt"]
    assert sorted(submitted(course)["baba"]) == [NAME, "h.py", "timestamp.txt"]


def test_a_submission_forges_no_time_of_its_own(course: Path, tmp_path: Path) -> None:
    members = {
        f"aoki/{NAME}": ANSWERED,
        "aoki/timestamp.txt": b"1999-01-01",
        "aoki/Submission_Secret.txt": b"0",
    }
    assert collect(course, pack(tmp_path / "a.zip", members), "--yes").exit_code == 0
    assert sorted(submitted(course)["aoki"]) == [NAME, "timestamp.txt"]
    assert submitted(course)["aoki"]["timestamp.txt"] == b"2026-11-20 12:00:00 UTC\n"


def test_exact_times_in_a_zip_are_believed_before_the_clock(course: Path, tmp_path: Path) -> None:
    import struct

    extra = struct.pack("<HHBl", 0x5455, 5, 1, int(NOON.timestamp()) + 60)
    source = pack(tmp_path / "a.zip", {f"aoki/{NAME}": ANSWERED}, DOS, extra=extra)
    done = collect(course, source, "--yes")
    assert submitted(course)["aoki"]["timestamp.txt"] == b"2026-11-20 12:01:00 UTC\n"
    assert "time zone" not in done.output
