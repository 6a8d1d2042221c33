"""« C'est à Gao que … », « C'est dans ce contexte que … »: what stands behind « que » is the main clause."""

from kg.extract import syntax
from kg.extract.tokens import Doc, Token

_FURTHEST = 14  # words from « c'est » to « que »


def cleave(doc: Doc) -> None:
    """Make the verb behind « C'est (when, where or how) que » the main one, and hang on it what is set before."""
    words = syntax.words_of(doc[0])
    if doc[0].lower_.replace("’", "'") not in words.pronouns.this or doc[1].lemma_ != words.verbs.being:
        return
    that = next((t for t in doc[2:_FURTHEST] if t.lower_.replace("’", "'") in words.conjunctions.that), None)
    if that is None or not _tells_how(doc[2]) or any(t.pos_ == "VERB" or t.text == "," for t in doc[2 : that.i]):
        return
    verb = next((t for t in doc[that.i + 1 :] if t.pos_ == "VERB" and _heads(t, that)), None)
    if verb is None:
        return
    top = next((t for t in doc[2 : that.i] if not 2 <= t.head.i < that.i or t.head is t), None)
    if top is None or top.pos_ not in ("NOUN", "PROPN", "ADV", "NUM"):
        return
    above = doc[that.i + 1 :]
    for token in doc:
        if token.dep_ == "ROOT" and token is not verb:
            token.dep_ = "dep"
    verb.hang_on(verb)
    verb.dep_ = "ROOT"
    for token in above:
        if token.head.i <= that.i:
            token.hang_on(verb)
    top.hang_on(verb)
    top.dep_ = "advmod" if top.pos_ == "ADV" else "obl:mod"
    for token in (doc[0], doc[1], that):
        token.hang_on(top)
        token.dep_ = "fixed"
    for token in doc[2 : that.i]:
        if token is not top and not 2 <= token.head.i < that.i:
            token.hang_on(top)


def _tells_how(first: Token) -> bool:
    """« c'est *dans* … », « c'est *lundi* », « c'est *ainsi* »: no noun with an article, which would be who or what."""
    return first.pos_ in ("ADP", "ADV") or (first.pos_ in ("NOUN", "PROPN") and not first.text[0].isupper())


def _heads(verb: Token, that: Token) -> bool:
    """Whether a verb is told by a finite form, and no other clause hangs between it and « que »."""
    opened = verb.doc[that.i + 1 : verb.i]
    finite = syntax.is_finite(verb) or any(child.dep_.startswith("aux") for child in verb.children)
    return (
        finite
        and verb.dep_ not in ("amod",)
        and not any(t.pos_ == "PRON" and t.lower_ in syntax.words_of(verb).pronouns.relative for t in opened)
    )
