"""A server for deploy/hub/setup on which nothing of this machine changes, its hub, and the people who use it.

The server is a mount namespace: its /etc (accounts, passwords, configs), homes, /usr/local/share,
/opt/zerotsuku and /var/lib/zerotsuku-hub are its own, in a temporary folder. All else, the network too, is
this machine's.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from ordinary_case import skip_where_only_root_can

from autograder.rooms import REPOSITORY

SETUP = REPOSITORY / "deploy" / "hub" / "setup"
# Mounted over what the machine has, for the processes of the server alone.
OWN = ("/etc", "/usr/local/share", "/opt/zerotsuku", "/var/lib/zerotsuku-hub")
# A machine with systemd would start the service in earnest.
ENTER = """
set -e
for place in {own}; do mount --bind "$0$place" "$place"; done
if [ -d /run/systemd ]; then mount -t tmpfs none /run/systemd; fi
echo ready
exec sleep infinity
"""
PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
HUB = "/opt/zerotsuku/participants/bin/python -m jupyterhub --config=/etc/zerotsuku-hub/jupyterhub_config.py"
WAIT = 120  # seconds that a busy machine may take to start a hub or a person's server


@dataclass(frozen=True)
class Server:
    """A server that setup can be run on."""

    folder: Path
    holder: subprocess.Popen[str]

    def run(
        self, *command: str | Path, user: str = "root", cwd: str = "/", status: int | None = 0
    ) -> subprocess.CompletedProcess[str]:
        """A command of one of its users, as from their login shell."""
        home = "/root" if user == "root" else str(self.home(user))
        environment = ["env", "-i", f"HOME={home}", f"USER={user}", "LANG=C.UTF-8", f"PATH={PATH}"]
        done = subprocess.run(
            [*self.inside(), *(["runuser", "-u", user, "--"] if user != "root" else []), *environment,
             "env", f"--chdir={cwd}", *map(str, command)],
            capture_output=True, encoding="utf-8",
        )  # fmt: skip
        said = f"{user}: {command}: {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
        assert status is None or done.returncode == status, said
        return done

    def inside(self) -> list[str]:
        return ["nsenter", f"--mount=/proc/{self.holder.pid}/ns/mnt", "--wd=/", "--"]

    def path(self, place: str) -> Path:
        """Where this machine sees one of the server's own places."""
        return self.folder / place.lstrip("/")

    def home(self, user: str) -> Path:
        return self.folder / "home" / user

    def passwords(self) -> dict[str, str]:
        lines = self.path("/var/lib/zerotsuku-hub/new-passwords.tsv").read_text().splitlines()
        return dict(line.split("\t") for line in lines)


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """A server without a hub yet; skips the test where it cannot be made."""
    if os.geteuid() != 0:
        pytest.skip("only root may set up a server")
    skip_where_only_root_can()
    folder.chmod(0o755)
    for place in ("/etc", "/usr/local/share"):
        shutil.copytree(place, folder / place[1:], symlinks=True)
        shutil.copymode(place, folder / place[1:])
    _own_accounts(folder)
    for place in OWN:
        (folder / place[1:]).mkdir(parents=True, exist_ok=True)
    with FileLock(Path(tempfile.gettempdir()) / "zerotsuku-hub.lock"), _places():
        yield from _entered(folder)


@contextmanager
def _places() -> Iterator[None]:
    """Something to mount the server's own folders on, as long as it is needed."""
    new = [Path(place) for place in OWN if not Path(place).exists()]
    for place in new:
        place.mkdir(parents=True)
    try:
        yield
    finally:
        for place in new:
            place.rmdir()  # empty: what was in it was the server's


