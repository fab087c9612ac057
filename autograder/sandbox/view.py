"""The file-system view: bubblewrap's command line, which shows the zygote Python and what it is told to.

Root's processes escape the limit on processes, and a user namespace does not change that; so for root the
zygote must be nobody. But nobody may not walk to a Python in root's home. Hence two stages: the first
bubblewrap makes the view as root, setpriv turns into nobody, and the second makes the namespaces. In a
container root has no right to the first; there setpriv comes first, and one bubblewrap does it all.
"""

from __future__ import annotations

import os
import site
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from autograder import rooms
from autograder.sandbox.bubblewrap import By, Way, on_path
from autograder.text import Text, ZerotsukuError

NOBODY = 65534
SHOWN = "ZEROTSUKU_SHOWN"  # tells the session what the view shows besides Python
PRIVATE = "/sandbox"  # not /tmp itself, in which Python or the checkout may lie
# Not /usr as a whole: nbgrader's exchange, with what others handed in, may lie in /usr/local/share.
_LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/local/lib", "/usr/local/lib64")
_LINKED = ("/lib", "/lib64", "/lib32")
_LOADER = ("/etc/ld.so.cache", "/etc/alternatives")


class IsolationUnavailable(ZerotsukuError):
    """The machine cannot shut student code in, and nobody said that it may run without."""


def environment(folder: str = tempfile.gettempdir()) -> dict[str, str]:
    """The zygote's environment: nothing of the instructor's. What libraries write goes to `folder`."""
    return {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(rooms.PACKAGE.parent),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "HOME": folder,
        "TMPDIR": folder,
        "USER": "student",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": f"{folder}/zerotsuku-matplotlib",
        "IPYTHONDIR": f"{folder}/zerotsuku-ipython",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        **({"PYTHONUSERBASE": site.getuserbase()} if site.ENABLE_USER_SITE else {}),
        **{k: v for k, v in os.environ.items() if k == "OPENBLAS_CORETYPE"},
    }


