"""A PostgreSQL server of the tests' own: a cluster in a temporary folder, behind a socket and a password."""

from __future__ import annotations

import atexit
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest

from autograder.faces.nbgrader.course import CONFIG

USER = "zerotsuku"
PACKAGES = Path("/usr/lib/postgresql")  # Debian's


@dataclass(frozen=True)
class Server:
    """A server that runs: the folder of its socket, and the password of its only user."""

    folder: Path
    password: str

    def url(self, database: str, user: str = USER, password: str | None = None) -> str:
        """nbgrader's `db_url` for one of its databases."""
        secret = quote(self.password if password is None else password, safe="")
        return f"postgresql://{user}:{secret}@/{database}?host={self.folder}"

    def execute(self, database: str, *statements: str) -> list[tuple[object, ...]]:
        """Run statements, each by itself; the rows of the last."""
        import psycopg2

        connection = psycopg2.connect(self.url(database))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()


@cache
def server() -> Server:
    """The server, started once a run of the tests. Where Debian's package is missing, the test is skipped;
    CI has to have it."""
    programs = sorted(PACKAGES.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if not programs:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    binaries = programs[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="zt-pg-", dir="/tmp"))  # a socket's path is at most 107 bytes
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = Server(folder, f"p@ss/w:rd {secrets.token_hex(4)}")
    (folder / "password").write_text(made.password)
    as_postgres: list[str] = []
    if os.geteuid() == 0:  # as which PostgreSQL does not run
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
        owner = pwd.getpwnam("postgres")
        for path in (folder, folder / "password"):
            os.chown(path, owner.pw_uid, owner.pw_gid)

    def run(program: str, *arguments: str) -> None:
        command = [*as_postgres, str(binaries / program), *arguments]
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        assert done.returncode == 0, done.stdout.decode(errors="replace")

    data = str(folder / "data")
    run(
        "initdb", "-D", data, "-U", USER, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C",
        "--no-sync", f"--pwfile={folder / 'password'}",
    )  # fmt: skip
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c unix_socket_permissions=0777"
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    atexit.register(run, "pg_ctl", "-D", data, "-m", "immediate", "stop")
    folder.chmod(0o755)
    return made


def use(course: Path, url: str) -> None:
    """Let a course keep its gradebook there, as an instructor writes it below the line."""
    with (course / CONFIG).open("a") as config:
        config.write(f"c.CourseDirectory.db_url = {url!r}\n")