def _entered(folder: Path) -> Iterator[Server]:
    holder = subprocess.Popen(
        ["unshare", "--mount", "bash", "-c", ENTER.format(own=" ".join(OWN)), folder],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        assert holder.stdout
        said = holder.stdout.readline()
        if said.strip() != "ready":
            pytest.skip(f"a mount namespace cannot be made here: {said}")
        yield Server(folder, holder)
    finally:
        holder.kill()
        holder.wait()


def _own_accounts(folder: Path) -> None:
    """New homes lie in the server's folder; a wrong password is refused without three seconds' wait."""
    (folder / "home").mkdir()
    useradd = folder / "etc" / "default" / "useradd"
    useradd.write_text(f"SHELL=/bin/sh\nHOME={folder}/home\n")
    login = folder / "etc" / "pam.d" / "login"
    if login.exists():
        kept = [line for line in login.read_text().splitlines() if "pam_faildelay" not in line]
        login.write_text("\n".join(kept) + "\n")


def programs(server: Server, wheel: Path) -> None:
    """The server's two environments without minutes of pip: setup finds them and makes no others.

    The instructor's is this checkout's. The participants' has the same packages, and of ours the wheel alone.
    """
    root = server.path("/opt/zerotsuku")
    (root / "instructor").symlink_to(sys.prefix)
    participants = root / "participants"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", participants], check=True)
    (packages,) = participants.glob("lib/python*/site-packages")
    shutil.unpack_archive(wheel, packages, "zip")
    here = Path(sys.prefix, *packages.relative_to(participants).parts)
    # the .pth files in there are not read, such as the one that leads to the checkout
    (packages / "packages.pth").write_text(f"{here}\n")
    for data in ("etc", "share"):
        shutil.copytree(Path(sys.prefix, data), participants / data, symlinks=True)


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@contextmanager
def running(server: Server) -> Iterator[str]:
    """The hub as setup says that it starts; its address."""
    port, api, hub = free_ports(3)
    address = f"http://127.0.0.1:{port}"
    server.path("/etc/zerotsuku-hub/yours.py").write_text(
        f"c.JupyterHub.bind_url = {address!r}\n"
        f"c.ConfigurableHTTPProxy.api_url = 'http://127.0.0.1:{api}'\n"
        f"c.JupyterHub.hub_port = {hub}\n"
        "c.LocalProcessSpawner.interrupt_timeout = 5\n"  # where Ctrl-C is ignored, as behind a shell's &
    )
    log = server.folder / "hub.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*server.inside(), "env", "-i", "LANG=C.UTF-8", f"PATH={PATH}",
             "env", "--chdir=/var/lib/zerotsuku-hub", *HUB.split()],
            stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
        try:
            _wait_for(process, address, log)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)  # it ends everybody's server, and the proxy
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait_for(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    import requests

    until = time.monotonic() + WAIT
    while time.monotonic() < until and process.poll() is None:
        try:
            if requests.get(f"{address}/hub/health", timeout=5).ok:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"the hub does not start:\n{log.read_text()[-6000:]}")


@dataclass
class Person:
    """Somebody at a browser: their cookies, and what they ask the hub and their own server for."""

    name: str
    address: str
    session: Any = field(init=False)

    def __post_init__(self) -> None:
        import requests

        self.session = requests.Session()

    def log_in(self, password: str) -> bool:
        """By the page of the hub."""
        page = f"{self.address}/hub/login"
        self.session.get(page)
        form = {"username": self.name, "password": password, "_xsrf": self._xsrf("/hub/")}
        answer = self.session.post(page, data=form, params={"next": "/hub/home"})
        return bool(answer.ok and answer.url.endswith("/hub/home"))

    def start(self) -> None:
        """Their own server, until it answers with JupyterLab."""
        self.session.post(f"{self.address}/hub/spawn/{self.name}", data={"_xsrf": self._xsrf("/hub/")})
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            page = self.session.get(f"{self.address}/user/{self.name}/lab")
            if page.ok and page.url.startswith(f"{self.address}/user/{self.name}/lab"):
                return
            time.sleep(0.5)
        raise AssertionError(f"{self.name}'s server does not start: {page.url}\n{page.text[:2000]}")

    def ask(self, method: str, path: str, of: str = "", **more: Any) -> Any:
        """What a page of JupyterLab gets from a server, their own or somebody else's."""
        of = of or self.name
        headers = {"X-XSRFToken": self._xsrf(f"/user/{self.name}/")}
        return self.session.request(
            method, f"{self.address}/user/{of}/{path}", headers=headers, timeout=WAIT, **more
        )

    def get(self, path: str, **more: Any) -> Any:
        answer = self.ask("GET", path, **more)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text[:2000]}"
        return answer.json()

    def post(self, path: str, **more: Any) -> Any:
        answer = self.ask("POST", path, **more)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text[:2000]}"
        return answer.json()

    def in_terminal(self, command: str, until: str) -> str:
        """What a new terminal of JupyterLab shows of a command, up to a text in it, or for WAIT seconds."""
        from websocket import create_connection

        name = self.post("api/terminals")["name"]
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.session.cookies if c.name != "_xsrf")
        place = f"{self.address}/user/{self.name}/terminals/websocket/{name}"
        wire = create_connection(
            place.replace("http", "ws", 1), cookie=cookies, origin=self.address, timeout=WAIT
        )
        shown, end = "", time.monotonic() + WAIT
        try:
            wire.send(json.dumps(["stdin", f"{command}\r"]))
            while until not in shown and time.monotonic() < end:
                kind, *parts = json.loads(wire.recv())
                shown += parts[0] if kind == "stdout" else ""
        finally:
            wire.close()
        return shown

    def page_config(self) -> Any:
        """What JupyterLab's page is told by their server."""
        page = self.ask("GET", "lab").text
        _, _, config = page.partition('<script id="jupyter-config-data" type="application/json">')
        return json.loads(config.partition("</script>")[0])

    def _xsrf(self, path: str) -> str:
        cookies = [c for c in self.session.cookies if c.name == "_xsrf" and c.path == path]
        return cookies[0].value if cookies else ""
