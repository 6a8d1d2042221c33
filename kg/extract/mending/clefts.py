"""« C'est à Gao que … », « C'est dans ce contexte que … »: what stands behind « que » is the main clause."""

from kg.extract import syntax
from kg.extract.mending.forms import has_any_auxiliary, is_finite
from kg.extract.tokens import Doc, Token

_FURTHEST = 14  # words from « c'est » to « que »


def cleave(doc: Doc) -> None:
    """Make the verb behind « C'est (when, where or how) que » the main one, and hang on it what is set before."""
    that = _that_of(doc)
    if that is None:
        return
    set_before = doc[2 : that.i]
    top = next((t for t in set_before if t.head is t or t.head not in set_before), None)
    verb = next((t for t in doc[that.i + 1 :] if syntax.is_verb(t) and _is_told(t, that)), None)
    if verb is None or top is None or top.pos_ not in ("NOUN", "PROPN", "ADV", "NUM"):
        return
    for token in doc:
        if token.dep_ == "ROOT" and token is not verb:
            token.dep_ = "dep"
    verb.hang_on(verb)
    verb.dep_ = "ROOT"
    for token in doc[that.i + 1 :]:
        if token.head.i <= that.i:
            token.hang_on(verb)
    top.hang_on(verb)
    top.dep_ = "advmod" if top.pos_ == "ADV" else "obl:mod"
    for token in set_before:
        if token is not top and token.head not in set_before:
            token.hang_on(top)
    for token in (doc[0], doc[1], that):
        token.hang_on(top)
        token.dep_ = "fixed"


def _that_of(doc: Doc) -> Token | None:
    """« que » behind « C'est » and words that tell when, where or how: no noun with an article, which would be who or what."""
    words, first = syntax.words_of(doc[0]), doc[2]
    if doc[0].lower_ not in words.pronouns.this or doc[1].lemma_ != words.verbs.being:
        return None
    if first.pos_ not in ("ADP", "ADV") and (first.pos_ not in ("NOUN", "PROPN") or first.text[0].isupper()):
        return None
    that = next((t for t in doc[2:_FURTHEST] if t.lower_ in words.conjunctions.that), None)
    if that is None or any(t.pos_ == "VERB" or t.text == "," for t in doc[2 : that.i]):
        return None
    return that


def _is_told(verb: Token, that: Token) -> bool:
    """Whether a verb is told by a finite form, and no relative clause begins between it and « que »."""
    relative = syntax.words_of(verb).pronouns.relative
    between = verb.doc[that.i + 1 : verb.i]
    return (is_finite(verb) or has_any_auxiliary(verb)) and not any(
        token.pos_ == "PRON" and token.lower_ in relative for token in between
    )
