"""Guests' faces on the public pages: a portrait in a fitting size, or the first character of the name."""

import pytest

from core.access.actors import SYSTEM
from plugins.interviews.live import read_events
from plugins.interviews.models import Guest
from plugins.interviews.services.interviews import save_interview
from plugins.interviews.services.lines import write_answer
from plugins.interviews.testing import make_interview, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def portrait(on, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_picture(on.shiqiao, width=480, height=700)


def page(client, interview):
    address = f"/-/interviews/{interview.slug}/"
    html = client.get(address, headers={"host": "shiqiao.localhost"}).content.decode()
    return " ".join(html.split()).replace("> ", ">").replace(" >", ">").replace(" <", "<")


def test_a_guest_is_shown_with_a_portrait_that_has_a_size_and_words(on, portrait, client):
    interview = make_interview(on.shiqiao, portrait=portrait)
    html = page(client, interview)
    assert html.count("interview-face__picture") == 1
    assert 'width="240" height="320" alt="嘉宾甲的照片"' in html
    assert "interview-face--initial" not in html
    assert portrait.renditions.get().filter_spec == "fill-240x320|format-webp"


def test_a_guest_without_a_portrait_is_shown_by_an_initial(on, client):
    html = page(client, make_interview(on.shiqiao))
    assert 'interview-face--initial" aria-hidden="true">嘉</span>' in html
    assert "interview-face__picture" not in html


def test_a_portrait_that_was_deleted_leaves_the_initial(on, portrait, client):
    interview = make_interview(on.shiqiao, portrait=portrait)
    portrait.delete()
    assert 'interview-face--initial" aria-hidden="true">嘉</span>' in page(client, interview)


def test_lines_show_who_speaks_on_the_page_and_in_the_stream(on, portrait, client):
    interview = make_interview(on.shiqiao, stage="live", portrait=portrait)
    guest = Guest.objects.get(interview=interview)
    write_answer(interview=interview, by=SYSTEM, guest=guest, text="大家好")
    assert page(client, interview).count("interview-face--line") == 1
    told = read_events(interview.pk, 0, "zh-hans")[-1].data
    # Beside the name it is decoration: nothing is read out twice.
    assert 'width=\\"240\\" height=\\"320\\" alt=\\"\\"' in told


def test_a_guest_who_was_taken_off_keeps_an_initial_at_their_lines(on, portrait, client):
    interview = make_interview(on.shiqiao, stage="live", portrait=portrait)
    guest = Guest.objects.get(interview=interview)
    write_answer(interview=interview, by=SYSTEM, guest=guest, text="大家好")
    interview.refresh_from_db()
    interview.guests = [Guest(name="嘉宾乙", office="某局")]
    save_interview(interview=interview, by=SYSTEM)
    html = page(client, interview)
    assert 'interview-face--line interview-face--initial" aria-hidden="true">嘉</span>' in html
    assert html.count("interview-face__picture") == 0


def test_twenty_speaking_guests_cost_no_query_each(on, portrait, client, django_assert_max_num_queries):
    interview = make_interview(on.shiqiao, stage="live", portrait=portrait)
    guest = Guest.objects.get(interview=interview)
    for number in range(20):
        write_answer(interview=interview, by=SYSTEM, guest=guest, text=f"第{number}句")
    page(client, interview)
    with django_assert_max_num_queries(12):
        html = page(client, interview)
    assert html.count("interview-face--line") == 20
