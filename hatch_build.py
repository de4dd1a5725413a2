"""Builds what git does not hold, the pages' scripts and the compiled words, so that a wheel needs neither Node nor a compiler.

An sdist already carries both, so a wheel made from one builds nothing. An editable install (a checkout) leaves it to the Makefile.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Build(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if version == "editable":
            return
        if self.target_name == "wheel":
            build_data["force_include"] |= _workbooks(root)
        if (root / "PKG-INFO").exists():
            return
        _build_pages(root / "frontend")
        _script(root, "squeeze").squeeze()
        _script(root, "words").compile_all()


def _workbooks(root: Path) -> dict[str, str]:
    """The demo county's files, into the package: `qipan demo` works from a wheel too."""
    county = root / "examples" / "county"
    found = [path for path in sorted(county.rglob("*")) if path.suffix in {".xlsx", ".xls", ".csv", ".json", ".jpg"}]
    return {str(path): f"qipan/examples/{path.relative_to(county).as_posix()}" for path in found}


def _build_pages(frontend: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("Building Qipan's pages needs Node 20.19 or newer with npm; an installed wheel does not.")
    subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=frontend, check=True)
    subprocess.run([npm, "run", "build"], cwd=frontend, check=True)


def _script(root: Path, name: str) -> ModuleType:
    """One of scripts/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, root / "scripts" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise RuntimeError(f"scripts/{name}.py is missing.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
