"""Build a county from a folder of files: all of it, or, on any fault, nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection, transaction
from wagtail.models import Page

from core.access.actors import Actor
from core.audit.services import record
from core.policy.decisions import policy, policy_for_profile
from core.provisioning.applying import Progress, apply
from core.provisioning.applying_people import PasswordSource
from core.provisioning.checking import check
from core.provisioning.checking_present import check_present
from core.provisioning.faults import Fault, in_order
from core.provisioning.folder import read_folder
from core.provisioning.formats import ORGANISATIONS_FILE, PEOPLE_FILE, SETTINGS_FILE
from core.provisioning.indexing import indexed_at_the_end
from core.provisioning.planning import plan
from core.provisioning.present import Present, PresentOffice
from core.provisioning.querysets import present
from core.provisioning.rows import County, OrganisationRow
from core.provisioning.steps import Plan, Step
from core.provisioning.vocabulary import vocabulary
from core.review.origin import importing
from core.tenancy.models import TenancyRevision
from core.tenancy.profiles import profiles
from core.tenancy.table import subsite_table, touch_revision

#: How long a build waits for another one to end.
WAIT_SECONDS = 60
_LOCK_NOT_AVAILABLE = "55P03"


class FaultyCountyError(Exception):
    """The files have faults; nothing was changed. ``faults`` are all of them, by file and line."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class BuildBusyError(Exception):
    """Another build, or a long writer, held the county for longer than a build waits. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did, or with ``dry_run`` would do."""

    plan: Plan
    dry_run: bool


def no_progress(_done: int, _total: int, _step: Step) -> None:
    """Tell nobody."""


def read_county(folder: Path) -> County:
    """Read and check a folder without looking at the database's content. Raises FaultyCountyError."""
    county, faults = _read(folder)
    if faults:
        raise FaultyCountyError(_ordered(faults))
    return county


def _read(folder: Path) -> tuple[County, list[Fault]]:
    """What could be read of a folder, and every fault that the files alone tell."""
    tables, unread = read_folder(folder, {slug: profile.columns_file for slug, profile in profiles().items()})
    county, faults = check(tables, vocabulary())
    return county, unread + faults


def build_county(
    *,
    folder: Path,
    by: Actor,
    dry_run: bool = False,
    passwords: PasswordSource | None = None,
    progress: Progress = no_progress,
) -> Built:
    """Bring the database to what the folder's files say, in one transaction.

    ``passwords`` makes demonstration accounts: given a username it gives the password. It is refused unless
    ``settings.DEMONSTRATION`` is on. Raises FaultyCountyError when a file has a fault, and BuildBusyError.
    """
    county, faults = _read(folder)
    if passwords is not None and not settings.DEMONSTRATION:
        raise FaultyCountyError([Fault(PEOPLE_FILE, 1, "people_forbidden")])
    with _alone():
        found = present(
            usernames=[row.username for row in county.people],
            slugs={row.slug for row in county.organisations}
            | {row.slug for rows in county.blueprints.values() for row in rows},
        )
        root = Page.get_first_root_node()
        faults += check_present(
            county,
            found,
            kinds=vocabulary().kinds,
            tree_root_id=root.pk,
            may_have_hostname=may_have_hostname,
        )
        if faults:
            raise FaultyCountyError(_ordered(faults))
        themes = {slug: profile.theme for slug, profile in profiles().items()}
        steps = plan(county, found, themes=themes, portal_host=settings.PORTAL_HOST)
        if not dry_run:
            _apply(steps, found, by=by, passwords=passwords, progress=progress)
    return Built(steps, dry_run)


def _apply(
    steps: Plan, found: Present, *, by: Actor, passwords: PasswordSource | None, progress: Progress
) -> None:
    with importing("county build"), indexed_at_the_end():
        apply(steps, found, by=by, passwords=passwords, progress=progress)
    if steps.writes:
        touch_revision()
        counted = {action.value: number for action, number in sorted(steps.count().items())}
        record(action="county.built", by=by, data={"steps": counted})


@contextmanager
def _alone() -> Iterator[None]:
    """One build at a time, in all processes; the same lock that switching plugins takes."""
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{WAIT_SECONDS}s"])
            TenancyRevision.objects.get_or_create(pk=1)
            TenancyRevision.objects.select_for_update().get(pk=1)
            yield
    except OperationalError as error:
        if _is_busy(error):
            raise BuildBusyError from error
        raise


def _is_busy(error: OperationalError) -> bool:
    """Whether somebody else held the database, rather than something being wrong with it."""
    if connection.vendor == "postgresql":
        return getattr(error.__cause__, "sqlstate", "") == _LOCK_NOT_AVAILABLE
    return "locked" in str(error)


def _ordered(faults: list[Fault]) -> list[Fault]:
    columns = sorted({fault.file for fault in faults if "columns" in fault.file})
    return in_order(faults, [ORGANISATIONS_FILE, *columns, SETTINGS_FILE, PEOPLE_FILE])


def may_have_hostname(row: OrganisationRow, office: PresentOffice | None) -> bool:
    """What policy says of a host name for this office."""
    if office is None or not office.subsite_id:
        return policy_for_profile("hostname", row.profile).on
    return policy("hostname", subsite=subsite_table().by_id[office.subsite_id]).on
