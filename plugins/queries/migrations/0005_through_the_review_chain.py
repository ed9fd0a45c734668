"""Versions that wait for the review chain, changes that are held back, and sources that are used when they are cleared.

What is current stays current and what is asked stays in use: it is public from before the chain.
"""

from django.db import migrations, models


def _held(model: str) -> list[migrations.AddField]:
    return [
        migrations.AddField(
            model_name=model,
            name="held",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name=model,
            name="writers",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]


def _in_use(*, default: bool) -> models.BooleanField:
    return models.BooleanField(
        default=default,
        editable=False,
        help_text="Not before the review chain has cleared it.",
        verbose_name="in use",
    )


class Migration(migrations.Migration):
    dependencies = [("plugin_queries", "0004_sources")]

    operations = [
        *_held("lookuptable"),
        *_held("datasource"),
        migrations.AddField(model_name="datasource", name="is_cleared", field=_in_use(default=True)),
        migrations.AlterField(model_name="datasource", name="is_cleared", field=_in_use(default=False)),
        migrations.AddField(
            model_name="tableversion",
            name="digest",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=64, verbose_name="digest of the rows"
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="tableversion",
            name="state",
            field=models.CharField(
                choices=[
                    ("current", "Current"),
                    ("waiting", "Not public yet"),
                    ("previous", "Previous, can be restored"),
                    ("pruned", "Rows deleted"),
                ],
                default="current",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.RemoveConstraint(model_name="tableversion", name="queries_version_state"),
        migrations.AddConstraint(
            model_name="tableversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["current", "waiting", "previous", "pruned"])),
                name="queries_version_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="tableversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("table",),
                name="queries_version_one_waiting",
            ),
        ),
    ]
