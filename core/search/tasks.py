"""Background work of search."""

from django.apps import apps
from django.tasks import task
from modelsearch.index import insert_or_update_object


@task()
def index_object(app_label: str, model_name: str, key: str) -> None:
    """Put one object into the index, as it is now. One that is gone by now needs nothing: deletion took it out."""
    instance = apps.get_model(app_label, model_name)._default_manager.filter(pk=key).first()
    if instance is not None:
        insert_or_update_object(instance)
