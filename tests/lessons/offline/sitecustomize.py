"""Closes the network to every Python that finds this folder on its path: lessons must not need one.

An audit hook sees each connection and look-up that Python's own sockets make, and cannot be taken out again.
"""

import socket
import sys

_OUTWARD = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}
_LOCAL = {None, "", "localhost", "0.0.0.0", "::", "::1", socket.gethostname()}


def _refuse(event: str, arguments: tuple) -> None:
    if event not in _OUTWARD:
        return
    address = arguments[_OUTWARD[event]]
    if event in ("socket.connect", "socket.sendto"):
        address = (
            address[0] if isinstance(address, tuple) else None
        )  # anything else is a socket of this machine
    host = address.decode("ascii", "replace") if isinstance(address, bytes) else address
    if host not in _LOCAL and not str(host).startswith("127."):
        raise OSError(f"The network is closed in tests: something asked for '{host}'.")


sys.addaudithook(_refuse)
