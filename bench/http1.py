"""As much of HTTP/1.1 as the two ends of a measurement need, and no more, so that they take little of its CPU.

Bodies come with a Content-Length and connections are kept. Both hold for the servers and clients measured here.
"""

import re

END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Reader:
    """Cuts what arrives on a connection into messages."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._buffer = bytearray()

    def feed(self, data: bytes) -> None:
        """Take in what arrived."""
        self._buffer += data

    def next(self) -> tuple[bytes, bytes] | None:
        """Return head and body of the next whole message, None while there is none."""
        end = self._buffer.find(END_OF_HEAD)
        if end < 0:
            return None
        head = bytes(self._buffer[:end])
        found = _LENGTH.search(head)
        start = end + len(END_OF_HEAD)
        stop = start + (int(found[1]) if found else 0)
        if len(self._buffer) < stop:
            return None
        body = bytes(self._buffer[start:stop])
        del self._buffer[:stop]
        return head, body


def request(path: str, host: str, token: str, body: bytes) -> bytes:
    """Return a POST of JSON."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode("ascii") + body


def response(status: str, body: bytes) -> bytes:
    """Return an answer of JSON; `status` is the code and its words."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode("ascii") + body
