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

# Of definitions that keep to themselves (contained.py): modules, names that they may use, and what of modules
# keeps something from one call to the next, or leads to what does.
CONTAINED_MODULES = _names(
    "numpy math cmath itertools collections copy typing numbers operator fractions functools dataset"
)
SUBMODULES = _names("random linalg fft lib stride_tricks")
KEEPING = _names(
    "seterr seterrcall seterrobj setbufsize set_printoptions set_string_function set_numeric_ops printoptions"
    " set_bit_generator set_state setflags ctypeslib core f2py testing distutils compat rec char ma"
    " matrixlib polynomial version exceptions dtypes emath save savez savez_compressed savetxt load loadtxt"
    " fromfile memmap genfromtxt tofile dump show_config get_include mtrand bit_generator"
    " as_strided lru_cache cache cached_property wraps update_wrapper singledispatch singledispatchmethod"
    " total_ordering"
)
CONTAINED_BUILTINS = _names(
    "print len range isinstance issubclass callable hasattr str repr int float complex bool sum min max abs"
    " sorted enumerate zip round list tuple dict set frozenset any all divmod pow reversed slice format map"
    " filter iter next super type object bytes chr ord id hash"
    " Exception ValueError TypeError KeyError IndexError ZeroDivisionError NotImplementedError RuntimeError"
    " AssertionError ArithmeticError FloatingPointError OverflowError StopIteration AttributeError NameError"
    " NotImplemented Ellipsis __name__"
)
CONTAINED_DECORATORS = _names("property staticmethod")
CONTAINED_METHODS = _names(
    "__init__ __call__ __repr__ __str__ __len__ __getitem__ __iter__ __eq__ __add__ __mul__ __contains__"
)
CONTAINED_SPECIAL = _names("__init__ __name__")  # attributes
