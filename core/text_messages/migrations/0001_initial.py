"""Text messages that wait for the gateway, and what became of the others."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="TextMessage",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "on its way"),
                            ("sent", "handed to the gateway"),
                            ("failed", "not sent"),
                        ],
                        default="waiting",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("sealed", models.TextField(blank=True, editable=False)),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("good_until", models.DateTimeField(db_index=True, verbose_name="good until")),
            ],
            options={
                "verbose_name": "text message",
                "verbose_name_plural": "text messages",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent", "failed"])),
                        name="text_messages_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "waiting"), ("sealed", ""), _connector="OR"),
                        name="text_messages_nothing_remains",
                    ),
                ],
            },
        ),
    ]
