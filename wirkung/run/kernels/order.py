"""What is said between whoever wants a kernel and the process that forks it."""

from __future__ import annotations

import json
import socket
import struct
from dataclasses import asdict, dataclass

_LENGTH = struct.Struct("!Q")
HANDLES = 3  # standard output, standard error, and where the kernel's number and end are reported
REFUSED = 0  # in place of the kernel's number


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One kernel: its arguments, and what a process of its own would have from whoever starts it."""

    arguments: list[str]
    environment: dict[str, str]
    folder: str
    limits: dict[str, tuple[int, int]]


def send(control: socket.socket, order: Order, handles: list[int]) -> None:
    """Ask for a kernel.

    Parameters
    ----------
    control
        Leads to the server.
    order
        Which kernel.
    handles
        The `HANDLES` open files that go with it.

    Raises
    ------
    OSError
        The server is gone.
    """
    content = json.dumps(asdict(order)).encode()
    socket.send_fds(control, [_LENGTH.pack(len(content))], handles)
    control.sendall(content)


def receive(control: socket.socket) -> tuple[Order, list[int]] | None:
    """The next order with its open files; None when whoever gave orders is gone."""
    header, handles, _, _ = socket.recv_fds(control, _LENGTH.size, HANDLES)
    if len(header) < _LENGTH.size:
        return None
    content = _exactly(control, *_LENGTH.unpack(header))
    return None if content is None else (Order(**json.loads(content)), handles)


def _exactly(control: socket.socket, length: int) -> bytes | None:
    content = bytearray()
    while len(content) < length:
        part = control.recv(length - len(content))
        if not part:
            return None
        content += part
    return bytes(content)
