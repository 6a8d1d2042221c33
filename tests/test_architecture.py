"""docs/architecture.md names every package, module of the top and file of words that there is, and nothing else."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PARTS = sorted(
    path.relative_to(ROOT).as_posix() + ("/" if path.is_dir() else "")
    for path in (ROOT / "kg").iterdir()
    if (path.suffix == ".py" and path.name != "__init__.py") or (path / "__init__.py").exists()
)
WORDS = sorted(path.name for path in (ROOT / "kg" / "lang" / "fr").glob("*.toml"))
NAMED = sorted(set(re.findall(r"`((?:kg|data|tests|ontology|queries)/[\w./]+)`", TEXT)))


def section(heading: str) -> str:
    """The text below a heading, up to the next."""
    return TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_a_row(part: str) -> None:
    assert f"`{part}`" in section("Layers")


@pytest.mark.parametrize("name", WORDS)
def test_every_file_of_words_has_a_row(name: str) -> None:
    assert f"`{name}`" in section("Words are data")


@pytest.mark.parametrize("path", NAMED)
def test_what_is_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize(("heading", "folder"), [("Extraction", "kg/extract"), ("Linking", "kg/link")])
def test_files_of_a_section_are_there(heading: str, folder: str) -> None:
    named = [name for name in re.findall(r"`([\w/]+(?:\.py|/))`", section(heading)) if not name.startswith("kg/")]
    inner = {path.name for path in (ROOT / folder).rglob("*.py")}
    assert [name for name in named if not ((ROOT / folder / name).exists() or name in inner)] == []
    assert named
