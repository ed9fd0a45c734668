"""`plugin remove`: pages first, then tables, permissions, content types, switches. Nothing is left."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.audit.services import record
from core.plugin_api.manifest import LABEL_PREFIX, installed_plugins, plugin
from core.plugin_host.affected import pages_of
from core.plugin_host.models import PluginFault, PluginSetting, PluginSwitch, TaskRun
from core.plugin_host.policy import item_slug
from core.policy.models import PolicyRule
from core.review.origin import importing
from core.review.publishing import end_kinds_of
from core.tenancy.holding import let_go
from core.tenancy.models import Subsite
from core.tenancy.table import touch_revision

from .content import content_of, tables_of, without_tables
from .traces import delete_traces


class RemovalRefused(Exception):
    """The plugin can't be removed; the message says why and what to do."""


def refuse_removal(slug: str, *, delete: bool) -> None:
    """Raise RemovalRefused while others require the plugin, while it has content that is not to be deleted, and
    while the code of another is here whose tables are not: a page that is deleted is looked for in them.
    """
    dependents = [config.slug for config in installed_plugins() if slug in config.requires]
    if dependents:
        raise RemovalRefused(f"{', '.join(dependents)} requires {slug}. Remove that first.")
    others = [other for other in without_tables() if other != slug]
    if others:
        folders = ", ".join(f"plugins/{other}" for other in others)
        raise RemovalRefused(
            f"{', '.join(others)} is removed already, but its code is still here. Take that away first (the folder "
            f"{folders}, or the distribution), then run this again. To have it back instead, run: manage.py migrate"
        )
    content = content_of(slug)
    if not content.is_empty and not delete:
        raise RemovalRefused(
            f"{slug} has content: {content}. Export and delete it with --export FILE --delete, or keep the plugin."
        )


def remove_plugin(slug: str, *, delete: bool = False) -> list[str]:
    """Take everything of a plugin out of the database; returns what was done, a line each.

    Works with and without the plugin's code. Its code stays on disk: take the folder or the distribution
    away afterwards. Raises RemovalRefused (see refuse_removal).
    """
    refuse_removal(slug, delete=delete)
    label = LABEL_PREFIX + slug
    with importing(f"removal of plugin {slug}"):
        end_kinds_of(slug)
        done = [f"{_delete_pages(slug)} pages deleted"]
    if plugin(slug) is not None:
        call_command("migrate", label, "zero", verbosity=0)
        done.append("migrated to zero")
    done += _drop_tables(slug)
    with transaction.atomic():
        MigrationRecorder(connection).migration_qs.filter(app=label).delete()
        types = ContentType.objects.filter(app_label=label)
        done += delete_traces(slug)
        permissions = Permission.objects.filter(content_type__in=types) | Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(Subsite), codename__startswith=f"{slug}_"
        ).exclude(codename__in=_permissions_of_others(slug))
        done.append(f"{permissions.count()} permissions deleted")
        permissions.delete()
        done.append(f"{types.count()} content types deleted")
        types.delete()
        for model in (PluginSwitch, PluginSetting, PluginFault):
            model._default_manager.filter(slug=slug).delete()
        PolicyRule.objects.filter(item=item_slug(slug)).delete()
        TaskRun.objects.filter(task__startswith=f"{slug}.").delete()
        record(action="plugin.removed", by=SYSTEM, data={"plugin": slug})
        touch_revision()
    ContentType.objects.clear_cache()
    let_go()
    return done


def _delete_pages(slug: str) -> int:
    """Delete the plugin's pages as what they are where the code is there, and by their tables where it is not."""
    pages = pages_of(slug)
    count: int = pages.count()
    if plugin(slug) is not None:
        for page in pages.order_by("-path").specific():
            page.delete()
        return count
    with transaction.atomic():
        ids = list(pages.values_list("pk", flat=True))
        for table in tables_of(slug):
            _empty(table)
        for page in Page.objects.filter(pk__in=ids).order_by("-path"):
            page.delete()
    return count


def _empty(table: str) -> None:
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608


def _drop_tables(slug: str) -> list[str]:
    """Drop what migrating to zero did not (the code is gone, or a table was made by hand)."""
    done = []
    for table in tables_of(slug):
        with connection.schema_editor(atomic=False) as editor:
            cascade = " CASCADE" if connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TABLE {editor.quote_name(table)}{cascade}")
        done.append(f"table {table} dropped")
    return done


def _permissions_of_others(slug: str) -> set[str]:
    """Permissions of plugins whose slug merely begins alike (`forum` and `forum_polls`)."""
    return {
        definition.codename
        for config in installed_plugins()
        if config.slug != slug
        for definition in config.access_permissions
    }
