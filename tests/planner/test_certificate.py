"""The certificate's checker: short, apart from the solver, and not to be fooled."""

from __future__ import annotations

import ast
import inspect
from dataclasses import replace

import pytest

from qipan.planner import Activity, Certificate, Problem, Project, Refusal, Supply, Use, verify
from qipan.planner import certificate as checker

DATA = {"assignment", "calendar", "factor", "judge", "plan", "problem", "project", "refusal", "rule", "target"}
TWO = tuple(Project(name, (Activity("build", 1, uses=(Use("credit", 3),)),), value=10) for name in ("mill", "dam"))
PURSE = Problem("purse", 2, TWO, supplies=(Supply("credit", ((0, 5),)),))
FREE = Certificate((), (), 20)


def test_the_checker_has_under_a_hundred_lines_and_imports_nothing_of_the_solver() -> None:
    source = inspect.getsource(checker)
    tree = ast.parse(source)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    words = [node.body[0] for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    said = [*imports, *(one for one in words if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
    left_out = {line for node in said for line in range(node.lineno, (node.end_lineno or 0) + 1)}
    lines = [
        number
        for number, line in enumerate(source.splitlines(), 1)
        if line.strip() and not line.strip().startswith("#") and number not in left_out
    ]
    names = [node.module or "" for node in imports if isinstance(node, ast.ImportFrom)]
    modules = {name.removeprefix("qipan.planner.") for name in names if name.startswith("qipan")}

    assert len(lines) < 100
    assert modules <= DATA


def test_prices_prove_what_they_prove() -> None:
    assert verify(PURSE, FREE) == 20
    assert (
        verify(PURSE, replace(FREE, prices=(("credit", 0, 3 * 65536),))) == 17
    )  # 5 of credit at 3, and 1 left for each


def test_two_cases_prove_the_worse_of_them() -> None:
    """With the mill in, credit is dear: 5 × 10/3 + what the mill brings beyond it; with it out, only the dam is left."""
    dear = replace(FREE, prices=(("credit", 0, 218454),))
    split = Certificate((), (), 16, "mill", dear, FREE)

    assert verify(PURSE, split) == 16
    assert verify(PURSE, replace(split, inside=FREE)) == 20


@pytest.mark.parametrize(
    "broken",
    [
        replace(FREE, prices=(("credit", 0, -1),)),
        replace(FREE, prices=(("gold", 0, 5),)),
        replace(FREE, prices=(("credit", 1, 5),)),
        replace(FREE, rungs=(("jobs", "aim", -5),)),
        Certificate((), (), 10, "mill", FREE, None),
    ],
)
def test_a_certificate_that_makes_no_sense_is_refused(broken: Certificate) -> None:
    with pytest.raises(Refusal):
        verify(PURSE, broken)
