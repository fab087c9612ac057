"""`zerotsuku return`: everybody's page of feedback, of the marks as they are, in zips; and grades as CSV."""

from __future__ import annotations

import csv
import io
import json
import shutil
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from click.testing import CliRunner
from course_case import CHAPTER, STEM, chapter, nbgrader, nbgrader_process, submit
from feedback_case import LATE, Parsed, graded_course, page_file
from nbgrader.api import Gradebook

from autograder.faces.nbgrader.course import open_course
from autograder.faces.nbgrader.moodle_names import MoodleName, remember_moodle_names
from autograder.faces.sending.names import file_names
from autograder.faces.sending.people import Person, moodle_names
from autograder.faces.sending.returning import Returned, return_feedback
from autograder.faces.sending.worksheet import read_worksheet
from autograder.faces.terminal.cli import main
from autograder.text import ZerotsukuError

GRADED = ["beginner", "mallory", "right"]
PAGE = f"{STEM}.html"
EXPORT = "autograder.faces.nbgrader.export"


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graded class with its pages of feedback, of which one has a mark and a comment by hand."""
    course = graded_course(tmp_path_factory.mktemp("returned"), "ja")
    with Gradebook(f"sqlite:///{course}/gradebook.db", "dl") as book:
        for student, first, last, email, number in (
            ("beginner", "花子", "山田", "hanako@example.org", "4711"),
            ("mallory", "../../x", "=1+1", "=cmd()", "=1+1"),
        ):
            book.update_or_create_student(
                student, first_name=first, last_name=last, email=email, lms_user_id=number
            )
    return_feedback(course, CHAPTER)
    shutil.rmtree(course / "returned")
    return course


@pytest.fixture
def course(master: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(master, tmp_path / "dl"))


def files(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def students(returned: Returned) -> list[str]:
    return [s.student for s in returned.sent]


def test_one_command_makes_the_pages_as_nbgrader_does_and_packs_them(course: Path, tmp_path: Path) -> None:
    shutil.rmtree(course / "feedback")
    other = shutil.copytree(course, tmp_path / "other" / "dl")
    nbgrader(other, "generate_feedback", CHAPTER)
    returned = return_feedback(course, CHAPTER)
    assert students(returned) == GRADED
    assert not returned.not_graded and not returned.no_page and not returned.nothing
    for s in returned.sent:
        page = page_file(course, s.student).read_bytes()
        assert page == page_file(other, s.student).read_bytes(), "what nbgrader's own command makes"
        assert files(s.file) == {PAGE: page}
        assert s.file == course / "returned" / CHAPTER / f"{s.student}.zip"
    everybody = files(returned.all)
    assert {PurePosixPath(name).stem for name in everybody} == set(GRADED)
    for name, page in everybody.items():
        assert page == page_file(course, PurePosixPath(name).stem).read_bytes()
    assert all(path.stat().st_mode & 0o077 == 0 for path in (returned.all, returned.sent[0].file))
    said = nbgrader(course, "generate_feedback", CHAPTER)
    assert said.count("Skipping existing assignment") == len(GRADED), "nbgrader finds the pages up to date"
    before = {path: path.read_bytes() for path in (course / "returned").rglob("*") if path.is_file()}
    return_feedback(course, CHAPTER)
    assert before == {path: path.read_bytes() for path in (course / "returned").rglob("*") if path.is_file()}


def test_a_page_that_is_older_than_the_marks_is_made_anew(course: Path) -> None:
    first = return_feedback(course, CHAPTER)
    old = files(first.sent[0].file)[PAGE]
    with Gradebook(f"sqlite:///{course}/gradebook.db", "dl") as book:
        book.find_comment("relu", STEM, CHAPTER, "beginner").manual_comment = "Well tried!"
        book.db.commit()
    second = return_feedback(course, CHAPTER)
    new = files(second.sent[0].file)[PAGE]
    assert b"Well tried!" in new and b"Well tried!" not in old
    assert files(second.all)[f"{CHAPTER}-feedback/beginner.html"] == new
    assert files(second.sent[2].file) == files(first.sent[2].file)


def test_whoever_gets_nothing_is_told_by_name_and_the_others_get_theirs(course: Path) -> None:
    submit(course, "newcomer", {f"{STEM}.ipynb": b"{}"})
    submit(course, "be\u200bginner", {f"{STEM}.ipynb": b"{}"})
    submit(course, "right", {}, "2030-01-01 00:00:00 UTC")
    shutil.rmtree(course / "autograded" / "mallory")
    with Gradebook(f"sqlite:///{course}/gradebook.db", "dl") as book:
        book.add_student("absent")
        book.find_submission(CHAPTER, "right").timestamp = None
        book.db.commit()
    done = CliRunner().invoke(main, ["return", CHAPTER, "--course-dir", str(course), "--json"])
    told = json.loads(done.stdout)
    assert [s["student"] for s in told["sent"]] == ["beginner", "right"]
    assert set(told["not_graded"]) == {"newcomer", "be\u200bginner"}
    assert f"zerotsuku grade {CHAPTER}" in told["not_graded"]["newcomer"]
    assert "U+200B" in told["not_graded"]["be\u200bginner"]
    assert set(told["no_page"]) == {"mallory"} and told["nothing_handed_in"] == ["absent"]
    assert done.exit_code == 1 and "mallory" in done.stderr, "graded, and there is no page"
    done = CliRunner().invoke(main, ["return", CHAPTER, "--course-dir", str(course), "--lang", "en"])
    for words in ("newcomer: Handed in, but not graded", "mallory: There are marks", "nothing: absent"):
        assert words in " ".join(done.stdout.split())


def test_what_was_handed_in_after_it_was_graded_is_told(course: Path) -> None:
    with Gradebook(f"sqlite:///{course}/gradebook.db", "dl") as book:
        book.update_or_create_submission(CHAPTER, "right", timestamp="2029-12-31 00:00:00 UTC")
    submit(course, "right", {}, "2030-01-01 00:00:00 UTC")
    submit(course, "mallory", {}, "2030-01-01 00:00:00 UTC")
    notes = {s.student: s.note for s in return_feedback(course, CHAPTER).sent}
    assert notes["right"] and "Handed in again" in notes["right"].en
    assert notes["beginner"] is None
    assert notes["mallory"] and "Handed in again" in notes["mallory"].en, "graded when it had no time"


def test_before_anybody_is_graded_there_is_a_sentence(course: Path) -> None:
    with Gradebook(f"sqlite:///{course}/gradebook.db", "dl") as book:
        for student in GRADED:
            book.remove_submission(CHAPTER, student)
    with pytest.raises(ZerotsukuError, match=f"zerotsuku grade {CHAPTER}"):
        return_feedback(course, CHAPTER)
    assert not (course / "returned").exists()


def test_what_an_earlier_run_has_made_goes_and_what_is_somebodys_stays(course: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    return_feedback(course, CHAPTER, to)
    (to / CHAPTER / "mine.zip").write_bytes(b"mine")
    with Gradebook(f"sqlite:///{course}/gradebook.db", "dl") as book:
        book.remove_submission(CHAPTER, "mallory")
    index = to / f"{CHAPTER}.json"
    told = json.loads(index.read_bytes())
    told["people"] |= {"../precious.zip": "x", "/etc/x.zip": "y"}
    index.write_text(json.dumps(told))
    (to / "precious.zip").write_bytes(b"mine")
    return_feedback(course, CHAPTER, to)
    assert {p.name for p in (to / CHAPTER).iterdir()} == {"beginner.zip", "right.zip", "mine.zip"}
    assert (to / "precious.zip").exists()
    assert set(json.loads(index.read_bytes())["people"].values()) == {"beginner", "right"}
    (to / f"{CHAPTER}-feedback.zip").write_bytes(b"no zip")
    with pytest.raises(ZerotsukuError, match="is no zip"):
        return_feedback(course, CHAPTER, to)


def as_moodle_reads(names: list[str], participants: set[str]) -> dict[str, str]:
    """Participant → file, by the rules of Moodle's importziplib.php."""
    found = {}
    for name in names:
        parts = name.split("/")
        assert not parts[-1].startswith((".", "~"))
        for at, part in enumerate(parts):
            info = part.split("_", 4)
            if len(info) >= 4 and info[1] in participants and info[2:4] == ["assignsubmission", "file"]:
                found[info[1]] = "/".join([*info[4:], *parts[at + 1 :]]).lstrip("/")
                break
    return found


