"""What the system reads from a cleared source is public on that source's clearance."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core_review", "0003_corrections_and_aliases"),
        ("core_tenancy", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="publication",
            name="publication_origin_known",
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
                    ("renewed", "Read by the system from a source that the review chain cleared"),
                ],
                max_length=16,
                verbose_name="ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("origin__in", ["reviewed", "without_review", "imported", "follows", "renewed"])
                ),
                name="publication_origin_known",
            ),
        ),
    ]
