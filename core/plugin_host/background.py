"""Plugins' work in the background, for one subsite at a time; skipped where the plugin is off."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from core.plugin_api.contributions import Task
from core.tenancy.table import subsite_table

from .collecting import attempt
from .gate import is_open
from .models import TaskRun
from .registry import contributions_at, find

logger = logging.getLogger("countywide.plugins")


def enqueue(task_id: str, *, subsite: Any, **arguments: Any) -> None:
    """Run the task `<slug>.<name>` for a subsite after the commit; arguments must be JSON.

    Raises LookupError for an unknown task.
    """
    if find(Task.point, task_id) is None:
        raise LookupError(f"There is no task {task_id!r}.")
    subsite_id = subsite.pk
    transaction.on_commit(lambda: run_plugin_task.enqueue(task_id, subsite_id, arguments))


@task()
def run_plugin_task(task_id: str, subsite_id: int, arguments: dict[str, Any]) -> str:
    """Run one task for one subsite: "ran", or why not ("off", "gone", "failed")."""
    owned = find(Task.point, task_id)
    entry = subsite_table().by_id.get(subsite_id)
    if owned is None or entry is None:
        logger.info("task %s skipped: its plugin or subsite %s is gone", task_id, subsite_id)
        return "gone"
    if not is_open(owned.owner, entry):
        logger.info("task %s skipped on %s: plugin %s is off there", task_id, entry.slug, owned.owner)
        return "off"

    def call(contribution: Any) -> object:
        return contribution.function(subsite=entry, **arguments)

    succeeded = bool(attempt(owned, call))
    TaskRun.objects.filter(task=task_id, subsite_id=subsite_id).update(succeeded=succeeded)
    return "ran" if succeeded else "failed"


def enqueue_due_tasks(now: datetime | None = None) -> int:
    """Enqueue every recurring task whose time has come, for each subsite where its plugin is on.

    Called once a minute or so by the beat; safe to call from several processes. Returns how many.
    """
    now = now or timezone.now()
    count = 0
    for owned in contributions_at(Task.point):
        contribution = owned.contribution
        if not isinstance(contribution, Task) or contribution.every is None:
            continue
        for entry in subsite_table().all:
            if is_open(owned.owner, entry) and _claim(owned.id, entry.id, now, now - contribution.every):
                run_plugin_task.enqueue(owned.id, entry.id, {})
                count += 1
    return count


def _claim(task_id: str, subsite_id: int, now: datetime, last_before: datetime) -> bool:
    """Write down that the run begins, if it is due; only one process gets True."""
    _row, created = TaskRun.objects.get_or_create(
        task=task_id, subsite_id=subsite_id, defaults={"started_at": now}
    )
    if created:
        return True
    due = TaskRun.objects.filter(task=task_id, subsite_id=subsite_id, started_at__lte=last_before)
    return bool(due.update(started_at=now, succeeded=None))
