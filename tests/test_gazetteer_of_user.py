"""A user's own gazetteer: the example of docs/gazetteer.md works as it is written there, and mistakes are told."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.articles import make_article
from kg.cli import app
from kg.pipeline import Workshop
from kg.resources import ResourceError

DOCUMENTATION = Path(__file__).resolve().parents[1] / "docs" / "gazetteer.md"
TEXT = (
    "La Brigade des dunes (BDD) a attaqué Tin Adrar mardi.\n\nLe BDD a tué deux soldats. Maliba est en deuil.\n\n"
    "La gouverneure de Tin Adrar a condamné l'attaque."
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    example = re.search(r"```turtle\n(.*?)```", DOCUMENTATION.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    path = tmp_path_factory.mktemp("gazetteer") / "mine.ttl"
    path.write_text(example[1], encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def linked(file: Path) -> dict[str, str]:
    workshop = Workshop((file,))
    document, links = workshop.understand(
        make_article({"text": TEXT, "published": "2016-07-13", "language": "fr"}, "user")
    )
    return {mention.anchor.text: link.entity.id for mention, link in zip(document.mentions, links, strict=True)}


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Brigade des dunes", "dune-brigade"),
        ("BDD", "dune-brigade"),
        ("Tin Adrar", "tin-adrar"),
        ("Maliba", "mali"),
        ("gouverneure de Tin Adrar", "amina-sako"),
    ],
)
def test_a_users_name_is_found_and_linked(linked: dict[str, str], words: str, id: str) -> None:
    assert linked.get(words) == id, linked


@pytest.mark.parametrize("command", ["build", "explain", "annotate"])
def test_commands_take_the_file(command: str, file: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(f"---\npublished: 2016-07-13\nlanguage: fr\n---\n{TEXT}\n", encoding="utf-8")
    more = ["--store", str(tmp_path / "store")] if command == "build" else []
    result = CliRunner().invoke(app, [command, str(article), "--gazetteer", str(file), *more])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        ("e:x a kg:City", "not valid Turtle"),
        ('e:x skos:prefLabel "X"@fr .', "x has no kind"),
        ("e:x a kg:City .", "x has no name"),
        ('e:x a kg:City ; skos:prefLabel "X"@fr ; kg:partOf e:nowhere .', "x points to nowhere"),
        ('e:x a kg:City ; skos:prefLabel "X"@fr ; geo:lat 91 ; geo:long 0 .', "not on Earth"),
    ],
)
def test_a_mistake_is_told(turtle: str, told: str, tmp_path: Path) -> None:
    prefixes = (
        "@prefix e: <https://w3id.org/newskg/entity/> . @prefix kg: <https://w3id.org/newskg/ontology#> . "
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .\n"
    )
    path = tmp_path / "wrong.ttl"
    path.write_text(prefixes + turtle, encoding="utf-8")
    with pytest.raises(ResourceError, match=told):
        _ = Workshop((path,)).gazetteer
