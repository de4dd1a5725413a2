"""The command explains itself to a person, in the language of the terminal."""

from __future__ import annotations

import pytest

from qipan import cli
from qipan.cli import language
from tests.cli.conftest import Installation


@pytest.mark.parametrize("name", cli.COMMANDS)
@pytest.mark.parametrize("terminal", ["en_GB.UTF-8", "zh_CN.UTF-8"])
def test_each_command_has_help(
    name: str, terminal: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", terminal)

    with pytest.raises(SystemExit) as left:
        cli.main([name, "--help"])

    shown = "".join(capsys.readouterr().out.split())
    assert left.value.code == 0
    assert "".join(cli.COMMANDS[name].summary().split()) in shown
    assert any("一" <= letter <= "鿿" for letter in shown) == terminal.startswith("zh")


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main([])

    assert code == 0
    assert "qipan demo" in capsys.readouterr().out


def test_an_option_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["doctor", "--quik"])

    assert left.value.code == 2
    assert "--quik" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_SG", "LANG": "C"}, "zh-hans"),
        ({}, "en"),
    ],
)
def test_the_terminals_language_is_heard(variables: dict[str, str], code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert language.code() == code


@pytest.mark.slow
@pytest.mark.parametrize("words", [("serve", "--port", "0"), ("backup",), ("audit", "verify"), ("worker", "--once")])
def test_a_place_without_an_installation_is_said_so(tmp_path, words: tuple[str, ...]) -> None:
    done = Installation(tmp_path / "nowhere").run(*words)

    assert done.returncode == 1
    assert "qipan init" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_named(tmp_path) -> None:
    done = Installation(tmp_path).run("import", "absent.xlsx")

    assert done.returncode == 1
    assert "absent.xlsx" in done.stderr
