"""The contract suite over every installed plugin."""

from core.plugin_api import installed_plugins
from core.testing.contract import PluginContract

for _config in installed_plugins():
    _name = "Test" + "".join(part.capitalize() for part in _config.slug.split("_"))
    globals()[_name] = type(_name, (PluginContract,), {"slug": _config.slug, "__module__": __name__})
