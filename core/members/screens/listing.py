"""The members of one subsite, and the invitations that are open."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy

from core.access.actors import person_of
from core.members.forms import offered_roles
from core.members.querysets import invitations_of, members_of, roles_of

from .member_screen import MemberScreen

PER_PAGE = 20


class MembersScreen(MemberScreen):
    """Searched and paginated."""

    template_name = "core_members/members.html"
    page_title = gettext_lazy("Members")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": "", "label": self.get_page_title(), "sublabel": self.entry.display_name},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        words = self.request.GET.get("q", "").strip()[:100]
        people = Paginator(members_of(self.entry, words), PER_PAGE).get_page(self.request.GET.get("p"))
        roles = roles_of(people, self.entry)
        mine = set(offered_roles(person_of(self.request), self.entry))
        context.update(
            entry=self.entry,
            managed=self.managed,
            words=words,
            page_obj=people,
            rows=[
                {
                    "person": person,
                    "roles": (held := roles.get(person.pk, [])),
                    # Whoever may not take one of the roles can't end the membership.
                    "may_end": person != self.request.user and mine.issuperset(held),
                }
                for person in people
            ],
            invitations=invitations_of(self.entry)[:100],
        )
        return context
