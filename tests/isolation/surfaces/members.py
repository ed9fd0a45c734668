"""Members of an office, invitations, one's own offices."""

from tests.isolation.visits import MEMBERS, NOBODY, SIGNED_IN, get, post, surface

ONE = {"subsite": "{slug}", "person": "{person}"}
FOREIGN = {"subsite": "{own_slug}", "person": "{person}"}
INVITATION = {"identifier": "somebody", "role": "contributor"}

SURFACES = (
    surface(
        "members_choice", get(needs=MEMBERS, shows="personname"), get({"subsite": "{slug}"}, needs=MEMBERS)
    ),
    surface("members", get(needs=MEMBERS, subsite="{slug}", shows="personname")),
    surface(
        "members_invite",
        get(needs=MEMBERS, subsite="{slug}"),
        post(INVITATION, needs=MEMBERS, subsite="{slug}"),
        post(
            {**INVITATION, "identifier": "{username}"},
            needs=MEMBERS,
            quiet=True,
            subsite="{own_slug}",
            note="by the name of an account",
        ),
    ),
    surface(
        "members_withdraw",
        post(needs=MEMBERS, subsite="{slug}", invitation="{invitation}"),
        post(needs=MEMBERS, subsite="{own_slug}", invitation="{invitation}"),
    ),
    surface(
        "members_roles",
        get(needs=MEMBERS, **ONE),
        get(needs=MEMBERS, **FOREIGN),
        post({"roles": ["contributor"]}, needs=MEMBERS, **ONE),
        post({"roles": ["contributor"]}, needs=MEMBERS, **FOREIGN),
    ),
    surface(
        "members_leave",
        get(needs=MEMBERS, **ONE),
        get({"way": "office", "successor": ""}, needs=MEMBERS, **ONE),
        get(needs=MEMBERS, **FOREIGN),
        post({"way": "office", "successor": ""}, needs=MEMBERS, **ONE),
        post({"way": "office", "successor": ""}, needs=MEMBERS, **FOREIGN),
        post(
            {"way": "move", "to": "{own_slug}", "role": "contributor", "successor": ""},
            needs=NOBODY,
            own=200,
            **ONE,
        ),
    ),
    surface(
        "members_sign_in",
        get(needs=MEMBERS, **ONE),
        get(needs=MEMBERS, **FOREIGN),
        post({"act": "sessions"}, needs=MEMBERS, **ONE),
        post({"act": "sessions"}, needs=MEMBERS, **FOREIGN),
        post({"act": "factors"}, needs=MEMBERS, **ONE),
        post({"act": "factors"}, needs=MEMBERS, **FOREIGN),
    ),
    surface("own_offices", get(needs=SIGNED_IN, shows="openname")),
    surface("own_offices_answer", post({"accept": "1"}, needs=NOBODY, invitation="{invitation}")),
)
