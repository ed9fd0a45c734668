"""The task worker of tests that are about work in the background."""

from typing import Final

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

QUEUED: Final = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
"""The setting `TASKS` as in production, under which tasks wait for `work_off`; tests run them at once otherwise."""


def work_off() -> None:
    """Do all that could run now, as the worker does it.

    The worker's own loop closes connections between tasks, and with them what a test is rolled back in.
    """
    worker = Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id="test", excluded_queue_names=[],
    )  # fmt: skip
    while (waiting := DBTaskResult.objects.ready().first()) is not None:
        waiting.claim("test")
        worker.run_task(waiting)
