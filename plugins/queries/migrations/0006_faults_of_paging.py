"""More that can go wrong at a source: pages without end, pages that lead back or elsewhere."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plugin_queries", "0005_through_the_review_chain"),
    ]

    operations = [
        migrations.AlterField(
            model_name="datasource",
            name="fault",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "nothing"),
                    (
                        "address",
                        "The address is not one that may be asked. Internal hosts are named by the operator.",
                    ),
                    ("name", "The name of the host is not known."),
                    ("unreachable", "The host does not answer."),
                    ("time", "There was no whole answer in time."),
                    ("certificate", "The certificate of the host is not valid."),
                    ("size", "The answer is too large."),
                    ("broken", "The answer broke off or is damaged."),
                    ("redirect", "The host sends elsewhere."),
                    ("refused", "The host refuses the request. Look at the address and the secret."),
                    ("failing", "The host says that it has failed itself."),
                    ("format", "The answer is not in the format that was agreed."),
                    ("mapping", "The answer does not hold what the mapping names."),
                    ("pages", "There are more pages than this source may read."),
                    ("loop", "The pages lead back to one that was read already."),
                    (
                        "elsewhere",
                        "The next page lies on another host, or is not encrypted. Allow the host if that is right.",
                    ),
                    ("file", "The file is not there."),
                    ("database", "The database does not answer."),
                    ("view", "The view is not among those that the operator allows for this office."),
                    ("rows", "The rows do not fit the columns of the table."),
                    ("changed", "The table was changed at the same moment."),
                ],
                editable=False,
                max_length=12,
                verbose_name="last fault",
            ),
        ),
    ]
