"""Mails to people about their accounts: sent by the worker, after commit, sealed as long as they wait."""

from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction
from django.tasks import task

from core.sealing import seal, unseal


@task()
def deliver(sealed_to: str, sealed_subject: str, sealed_text: str) -> None:
    """Send one mail. What waits in the queue may hold a link that opens an account: so it lies there sealed."""
    EmailMessage(unseal(sealed_subject), unseal(sealed_text), to=[unseal(sealed_to)]).send()


def send(*, to: str, subject: str, text: str) -> None:
    """Have a mail sent once the transaction has been committed."""
    transaction.on_commit(partial(_enqueue, seal(to), seal(" ".join(subject.split())), seal(text)))


def _enqueue(to: str, subject: str, text: str) -> None:
    deliver.enqueue(to, subject, text)
