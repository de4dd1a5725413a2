"""What the pages for newcomers say about the county is true."""

from __future__ import annotations

from collections import Counter

from tests.examples import county

TRUTH = county.truth()
ROOT = county.FOLDER.parents[1]


def test_the_readmes_count_the_lights_rightly() -> None:
    lights = Counter(project["light"] for project in TRUTH["projects"])
    english = (county.FOLDER / "README.md").read_text(encoding="utf-8")
    chinese = (county.FOLDER / "README.zh-hans.md").read_text(encoding="utf-8")

    assert f"{lights['green']} green, {lights['amber']} amber, {lights['red']} red" in english
    assert f"绿灯 {lights['green']}、黄灯 {lights['amber']}、红灯 {lights['red']}" in chinese


def test_the_readmes_name_files_that_exist() -> None:
    english = (county.FOLDER / "README.md").read_text(encoding="utf-8")
    chinese = (county.FOLDER / "README.zh-hans.md").read_text(encoding="utf-8")
    listed = {row["id"]: row for row in TRUTH["files"]}

    for file in ("01", "03c", "04", "05", "10"):
        assert f"`{listed[file]['en']}`" in english
        assert f"`{listed[file]['zh']}`" in chinese


def test_the_readmes_count_the_county_rightly() -> None:
    counts = TRUTH["counts"]
    english = (county.FOLDER / "README.md").read_text(encoding="utf-8")

    assert f"{counts['projects']} projects, {counts['leads']} leads, {counts['companies']} companies" in english
    assert f"{counts['organisations']} organisations, {counts['people']} people" in english
    assert f"2 parks with {counts['parcels']} parcels" in english


def test_the_demo_page_names_every_account_in_both_languages() -> None:
    page = (ROOT / "docs" / "demo.md").read_text(encoding="utf-8")

    for account in TRUTH["accounts"]:
        assert page.count(f"| `{account['username']}` |") == 2
        assert page.count(account["person"]["zh"]) == 2
        assert account["person"]["en"] in page


def test_the_demo_page_shows_no_password() -> None:
    page = (ROOT / "docs" / "demo.md").read_text(encoding="utf-8").lower()

    assert "password:" not in page
    assert "口令：" not in page
