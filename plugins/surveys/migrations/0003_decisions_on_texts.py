"""Decisions on texts, which the review chain clears at once; what is shown stays shown, from before the chain."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core_tenancy", "0001_initial"),
        ("plugin_surveys", "0002_through_the_review_chain"),
    ]

    operations = [
        migrations.CreateModel(
            name="TextDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("shown", "Shown"), ("hidden", "Not shown")],
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                (
                    "is_carried_out",
                    models.BooleanField(default=False, editable=False, verbose_name="carried out"),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="made at"
                    ),
                ),
                (
                    "subsite",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="core_tenancy.subsite",
                        verbose_name="subsite",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="plugin_surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on texts",
                "verbose_name_plural": "decisions on texts",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="textanswer",
            name="asked",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="asked_texts",
                to="plugin_surveys.textdecision",
                verbose_name="under review",
            ),
        ),
        migrations.AddField(
            model_name="textanswer",
            name="decision",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="texts",
                to="plugin_surveys.textdecision",
                verbose_name="decided by",
            ),
        ),
        migrations.AddConstraint(
            model_name="textdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "shown", "hidden"])),
                name="surveys_decision_known",
            ),
        ),
    ]
