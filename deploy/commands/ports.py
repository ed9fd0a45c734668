"""The port to serve on, tried before anything is begun."""

import argparse
import errno
import socket

from deploy.commands.words import Stop

HOST = "127.0.0.1"


def port_number(text: str) -> int:
    """A port from the command line. Raises argparse.ArgumentTypeError."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"PORT must be a whole number from 1 to 65535, not {text!r}")
    return int(text)


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now. Raises PermissionError for a root's port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as attempt:
        # A port whose last connections are only fading away is free, as it is for a server.
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except PermissionError:
            raise
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def need_port(port: int) -> None:
    """Raise Stop when nothing can be served on the port."""
    try:
        free = is_free(port)
    except PermissionError as error:
        raise Stop(f"Port {port} is for root only.", "Take one from 1024 up: make demo PORT=8080") from error
    if not free:
        raise Stop(
            f"Port {port} is in use by another program.",
            f"Stop that program (`ss -ltnp 'sport = :{port}'` names it),"
            f" or take another port: make demo PORT={next_free(port)}",
        )


def next_free(port: int) -> int:
    """The first free port above `port` (0 when there is none)."""
    return next((candidate for candidate in range(max(port, 1023) + 1, 65536) if is_free(candidate)), 0)
