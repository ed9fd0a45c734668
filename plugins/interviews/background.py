"""Work on a rhythm, and what is measured."""

from core.plugin_api import SubsiteEntry
from plugins.interviews.models import Line, RoutedQuestion
from plugins.interviews.services.lines import release_due_lines


def release_lines(subsite: SubsiteEntry) -> int:
    """Show lines whose delay is over where nobody follows. Returns how many."""
    waiting = Line.objects.due().filter(interview__subsite_id=subsite.pk).order_by()
    numbers = waiting.values_list("interview_id", flat=True).distinct()
    return sum(release_due_lines(number) for number in list(numbers))


def overdue_questions(subsite: SubsiteEntry) -> int | None:
    """How many questions passed on to the office are overdue; None where none was ever passed on."""
    found = RoutedQuestion.objects.for_subsite(subsite)
    return found.overdue().count() if found.exists() else None
