"""Numbers of what citizens see, given under a lock on the interview."""

from plugins.interviews.models import Interview


def locked(interview: Interview) -> Interview:
    """The interview, nobody else's until the transaction ends. Call it inside one, before rows of it are changed."""
    found: Interview = Interview.objects.select_for_update().get(pk=interview.pk)
    return found


def next_number(interview: Interview) -> int:
    """The next number of a locked interview. It is kept with the transaction that shows what it numbers."""
    interview.sequence += 1
    interview.save(update_fields=["sequence"])
    return int(interview.sequence)
