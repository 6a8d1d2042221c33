"""Forms that the parser misreads are verbs again, and what is no verb stays as it is."""

import pytest
from spacy.language import Language

from kg.extract.mending import repair
from kg.extract.parse import load_parser, read_doc
from kg.lexicon import Lexicon, load_lexicon

VERBS = [
    ("Damas dément tout bombardement sur Douma.", "dément", "démentir"),
    ("L'opposition réclame la démission du Premier ministre.", "réclame", "réclamer"),
    ("La France demande à l'ONU le déploiement de casques bleus.", "demande", "demander"),
    ("L'armée syrienne bombarde Idleb.", "bombarde", "bombarder"),
    ("L'Ethiopie compte retirer ses troupes de Somalie.", "compte", "compter"),
    ("Le Trésor américain a gelé les avoirs de deux généraux.", "gelé", "geler"),
    ("Pyongyang menace de fermer la frontière.", "menace", "menacer"),
]
OTHERS = [
    ("La demande de gaz a reculé en hiver.", "demande", "NOUN"),
    ("La Colombie est prête à négocier.", "prête", "ADJ"),
    ("Cette menace inquiète les voisins.", "menace", "NOUN"),
    ("Le compte a été fermé.", "compte", "NOUN"),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_parser("fr")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon("fr")


def test_the_tables_are_whole() -> None:
    assert (len(VERBS), len(OTHERS)) == (7, 4)


@pytest.mark.parametrize(("text", "form", "lemma"), VERBS)
def test_a_misread_form_is_a_verb(text: str, form: str, lemma: str, nlp: Language, lexicon: Lexicon) -> None:
    token = next(token for token in repair(read_doc(nlp(text)), lexicon) if token.text == form)
    assert (token.pos_, token.lemma_) == ("VERB", lemma)


@pytest.mark.parametrize(("text", "form", "pos"), OTHERS)
def test_another_word_stays(text: str, form: str, pos: str, nlp: Language, lexicon: Lexicon) -> None:
    token = next(token for token in repair(read_doc(nlp(text)), lexicon) if token.text == form)
    assert token.pos_ == pos


@pytest.mark.parametrize(
    ("text", "form", "head"),
    [
        ("Les Etats-Unis ont exigé la libération des dirigeants arrêtés et menacé la junte de sanctions.", "menacé", "exigé"),
        ("Le Conseil a salué les efforts des casques bleus déployés et condamné les attaques.", "condamné", "salué"),
        ("Des soldats arrêtés et battus ont été libérés.", "battus", "arrêtés"),
    ],
)  # fmt: skip
def test_a_participle_with_an_object_goes_on_with_the_main_verb(
    text: str, form: str, head: str, nlp: Language, lexicon: Lexicon
) -> None:
    token = next(token for token in repair(read_doc(nlp(text)), lexicon) if token.text == form)
    assert token.head.text == head
