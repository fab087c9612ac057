# Talks to a server on the machine itself.
# target: relu
# open: leaks

def relu(x):
    import socket
    with socket.create_connection(("127.0.0.1", HOSTILE_PORT), timeout=1) as s:
        text = "PW" "NED " + s.recv(100).decode()
    raise RuntimeError(text)
