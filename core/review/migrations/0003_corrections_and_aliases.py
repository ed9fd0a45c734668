"""A correction is marked as one, with words or without; an alias stands on what cleared its source."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core_review", "0002_looked_after"),
        ("core_tenancy", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="publication",
            name="publication_origin_known",
        ),
        migrations.AddField(
            model_name="publication",
            name="corrects",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="corrects an earlier text"
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="origin",
            field=models.CharField(
                choices=[
                    ("reviewed", "Cleared by the review chain"),
                    ("without_review", "Published without review, by policy"),
                    ("imported", "Imported"),
                    ("follows", "The same text as a page of this office that the review chain cleared"),
                ],
                max_length=16,
                verbose_name="ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["reviewed", "without_review", "imported", "follows"])),
                name="publication_origin_known",
            ),
        ),
    ]
