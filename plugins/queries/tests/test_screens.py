import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.testing.county import make_column
from core.testing.factories import UserFactory
from plugins.queries.models import LookupTable, PendingUpload
from plugins.queries.services import replace_rows
from plugins.queries.tests.factories import VILLAGES, make_page, make_table
from plugins.queries.viewsets import table_viewset

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(table_viewset.get_url_name(name), args=args)


def file(text=VILLAGES, name="villages.csv"):
    return SimpleUploadedFile(name, text.encode())


@pytest.fixture
def staff(client, county):
    for subsite in (county.shiqiao, county.finance):
        enable_plugin(subsite=subsite, slug="queries", by=SYSTEM)
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    return client


def upload_new(client, county, **data):
    values = {
        "subsite": county.shiqiao.pk,
        "name": "村庄名录",
        "file": file(),
        "download_allowed": "on",
        **data,
    }
    return client.post(address("add"), values)


def decisions(page, **changes):
    """The column forms as the browser would send them back."""
    formset = page.context["formset"]
    data = {
        "form-TOTAL_FORMS": len(formset.forms),
        "form-INITIAL_FORMS": len(formset.forms),
    }
    for form in formset.forms:
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                data[field.html_name] = "on" if value is True else value
    return {**data, **changes}


def test_a_table_is_published_after_its_columns_were_looked_at(staff, county):
    answer = upload_new(staff, county)
    upload = PendingUpload.objects.get()
    assert answer.url == address("confirm", upload.pk)
    assert not LookupTable.objects.exists()

    page = staff.get(answer.url)
    assert [form["type"].value() for form in page.context["formset"].forms] == [
        "text",
        "text",
        "code",
        "integer",
    ]
    answer = staff.post(answer.url, decisions(page, **{"form-0-filtered": "on"}))

    table = LookupTable.objects.get()
    assert answer.url == address("index")
    assert (table.subsite, table.row_count, table.columns.get(position=0).filtered) == (
        county.shiqiao,
        4,
        True,
    )
    assert not PendingUpload.objects.exists()
    assert staff.get(address("index")).status_code == 200


def test_what_was_typed_is_kept_when_the_file_is_none(staff, county):
    answer = upload_new(staff, county, file=file("\0", "a.csv"), description="说明")

    assert answer.status_code == 200
    assert answer.context["form"]["description"].value() == "说明"
    assert list(answer.context["form"].errors) == ["file"]


def test_contradictory_decisions_are_shown_again(staff, county):
    confirm = upload_new(staff, county).url
    page = staff.get(confirm)

    answer = staff.post(confirm, decisions(page, **{"form-1-masked": "on", "form-1-searched": "on"}))

    assert answer.status_code == 200
    assert answer.context["formset"].forms[1]["masked"].value() is True
    assert not LookupTable.objects.exists()


def test_faults_under_a_chosen_type_are_reported_with_the_decisions_kept(staff, county):
    confirm = upload_new(staff, county).url
    page = staff.get(confirm)

    answer = staff.post(confirm, decisions(page, **{"form-1-type": "integer"}))

    assert [(fault.row, fault.column) for fault in answer.context["report"].faults] == [
        (n, "村名") for n in (2, 3, 4, 5)
    ]
    assert answer.context["formset"].forms[1]["type"].value() == "integer"
    assert not LookupTable.objects.exists()


def test_new_data_takes_the_place_of_the_old_after_a_look(staff, county):
    table = make_table(county.shiqiao)
    answer = staff.post(address("upload", table.pk), {"file": file("乡镇,村名,代码,户数\n石桥镇,新村,1,1\n")})

    page = staff.get(answer.url)
    assert page.context["report"].ok
    staff.post(answer.url)

    table.refresh_from_db()
    assert table.row_count == 1


def test_faults_of_new_data_are_reported_and_nothing_changes(staff, county):
    table = make_table(county.shiqiao)
    answer = staff.post(
        address("upload", table.pk), {"file": file("乡镇,村名,代码,户数\n石桥镇,新村,1,许多\n")}
    )

    page = staff.get(answer.url)
    again = staff.post(answer.url)

    assert [(fault.row, fault.column) for fault in page.context["report"].faults] == [(2, "户数")]
    assert again.status_code == 200
    table.refresh_from_db()
    assert table.row_count == 4


