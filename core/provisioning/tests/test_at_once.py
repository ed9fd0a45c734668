"""Two builds at once, from two connections."""

import threading
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from core.access.actors import SYSTEM
from core.provisioning import services
from core.provisioning.models import ProvisionedRecord
from core.provisioning.services import BuildBusyError, build_county
from core.provisioning.steps import Action
from core.tenancy.models import Subsite, TenancyRevision

from .dumps import dump

pytestmark = pytest.mark.django_db(transaction=True)


class Build(threading.Thread):
    """A build in a thread of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.result = None
        self.error = None

    def run(self) -> None:
        try:
            self.result = build_county(folder=self.folder, by=SYSTEM)
        except BuildBusyError as error:
            self.error = error
        finally:
            connections.close_all()


def test_the_second_waits_and_finds_nothing_to_do(folder) -> None:
    builds = [Build(folder.path), Build(folder.path)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert [build.error for build in builds] == [None, None]
    counted = [build.result.plan.count() for build in builds]
    assert sorted(found[Action.CREATE] for found in counted) == [0, 21]
    assert Subsite.objects.count() == 4
    before = dump()
    folder.build()
    assert dump() == before


def test_who_waits_too_long_is_told(folder, monkeypatch) -> None:
    TenancyRevision.objects.get_or_create(pk=1)
    monkeypatch.setattr(services, "WAIT_SECONDS", 1)
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
    build = Build(folder.path)
    with transaction.atomic():
        TenancyRevision.objects.select_for_update().get(pk=1)
        TenancyRevision.objects.filter(pk=1).update(token="00000000-0000-4000-8000-000000000000")
        build.start()
        build.join()
    assert isinstance(build.error, BuildBusyError)
    assert not Subsite.objects.exists()
    assert not ProvisionedRecord.objects.exists()