def test_moodle_finds_whose_pages_they_are(course: Path, tmp_path: Path) -> None:
    assert return_feedback(course, CHAPTER).moodle is None, "an lms_user_id is no number of an assignment"
    opened = open_course(course)
    remember_moodle_names(opened, chapter(), {"beginner": MoodleName("88", "山田 花_子")})
    remember_moodle_names(opened, chapter(), {"gone": MoodleName("89", "x"), "right": MoodleName("9x", "y")})
    returned = return_feedback(course, CHAPTER)
    assert returned.moodle
    assert list(files(returned.moodle)) == [f"山田 花 子_88_assignsubmission_file_/{PAGE}"]
    worksheet = tmp_path / "sheet.csv"
    worksheet.write_text(
        "識別子,フルネーム,メールアドレス,ステータス,評点\n"
        "参加者 101,Mal_Lory ../x,=CMD(),提出済み,\n"
        "参加者 102,山田 花子,someone@else.org,,\n"
        "参加者 103,Nobody Else,nobody@example.org,,\n",
        encoding="utf-8-sig",
    )
    returned = return_feedback(course, CHAPTER, worksheet=worksheet)
    assert returned.moodle
    assert returned.grades
    plain = csv.DictReader(io.StringIO(returned.grades.read_text(encoding="utf-8-sig")))
    sheet = {row["識別子"]: row for row in plain}
    with Gradebook(f"sqlite:///{course}/gradebook.db", "dl") as book:
        score = book.find_submission(CHAPTER, "beginner").score - LATE
    assert sheet["参加者 102"]["評点"] == f"{score:g}" and sheet["参加者 103"]["評点"] == ""
    assert sheet["参加者 101"]["メールアドレス"] == "'=CMD()", (
        "Moodle does not look at it, a spreadsheet does"
    )
    names = list(files(returned.moodle))
    assert as_moodle_reads(names, {"101", "102", "103"}) == {"101": PAGE, "102": PAGE}
    assert all(name.count("/") == 1 and ".." not in name.split("/") for name in names)
    done = CliRunner().invoke(
        main, ["return", CHAPTER, "--course-dir", str(course), "--moodle", str(worksheet), "--lang", "en"]
    )
    assert done.exit_code == 0 and "is not known: right" in " ".join(done.stdout.split())
    worksheet.write_text("a,b\n1,2\n")
    with pytest.raises(ZerotsukuError, match="grading worksheet"):
        return_feedback(course, CHAPTER, worksheet=tmp_path / "none.csv")
    worksheet.write_bytes(b"\xff\xfe\x00" * 100)
    with pytest.raises(ZerotsukuError, match="grading worksheet"):
        return_feedback(course, CHAPTER, worksheet=worksheet)


