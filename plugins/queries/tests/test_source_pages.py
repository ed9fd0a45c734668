"""Pages that ask a source: questions that anybody may ask, and personal ones, over the real server and a real table."""

import json
import logging

import pytest
from django.core.exceptions import ValidationError

from core.access.actors import SYSTEM
from core.audit.models import AuditRecord
from core.citizens.services import verified
from core.citizens.sessions import KEY
from core.plugin_api import enable_plugin
from core.testing.county import make_column
from plugins.queries.asking.limiting import count
from plugins.queries.models import AttemptCount, CachedAnswer, SourcePage
from plugins.queries.sources.services import create_source, delete_source
from plugins.queries.specs import ColumnSpec
from plugins.queries.tables.types import ColumnType
from plugins.queries.tests.factories import make_table

pytestmark = pytest.mark.django_db
HOST = {"HTTP_HOST": "shiqiao.localhost"}
ADDRESS = "/queries/fund/"
ID, OTHER_ID = "999999199003070012", "99999919900307008X"
PEOPLE = f"""证件号码,姓名,邮箱,余额
{ID},张一,zhang@example.com,1200.50
{OTHER_ID},李二,li@example.com,80
"""
COLUMNS = (
    ColumnSpec(
        name="证件号码", type=ColumnType.ID_NUMBER, masked=True, keep_first=3, keep_last=2, found_exactly=True
    ),
    ColumnSpec(name="姓名"),
    ColumnSpec(name="邮箱", sortable=True),
    ColumnSpec(name="余额", type=ColumnType.MONEY),
)
ASKED = [
    ("fact", {"name": "证件号码", "label": "身份证号码", "kind": "id_number"}),
    ("fact", {"name": "姓名", "label": "姓名", "kind": "text"}),
]
ANSWERED = [
    ("field", {"name": "姓名", "label": "姓名", "masked": True, "keep_first": 1, "keep_last": 0}),
    ("field", {"name": "余额", "label": "账户余额", "masked": True, "keep_first": 0, "keep_last": 0}),
]


@pytest.fixture(autouse=True)
def no_pace(settings):
    settings.QUERIES_ANSWER_STEP = 0


@pytest.fixture
def column(county):
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    return make_column(county.home("shiqiao"), "queries", "网上查询", kind="query")


def make(column, source, **values):
    page = SourcePage(
        title="公积金查询", slug="fund", locale=column.locale, source=source,
        **{"asked": ASKED, "answered": ANSWERED, "account_field": "邮箱", **values},
    )  # fmt: skip
    column.add_child(instance=page)
    return page


@pytest.fixture
def source(county, column):
    table = make_table(county.shiqiao, text=PEOPLE, columns=COLUMNS, name="公积金")
    return create_source(
        subsite=county.shiqiao, by=SYSTEM, provider="uploaded", name="公积金", settings={"table": table.pk}
    )


@pytest.fixture
def fund(column, source):
    return make(column, source)


def ask(client, *facts, **more):
    data = {f"f{number}": fact for number, fact in enumerate(facts, start=1)}
    return client.post(ADDRESS, {**data, **more}, **HOST)


def sign_in(client, email):
    session = client.session
    session[KEY] = verified(email=email).pk
    session.save()


def test_facts_that_all_agree_show_the_masked_record(client, fund) -> None:
    response = ask(client, ID, "张 一")
    assert response.status_code == 200
    assert response.context["answer"].records == [[("姓名", "张****"), ("账户余额", "****")]]
    html = response.content.decode()
    assert "1200.50" not in html
    assert "1,200.50" not in html


def test_a_fact_that_is_missing_is_asked_for_in_plain_words(client, fund) -> None:
    response = ask(client, ID, "")
    assert response.context["form"].errors == {"f2": ["请填写此项。"]}
    assert "outcome" not in response.context
    assert f'value="{ID}"' in response.content.decode()


def test_nothing_is_kept_cached_or_in_an_address(client, fund, caplog) -> None:
    with caplog.at_level(logging.DEBUG):
        response = ask(client, ID, "张一")
    control = response["Cache-Control"]
    assert "no-store" in control
    assert "private" in control
    assert not CachedAnswer.objects.exists()
    kept = json.dumps([row.data for row in AuditRecord.objects.all()], ensure_ascii=False)
    kept += "".join(AuditRecord.objects.values_list("target_label", flat=True))
    kept += "".join(AttemptCount.objects.values_list("digest", flat=True))
    sql = {"django.db.backends", "django.db.backends.schema"}
    kept += "".join(entry.getMessage() for entry in caplog.records if entry.name not in sql)
    for personal in (ID, "张一", "1200.5", "zhang@"):
        assert personal not in kept
    assert client.get(ADDRESS, {"f1": ID, "f2": "张一"}, **HOST).context.get("outcome") is None
    assert ID not in client.get(ADDRESS, {"f1": ID}, **HOST).content.decode()


