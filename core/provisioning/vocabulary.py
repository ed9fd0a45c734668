"""The words that this installation knows: kinds, profiles, roles, and slugs that the system uses itself."""

from django.conf import settings

from core.access.roles import CENTRAL_ROLES, Role
from core.pages.models import ColumnKind
from core.pages.models.base import RESERVED_SLUGS
from core.provisioning.checking_columns import OFFICES
from core.provisioning.rows import Vocabulary
from core.tenancy.models import OrganisationKind
from core.tenancy.profiles import profiles


def vocabulary() -> Vocabulary:
    """What the files are checked against."""
    return Vocabulary(
        kinds=tuple(OrganisationKind.values),
        profiles=tuple(profiles()),
        column_kinds=(*ColumnKind.values, OFFICES),
        roles=tuple(Role.values),
        powers=frozenset(role.value for role in CENTRAL_ROLES),
        reserved_slugs=RESERVED_SLUGS | {code for code, _label in settings.LANGUAGES},
    )
