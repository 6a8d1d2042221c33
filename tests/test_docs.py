"""The documentation: README's commands print what it shows, and everything a person can type is described."""

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest

from kg.cli import app

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(command.name or command.callback.__name__ for command in app.registered_commands if command.callback)


def _readme_outputs() -> list[tuple[str, str, str]]:
    spec = importlib.util.spec_from_file_location("readme", ROOT / "scripts" / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.outputs(README))


def test_readme_shows_what_its_commands_print() -> None:
    found = _readme_outputs()
    assert len(found) == 6
    assert [written for _, written, _ in found] == [now for _, _, now in found]


def test_readme_names_the_two_commands() -> None:
    assert "make run" in README
    assert "make test" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_describes_a_command(command: str) -> None:
    assert f"`kg {command}" in README


@pytest.mark.parametrize("command", app.registered_commands, ids=lambda command: command.callback.__name__)
def test_help_has_an_example(command) -> None:
    assert "Example: kg " in (command.callback.__doc__ or "")


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_a_link_of_readme_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_no_path_of_a_machine_is_in_the_project() -> None:
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    if len(files) < 50:
        pytest.skip("not a git checkout")
    texts = {file: (ROOT / file).read_bytes() for file in files if (ROOT / file).is_file()}
    machine = re.compile(rb"(?<![\w.])/(?:home|Users|work|root)/[\w.-]+/")
    assert [file for file, text in texts.items() if machine.search(text)] == []
