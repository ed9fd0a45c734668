"""The contract suite: what every plugin has to pass, ours and others'.

    from core.testing.contract import PluginContract

    class TestContract(PluginContract):
        slug = "surveys"

The plugin is on for one township and off for the other, and every surface on which it can appear is looked
at from both sides. Pages and rows to look at are made from the models' fields; a plugin whose models need
more has a module `testing.py` with `make_page(model, parent)` or `make_row(model, subsite)`.

It needs `pytest_plugins = ["core.testing.databases", "core.testing.fixtures"]` in the root conftest.py.
"""

from .contract_code import CodeContract
from .contract_gates import GateContract
from .contract_pages import PageContract
from .contract_public import PublicContract
from .contract_screens import ScreenContract


class PluginContract(CodeContract, PublicContract, GateContract, PageContract, ScreenContract):
    """All of it. Set `slug`."""


__all__ = ["PluginContract"]
