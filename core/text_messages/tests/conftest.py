"""A gateway that is another process, one that is a folder, and a worker."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.testing.working import QUEUED, work_off

BODY = {"to": "{number}", "content": "{text}", "id": "{key}"}


@pytest.fixture
def gateway(upstream: Any, settings: Any) -> Callable[..., None]:
    """`gateway(success={"code": 0})`: messages go to the other process, at /send, with these options."""

    def choose(**options: Any) -> None:
        settings.TEXT_GATEWAY = {
            "CLASS": "core.text_messages.gateways.over_http.HTTPGateway",
            "OPTIONS": {"url": upstream.url("/send"), "body": BODY, "seconds": 0.5, **options},
        }

    upstream.answer("/send", {"code": 0})
    choose()
    return choose


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Messages become files here."""
    settings.TEXT_GATEWAY = {
        "CLASS": "core.text_messages.gateways.folder.FolderGateway",
        "OPTIONS": {"folder": str(tmp_path / "messages")},
    }
    return tmp_path / "messages"


@pytest.fixture
def worker(settings: Any) -> Callable[[], None]:
    """Tasks wait in the database, as in production; `worker()` does all that could run now."""
    settings.TASKS = QUEUED
    return work_off