def python_paths() -> list[str]:
    """Where Python, its libraries and the system's shared libraries lie."""
    found = [*_LIBRARIES, *_LINKED, *_LOADER]
    for prefix in (sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix):
        found += [os.path.join(prefix, part) for part in ("lib", "lib64", "pyvenv.cfg")]  # noqa: PTH118
    found += [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    return [path for path in dict.fromkeys(found) if os.path.lexists(path)]


def command(argv: Sequence[str], readable: Iterable[Path], way: Way) -> list[str]:
    """`argv` within the view, made in that way. Raises IsolationUnavailable where this cannot work."""
    shown = [str(path) for path in readable]
    if way.by is not By.SELF:
        _require_open_to_all([*python_paths(), *shown], walk=way.by is By.NOBODY)
    places = _View()
    for path in python_paths():
        places.show(path)
    for program in (argv[0], *((way.bwrap, _setpriv()) if way.by is By.ROOT else ())):
        places.show_program(program)
    places.cover(str(rooms.PACKAGE))
    for path in shown:
        places.show(path)
    places.make_folder(Path(PRIVATE))
    if not places.has("/tmp"):
        places.options += ["--symlink", PRIVATE, "/tmp"]
    settings = {**environment(PRIVATE), SHOWN: os.pathsep.join(shown)}
    variables = [w for k, v in settings.items() for w in ("--setenv", k, v)]
    inner = ["--unshare-all", "--die-with-parent", "--new-session", "--hostname", "sandbox"]
    inner += ["--uid", "1000", "--gid", "1000", "--clearenv", *variables, "--chdir", "/"]
    # To map /dev/zero is to have shared memory without a file; what is bound over it cannot be opened.
    own = ["--proc", "/proc", "--dev", "/dev", "--ro-bind", "/dev/null", "/dev/zero", "--remount-ro", "/dev"]
    own += ["--tmpfs", PRIVATE]
    one = [way.bwrap, *inner, *places.options, *own, *places.closing, "--", *argv]
    if way.by is By.SELF:
        return one
    lower = [_setpriv(), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    lower += ["--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
    if way.by is By.NOBODY:
        return [*lower, *one]
    machine = ["--bind", "/proc", "/proc", "--dev", "/dev"]
    # A pid namespace here too: the first bubblewrap, root without capabilities, may not kill nobody's
    # processes, but it may kill process 1 of that namespace, and then the kernel kills the others.
    outer = ["--unshare-pid", "--die-with-parent", *places.options, *machine, *places.closing]
    return [way.bwrap, *outer, "--", *lower, way.bwrap, *inner, "--bind", "/", "/", *own, "--", *argv]


def require_inside() -> None:
    """Raise OSError unless this process sees what `command` shows."""
    if not os.statvfs("/").f_flag & os.ST_RDONLY or os.path.lexists("/sys"):  # the view has none
        raise OSError("this process is not inside the file-system view")


def _setpriv() -> str:
    found = on_path("setpriv")
    if found is None:
        raise IsolationUnavailable(
            Text(
                "setpriv がありません (util-linux のもの)。root ではなく普通のユーザーで採点してください。",
                "setpriv (of util-linux) is missing. Grade as an ordinary user instead of root.",
            )
        )
    return found


def _require_open_to_all(paths: Iterable[str], walk: bool) -> None:
    """Raise IsolationUnavailable unless nobody may read them and, with `walk`, may walk to them."""
    for path in map(Path, paths):
        for folder in path.resolve().parents if walk else ():
            if not folder.stat().st_mode & 0o001:
                raise IsolationUnavailable(_closed(folder, f"chmod o+x {folder}"))
        mode = path.stat().st_mode
        if not mode & 0o004 or (path.is_dir() and not mode & 0o001):
            raise IsolationUnavailable(_closed(path, f"chmod -R o+rX {path}"))


def _closed(path: Path, mend: str) -> Text:
    return Text(
        f"root で採点するときサンドボックスは nobody として動きますが、nobody は {path} を開けません。"
        f"`{mend}` とするか、普通のユーザーで採点してください。",
        f"When root grades, the sandbox runs as nobody, to whom {path} is closed. "
        f"Run `{mend}` or grade as an ordinary user.",
    )


class _View:
    """The growing list of bubblewrap's options, and what is seen with them so far."""

    def __init__(self) -> None:
        self.options: list[str] = []
        self.closing = ["--remount-ro", "/"]
        self._folders = {"/"}
        self._places: list[tuple[str, bool]] = []  # a path, and whether all below it is the machine's

    def show(self, path: str) -> None:
        """The same path inside, read-only; the links /lib and /lib64 stay links."""
        if path in _LINKED and Path(path).is_symlink():
            self.options += ["--symlink", str(Path(path).readlink()), path]
        elif not self._shown(path):
            self.make_folder(Path(path).parent)
            self.options += ["--ro-bind", os.path.realpath(path), path]
            self._places.append((path, True))

    def show_program(self, path: str) -> None:
        """A program, and the links that lead to it."""
        for link, target in _links(path):
            if not self._shown(link):
                self.make_folder(Path(link).parent)
                self.options += ["--symlink", target, link]
        self.show(os.path.realpath(path))

    def cover(self, path: str) -> None:
        """An empty folder there, in which only what is shown later stands."""
        self.make_folder(Path(path).parent)
        self.options += ["--perms", "0755", "--tmpfs", path]
        self.closing += ["--remount-ro", path]
        self._folders.add(path)
        self._places.append((path, False))

    def make_folder(self, path: Path) -> None:
        """An empty folder, and those above it; bubblewrap makes them for its own user alone unless told."""
        for folder in (*reversed(path.parents), path):
            if str(folder) not in self._folders and not self._shown(str(folder)):
                self._folders.add(str(folder))
                self.options += ["--perms", "0755", "--dir", str(folder)]

    def has(self, path: str) -> bool:
        """Whether the path, or something below it, is seen."""
        return self._shown(path) or path in self._folders

    def _shown(self, path: str) -> bool:
        above = [whole for place, whole in self._places if Path(path).is_relative_to(place)]
        return bool(above) and above[-1]


def _links(path: str) -> Iterator[tuple[str, str]]:
    for _ in range(20):
        if not Path(path).is_symlink():
            return
        target = str(Path(path).readlink())
        yield path, target
        path = os.path.normpath(os.path.join(os.path.dirname(path), target))  # noqa: PTH118, PTH120
