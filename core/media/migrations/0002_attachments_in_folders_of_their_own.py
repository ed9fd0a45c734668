from django.db import migrations, models

import core.media.models


class Migration(migrations.Migration):
    """New attachments lie in a folder each; the table stays as it is, and so do the files that are there."""

    dependencies = [("core_media", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="attachment",
            name="file",
            field=models.FileField(upload_to=core.media.models.folder_of_its_own, verbose_name="file"),
        ),
    ]
