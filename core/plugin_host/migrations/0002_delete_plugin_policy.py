from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core_plugin_host", "0001_initial"), ("core_policy", "0002_plugin_policies")]

    operations = [migrations.DeleteModel(name="PluginPolicy")]
