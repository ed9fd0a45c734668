"""Uses version 1.0 of the plugin in every way that it adds, and prints what came of it."""

import json
import re
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from lost_property.models import Find, LostPropertyPage
from lost_property.viewsets import find_viewset
from people import HOST, signed_in, subsite, text_of
from wagtail.models import Locale

from core.audit.labels import action_label
from core.plugin_api import plugin
from core.review.origin import importing

town = subsite("chengguan")
today = timezone.localdate()
browser = signed_in()
visitor = Client(headers=HOST)
found: dict[str, object] = {}

with translation.override("zh-hans"):
    found["title"] = str(plugin("lost_property").title)
    found["audit"] = action_label("lost_property.find.handed_on", "plugin_lost_property.find")

# The setting, and three finds, as the manager of the town writes them.
settings_screen = reverse("plugin_settings", args=["chengguan", "lost_property"])
answer = browser.post(settings_screen, {"at_most": 1, "counter": "镇便民服务中心", "keep_days": 30})
found["setting"] = answer.status_code
for thing, place, days, state in (
    ("蓝色雨伞", "候车室", 2, "waiting"),
    ("黑色钱包", "大厅", 31, "waiting"),
    ("旧手套", "停车场", 366, "fetched"),
):
    answer = browser.post(
        reverse(find_viewset.get_url_name("add")),
        {
            "subsite": town.pk,
            "thing": thing,
            "place": place,
            "found_on": today - timedelta(days),
            "state": state,
        },
    )
    assert answer.status_code == 302, text_of(answer)
found["finds"] = Find.objects.filter(subsite=town).count()
found["screen"] = "蓝色雨伞" in text_of(browser.get(find_viewset.menu_url))
found["dashboard"] = re.findall(r"有\d+件物品待认领。", text_of(browser.get(reverse("wagtailadmin_home"))))

# The page, in both languages.
home = town.root_page.specific
page = LostPropertyPage(
    title="失物招领", slug="lost-property", introduction="凭有效证件认领。", locale=home.locale
)
with importing("tests"):
    home.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    page.copy_for_translation(Locale.objects.get(language_code="en")).save_revision().publish()
answer = visitor.get("/lost-property/")
found["page"] = [answer.status_code, re.findall(r"<li>([^<]*) \(", text_of(answer))]
found["counter"] = re.findall(r"<p>(认领地点.*?)</p>", text_of(answer))
answer = visitor.get("/en/lost-property/")
found["page_in_english"] = [answer.status_code, re.findall(r"<p>(To be fetched.*?)</p>", text_of(answer))]
slot = re.search(r'<h2 id="lost-property-newest">(.*?)</h2>.*?<li>(.*?) \(', text_of(visitor.get("/")))
found["slot"] = slot.groups() if slot else None
rows = visitor.get("/api/v1/lost_property/finds/").json()["results"]
found["api"] = sorted((row["thing"], row["state"], sorted(row)) for row in rows)

# The task, as the beat and the worker run it; then what is kept long enough.
call_command("beat", once=True)
call_command("db_worker", batch=True, interval=0, verbosity=0)
found["after_task"] = sorted(Find.objects.values_list("thing", "state"))
call_command("apply_retention", verbosity=0)
found["after_retention"] = sorted(Find.objects.values_list("thing", "state"))

# The other town has not switched it on.
elsewhere = subsite("buzi").root_page
found["elsewhere"] = "lost-property-newest" in text_of(
    Client(headers={"host": "localhost"}).get("/townships/buzi/")
)
found["offered_elsewhere"] = LostPropertyPage.can_create_at(elsewhere)
browser.logout()
print(json.dumps(found))
