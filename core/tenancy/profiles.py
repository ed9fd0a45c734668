"""Profiles: kinds of subsite. A profile is an app in `sites/`; a township is a row that names one."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from django.apps import AppConfig, apps

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ProfileConfig(AppConfig):
    """Base of a profile's `apps.py`.

    `slug` is what `Subsite.profile` stores; `plugins` are switched on when a subsite of this profile
    is made; `private` profiles ask every visitor to sign in.
    """

    default = False
    slug: ClassVar[str]
    title: "ClassVar[StrOrPromise]"
    theme: ClassVar[str] = ""
    plugins: ClassVar[tuple[str, ...]] = ()
    private: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.default = True
        cls.label = f"site_{cls.slug}"
        cls.verbose_name = cls.title

    @property
    def columns_file(self) -> Path:
        """The column blueprint: slug,title,title_en,parent,kind,description,keywords,menu."""
        return Path(self.path) / "columns.csv"


def profiles() -> Mapping[str, ProfileConfig]:
    """All installed profiles by slug."""
    return {config.slug: config for config in apps.get_app_configs() if isinstance(config, ProfileConfig)}
