"""What the demonstration does not show by itself, made in a copy of it; run as a program, it prints what was made.

An office's own error page, a notice, a look-up that is found by a full number, a citizen who has signed in; and the
error pages that no address gives, drawn by the code that answers them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from deploy.commands import demonstration
from deploy.commands.places import PYTHON, ROOT

OFFICE = "baijie"
"""Whose error page it is: no other test asks that township for a missing page."""
OWN_WORDS = "百节镇没有这一页"


@dataclass(frozen=True)
class Made:
    """`addresses` below the portal's home page; the session key of a citizen; error pages' HTML by status, language."""

    addresses: list[str] = field(default_factory=list)
    citizen: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def make(folder: Path, port: int, kinds: Iterable[str]) -> Made:
    """Make it all in the demonstration of a var folder, and a page of each of these types of plugins that are off.

    Raises RuntimeError with the program's last words.
    """
    done = subprocess.run(
        [PYTHON, "-m", __name__, *sorted(kinds)],
        cwd=ROOT,
        env=demonstration.settings_of(folder, port),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return Made(**json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Make everything, pages of the types that the arguments name too, and print it as JSON."""
    import django

    django.setup()
    from core.review.origin import importing
    from core.tenancy.table import subsite_table, touch_revision

    portal = subsite_table().portal
    made = Made([notice(portal), exact_look_up()], citizen(), dict(error_pages()))
    with importing("end-to-end tests"):
        own_error_page()
        for kind in sys.argv[1:]:
            bare_page(kind)
    touch_revision()
    sys.stdout.write(f"{json.dumps(asdict(made))}\n")


def notice(portal: Any) -> str:
    """A notice of the portal; its address."""
    from core.access.actors import SYSTEM
    from core.plugin_api import enable_plugin
    from plugins.notices.services import publish_notice

    enable_plugin(subsite=portal, slug="notices", by=SYSTEM)
    made = publish_notice(subsite=portal, title="政务大厅周五下午停电检修", text="急事请到一楼。", by=SYSTEM)
    return f"-/notices/{made.pk}/"


def exact_look_up() -> str:
    """The villages, found by the full code above them; the address."""
    from plugins.queries.models import LookupTable

    table = LookupTable.objects.get(slug="villages")
    free = 1 + max(column.slot or 0 for column in table.columns.all())
    table.columns.filter(name="上级代码").update(found_exactly=True, slot=free)
    return f"-/queries/find/{table.slug}/"


def citizen() -> str:
    """The session key of a citizen who has shown that an address is theirs."""
    from importlib import import_module

    from django.conf import settings

    from core.citizens.services import verified
    from core.citizens.sessions import KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[KEY] = verified(email="reader@example.com").pk
    session.save()
    return str(session.session_key)


def own_error_page() -> None:
    """The township's own words for a missing page."""
    from core.pages.models import ErrorPage
    from core.tenancy.models import Subsite

    home = Subsite.objects.get(organisation__slug=OFFICE).root_page
    home.add_child(
        instance=ErrorPage(
            title=OWN_WORDS,
            slug="not-found",
            locale=home.locale,
            body=[("paragraph", "<p>可能已经移走，请从栏目里找，或致电镇政府。</p>")],
        )
    )


def bare_page(kind: str) -> None:
    """A page of a plugin's type ("plugin_notices.noticespage") on the portal, with nothing but a title."""
    from django.apps import apps

    from core.access.actors import SYSTEM
    from core.plugin_api import enable_plugin
    from core.tenancy.models import Subsite

    model = apps.get_model(kind)
    portal = Subsite.objects.get(organisation__kind="county")
    enable_plugin(subsite=portal, slug=model.plugin_slug(), by=SYSTEM)
    home = portal.root_page
    home.add_child(
        instance=model(
            title=f"示例页面 {model._meta.model_name}", slug=model._meta.model_name, locale=home.locale
        )
    )


def error_pages() -> Iterator[tuple[str, str]]:
    """("403 en", HTML): the answers that no address of the demonstration gives, in both languages."""
    from django.contrib.auth.models import AnonymousUser
    from django.shortcuts import render
    from django.test import RequestFactory
    from django.utils.translation import override
    from django.views.defaults import bad_request, server_error

    from core.pages.errors import forbidden

    for language, prefix in (("zh-hans", ""), ("en", "/en")):
        request = RequestFactory().get(
            f"{prefix}/", headers={"host": f"localhost:{os.environ['COUNTYWIDE_PORT']}"}
        )
        request.user = AnonymousUser()
        tag = "zh-Hans" if language == "zh-hans" else language
        with override(language):
            for answer in (
                bad_request(request, Exception()),
                forbidden(request, Exception()),
                render(request, "429.html", status=429),
                server_error(request),
            ):
                yield f"{answer.status_code} {tag}", answer.content.decode()


if __name__ == "__main__":
    main()
