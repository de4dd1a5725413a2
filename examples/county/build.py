"""Write the invented county's workbooks, in both languages, and the truth about them.

    python examples/county/build.py [FOLDER]

Without FOLDER the committed files are written anew. Same code, same files: no clock, no chance but the seed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from huaitang import (  # noqa: E402
    book_duty,
    book_factors,
    book_forms,
    book_investment,
    book_money,
    book_people,
    book_plan,
    book_reports,
    book_result,
    book_territory,
    book_work,
)
from huaitang import truth as truths  # noqa: E402
from huaitang import world as worlds  # noqa: E402
from huaitang.grid import Book  # noqa: E402
from huaitang.words import LANGS, Lang  # noqa: E402
from huaitang.writers import write  # noqa: E402

BOOKS: tuple[Callable[[worlds.World, Lang], Book], ...] = (
    book_plan.plan,
    book_result.result,
    lambda world, lang: book_reports.month(world, lang, 6),
    lambda world, lang: book_reports.month(world, lang, 9),
    lambda world, lang: book_reports.month(world, lang, 10),
    book_reports.ten_days,
    book_investment.book,
    book_investment.lead_book,
    book_forms.preparation,
    book_forms.works,
    book_money.book,
    book_duty.book,
    book_duty.city,
    book_territory.parks,
    book_territory.companies,
    book_people.directory,
    book_people.chains,
    book_work.targets_book,
    book_work.five_ones,
    book_work.milestones,
    book_work.codes,
    book_factors.book,
)


def build(folder: Path) -> list[Path]:
    """Write everything below the folder; answers the files written."""
    made = {lang: worlds.build() for lang in LANGS}
    books = {lang: [layout(made[lang], lang) for layout in BOOKS] for lang in LANGS}
    written: list[Path] = []
    for lang in LANGS:
        target = folder if lang == "zh" else folder / "en"
        target.mkdir(parents=True, exist_ok=True)
        written += [write(book, target) for book in books[lang]]
    truth = folder / "truth.json"
    truth.write_text(truths.dump(truths.tell(made, books)), encoding="utf-8")
    return [*written, truth]


if __name__ == "__main__":
    for path in build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        print(f"{path.stat().st_size:>8,}  {path}")
