"""How text messages leave: the gateway of COUNTYWIDE_TEXT_GATEWAY…, or none."""

from pathlib import Path
from typing import Any

from .environment import Environment

CLASSES = {
    "folder": "core.text_messages.gateways.folder.FolderGateway",
    "http": "core.text_messages.gateways.over_http.HTTPGateway",
}


def text_gateway(environment: Environment, folder: Path, otherwise: str = "") -> dict[str, Any]:
    """The TEXT_GATEWAY setting; empty without a gateway. `otherwise` is the word for where nothing was said.

    What is said of a gateway over HTTP chooses it, even half of it: a system check tells what is missing.
    """
    secret = environment.text_gateway_secret.get_secret_value()
    described = environment.text_gateway_url or environment.text_gateway_body or secret
    word = environment.text_gateway or ("http" if described else otherwise)
    if not word:
        return {}
    options: dict[str, Any] = {}
    if word == "folder":
        options = {"folder": str(folder / "text-messages")}
    elif word == "http":
        options = {
            "url": environment.text_gateway_url,
            "body": environment.text_gateway_body,
            "body_format": environment.text_gateway_format,
            "header": environment.text_gateway_header,
            "secret": secret,
            "success": environment.text_gateway_success,
            "seconds": environment.text_gateway_seconds,
        }
    return {"CLASS": CLASSES.get(word, word), "OPTIONS": options}
