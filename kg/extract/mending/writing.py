"""What several steps write: a word as a verb, what stands behind it, a verb in the place of the word that led its clause."""

from kg.extract import syntax
from kg.extract.tokens import Token

PRESENT = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
SIMPLE_PAST = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
PAST_PARTICIPLE = "Tense=Past|VerbForm=Part"
INFINITIVE = "VerbForm=Inf"
GERUND = "Tense=Pres|VerbForm=Part"
MISREAD = frozenset({"NOUN", "ADV", "ADJ", "PROPN", "X"})  # parts of speech that a verb is misread as


def read_as_verb(token: Token, lemma: str, form: str) -> None:
    """The tag, lemma and features of a verb in a `form`, one of the above."""
    token.pos_, token.lemma_ = "VERB", lemma
    token.set_morph(form)


def read_as_of(article: Token) -> None:
    """« des », read as an indefinite article, is « de » and « les »."""
    article.pos_, article.dep_, article.lemma_ = "ADP", "case", syntax.words_of(article).prepositions.of
    article.set_morph("")


def relabel_behind(verb: Token) -> None:
    """What was read as complements of a noun is an object or an adjunct of the verb that it is."""
    for child in verb.children:
        if child.dep_ == "nmod" and child.i > verb.i:
            child.dep_ = syntax.label_behind(child)


def hand_objects(verb: Token, infinitive: Token) -> None:
    """« a chargé de ravitailler les rebelles »: an object behind an infinitive that has none is its own, not that of the verb above."""
    if not any(child.dep_ == "obj" for child in infinitive.children):
        for child in [child for child in verb.children if child.dep_ == "obj" and child.i > infinitive.i]:
            child.hang_on(infinitive)


def lead_instead(verb: Token, word: Token, label: str) -> None:
    """The verb takes the place of the word that it hung on, which now hangs on it."""
    root, above, taken = word.head is word, word.head, word.dep_
    verb.hang_on(verb if root else above)
    verb.pos_, verb.dep_ = "VERB", taken
    word.hang_on(verb)
    word.dep_ = label
