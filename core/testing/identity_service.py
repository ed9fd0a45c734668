"""A real OpenID Connect provider in a process of its own, for tests of signing in."""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def identity_service(*people: Mapping[str, Any]) -> Iterator[str]:
    """Run the provider with these people (claims; `sub` names each); yields its address, the issuer.

    It signs its tokens with a key of its own (RS256). Raises RuntimeError when it does not start.
    """
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--host", "127.0.0.1", "--port", str(port)]
    for person in people:
        command += ["--user-claims", json.dumps(person)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            said = []
            for line in process.stdout or ():
                said.append(line)
                if re.search(r"running on", line, re.IGNORECASE):
                    break
            else:
                raise RuntimeError("".join(said))
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
