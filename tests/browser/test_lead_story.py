"""An enquiry becomes a project that is admitted: two townships want it, it is handed over with shares, fails on tax per mu, is waived.

Everything is done on the pages, by those whose part it is; who the investor is stays with those who may know.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.browser.conftest import House
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
TODAY = date.today()
KEY = "[0-9a-f-]{36}"
WORDS = {
    "investor": "Harrow Lane Glass Co., Ltd.", "again": "HARROW LANE GLASS LIMITED", "sector": "Glass", "phone": "13900139000",
    "amount": "160", "land": "66666.67", "fails": "Fail",
}  # fmt: skip
CHOOSE = """(el, text) => {
  const value = [...el.options, ...Object.values(el.tomselect?.options ?? {})].find((o) => (o.textContent ?? o.text).includes(text))?.value;
  if (!value) throw new Error(`no option ${text}`);
  if (el.tomselect) el.tomselect.setValue(value); else el.value = value;
}"""


class Story:
    """The lead, later the project and its screening, and the people about them."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.words = visit, WORDS
        self.lead, self.project, self.screening = "", "", ""

    def who(self, name: str) -> Visitor:
        return self.visit(name, "en")

    def at(self, who: str, path: str) -> Any:
        seen = self.who(who)
        seen.go(path)
        return seen.page

    def fill(self, page: Any, **values: str) -> None:
        for name, value in values.items():
            page.locator(f"#id_{name}").fill(value)

    def send(self, page: Any, there: str, button: str = "form .card-footer .btn-primary") -> str:
        """Press, and wait for the page whose path is `there` (a pattern); its path."""
        page.locator(button).first.click()
        page.wait_for_url(re.compile(rf"^https?://[^/]+{there}(\?[^#]*)?(#\w*)?$"))
        return path_of(page)

    def post(self, who: str, path: str, **sent: str) -> int:
        """What a form at this address would send, as this person."""
        at = self.who(who)
        token = next(c["value"] for c in at.context.cookies() if c["name"].endswith("csrftoken"))
        headers = {"X-CSRFToken": token, "Referer": f"{at.url}/"}
        body = {**sent, "idempotency_key": str(uuid.uuid4())}
        return int(at.context.request.post(path, form=body, headers=headers, max_redirects=0).status)

    def hides(self, page: Any) -> None:
        assert self.words["investor"] not in page.content(), page.url

    # The lead -----------------------------------------------------------------------------------------------------------

    def enquire(self, who: str, investor: str) -> Any:
        """A public enquiry is written down by this unit; not saved yet."""
        page = self.at(who, "/leads/new/")
        self.fill(
            page, investor_text=investor, content="玻璃瓶生产线", sector=self.words["sector"], amount_minor=self.words["amount"],
            land_m2=self.words["land"], referrer="商会", received_on=(TODAY - timedelta(days=1)).isoformat(), phone=self.words["phone"],
        )  # fmt: skip
        page.locator("#id_source").select_option("enquiry")
        page.locator("#id_region").evaluate(CHOOSE, "槐北镇")
        return page

    def act(self, who: str, name: str, **values: str) -> Any:
        page = self.at(who, f"{self.lead}act/{name}/")
        self.fill(page, **values)
        return page

    # The screening ------------------------------------------------------------------------------------------------------

    def screen(self, page: Any, **figures: str) -> None:
        """From the button to the verdict, decided."""
        self.screening = re.sub(
            r"figures/$", "", self.send(page, f"/screening/{KEY}/figures/", "form[action$='/begin/'] .btn")
        )
        if "yes-requirements" in figures:
            page.locator("#id_yes-requirements").select_option(figures.pop("yes-requirements"))
        self.fill(page, **figures)
        self.send(page, self.screening)

    def decide(self, page: Any) -> None:
        self.send(page, self.screening, "form[action$='/decide/'] .btn-primary")
        page.locator("form[action$='/decide/']").wait_for(state="detached")


def path_of(page: Any) -> str:
    return re.sub(r"^https?://[^/]+|[?#].*$", "", page.url)


def test_an_enquiry_becomes_a_project_that_is_admitted(house: House, visit: Visit) -> None:
    """In English; the pages it passes are judged in both languages by test_every_page."""
    story = Story(visit)

    two_townships_want_it(story)
    it_is_triaged_and_handed_over(story)
    it_becomes_a_project(story)
    it_fails_on_tax_per_mu(story)
    it_is_waived_by_a_second_person(story)
    it_is_admitted(story)
    the_outsider_is_refused(story)


def two_townships_want_it(story: Story) -> None:
    """The second meets the same firm, written otherwise, before saving; each sees the other's unit and day, not who it is."""
    page = story.enquire("township", story.words["investor"])
    story.lead = story.send(page, f"/leads/{KEY}/")

    page = story.enquire("neighbour", story.words["again"])
    page.locator("form .card-footer .btn-primary").click()
    page.locator("#duplicates").wait_for()
    story.hides(page)
    page.locator("#grounds").fill("展会签到簿")
    story.send(page, story.lead, "#duplicates button[name=claim]")
    assert "槐北镇" in page.locator("main").inner_text()
    story.hides(page)

    page = story.act("investment", "decide", reason="以签到簿为准")
    story.hides(page)
    page.locator("label", has=page.locator("input[name=claim]"), has_text="槐南镇").click()
    story.send(page, story.lead)
    assert "以签到簿为准" in page.locator("main").inner_text()
    story.hides(page)


