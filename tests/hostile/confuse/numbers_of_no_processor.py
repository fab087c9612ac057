# Sends long doubles of bit patterns that no processor makes, and the widest complex numbers.
# target: relu

def hostile_send(*messages):
    import os, struct
    for fd in range(3, 64):
        for data in messages:
            try: os.write(fd, struct.pack(">I", len(data)) + data)
            except OSError: break
def relu(x):
    import os, struct
    def sent(dtype, content):
        inside = b"\x93\xa4" + dtype + b"\x91\x02\xc4" + bytes([len(content)]) + content
        return b"\xc7" + bytes([len(inside), 1]) + inside
    unnormal = b"\x01" * 7 + b"\x00" + b"\xff\x7f" + b"\xff" * 6
    values = sent(b"<f16", unnormal * 2), sent(b"<c32", unnormal * 4), sent(b">f16", unnormal * 2)
    names = ("grade_relu_of_a_vector", "grade_relu_of_any_shape", "grade_relu_at_zero")
    for name, value in zip(names, values):
        hostile_send(bytes([0x94, 0xA0 + len(name)]) + name.encode() + b"\xa5value" + value + b"\x90")
    os._exit(0)
