"""The review chain: desk, review, submission, stand-ins, rules."""

from tests.isolation.visits import EDIT, SIGNED_IN, get, post, surface

UNKNOWN = 0
"""Which step a person takes, core.review tests: here only that nobody of another office takes one."""
MANAGE = "manage_review"
DECISION = {"note": "走", "in_place_of": ""}
STAND_IN = {
    "person": "{person}", "stand_in": "{person}", "first_day": "2030-01-01", "last_day": "2030-01-02", "reason": "",
}  # fmt: skip

SURFACES = (
    surface("review_desk", get()),
    surface(
        "review_item",
        get(pk="{submission}", own=UNKNOWN, shows="submittedtitle"),
        post({**DECISION, "step": "{step}"}, needs=SIGNED_IN, own=UNKNOWN, pk="{submission}"),
        post({**DECISION, "return": "1", "step": "{step}"}, needs=SIGNED_IN, own=UNKNOWN, pk="{submission}"),
        post({"end": "1"}, needs=SIGNED_IN, own=UNKNOWN, pk="{submission}"),
    ),
    surface("review_preview", get(pk="{submission}", own=UNKNOWN)),
    surface(
        "review_submit",
        get(needs=EDIT, pk="{draft}"),
        get(needs=EDIT, pk="{submitted}"),
        post({"note": "走", "urgent_reason": ""}, needs=EDIT, own=422, pk="{submitted}"),
        post({"note": "走", "withdraw": "1"}, needs=EDIT, own=422, pk="{open}"),
    ),
    surface(
        "review_stand_ins",
        get(own=UNKNOWN),
        get({"subsite": "{slug}"}, own=UNKNOWN),
        post(STAND_IN, needs=SIGNED_IN, own=UNKNOWN, query={"subsite": "{slug}"}),
        post(STAND_IN, needs=SIGNED_IN, own=UNKNOWN, quiet=True, query={"subsite": "{own_slug}"}),
    ),
    surface("review_rules", get(needs=MANAGE), get({"subsite": "{slug}"}, needs=MANAGE)),
)
