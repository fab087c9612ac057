"""A stream socket on which framed messages go; what comes from the sandbox is bounded and has a deadline."""

from __future__ import annotations

import array
import socket
import time
from typing import Any

import msgpack

from autograder.sandbox.measure import WireError
from autograder.sandbox.wire import HEADER, MAX_BYTES, decode, encode_message, frame

DRIP, PAUSE = 4096, 0.005  # bytes, seconds


class Closed(Exception):
    """The other side is gone."""


class Late(Exception):
    """The other side did not answer in time."""


class Channel:
    """One end of a socket pair. `receive` decodes what a sandbox sent, `take` what the trusted side sent."""

    def __init__(self, sock: socket.socket):
        self._socket = sock

    def fileno(self) -> int:
        return self._socket.fileno()

    def close(self) -> None:
        self._socket.close()

    def send(self, parts: list[Any]) -> None:
        """A message, from inside the sandbox; a part that is too large becomes an Opaque."""
        self._socket.sendall(frame(encode_message(parts)))

    def receive(self, deadline: float, limit: int = MAX_BYTES) -> Any:
        """The next value, of at most `limit` bytes; raises Late after `deadline` (of time.monotonic), Closed,
        or WireError."""
        return decode(self.receive_bytes(deadline, limit))

    def give(self, request: dict[str, Any], descriptors: tuple[int, ...] = ()) -> None:
        """A request from the trusted side, with descriptors to hand over."""
        data = frame(bytes(msgpack.packb(request, use_bin_type=True)))
        self._socket.settimeout(30)
        try:
            if descriptors:
                self._socket.sendmsg(
                    [data[:1]],
                    [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))],
                )
                data = data[1:]
            self._socket.sendall(data)
        except TimeoutError:
            raise Late from None
        except OSError:
            raise Closed from None

    def take(self) -> tuple[dict[str, Any], list[int]]:
        """The trusted side's next request and the descriptors that came with it; Closed at its end."""
        self._socket.settimeout(None)
        first, ancillary, _, _ = self._socket.recvmsg(1, socket.CMSG_SPACE(4 * 4))
        if not first:
            raise Closed
        descriptors = array.array("i")
        for level, kind, data in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
        (size,) = HEADER.unpack(first + self._exactly(HEADER.size - 1, None))
        request = msgpack.unpackb(self._exactly(size, None), strict_map_key=False)
        return request, list(descriptors)

    def receive_bytes(self, deadline: float, limit: int = MAX_BYTES) -> bytes:
        """The next message as it came, for `wire.decode`."""
        (size,) = HEADER.unpack(self._exactly(HEADER.size, deadline))
        if size > limit:
            raise WireError(f"a message of {size} bytes")
        return self._exactly(size, deadline)

    def _exactly(self, size: int, deadline: float | None) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            if deadline is not None:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise Late
                self._socket.settimeout(left)
            try:
                part = self._socket.recv(min(size - len(parts), 2**20))
            except TimeoutError:
                raise Late from None
            except OSError:
                raise Closed from None
            if not part:
                raise Closed
            parts += part
            if deadline is not None and len(part) < DRIP and len(parts) < size:
                time.sleep(PAUSE)  # who sends byte by byte does not wake us for each
        return bytes(parts)
