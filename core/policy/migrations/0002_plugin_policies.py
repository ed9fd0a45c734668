"""The policies of plugins become rules like all others; back again when undone."""

from typing import Any

from django.db import migrations


def take_over(apps: Any, schema_editor: Any) -> None:
    rule, earlier = (
        apps.get_model("core_policy", "PolicyRule"),
        apps.get_model("core_plugin_host", "PluginPolicy"),
    )
    rule.objects.bulk_create(
        rule(item=f"plugin.{row.slug}", profile=row.profile, subsite_id=row.subsite_id, rule=row.rule)
        for row in earlier.objects.all()
    )


def give_back(apps: Any, schema_editor: Any) -> None:
    """Rules for the whole county, and of roles, have no place in the earlier table: they are lost."""
    rule, earlier = (
        apps.get_model("core_policy", "PolicyRule"),
        apps.get_model("core_plugin_host", "PluginPolicy"),
    )
    for row in rule.objects.filter(item__startswith="plugin.", role=""):
        if row.profile or row.subsite_id:
            slug = row.item.removeprefix("plugin.")
            earlier.objects.create(slug=slug, profile=row.profile, subsite_id=row.subsite_id, rule=row.rule)
    rule.objects.filter(item__startswith="plugin.").delete()


class Migration(migrations.Migration):
    dependencies = [("core_policy", "0001_initial"), ("core_plugin_host", "0001_initial")]

    operations = [migrations.RunPython(take_over, give_back)]
