"""The function words of a language: both apostrophes, and mistakes that name the file, the table and the key."""

from pathlib import Path

import pytest

from kg.grammar import read_grammar
from kg.resources import ResourceError, folder

FRENCH = folder("lang") / "fr" / "grammar.toml"


def test_an_apostrophe_stands_for_both_of_its_forms() -> None:
    assert {"l'", "l’"} <= read_grammar(FRENCH).determiners.definite


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('reflexive = "se"', "", "[pronouns]: “reflexive” is missing"),
        ('reflexive = "se"', 'reflexif = "se"', "[pronouns]: “reflexif” is no key of it"),
        ('reflexive = "se"', 'reflexive = ["se"]', "“reflexive”: must be one word"),
        ('nobody = ["personne"]', 'nobody = "personne"', "“nobody”: must be a list of words"),
    ],
)
def test_a_mistake_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    wrong = tmp_path / "grammar.toml"
    wrong.write_text(FRENCH.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ResourceError) as error:
        read_grammar(wrong)
    assert message in str(error.value)
    assert str(wrong) in str(error.value)
