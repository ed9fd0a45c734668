"""Who holds a permission: people of the office, of the centre, superusers, in one query."""

from core.access.people import people_holding
from core.accounts.models import User
from core.testing.county import County
from core.testing.factories import UserFactory


def test_people_of_the_office_and_of_the_centre(county: County, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django's
    approver = UserFactory(role="approver", role__subsite=county.shiqiao)
    UserFactory(role="contributor", role__subsite=county.shiqiao)
    elsewhere = UserFactory(role="approver", role__subsite=county.baijie)
    gone = UserFactory(role="approver", role__subsite=county.shiqiao)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    centre = UserFactory(role="central_administrator", role__subsite=county.portal)
    root = UserFactory(is_superuser=True)
    asked = {"publish_content"}
    with django_assert_num_queries(1):
        assert set(people_holding(asked, subsites=[county.shiqiao.pk])) == {approver, centre, root}
    assert set(people_holding(asked, subsites=[county.shiqiao.pk], superusers=False)) == {approver, centre}
    assert set(people_holding(asked, superusers=False)) == {approver, elsewhere, centre}
    assert set(people_holding(asked, subsites=[], superusers=False)) == set()


def test_a_permission_that_the_centre_does_not_carry(county: County) -> None:
    reviewer = UserFactory(role="reviewer", role__subsite=county.shiqiao)
    UserFactory(role="central_administrator", role__subsite=county.portal)
    UserFactory(role="central_auditor", role__subsite=county.portal)
    found = people_holding({"review_content"}, subsites=[county.shiqiao.pk], superusers=False)
    assert set(found) == {reviewer}
