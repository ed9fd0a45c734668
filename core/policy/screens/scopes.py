"""Where policy is being looked at: the county, one profile, one subsite."""

from dataclasses import dataclass

from core.policy.decisions import Level
from core.policy.items import PolicyItem
from core.policy.rules import Held, RuleKey, Rules
from core.tenancy.profiles import profiles
from core.tenancy.table import SubsiteTable


@dataclass(frozen=True, slots=True)
class Scope:
    """`name` as it stands in addresses: "county", "profile-township", "subsite-shiqiao"."""

    name: str
    level: Level
    profile: str = ""
    subsite_id: int | None = None

    def key(self, item: str, role: str) -> RuleKey:
        """The rule of an item here."""
        return RuleKey(item, self.profile if self.level == Level.PROFILE else "", self.subsite_id, role)

    def inherited(self, item: PolicyItem, role: str, rules: Rules) -> tuple[Held | None, Level]:
        """The rule that counts where nothing is said here, and who said it."""
        order = [(self.level, self.key(item.slug, ""))] if role else []
        above = []
        if self.level == Level.SUBSITE:
            above.append((Level.PROFILE, self.profile))
        if self.level != Level.COUNTY:
            above.append((Level.COUNTY, ""))
        for level, profile in above:
            order += [
                (level, RuleKey(item.slug, profile, None, of)) for of in ((role, "") if role else ("",))
            ]
        for level, key in order:
            if (held := rules.get(key)) is not None:
                return held, level
        return None, Level.DEFAULT


def scope_named(name: str, table: SubsiteTable) -> Scope | None:
    """The scope of an address, or None when there is no such."""
    kind, _dash, slug = name.partition("-")
    if name == "county":
        return Scope(name, Level.COUNTY)
    if kind == "profile" and slug in profiles():
        return Scope(name, Level.PROFILE, slug)
    if kind == "subsite" and (entry := table.by_slug.get(slug)):
        return Scope(name, Level.SUBSITE, entry.profile, entry.id)
    return None
