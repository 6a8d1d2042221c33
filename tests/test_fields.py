"""What a text is about: in sport, business and culture the words of war are figures of speech."""

from pathlib import Path

import pytest

from kg.extract.fields import load_field_words
from kg.resources import ResourceError

WORDS = load_field_words()


@pytest.mark.parametrize(
    ("field", "sentences"),
    [
        ("sport", ["L'attaque bordelaise a pris d'assaut la défense adverse.", "L'entraîneur salue ses joueurs après le match.", "Le buteur a mitraillé le but.", "Le club garde sa place en championnat."]),
        ("business", ["Le géant lance une offensive en bourse.", "Les actionnaires attendent un dividende.", "La filiale a été prise d'assaut.", "Le rachat de l'enseigne est annoncé."]),
        ("culture", ["Le film raconte une prise d'otages.", "L'actrice est venue au festival.", "Le réalisateur attaque un nouveau scénario.", "Les spectateurs ont conquis la salle."]),
        ("disaster", ["La tempête a frappé la côte.", "Les pompiers ont évacué des automobilistes.", "Une avalanche a tué un skieur.", "Les inondations ont envahi la ville."]),
    ],
)  # fmt: skip
def test_an_article_of_another_field_is_told(field: str, sentences: list[str]) -> None:
    assert {judged.name for judged in WORDS.judge(sentences) if judged} == {field}


@pytest.mark.parametrize(
    "sentences",
    [
        ["Des kamikazes ont visé le stade pendant le match.", "L'attentat a tué trois supporters et deux policiers.", "Les assaillants étaient armés.", "Le championnat est suspendu."],
        ["Un commando armé a pris en otage les spectateurs d'un concert.", "Les policiers ont abattu les assaillants.", "L'attentat a fait trente tués.", "Le groupe jouait son album."],
        ["Un missile a frappé une usine automobile.", "L'armée dit avoir visé un dépôt de drones.", "Trois salariés ont été tués.", "La marque a fermé sa filiale."],
        ["Le candidat a été assassiné par des hommes armés.", "Les militaires patrouillent, les bureaux de vote ferment.", "Un attentat a tué deux soldats.", "Le scrutin est reporté."],
        ["Un obus est tombé sur l'hôpital.", "Les médecins soignent des civils blessés.", "L'armée dément tout bombardement.", "Des patients ont été tués."],
        ["Deux soldats ont été tués.", "L'armée a riposté."],
    ],
)  # fmt: skip
def test_violence_that_touches_a_field_stays_ours(sentences: list[str]) -> None:
    assert [judged for judged in WORDS.judge(sentences) if judged and judged.bends("Attack")] == []


def test_an_arrest_is_no_figure_of_speech_in_sport() -> None:
    sport = next(field for field in WORDS.fields if field.name == "sport")
    assert sport.bends("Bombing")
    assert not sport.bends("Arrest")


def test_a_wrong_class_is_named(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "fields.toml").write_text(
        '[sport]\nfigurative = ["Violense"]\nsure = ["match"]\nalso = []\n[ours]\nwords = ["armée"]\n', encoding="utf-8"
    )
    with pytest.raises(ResourceError, match=r"\[sport\].*Violense.*right would be"):
        load_field_words("fr", tmp_path)