def test_the_look_up_is_recorded_without_what_was_seen(client, fund) -> None:
    ask(client, ID, "张一")
    ask(client, ID, "李二")
    records = AuditRecord.objects.filter(action="personal_look_up.asked").order_by("pk")
    assert [entry.data for entry in records] == [
        {"outcome": "answered", "identity": "facts"},
        {"outcome": "nothing", "identity": "facts"},
    ]
    assert {entry.target_id for entry in records} == {str(fund.pk)}


def test_an_unknown_person_and_a_mismatch_get_the_same(client, fund) -> None:
    """The same answer, and the same work: as many queries, of the same shape, in the same order."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seen = []
    ask(client, OTHER_ID, "王五")
    for facts in ((ID, "李二"), ("999999199003070020", "张一"), (OTHER_ID, "张一")):
        client.cookies.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = ask(client, *facts)
        html = response.content.decode().replace(facts[0], "").replace(facts[1], "")
        html = "".join(line for line in html.splitlines() if "csrfmiddlewaretoken" not in line)
        seen.append((response.status_code, html, [shape(each["sql"]) for each in queries]))
    assert seen[0] == seen[1] == seen[2]


def shape(sql: str) -> str:
    """What a statement does, without its values."""
    words = sql.split()
    return words[0] if "SAVEPOINT" in words[:2] else " ".join(words[:2])


def test_one_fact_alone_is_never_enough(client, column, source) -> None:
    page = make(column, source)
    page.asked = ASKED[:1]
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert "至少" in "".join(refused.value.messages)
    page.save(clean=False)
    assert ask(client, ID).context["form"] is None


@pytest.mark.parametrize(
    ("facts", "field"), [((ID, ""), "f2"), (("999", "张一"), "f1"), (("", "张一"), "f1")]
)
def test_what_is_typed_wrongly_is_told_without_asking(client, fund, facts, field) -> None:
    response = ask(client, *facts)
    assert list(response.context["form"].errors) == [field]
    assert response.context.get("outcome") is None
    assert not AttemptCount.objects.exists()


def test_the_account_whose_address_it_is_sees_it_in_clear(client, fund) -> None:
    sign_in(client, "zhang@example.com")
    response = client.post(ADDRESS, {"account": "1"}, **HOST)
    assert response.context["answer"].records == [[("姓名", "张一"), ("账户余额", "1200.50")]]
    assert ask(client, ID, "张一").context["answer"].verified
    assert ask(client, OTHER_ID, "李二").context["answer"].records == [
        [("姓名", "李****"), ("账户余额", "****")]
    ]
    entry = AuditRecord.objects.filter(action="personal_look_up.asked").order_by("pk").first()
    assert (entry.data["identity"], set(entry.data)) == ("account", {"identity", "outcome", "citizen"})


def test_an_account_without_a_record_sees_nothing(client, fund) -> None:
    sign_in(client, "nobody@example.com")
    assert client.post(ADDRESS, {"account": "1"}, **HOST).context["outcome"] == "nothing"


def test_without_an_account_the_button_does_nothing(client, fund) -> None:
    response = client.post(ADDRESS, {"account": "1"}, **HOST)
    assert response.context.get("outcome") is None


@pytest.mark.parametrize("what", ["person", "address", "record"])
def test_limits(client, fund, what) -> None:
    if what == "record":
        tries = [(ID, f"第{number}人") for number in range(6)]
    elif what == "person":
        tries = [(ID, "张一")] * 6
    else:
        tries = [(number, f"第{place}人") for place, number in enumerate(map(with_check_digit, range(31)))]
    statuses = [ask(client, *facts).status_code for facts in tries]
    assert statuses[:-1] == [200] * (len(tries) - 1)
    assert statuses[-1] == 429
    assert AuditRecord.objects.order_by("-pk").first().data["outcome"] == "limited"


def with_check_digit(number: int) -> str:
    """An identity number that nobody has."""
    body = f"99999919900307{number:03}"
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body)) % 11
    return body + "10X98765432"[total]


def test_counting_is_exact_for_each_key(county) -> None:
    assert [count(county.shiqiao, "person", "a") for _time in range(3)] == [1, 2, 3]
    assert count(county.shiqiao, "record", "a") == 1
    assert count(county.baijie, "person", "a") == 1


def test_a_dead_upstream_says_since_when(client, county, column, upstream) -> None:
    upstream.die()
    source = create_source(
        subsite=county.shiqiao, by=SYSTEM, provider="rest", name="医保", timeout_seconds=1, retries=0,
        settings={"url": upstream.url("/ask"), "method": "POST", "fields": {"证件号码": "id", "姓名": "name"}},
    )  # fmt: skip
    make(column, source, account_field="")
    response = ask(client, ID, "张一")
    assert response.status_code == 503
    source.refresh_from_db()
    from django.utils import timezone

    since = timezone.localtime(source.down_since).strftime("%Y-%m-%d %H:%M")
    assert f"自 {since} 起" in response.content.decode()


def test_a_personal_look_up_over_get_is_refused(column, county) -> None:
    source = create_source(
        subsite=county.shiqiao, by=SYSTEM, provider="rest", name="医保",
        settings={"url": "https://data.example/", "method": "GET", "fields": {"证件号码": "id"}},
    )  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        make(column, source).clean()
    assert "POST" in "".join(refused.value.messages)


def test_a_table_with_masked_columns_is_only_asked_personally(client, fund) -> None:
    fund.is_personal = False
    with pytest.raises(ValidationError, match="脱敏"):
        fund.clean()
    fund.save(clean=False)
    assert client.get(ADDRESS, {"f1": ID, "f2": "张一"}, **HOST).context["form"] is None


def test_an_open_question_to_a_table_needs_all_facts_to_agree(client, county, column) -> None:
    table = make_table(county.shiqiao)
    source = create_source(
        subsite=county.shiqiao, by=SYSTEM, provider="uploaded", name="村庄", settings={"table": table.pk}
    )
    make(
        column, source, is_personal=False, account_field="",
        asked=[("fact", {"name": "村名", "label": "村名", "kind": "text"}),
               ("fact", {"name": "乡镇", "label": "乡镇", "kind": "text"})],
        answered=[("field", {"name": "户数", "label": "户数"})],
    )  # fmt: skip
    assert client.get(ADDRESS, {"f1": "太平村", "f2": "石桥镇"}, **HOST).context["records"] == [
        [("户数", "1200")]
    ]
    assert client.get(ADDRESS, {"f1": "太平村", "f2": "百节镇"}, **HOST).context["outcome"] == "nothing"


def test_a_source_of_another_office_is_refused(county, column) -> None:
    foreign = create_source(
        subsite=county.baijie, by=SYSTEM, provider="uploaded", name="别家", settings={"table": 1}
    )
    with pytest.raises(ValidationError, match="单位"):
        make(column, foreign)


def test_a_source_that_a_page_asks_is_not_deleted(fund, source) -> None:
    with pytest.raises(ValidationError, match="公积金查询"):
        delete_source(source=source, by=SYSTEM)


def test_an_open_question_is_kept_with_its_age_and_offered_while_down(
    client, county, column, upstream
) -> None:
    url = upstream.answer("/ask", [{"name": "东门站", "state": "正常"}])
    source = create_source(
        subsite=county.shiqiao, by=SYSTEM, provider="rest", name="停水", retries=0, cache_minutes=0,
        settings={"url": url, "parameters": {"q": "{名称}"}, "fields": {"名称": "name", "状态": "state"}},
    )  # fmt: skip
    make(
        column, source, is_personal=False, account_field="",
        asked=[("fact", {"name": "名称", "label": "小区", "kind": "text"})],
        answered=[("field", {"name": "状态", "label": "供水状态"})],
    )  # fmt: skip
    response = client.get(ADDRESS, {"f1": "东门"}, **HOST)
    assert response.context["records"] == [[("供水状态", "正常")]]
    assert client.post(ADDRESS, {"f1": "东门"}, **HOST).status_code == 405
    upstream.mode("failing")
    stale = client.get(ADDRESS, {"f1": "东门"}, **HOST)
    assert stale.context["records"] == [[("供水状态", "正常")]]
    assert stale.context["answered"].down_since is not None
    assert client.get(ADDRESS, {"f1": "西门"}, **HOST).status_code == 503


def test_a_table_whose_source_is_down_says_since_when(client, county, column, upstream) -> None:
    from plugins.queries.sources.faults import SourceError
    from plugins.queries.sources.services import feed_table, refresh_table
    from plugins.queries.tests.factories import make_page

    table = make_table(county.shiqiao)
    source = create_source(
        subsite=county.shiqiao, by=SYSTEM, provider="url", name="村庄", retries=0,
        settings={"url": upstream.answer("/a.csv", "x")},
    )  # fmt: skip
    feed_table(source=source, table=table, by=SYSTEM)
    source.refresh_from_db()
    upstream.mode("failing")
    with pytest.raises(SourceError):
        refresh_table(source=source, by=SYSTEM)
    page = make_page(table, column)
    response = client.get(f"/queries/{page.slug}/", **HOST)
    assert "提供数据的系统" in response.content.decode()
    assert len(response.context["rows"]) == 4
