"""Why a source gave nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fault(models.TextChoices):
    """What went wrong, in words for the office. It names nothing of what was asked."""

    NONE = "", _("nothing")
    ADDRESS = (
        "address",
        _("The address is not one that may be asked. Internal hosts are named by the operator."),
    )
    NAME = "name", _("The name of the host is not known.")
    UNREACHABLE = "unreachable", _("The host does not answer.")
    TIME = "time", _("There was no whole answer in time.")
    CERTIFICATE = "certificate", _("The certificate of the host is not valid.")
    SIZE = "size", _("The answer is too large.")
    BROKEN = "broken", _("The answer broke off or is damaged.")
    REDIRECT = "redirect", _("The host sends elsewhere.")
    REFUSED = "refused", _("The host refuses the request. Look at the address and the secret.")
    FAILING = "failing", _("The host says that it has failed itself.")
    FORMAT = "format", _("The answer is not in the format that was agreed.")
    MAPPING = "mapping", _("The answer does not hold what the mapping names.")
    PAGES = "pages", _("There are more pages than this source may read.")
    LOOP = "loop", _("The pages lead back to one that was read already.")
    ELSEWHERE = (
        "elsewhere",
        _("The next page lies on another host, or is not encrypted. Allow the host if that is right."),
    )
    FILE = "file", _("The file is not there.")
    DATABASE = "database", _("The database does not answer.")
    VIEW = "view", _("The view is not among those that the operator allows for this office.")
    ROWS = "rows", _("The rows do not fit the columns of the table.")
    CHANGED = "changed", _("The table was changed at the same moment.")


PASSING = frozenset({Fault.UNREACHABLE, Fault.BROKEN, Fault.FAILING, Fault.NAME})
"""What may be better in a moment, so that it is tried again at once."""


class SourceError(Exception):
    """The source gave nothing."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class SourceDownError(SourceError):
    """The source was not asked: it failed too often, and its next try is not due."""
