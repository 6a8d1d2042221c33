"""What a frame promises is checked when the words are loaded: roles against the class, kinds against the role."""

import shutil
from pathlib import Path

import pytest

from kg.lexicon import load_lexicon
from kg.resources import ResourceError, folder

WRONG = [
    ('[[Visit.words]]\nverb = ["flâner"]\ntopic = "topic"', "Visit has no “topic”"),
    ('[[Visit.words]]\nverb = ["flâner"]\nobject = "participant"', "Visit has no “participant”"),
    ('[[Visit.words]]\nverb = ["flâner"]\nobject = "office"', "Visit has no “office”"),
    ('[[Visit.words]]\nverb = ["flâner"]\nobject = "agent:City"', "a City cannot be “agent”"),
    ('[[Visit.words]]\nverb = ["flâner"]\nobject = "place:Person"', "a Person cannot be “place”"),
    ('[[Visit.words]]\nverb = ["flâner"]\nneeds = ["place:Weapon"]', "a Weapon cannot be “place”"),
    ('[[Visit.words]]\nverb = ["flâner"]\nobject = "instrument:Group"', "a Group cannot be “instrument”"),
    ('[[Visit.words]]\nverb = ["flâner"]\nstatus = "done"', "“done” is no status"),
]
RIGHT = [
    '[[Visit.words]]\nverb = ["flâner"]\nobject = "place:Country agent:Country"',
    '[[Visit.words]]\nverb = ["flâner"]\nobject = "target:Place"',
    '[[Visit.words]]\nverb = ["flâner"]\nobject = ""\nstatus = "planned"\nonly = ["quai"]',
]


def _with(entry: str, root: Path) -> Path:
    shutil.copytree(folder("lang") / "fr", root / "fr")
    words = root / "fr" / "events.toml"
    words.write_text(words.read_text(encoding="utf-8") + "\n" + entry + "\n", encoding="utf-8")
    return root


def test_the_tables_are_whole() -> None:
    assert (len(WRONG), len(RIGHT)) == (8, 3)


@pytest.mark.parametrize(("entry", "message"), WRONG)
def test_a_promise_that_cannot_be_kept_is_an_error(entry: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=message):
        load_lexicon("fr", _with(entry, tmp_path))


@pytest.mark.parametrize("entry", RIGHT)
def test_a_promise_that_can_be_kept_loads(entry: str, tmp_path: Path) -> None:
    assert "flâner" in load_lexicon("fr", _with(entry, tmp_path)).verbs