def test_a_number_that_could_be_two_peoples_is_nobodys(tmp_path: Path) -> None:
    people = {
        p.id: p
        for p in (
            Person("a", "Ann", "Lee", "ann@x.org", "7"),
            Person("b", "Ann", "Lee", "bea@x.org", "7"),
            Person("c", "Cho", "Kim", "", "9"),
            Person("d", lms_user_id="9x"),
        )
    }
    seen = {s: MoodleName(n, s) for s, n in (("a", "7"), ("b", "7"), ("c", "9"), ("e", "8"))}
    assert set(moodle_names(people, None, seen)) == {"c"}
    sheet = tmp_path / "sheet.csv"

    def read(*rows: str) -> dict[str, str]:
        sheet.write_text("\n".join(["Identifier,Full name,Email address", *rows]))
        return {
            student: name.number
            for student, name in moodle_names(people, read_worksheet(sheet), seen).items()
        }

    assert read("Participant 1,Ann Lee,ANN@x.org", "Participant 2,Ann Lee,bea@x.org") == {"a": "1", "b": "2"}
    assert read("Participant 1,Ann Lee,", "Participant 2,Kim Cho,") == {"c": "2"}
    assert read("Participant 1,Cho Kim,", "Participant 2,Cho Kim,") == {}, "two rows of one name"
    assert read("Participant 1,Cho Kim,ann@x.org") == {}, "a row that is two people's"