def it_is_triaged_and_handed_over(story: Story) -> None:
    """The unit of the first contact answers, judges it worth following and gives it on, keeping its share of the credit."""
    story.send(story.act("neighbour", "respond", words="已电话联系"), story.lead)
    story.send(story.act("neighbour", "follow", reason="符合产业方向"), story.lead)
    page = story.act("neighbour", "transfer", giver_share="40", taker_share="60", why="地块更合适")
    page.locator("#id_taker").evaluate(CHOOSE, "槐北镇")
    story.send(page, story.lead)

    page = story.at("township", story.lead)
    page.locator("#transfer .btn-primary").first.click()
    page.locator("#transfer form").first.wait_for(state="detached")
    told = page.locator("main").inner_text()
    assert "40%" in told
    assert "60%" in told


def it_becomes_a_project(story: Story) -> None:
    """In discussion, with what the lead holds; the name of the investor is not among it."""
    page = story.at("township", story.lead)
    story.send(page, f"/projects/from-lead/{KEY}/", 'a[href*="/projects/from-lead/"]')
    story.fill(page, content="年产玻璃瓶二十万吨", progress="已来考察")
    story.project = story.send(page, f"/projects/{KEY}/")
    page = story.at("officer", story.project)
    assert story.words["sector"] in page.content()
    story.hides(page)


def it_fails_on_tax_per_mu(story: Story) -> None:
    """Each figure beside its standard; what would pass is said; the investor offers more, which is not enough."""
    words = story.words
    page = story.at("investment", story.project.replace("/projects/", "/screening/projects/"))
    told = {
        "fai": "15000",
        "land": "100",
        "output": "25000",
        "yes-requirements": "1",
        "who": "投资方经理",
        "source": "可研报告",
    }
    story.screen(page, tax="700", **told)
    verdict = page.locator("#verdict .q-tag").inner_text()
    assert words["fails"].casefold() in verdict.casefold()
    assert page.locator("#ways li", has_text="800").count() >= 1
    assert page.locator("main .q-tag.is-red").count() >= 2, "the verdict, and tax per mu"
    story.decide(page)

    story.screen(page, tax="760", who="投资方经理", source="补充承诺函")
    assert "补充承诺函" in page.locator("main").inner_text()
    story.decide(page)
    assert words["fails"].casefold() in page.locator("#verdict .q-tag").inner_text().casefold()
    assert page.locator("form[action$='/admit/']").count() == 0
    story.hides(page)


def it_is_waived_by_a_second_person(story: Story) -> None:
    """Who proposed it is shown no button and refused past the page; the leader grants."""
    page = story.at("investment", story.screening)
    story.fill(page, reason="龙头企业，一事一议")
    minutes = {"name": "纪要.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 minutes"}
    page.locator("#id_file").set_input_files(minutes)
    page.locator("form[action$='/waiver/'] .btn").last.click()
    page.locator("#waiver form[action$='/withdraw/']").wait_for()
    assert page.locator("button[value=grant]").count() == 0
    assert story.post("investment", f"{story.screening}waiver/decide/", decision="grant") == 403

    page = story.at("leader", story.screening)
    story.hides(page)
    page.locator("#waive-words").fill("同意")
    page.locator("#waiver button[value=grant]").click()
    page.locator("#waiver .q-tag.is-green").wait_for()
    assert "leader" in page.locator("#waiver").inner_text()


def it_is_admitted(story: Story) -> None:
    """Submitted from the screening, confirmed at the gate by somebody else."""
    page = story.at("investment", story.screening)
    page.locator("#id_claim").fill("一事一议，请审定")
    page.locator("form[action$='/admit/'] .btn-primary").click()
    page.locator("#verdict a[href$='#gate']").wait_for()

    page = story.at("investment", story.project)
    assert page.locator("#gate [href*='/confirm/']").count() == 0
    held = str(page.locator("#gate [href*='/withdraw/']").get_attribute("href")).rstrip("/").rsplit("/", 1)[-1]
    assert story.post("investment", f"{story.project}confirm/{held}/", words="可以") in (403, 404, 422)
    page = story.at("leader", story.project)
    page.locator("#gate [href*='/confirm/']").first.click()
    page.locator(".q-act form").first.wait_for()
    page.locator(".q-act #id_words").fill("准入评审会通过")
    page.locator(".q-act .btn-primary").first.click()
    page.locator(".q-act form").first.wait_for(state="detached")
    page = story.at("investment", story.project)
    assert page.locator(".q-life li.is-current.is-confirmed").count() == 1
    stays = page.locator("#stays li").first.inner_text()
    assert "一事一议，请审定" in stays
    assert "leader" in stays
    story.hides(page)
    page = story.at("investment", f"{story.project}history/")
    assert "准入评审会通过" in page.content()
    story.hides(page)


def the_outsider_is_refused(story: Story) -> None:
    """Nothing of it is theirs, neither to read nor to do."""
    outsider = story.who("outsider").context.request
    for path in (
        "/leads/", "/leads/new/", story.lead, f"{story.lead}act/claim/", "/screening/", story.screening, f"{story.screening}figures/",
        story.project,
    ):  # fmt: skip
        assert outsider.get(path).status == 403, path
    for path in ("decide/", "waiver/", "waiver/decide/", "admit/"):
        assert story.post("outsider", f"{story.screening}{path}", decision="grant") == 403, path
