"""Messages of plugins to people, by e-mail, sent in the background after the commit."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.utils.translation import override

from core.plugin_api.contributions import NotificationTemplate
from core.tenancy.table import SubsiteEntry, subsite_table

from .gate import is_open
from .registry import find

if TYPE_CHECKING:
    from core.accounts.models import User


def notify(
    template_id: str, *, subsite: Any, recipients: "Iterable[User]", context: Mapping[str, Any] | None = None
) -> int:
    """Send the message `<slug>.<name>` to people who have an e-mail address; returns to how many.

    Nothing is sent while the plugin is off. The templates get `subsite`, `recipient` and the context, and are
    rendered in the county's first language. Raises LookupError for an unknown message.
    """
    owned = find(NotificationTemplate.point, template_id)
    if owned is None or not isinstance(template := owned.contribution, NotificationTemplate):
        raise LookupError(f"There is no notification {template_id!r}.")
    entry: SubsiteEntry = subsite_table().by_id[subsite.pk]
    if not is_open(owned.owner, entry):
        return 0
    count = 0
    for recipient in recipients:
        if not recipient.email or not recipient.is_active:
            continue
        variables = {**(context or {}), "subsite": entry, "recipient": recipient}
        with override(settings.LANGUAGE_CODE):
            subject = " ".join(render_to_string(template.subject_template, variables).split())
            body = render_to_string(template.body_template, variables)
        _send_after_commit(subject, body, recipient.email)
        count += 1
    return count


def _send_after_commit(subject: str, body: str, address: str) -> None:
    transaction.on_commit(lambda: send_message.enqueue(subject, body, address))


@task()
def send_message(subject: str, body: str, address: str) -> None:
    """Send one e-mail from the county's address."""
    send_mail(subject, body, None, [address])