HOSTILE = (
    "../x", "..", ".", "", " ", "/etc/passwd", "a/b", "a\\b", "C:x", "con", "CON", "Con.txt", "nul.", "COM1",
    "com¹", "aoki", "Aoki", "AOKI", "ＡＯＫＩ", "aoki-2", "aoki.", "aoki ", "é", "e\u0301", "x" * 300,
    "x" * 301, "あ" * 200, "-rf", "~x", ".hidden", "a\nb", "a\u202eb", "a\u200bb", "a:b", 'a"b', "ﬁ", "fi",
    "ß", "ss",
)  # fmt: skip


def test_names_of_files_neither_climb_nor_collide() -> None:
    names = file_names(HOSTILE)
    assert set(names) == set(HOSTILE)
    folded = [unicodedata.normalize("NFKC", n).casefold() for n in names.values()]
    assert len(set(folded)) == len(HOSTILE)
    for name in names.values():
        assert PurePosixPath(name).name == name and name not in (".", "..")
        assert not any(c in name for c in '<>:"/\\|?*\n\u202e\u200b') and name[0] not in ".~-"
        assert name == name.strip() and not name.endswith(".") and 0 < len(name.encode()) < 150
        assert name.split(".")[0].casefold() not in ("con", "nul", "com1", "com¹")
    assert names["aoki-2"] == "aoki-2" or names["aoki-2"].startswith("aoki-2-")
    assert file_names(["aoki", "山田 太郎"]) == {"aoki": "aoki", "山田 太郎": "山田 太郎"}


def rows(path: Path, encoding: str) -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


@pytest.mark.slow
def test_the_grades_reach_moodle_and_canvas_by_nbgraders_own_command(course: Path) -> None:
    def export(plugin: str, *arguments: str) -> list[list[str]]:
        said = nbgrader(course, "export", f"--exporter={EXPORT}.{plugin}", "--to", "out.csv", *arguments)
        assert "Exporting grades" in said
        return rows(course / "out.csv", "utf-8" if plugin.startswith("Canvas") else "utf-8-sig")

    plain = {row[3]: row for row in export("SafeCsvExportPlugin")}
    score = plain["beginner"][9]
    assert float(plain["beginner"][7]) == float(score) + LATE
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.CanvasExportPlugin.columns = {{'{CHAPTER}': 'Neural networks (99)'}}\n")
    canvas = export("CanvasExportPlugin")
    assert canvas[0] == [
        "Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Neural networks (99)"
    ]  # fmt: skip
    most = sum(e.points for e in chapter().exercises)
    assert canvas[1] == ["    Points Possible", "", "", "", "", f"{most:g}"]
    assert ["山田, 花子", "4711", "", "beginner", "", f"{float(score):g}"] in canvas
    moodle = export("MoodleExportPlugin", "--assignment", f"['{CHAPTER}']", "--student", "['beginner']")
    head, row = moodle
    assert head == [
        "First name", "Last name", "ID number", "Email address", f"{CHAPTER} (Real)", f"{CHAPTER} (Feedback)"
    ]  # fmt: skip
    assert row[:5] == ["花子", "山田", "4711", "hanako@example.org", f"{float(score):g}"]
    assert "step_function" in row[5] and "遅れ" in row[5] and "Think of **axis**" in row[5]
    said = nbgrader_process(course, "export", f"--exporter={EXPORT}.MoodleExportPlugin", "--to", "out.csv")
    written = rows(course / "out.csv", "utf-8-sig")
    assert {row[2] for row in written[1:]} == {"4711", "right"}, "no id that a spreadsheet would compute"
    assert "Email address" not in written[0] and all(all(row[2:3]) for row in written)
    assert "mallory" in said.stdout, "who is left out is told"


def test_the_page_in_the_zip_is_a_whole_page(course: Path) -> None:
    returned: Any = return_feedback(course, CHAPTER)
    page = Parsed(files(returned.sent[0].file)[PAGE].decode())
    assert not page.all("script") and not page.all("link")
