"""The steps of the chain: who supplies, who reviews, who clears secrecy, who answers for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """What a person did in the chain. Wrote: took part in the text without being who submitted it."""

    WRITE = "write", _("Wrote")
    SUPPLY = "supply", _("Supplied")
    REVIEW = "review", _("Reviewed")
    SECRECY = "secrecy", _("Cleared for secrecy")
    APPROVAL = "approval", _("Approved")
    SECOND_APPROVAL = "second_approval", _("Approved as second")


WAITING = {
    Step.REVIEW: _("Waiting for the reviewer"),
    Step.SECRECY: _("Waiting for the secrecy reviewer"),
    Step.APPROVAL: _("Waiting for the approver"),
    Step.SECOND_APPROVAL: _("Waiting for the second approver"),
}
"""The deciding steps, in their order, as people read what an item waits for."""

PERMISSION_OF_STEP = {
    Step.REVIEW: "review_content",
    Step.SECRECY: "clear_secrecy",
    Step.APPROVAL: "approve_content",
    Step.SECOND_APPROVAL: "approve_content",
}
"""What a person must hold on the subsite to take a step."""
