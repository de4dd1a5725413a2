"""One project from the first talk to full capacity: nine people at their browsers, every gate, nobody confirms what they submitted.

Papers go up, steps are submitted, sent back and confirmed on the pages; what is only filled in goes through the forms' addresses.
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
STAGES = (
    "discussion",
    "admitted",
    "signed",
    "registered",
    "preparation",
    "started",
    "completed",
    "production",
    "capacity",
)
# stage → by whom what is written: through the edit form, the stages' own fields, amounts, files (the first of all: chosen on the page)
WRITTEN: dict[str, dict[str, Any]] = {
    "discussion": {"edit": {
        "investor": "恒信集团", "industry": "造纸", "site": "纬三路", "land_m2": "100", "progress_words": "已来考察",
        "owner_contact": "李工",
    }},
    "signed": {"edit": {"signed_on": 200}},
    "registered": {"edit": {"owner_text": "白塔特纸有限公司", "legal_person": "王工", "registered_on": 160}},
    "preparation": {"edit": {"code": "2601-139900-04-01-{number}"}},
    "started": {"edit": {"start_on": 120}},
    "completed": {"edit": {"end_on": 40}},
    "production": {"edit": {"production_on": 20}},
}  # fmt: skip
FILLED: dict[str, dict[str, str]] = {
    "signed": {"contract_class": "contract", "origin": "outside"},
    "registered": {"licence_no": "91139900MA0000000X", "scope": "纸制品制造", "shareholders": "恒信集团"},
    "preparation": {"approvals_plan": "九十日办结"},
    "started": {"local_money": "100", "outside_money": "900"},
    "completed": {"accepted_scope": "一期全部"},
    "production": {"capacity": "年产二十万吨", "monthly_sales": "90"},
    "capacity": {"output": "3000", "tax": "120", "jobs": "240"},
}
PAID = {"discussion": "total", "signed": "phase_one", "registered": "registered", "started": "in_place"}
PAPERS = {
    "discussion": ["meeting"], "admitted": ["minutes"], "signed": ["contract"], "registered": ["licence"], "preparation": ["filing"],
    "started": ["photo", "works_contract", "permit"], "completed": ["acceptance"], "production": ["output"], "capacity": ["tax"],
}  # fmt: skip
CONFIRMS = {"admitted": "leader", "started": "leader"}  # else the key-projects office
ON_THE_PAGE = (
    "discussion",
    "started",
    "capacity",
)  # submitted and confirmed by hand; the others through the forms' addresses
OTHERS = ("clerk", "township", "park_manager", "auditor", "bank", "company", "outsider")


class Life:
    """The project and the people about it."""

    def __init__(self, visit: Visit, language: str) -> None:
        self.visit, self.language = visit, language
        self.name = f"白塔特种纸{'项目' if language == 'zh-hans' else ' project'}"
        self.key, self.claims = "", dict[str, str]()

    def who(self, name: str) -> Visitor:
        return self.visit(name, self.language)

    @property
    def path(self) -> str:
        return f"/projects/{self.key}/"

    def begin(self) -> None:
        """The investment officer writes the lead down."""
        at = self.who("investment")
        at.go("/projects/new/")
        page = at.page
        page.locator("#id_name").fill(self.name)
        page.locator("#id_content").fill("年产20万吨特种纸")
        page.locator("#id_referrer").fill("商会")
        for field, text in (("lead_org", "自然资源局"), ("region", "槐北镇")):
            page.locator(f"#id_{field}").evaluate(CHOOSE, text)
        page.locator("form.q-form .btn-primary").click()
        page.wait_for_url(re.compile(r"/projects/[0-9a-f-]{36}/$"))
        self.key = page.url.rstrip("/").rsplit("/", 1)[-1]

    # Through the forms' addresses -----------------------------------------------------------------------------------------

    def post(self, who: str, path: str, sent: dict[str, Any], paper: dict[str, Any] | None = None) -> int:
        """What the form at this address would send, as this person."""
        at = self.who(who)
        token = next(c["value"] for c in at.context.cookies() if c["name"].endswith("csrftoken"))
        body = {name: str(value) for name, value in sent.items()} | {"idempotency_key": str(uuid.uuid4())}
        headers = {"X-CSRFToken": token, "Referer": f"{at.url}/"}
        if paper:
            answer = at.context.request.post(
                f"{self.path}{path}", multipart=body | paper, headers=headers, max_redirects=0
            )
        else:
            answer = at.context.request.post(f"{self.path}{path}", form=body, headers=headers, max_redirects=0)
        return int(answer.status)

    def edit(self, who: str, values: dict[str, Any]) -> None:
        """The edit form as it stands, with these values typed into it."""
        at = self.who(who)
        at.go(f"{self.path}edit/")
        for name, value in values.items():
            text = value if isinstance(value, str) else (TODAY - timedelta(days=value)).isoformat()
            at.page.locator(f"#id_{name}").fill(text.format(number=f"{len(self.language):06}"))
        if "investor" in values:
            at.page.locator("#id_park").evaluate(CHOOSE, "槐棠经济开发区")
        at.page.locator("#edit .btn-primary").click()
        at.page.wait_for_url(f"**{self.path}")

    def prepare(self, stage: str) -> None:
        """The clerk edits, the township fills in, the investment bureau sets amounts, the park and the office file papers."""
        if stage in WRITTEN:
            self.edit("clerk", WRITTEN[stage]["edit"])
        if stage in FILLED:
            held = {k: v for at in STAGES[: STAGES.index(stage) + 1] for k, v in FILLED.get(at, {}).items()}
            assert self.post("township", "fill/", held) == 302, stage
        if stage in PAID:
            assert self.post("investment", "money/", {"kind": PAID[stage], "amount": "1000"}) == 302, stage
        for number, kind in enumerate(PAPERS[stage]):
            if stage == "started" and kind == "photo":
                self.attach("park_manager", kind)
            else:
                who = ("officer", "park_manager")[number % 2]
                assert self.post(who, "file/", {"kind": kind}, {"file": self.paper(kind)}) == 302, (stage, kind)

    def paper(self, kind: str) -> dict[str, Any]:
        body = f"%PDF-1.4 {kind} {self.language}".encode()
        return {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": body}

    # On the pages -------------------------------------------------------------------------------------------------------

    def attach(self, who: str, kind: str) -> None:
        at = self.at_home(who)
        self.open(at, f'#gate a[href*="/file/?kind={kind}"], #files a[href$="/file/"]')
        at.page.locator(".q-act #id_kind").select_option(kind)
        at.page.locator(".q-act #id_file").set_input_files(self.paper(kind))
        self.send(at)

    def at_home(self, who: str) -> Visitor:
        at = self.who(who)
        at.go(self.path)
        return at

    def open(self, at: Visitor, selector: str) -> None:
        """A link of the page that brings a dialog, or a form of its own."""
        at.page.locator(selector).first.click()
        at.page.locator(".q-act form").first.wait_for()

    def send(self, at: Visitor) -> None:
        at.page.locator(".q-act .btn-primary").first.click()
        at.page.locator(".q-act form").first.wait_for(state="detached")
        at.page.wait_for_url(f"**{self.path}")

    def submit(self, stage: str) -> None:
        """The gate is open on the page; the investment officer chooses the files and sends the claim."""
        at = self.at_home("investment")
        self.open(at, '#gate a[href$="/move/"]')
        ticked = at.page.locator("input[name=evidence]:checked").count()
        assert ticked == len(PAPERS[stage]), (stage, ticked)
        at.page.locator("#id_reason").fill(self.claim(stage))
        self.send(at)
        assert at.page.locator("#gate.is-waiting").is_visible(), stage
        assert self.claim(stage) in at.page.locator("#gate").inner_text()
        assert at.page.locator("#gate [href*='/confirm/'], #gate [href*='/return/']").count() == 0, (
            "the submitter has no such button"
        )

    def claim(self, stage: str) -> str:
        return f"申报{STAGES.index(stage) + 1}：材料已齐"

    def waiting(self) -> str:
        """The key of what waits, as the submitter may withdraw it on the page."""
        at = self.at_home("investment")
        return str(at.page.locator("#gate [href*='/withdraw/']").get_attribute("href")).rstrip("/").rsplit("/", 1)[-1]

    def confirm(self, stage: str) -> None:
        at = self.at_home(CONFIRMS.get(stage, "officer"))
        self.open(at, "#gate [href*='/confirm/']")
        at.page.locator("#id_words").fill(f"核对{STAGES.index(stage) + 1}")
        self.send(at)

    def send_back(self, words: str) -> None:
        at = self.at_home("officer")
        self.open(at, "#gate [href*='/return/']")
        at.page.locator("#id_words").fill(words)
        self.send(at)
        assert words in at.page.locator("#gate.is-returned").inner_text()

    def refused(self, who: str, key: str) -> None:
        """Neither on the page nor past it."""
        for act in ("confirm", "return"):
            status = self.post(who, f"{act}/{key}/", {"words": "可以"})
            assert status in (403, 404, 422), (who, act, status)
        assert self.post(who, "except/", {"reason": "可以"}) in (403, 404, 422), who


READ_ENTRIES = """(all) => all.map((one) => ({
  who: one.querySelector("strong").textContent, day: one.querySelector("time").dateTime.slice(0, 10), text: one.innerText }))"""
CHOOSE = """(el, text) => {
  const value = [...el.options, ...Object.values(el.tomselect?.options ?? {})].find((o) => (o.textContent ?? o.text).includes(text))?.value;
  if (!value) throw new Error(`no option ${text}`);
  if (el.tomselect) el.tomselect.setValue(value); else el.value = value;
}"""


def test_one_project_goes_through_every_gate_and_nobody_confirms_their_own(visit: Visit, house: House) -> None:
    """In Chinese; its pages in English are judged by test_every_page and opened by the stories told in both languages."""
    life = Life(visit, "zh-hans")
    life.begin()

    for stage in STAGES:
        assert life.post("investment", "move/", {"to": stage}) == 422, f"the gate to {stage} is closed"
        life.prepare(stage)
        assert life.post("clerk", "move/", {"to": stage}) == 403
        if stage in ON_THE_PAGE:
            life.submit(stage)
        else:
            assert life.post("investment", "move/", {"to": stage, "reason": life.claim(stage)}) == 302, stage
        key = life.waiting()
        life.refused("investment", key)
        if stage == "started":
            for who in OTHERS:
                life.refused(who, key)
            life.send_back("照片看不清")
            life.submit(stage)
            key = life.waiting()
        if stage in ON_THE_PAGE:
            life.confirm(stage)
        else:
            who = CONFIRMS.get(stage, "officer")
            assert life.post(who, f"confirm/{key}/", {"words": f"核对{STAGES.index(stage) + 1}"}) == 302, stage

    every_step_is_told(life)
    the_others_see_what_they_may(life)


def every_step_is_told(life: Life) -> None:
    """On the page: each stage with its day, its claim and who confirmed; in the history: who submitted, who confirmed, when, why."""
    at = life.at_home("auditor")
    page = at.page
    assert page.locator(".q-life li.is-current.is-confirmed").count() == 1
    assert page.locator(".q-life li.is-confirmed").count() == len(STAGES)
    stays = page.locator("#stays li").all_inner_texts()
    assert len(stays) == 1 + len(STAGES)
    for stage, told in zip(STAGES, reversed(stays[:-1]), strict=True):
        assert life.claim(stage) in told, told
        assert CONFIRMS.get(stage, "officer") in told, told
        assert TODAY.isoformat() in told or str(TODAY.day) in told, told
    told_past(at, life)


def told_past(at: Visitor, life: Life) -> None:
    """The history, entry by entry: by whom, on which day, what; each submission and each confirmation with its words."""
    past = whole_past(at, life)
    days = {one["day"] for one in past}
    assert days == {TODAY.isoformat()}, "everything in this story happened today"
    assert all(one["who"] for one in past)
    for number, stage in enumerate(STAGES, 1):
        said = [one for one in past if life.claim(stage) in one["text"]]
        assert len(said) >= 3, f"{stage}: the submission, the claim it holds, the move"
        assert any(one["who"] == "investment" for one in said), f"{stage}: who submitted it"
        confirmed = {one["who"] for one in past if f"核对{number}" in one["text"]}
        assert confirmed == {CONFIRMS.get(stage, "officer")}, f"{stage}: who confirmed it"
    assert {one["who"] for one in past if "照片看不清" in one["text"]} == {"officer"}


def whole_past(at: Visitor, life: Life) -> list[dict[str, str]]:
    """Every entry of the history's pages as {who, day, text}; the day from the machine's form of the time."""
    past: list[dict[str, str]] = []
    for number in range(1, 30):
        at.go(f"{life.path}history/?page={number}")
        past += at.page.locator("#history .q-past > li").evaluate_all(READ_ENTRIES)
        if not at.page.locator("#history nav use[href*='chevron-right']").count():
            return past
    raise AssertionError("the history does not end")


def the_others_see_what_they_may(life: Life) -> None:
    """The outsider is refused everywhere; a bank and a firm it is not shared with do not find it; who has to do with it sees it."""
    outsider = life.who("outsider")
    pages = ("", "edit/", "history/", "course/", "move/", "file/", "fill/", "money/", "status/", "care/", "except/")
    for path in pages:
        assert outsider.context.request.get(f"{life.path}{path}").status == 403, path
    for path in ("/projects/", "/projects/board/", "/projects/new/", "/projects/correct/", "/projects/export/"):
        assert outsider.context.request.get(path).status == 403, path
    for who, status in (
        ("bank", 404),
        ("company", 404),
        ("clerk", 200),
        ("township", 200),
        ("park_manager", 200),
        ("leader", 200),
    ):
        assert life.who(who).context.request.get(life.path).status == status, who
