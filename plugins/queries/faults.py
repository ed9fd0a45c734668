"""Why an upload or a change was not taken."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plugins.queries.tables.report import Report


class UploadRefusedError(ValidationError):
    """The file has faults; nothing was changed. `report` names them by row and column."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(
            ngettext("The file has %(count)s fault.", "The file has %(count)s faults.", report.fault_count)
            % {"count": report.fault_count},
            code="faults",
        )


class TableChangedError(ValidationError):
    """Somebody else changed the table in the meantime; nothing was changed by this attempt."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has updated this table in the meantime. Look at it and try again."),
            code="changed",
        )
