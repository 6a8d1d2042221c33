"""The gate: sentences that by their words can tell no event are not parsed, and nothing else is lost."""

from pathlib import Path

import pytest
from spacy.tokens import Doc

from kg.evaluation import read_cases
from kg.extract import read
from kg.extract.gate import load_gate_words
from kg.extract.lemmas import PARTS_OF_SPEECH, Lemmas
from kg.model import Article
from kg.pipeline import Workshop
from kg.resources import ResourceError

WORKSHOP = Workshop(gated=True)


def chosen(*sentences: str) -> list[bool]:
    reader = WORKSHOP.reader
    numbers = reader.gate.choose(sentences, reader.fields.judge(sentences)).numbers()
    return [number in numbers for number in range(len(sentences))]


@pytest.mark.parametrize(
    "sentence",
    [
        "L'armée a bombardé lundi un dépôt de munitions près de Taez.",
        "Deux casques bleus ont été tués à Kidal.",
        "Le ministre se rendra mardi à Tripoli.",
        "Les insurgés se sont emparés de la ville.",
        "Le Tchad dément avoir envoyé des soldats.",
        "Un attentat-suicide a visé le marché.",
        "La France va livrer des missiles à l'Ukraine.",
        "Paris et Alger ont rompu leurs négociations.",
        "Le président Ouattara est depuis lundi à Pékin.",
        "Le pape sera en Irak du 5 au 8 août.",
        "Paris, où il sera mardi, attend le ministre Ali Maro.",
    ],
)
def test_what_may_tell_an_event_is_parsed(sentence: str) -> None:
    assert chosen(sentence) == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le film sortira en salle au printemps prochain.",
        "La hausse des prix du blé inquiète les boulangers.",
        "L'entreprise a livré des colis à ses clients.",  # no weapon: nothing that MilitarySupport needs
        "La commune a annoncé une baisse des impôts locaux.",  # an announcement needs an event
        "Le cycliste porte le maillot jaune à la première étape.",
        "Dans la presse, une équipe de chercheurs a été saluée.",
        "Une norme a été publiée lundi à Genève par Jean Durand.",  # « a été » says where nobody is
        "Jean Durand est professeur à Paris.",  # since no day
    ],
)
def test_what_can_tell_none_is_not(sentence: str) -> None:
    assert chosen(sentence) == [False]


def test_the_sentence_to_which_a_pronoun_points_is_parsed_too() -> None:
    assert chosen("Il fait beau.", "Le général Salou était à Gao.", "Il a été tué par des hommes armés.") == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("sentence", "before"),
    [
        ("Elle a été enlevée par des hommes armés à Gao.", True),
        ("Son épouse Mariam Salou a été tuée à Kidal.", True),
        ("Cette attaque a tué deux soldats à Kidal.", True),
        ("Selon Paris, cette attaque a tué deux soldats.", True),  # whatever name comes first
        ("Plusieurs ont été tués à Kidal par l'armée.", True),
        ("Le général Salou et son épouse ont été tués à Kidal.", False),  # a name stands before « son »
        ("Une attaque a tué deux soldats ce lundi à Kidal.", False),
        ("Cette nuit, une attaque a tué deux soldats à Kidal.", False),
        ("Plusieurs soldats ont été tués à Kidal.", False),
        ("À Kidal, l'armée a tué ce qui restait du groupe.", False),
    ],
)
def test_what_points_back_brings_the_sentence_before(sentence: str, before: bool) -> None:
    assert chosen("Le ministre Oumar Ba dormait.", sentence) == [before, True]


def test_an_article_without_a_trigger_is_read_without_the_parser() -> None:
    article = Article("a", "a.txt", "fr", None, "Le film sortira au printemps. Il dure deux heures.", None)
    assert read(article, WORKSHOP.reader, gated=True).sentences == ()
    assert len(read(article, WORKSHOP.reader).sentences) == 2


def test_an_interview_of_one_answer_is_read_behind_the_gate() -> None:
    text = (
        "Guinée-Bissau : le point\n\nQue font vos troupes ?\n\nAmadou Diallo : Nous avons déployé 300 soldats à Bissau."
    )
    told = read(Article("a", "a.txt", "fr", None, text, None), WORKSHOP.reader, gated=True).events
    assert [event.type for event in told] == ["Deployment"]


@pytest.mark.parametrize("file", sorted((Path(__file__).parent / "corpus").glob("*.toml")), ids=lambda file: file.stem)
def test_whole_articles_are_read_behind_the_gate(file: Path) -> None:
    told = [len(read(case.article, WORKSHOP.reader, gated=True).events) for case in read_cases(file)]
    assert sum(told) > 4 * len(told)


@pytest.mark.parametrize(
    ("content", "message"),
    [("pointing = 3", "“reflexive” must be a list"), ("", "“reflexive” must be a list")],
)
def test_a_wrong_word_list_is_said(content: str, message: str, tmp_path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "gate.toml").write_text(content)
    with pytest.raises(ResourceError, match=message):
        load_gate_words("fr", tmp_path)


@pytest.mark.parametrize(
    "sentence",
    [
        "À partir de demain, la piscine sera fermée.",  # no departure
        "Le parti a présenté son programme aux électeurs.",
        "Le ministre de l'Agriculture a souri aux éleveurs.",  # a post without its years
        "Le président du club est malade et ne peut plus marcher.",  # « peut » is no « pouvoir » that somebody holds
    ],
)
def test_a_form_that_only_looks_like_a_trigger_is_not(sentence: str) -> None:
    assert chosen(sentence) == [False]


def test_what_the_parser_reads_without_a_trigger_stops_there() -> None:
    text = "Il fait beau à Gao. Ils ont salué Amadou Ba, président du club. Deux soldats ont été tués à Kidal."
    article = Article("a", "a.txt", "fr", None, text, None)
    read_gated = read(article, WORKSHOP.reader, gated=True)
    assert [sentence.text for sentence in read_gated.sentences] == ["Deux soldats ont été tués à Kidal."]
    assert [event.type for event in read_gated.events] == [
        event.type for event in read(article, WORKSHOP.reader).events
    ]


@pytest.mark.parametrize(
    "form",
    ["tuées", "envoya", "soldats", "canaux", "été", "fut", "xqzte", "prise", "aux", "généraux", "vit", "é", "12"],
)
def test_lemmas_before_the_parse_are_those_of_the_lemmatizer(form: str) -> None:
    nlp = WORKSHOP.reader.nlp
    given: list[str] = []
    for part in PARTS_OF_SPEECH:
        doc = Doc(nlp.vocab, words=[form], pos=[part])
        given += nlp.get_pipe("lemmatizer").rule_lemmatize(doc[0])  # type: ignore[attr-defined]
    assert Lemmas(nlp).of(form) == list(dict.fromkeys(given))
