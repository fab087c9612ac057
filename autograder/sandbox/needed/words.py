"""What names of Python and of libraries tell about what a call does."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Who uses these may read or bind what no text shows.
UNSEEN_NAMES = _names("exec eval globals locals vars compile __import__ __builtins__")
UNSEEN_ATTRIBUTES = _names(
    "__dict__ __globals__ __code__ __closure__ __class__ __bases__ f_globals f_locals f_back _getframe"
    " currentframe import_module user_ns user_global_ns"
)
# Builtins that change nothing of what they are given.
HARMLESS = _names(
    "print len range type isinstance issubclass callable hasattr str repr int float complex bool sum min max"
    " abs sorted enumerate zip round list tuple dict set frozenset any all help dir id hash input display"
    " divmod pow reversed slice format ascii bin hex oct ord chr bytes check"
)
# Libraries that keep what is set in them, and names of functions that set it.
STATEFUL = _names("numpy os sys random warnings decimal locale")
PATHS = _names("os sys")
SETTERS = ("seed", "set", "filter", "simplefilter", "chdir", "append", "insert", "extend", "remove", "update")
SHOWS = _names("set_printoptions system popen listdir flush write")
# NumPy's and random's functions that write into an argument; the others leave theirs alone.
WRITES_INTO = _names("shuffle put copyto place putmask fill_diagonal put_along_axis at")

# Magics that show something or cannot run here, those whose text is code of the notebook, and those that do
# something that can be told.
LEFT_OUT = _names(
    "timeit pinfo pinfo2 pdoc pdef psource pfile psearch matplotlib pylab gui config load_ext autoreload who"
    " whos who_ls lsmagic magic quickref history hist pwd ls ll cat man pip conda mamba micromamba uv sx sc"
    " system bash sh script html HTML javascript js latex markdown svg SVG perl ruby debug pdb xmode colors"
    " precision memit mprun lprun tb"
)
TRANSPARENT = _names("time capture prun")
EFFECTS = _names("writefile file env set_env cd")
