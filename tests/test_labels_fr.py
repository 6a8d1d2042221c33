"""What entities are called: towns as the French press writes them, bodies without a name of their own in agreement."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from kg.gazetteer import Gazetteer, fold
from kg.graph.gazetteer import load_gazetteer, read_names, read_places
from kg.link.entities import link_mentions
from kg.model import Anchor, Article, Document, EntityMention
from kg.resources import folder

TOWNS = """
Afrin → Afrine
Raqqa → Raqqa
Raqa → Raqqa
Rakka → Raqqa
Chornobyl → Tchernobyl
Tchernobyl → Tchernobyl
Baïji → Baïji
Ghadames → Ghadamès
Deir Ezzor → Deir ez-Zor
Deir ez-Zor → Deir ez-Zor
Kharkov → Kharkiv
Odessa → Odessa
Manbij → Manbij
Lattaquié → Lattaquié
Hama → Hama
Bassora → Bassora
Tobrouk → Tobrouk
Mykolaïv → Mykolaïv
Tombouctou → Tombouctou
Gondar → Gondar
"""

# words | kind gender number owner → label
MADE = """
forces | ArmedForce fem plur turkey → forces turques
troupes | ArmedForce fem plur switzerland → forces suisses
forces | ArmedForce fem plur greece → forces grecques
gouvernement | Government masc sing lesotho → gouvernement lésothan
milices | ArmedGroup fem plur iraq → milices irakiennes
rebelles | ArmedGroup masc plur ethiopia → rebelles éthiopiens
jihadistes | ArmedGroup masc plur islamic-state → jihadistes (Etat islamique)
shebab | ArmedGroup masc plur kenya → shebab kényans
quarante véhicules blindés | Weapon masc plur - → véhicule blindé
40 chars | Weapon masc plur - → char
vingt-cinq missiles | Weapon masc plur - → missile
"""


@cache
def world() -> Gazetteer:
    return load_gazetteer()


def rows(table: str) -> list[tuple[str, str]]:
    return [(left, right) for left, _, right in (line.partition(" → ") for line in table.strip().splitlines())]


@pytest.mark.parametrize(("written", "label"), rows(TOWNS))
def test_a_town_is_called_as_the_press_writes(written: str, label: str) -> None:
    gazetteer = world()
    best = gazetteer.rank(gazetteer.lookup(written), Counter()) or gazetteer.lookup(written)[0]
    assert best.entity.label("fr") == label


@pytest.mark.parametrize(("words", "label"), rows(MADE))
def test_made_up_labels_agree(words: str, label: str) -> None:
    text, _, facts = words.partition(" | ")
    kind, gender, number, owner = facts.split()
    anchor = Anchor(4, 4 + len(text), text)
    head = Anchor(4, 4 + len(text.split()[0]), text.split()[0])
    mention = EntityMention(anchor, kind, "nominal", head, None, None if owner == "-" else owner, number, gender)  # type: ignore[arg-type]
    article = Article("0" * 16, "a", "fr", None, f"Les {text}.", date(2020, 1, 1))
    document = Document(article, (), (mention,), (), (), (), ())
    (link,) = link_mentions(document, world())
    assert link.entity.label("fr") == label


def test_names_of_the_press_are_known_to_geonames() -> None:
    called = read_names(folder("data") / "places.fr.tsv")
    rows = {row.split("\t")[1]: row.split("\t") for row in read_places(folder("data") / "places.tsv.gz")}
    assert len(called) > 200
    for geoname, name in called.items():
        known = {*rows[geoname][7].split("|"), *rows[geoname][8].split("|"), fold(rows[geoname][2])}
        assert fold(name) in known, name


def test_marks_of_transliteration_are_no_letters() -> None:
    gazetteer = world()
    for id in ("hit", "rawah"):
        assert gazetteer.entities[id].label("fr").isascii()
