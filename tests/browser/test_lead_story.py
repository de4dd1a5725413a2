"""An enquiry becomes a lead: answered, fought over by two units, decided, handed over with shares, followed, a project without a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.browser.conftest import House
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
TODAY = date.today()
INVESTOR = {"zh-hans": "泊宁云岫机器人有限公司", "en": "Boning Yunxiu Robots Co., Ltd."}
AGAIN = {"zh-hans": "泊宁云岫机器人有限责任公司", "en": "BONING YUNXIU ROBOTS LIMITED"}
SECTOR = {"zh-hans": "机器人", "en": "Robots"}


class Story:
    """The lead and the people about it."""

    def __init__(self, visit: Visit, language: str) -> None:
        self.visit, self.language, self.path = visit, language, ""

    def at(self, who: str, path: str = "") -> Any:
        seen = self.visit(who, self.language)
        seen.go(path or self.path)
        return seen.page

    def fill(self, page: Any, **values: str) -> None:
        for name, value in values.items():
            page.locator(f"#id_{name}").fill(value)

    def register(self, who: str, investor: str) -> Any:
        page = self.at(who, "/leads/new/")
        self.fill(
            page, investor_text=investor, content="装配线", sector=SECTOR[self.language], amount_minor="5000", referrer="商会",
            received_on=(TODAY - timedelta(days=1)).isoformat(), phone="13800138000",
        )  # fmt: skip
        page.locator("form .card-footer .btn-primary").click()
        page.wait_for_load_state()
        return page

    def act(self, who: str, name: str, **values: str) -> Any:
        page = self.at(who, f"{self.path}act/{name}/")
        self.fill(page, **values)
        return page

    def send(self, page: Any) -> None:
        page.locator("form .card-footer .btn-primary").click()
        page.wait_for_url(f"**{self.path}")


def choose(page: Any, field: str, text: str) -> None:
    """An option of a select whose words hold the text, whatever dresses it."""
    page.locator(f"#id_{field}").evaluate(
        """(select, text) => { const one = [...select.options].find((o) => o.text.includes(text));
           if (select.tomselect) select.tomselect.setValue(one.value); else select.value = one.value; }""",
        text,
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_lead_from_the_enquiry_to_the_project(house: House, visit: Visit, language: str) -> None:
    story = Story(visit, language)

    page = story.register("township", INVESTOR[language])
    page.wait_for_url(re.compile(r"/leads/[0-9a-f-]{36}/$"))
    story.path = re.sub(r"^https?://[^/]+", "", page.url)

    page = story.register("park_manager", AGAIN[language])  # the same firm written otherwise: shown before it is saved
    assert page.locator("#duplicates").count() == 1
    assert INVESTOR[language] not in page.content()
    page.locator("#grounds").fill("展会签到簿")
    page.locator("#duplicates button[name=claim]").first.click()
    page.wait_for_url(f"**{story.path}")
    assert INVESTOR[language] not in page.content()

    story.send(story.act("township", "respond", words="已电话联系"))
    page = story.act("investment", "decide", reason="以签到簿为准")
    page.locator("input[name=claim]").first.check()
    story.send(page)
    assert INVESTOR[language] not in story.at("investment").content()

    holder = "park_manager" if "act/follow/" in story.at("park_manager").content() else "township"
    taker = "township" if holder == "park_manager" else "park_manager"
    page = story.act(holder, "transfer", giver_share="40", taker_share="60", why="地块更合适")
    choose(page, "taker", "槐北镇" if taker == "township" else "园区管委会")
    story.send(page)
    page = story.at(taker)
    page.locator("#transfer .btn-primary").first.click()
    page.wait_for_url(f"**{story.path}")
    assert "60%" in page.content()

    story.send(story.act(taker, "follow", reason="符合产业方向"))
    page = story.at(taker)
    page.locator('a[href*="/projects/from-lead/"]').click()
    page.locator("#id_content").fill("机器人装配线")
    page.locator("form .card-footer .btn-primary").click()
    page.wait_for_url(re.compile(r"/projects/[0-9a-f-]{36}/$"))

    project = re.sub(r"^https?://[^/]+", "", page.url)
    assert INVESTOR[language] not in story.at("officer", project).content()
    assert SECTOR[language] in story.at("officer", project).content()
