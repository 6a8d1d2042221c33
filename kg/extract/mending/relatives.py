"""Relative clauses behind a preposition: « l'attaque au cours de laquelle huit soldats ont été tués ».

The parser hangs a third of them on the verb before, as a clause of its own or as what is said: the people killed become
an object of « a condamné ». Like every step of the package it writes the parser's labels.
"""

from kg.extract import syntax
from kg.extract.mending.forms import has_any_auxiliary, is_finite
from kg.extract.tokens import Doc, Token
from kg.grammar import Grammar

_FAR_WORDS = 12  # from the pronoun to its verb
_BACK_WORDS = 8  # from the preposition to the noun that is meant
_FEATURES = ("Number", "Gender")


def relate_clauses(doc: Doc, grammar: Grammar) -> None:
    """Hang the verb of « …, dans laquelle X a … » on the noun that the pronoun stands for, in place."""
    for token in doc[2:-1]:
        if token.lower_ in grammar.pronouns.which:
            start = _start(token, grammar)
            if start > 1:
                _relate(token, start)


def _start(pronoun: Token, grammar: Grammar) -> int:
    """Where the phrase of the pronoun begins: « au cours duquel », « à l'issue de laquelle », « avec qui »; 0 where nothing leads it."""
    before = pronoun.nbor(-1)
    if before.pos_ == "NOUN" and pronoun.lower_ not in grammar.pronouns.subject_relative:
        first = before  # « au cours duquel »
    elif before.pos_ != "ADP":
        return (
            pronoun.i
            if "Rel" in pronoun.morph.get("PronType", []) and pronoun.lower_ in grammar.pronouns.to_which
            else 0
        )
    elif before.i < 2 or before.lower_ != grammar.functions.of or before.nbor(-1).pos_ != "NOUN":
        return before.i
    else:
        first = before.nbor(-1)  # « à l'issue de laquelle »
    while first.i > 1 and first.nbor(-1).pos_ in ("DET", "ADJ"):
        first = first.nbor(-1)
    return first.i - 1 if first.nbor(-1).pos_ == "ADP" else 0


def _relate(pronoun: Token, start: int) -> None:
    verb = _verb_of(pronoun)
    if verb is None or verb.head is verb or (verb.dep_ in syntax.RELATIVE_CLAUSES and verb.head.i < start):
        return
    noun = _meant(pronoun, start)
    if noun is None or verb.is_ancestor(noun):
        return
    verb.dep_ = "acl:relcl"
    verb.hang_on(noun)
    inside = range(start, verb.i)
    for token in pronoun.doc[start : verb.i]:
        if token.head.i not in inside and token.head is not verb:
            own = token is pronoun or any(child.dep_ == "case" for child in token.children)
            if token.pos_ in ("NOUN", "PROPN", "PRON") and not own:
                token.dep_ = "nsubj:pass" if syntax.is_passive(verb) else "nsubj"
            token.hang_on(verb)


def _verb_of(pronoun: Token) -> Token | None:
    """The first verb behind the pronoun, with no comma and no other clause between."""
    for token in pronoun.doc[pronoun.i + 1 : pronoun.i + 1 + _FAR_WORDS]:
        if token.pos_ in ("PUNCT", "SCONJ") or "Rel" in token.morph.get("PronType", []):
            return None
        if token.pos_ == "VERB" and (is_finite(token) or has_any_auxiliary(token)):
            return token
    return None


def _meant(pronoun: Token, start: int) -> Token | None:
    """The noun nearest before the phrase that agrees with the pronoun; a name has no gender of its own."""
    for token in reversed(pronoun.doc[max(0, start - _BACK_WORDS) : start]):
        if syntax.is_verb(token) and is_finite(token):
            return None
        if token.pos_ == "PROPN" or (token.pos_ == "NOUN" and _agree(token, pronoun)):
            return token if token.dep_ not in ("flat:name", "flat:foreign") else token.head
    return None


def _agree(noun: Token, pronoun: Token) -> bool:
    pairs = [(noun.morph.get(name, []), pronoun.morph.get(name, [])) for name in _FEATURES]
    return all(not mine or not theirs or mine == theirs for mine, theirs in pairs)
