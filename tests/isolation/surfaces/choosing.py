"""Choosing a page, or an address outside."""

from tests.isolation.marks import COMMON_WORD
from tests.isolation.visits import EDIT, SIGNED_IN, get, post, surface

SURFACES = (
    surface(
        "wagtailadmin_choose_page",
        get(linkable=True),
        get({"page_type": "core_pages.articlepage", "allow_external_link": "true"}, linkable=True),
        get({"page_type": "wagtailcore.page", "multiple": "true", "can_choose_root": "true"}, linkable=True),
    ),
    surface(
        "wagtailadmin_choose_page_child",
        get(parent_page_id="{column}", linkable=True, shows="drafttitle", shows_to=EDIT, quiet=True),
        get(parent_page_id="{home}", linkable=True, quiet=True),
    ),
    surface(
        "wagtailadmin_choose_page_search",
        get({"q": COMMON_WORD}, linkable=True, shows="drafttitle", shows_to=EDIT),
    ),
    surface(
        "wagtailadmin_choose_page_chosen_multiple",
        get({"id": ["{draft}", "{private}", "{open}"]}, linkable=True, quiet=True),
    ),
    surface(
        "wagtailadmin_choose_page_external_link",
        get(),
        post(
            {
                "external-link-chooser-url": "http://localhost/townships/beta/bzqxjwvopencolumnslug/bzqxjwvdraftslug/",
                "external-link-chooser-link_text": "走",
            },
            needs=SIGNED_IN,
            own=200,
            quiet=True,
        ),
    ),
    surface("wagtailadmin_choose_page_email_link", get()),
    surface("wagtailadmin_choose_page_phone_link", get()),
    surface("wagtailadmin_choose_page_anchor_link", get()),
)
