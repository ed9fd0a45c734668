"""May this file be uploaded here? Asked by the upload forms and by whatever else stores files for an office."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.access.grants import HasPrimaryKey

from .decisions import policy_for

MEGABYTE = 1024 * 1024


def refuse_upload(*, name: str, size: int, kind: str, subsite: HasPrimaryKey, by: Any = None) -> None:
    """Raise ValidationError, in words, when policy refuses a person's file there.

    `kind` is "picture" or "attachment"; `size` is in bytes; `by` None asks the rule for all.
    """
    ending = PurePath(name).suffix.lower().removeprefix(".")
    allowed = policy_for(f"{kind}_types", subsite=subsite, person=by).value
    if ending not in allowed:
        raise ValidationError(
            _("Files of the kind .%(ending)s are not accepted here. Accepted: %(allowed)s.")
            % {"ending": ending, "allowed": ", ".join(allowed) or _("none")}
        )
    most = policy_for(f"{kind}_size", subsite=subsite, person=by).value
    if size > most * MEGABYTE:
        raise ValidationError(
            _(
                "The file is larger than the %(most)d MB that are accepted here. Make it smaller and upload it again."
            )
            % {"most": most}
        )