def test_other_columns_can_be_decided_on_anew(staff, county):
    table = make_table(county.shiqiao)
    confirm = staff.post(address("upload", table.pk), {"file": file("村名,电话\n新村,12345\n")}).url
    page = staff.get(f"{confirm}?columns=new")

    staff.post(f"{confirm}?columns=new", decisions(page))

    assert [column.name for column in LookupTable.objects.get().columns.all()] == ["村名", "电话"]


def test_who_was_slower_is_told(staff, county):
    table = make_table(county.shiqiao)
    confirm = staff.post(address("upload", table.pk), {"file": file()}).url
    replace_rows(
        table=table, by=SYSTEM, content="乡镇,村名,代码,户数\n石桥镇,新村,1,1\n".encode(), file_name="b.csv"
    )

    answer = staff.post(confirm)

    assert answer.status_code == 200
    table.refresh_from_db()
    assert table.row_count == 1


def test_a_version_is_restored(staff, county):
    table = make_table(county.shiqiao)
    replace_rows(
        table=table, by=SYSTEM, content="乡镇,村名,代码,户数\n石桥镇,新村,1,1\n".encode(), file_name="b.csv"
    )
    page = staff.get(address("versions", table.pk))
    assert page.content.decode().count('name="version"') == 1

    staff.post(address("versions", table.pk), {"version": "1", "seen": table.current_version_id})

    table.refresh_from_db()
    assert table.row_count == 4


def test_columns_are_configured(staff, county):
    table = make_table(county.shiqiao)
    page = staff.get(address("columns", table.pk))
    data = decisions(page)
    del data["form-0-filtered"]

    assert staff.post(address("columns", table.pk), data).url == address("index")
    assert table.columns.get(key="xiangzhen").filtered is False


def test_details_are_changed_through_the_service(staff, county):
    table = make_table(county.shiqiao)
    staff.post(
        address("edit", table.pk),
        {
            "subsite": county.finance.pk,
            "name": "新名",
            "slug": table.slug,
            "description": "",
            "source_note": "",
            "update_days": "",
        },
    )

    table.refresh_from_db()
    assert (table.name, table.subsite, table.download_allowed) == ("新名", county.shiqiao, False)


def test_a_table_in_use_is_not_deleted(staff, county):
    table = make_table(county.shiqiao)
    page = make_page(table, make_column(county.home("shiqiao"), "queries", "查询"))

    staff.post(address("delete", table.pk))
    assert LookupTable.objects.filter(pk=table.pk).exists()

    page.delete()
    staff.post(address("delete", table.pk))
    assert not LookupTable.objects.filter(pk=table.pk).exists()


@pytest.mark.parametrize("name", ["upload", "columns", "versions", "edit", "delete"])
def test_another_offices_table_does_not_exist(staff, county, name):
    table = make_table(county.finance)

    assert staff.get(address(name, table.pk)).status_code == 404
    assert staff.post(address(name, table.pk), {"version": "1", "file": file()}).status_code == 404


def test_another_persons_upload_does_not_exist(staff, county):
    upload_new(staff, county)
    staff.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))

    assert staff.get(address("confirm", PendingUpload.objects.get().pk)).status_code == 404


def test_contributors_are_not_let_in(client, county):
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))

    assert client.get(address("index")).status_code == 404


def test_a_page_offers_the_tables_of_its_own_office_only(staff, county):
    own, foreign = make_table(county.shiqiao), make_table(county.finance)
    column = make_column(county.home("shiqiao"), "queries", "查询")
    new = reverse("wagtailadmin_pages:add", args=["plugin_queries", "lookuppage", column.pk])

    form = staff.get(new).context["form"]
    assert list(form.fields["table"].queryset) == [own]
    data = {
        "title": "甲",
        "slug": "jia",
        "kind": "lookup",
        "page_size": "20",
        "introduction": "",
        "table": foreign.pk,
    }
    assert "table" in staff.post(new, data).context["form"].errors


def test_an_xlsx_is_taken_like_a_csv(staff, county):
    from openpyxl import Workbook

    book = Workbook()
    for row in (["品名", "价格"], ["白菜", 1.2]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    confirm = upload_new(staff, county, file=SimpleUploadedFile("a.xlsx", content.getvalue())).url

    staff.post(confirm, decisions(staff.get(confirm)))

    assert LookupTable.objects.get().current_version.rows.get().values == {"pinming": "白菜", "jiage": "1.2"}
