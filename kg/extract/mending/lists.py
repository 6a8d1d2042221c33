"""Lists of names: « l'ONU, l'Union africaine, Paris et Washington ont condamné … », of which the parser loses some.

Like every step of the package it writes the parser's labels.
"""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues

_LEAST = 3  # names of a list that is read anew
_NOUNS = ("NOUN", "PROPN")
_WITHIN = ("DET", "ADJ", "NUM", "NOUN", "PROPN")  # words that one name may consist of


def list_several(doc: Doc, cues: Cues) -> None:
    """Join all the names of a list that ends with « et » to its first one, in place."""
    for joint in doc[3:-1]:
        if joint.pos_ != "CCONJ" or joint.lower_ != cues.grammar.lists.conjunction:
            continue
        names = _names_before(joint, cues)
        last = _phrase_behind(joint)
        if len(names) + 1 < _LEAST or not last or not _is_name(names[0]):
            continue
        heads = [_head_of(name) for name in (*names, last)]
        if None not in heads:
            _join([head for head in heads if head is not None], names[0][0], last[-1])


def _names_before(joint: Token, cues: Cues) -> list[Sequence[Token]]:
    """The names that commas part, before the word that joins the last one; in order."""
    doc, end, found = joint.doc, joint.i, list[Sequence[Token]]()
    while end > 0:
        start = end
        while start > 0 and _may_be_within(doc[start - 1], start < end):
            start -= 1
        name = doc[start:end]
        if not _is_name(name):
            break
        found.insert(0, name)
        if start == 0 or doc[start - 1].text != ",":
            break
        end = start - 1
    if not found:
        return []
    first = found[0][0]
    before = doc[first.i - 1] if first.i else None
    if before is not None and before.pos_ == "ADP" and before.lower_ not in _openings(cues):
        return (
            found[1:] if len(found) > 1 and not _is_apposed(found[1]) else []
        )  # « En Afrique, Paris, Rome et Berlin »
    return found if before is None or before.text != "," or not _is_apposed(found[0]) else []


def _openings(cues: Cues) -> frozenset[str]:
    """The prepositions that a list of parties may stand behind."""
    functions = cues.grammar.functions
    return frozenset((functions.by, functions.along, functions.between))


def _is_apposed(name: Sequence[Token]) -> bool:
    head = _head_of(name)
    return head is None or head.dep_ == "appos"


def _may_be_within(word: Token, begun: bool) -> bool:
    """Whether a word may belong to a name; « de » only before words of it."""
    if word.pos_ in _WITHIN or word.dep_ in syntax.ADJECTIVES:
        return True
    return begun and word.pos_ == "ADP" and word.lower_ in syntax.words_of(word).negation.partitive


def _is_name(words: Sequence[Token]) -> bool:
    """« l'Union africaine », « Paris »: a capital behind the article; no day."""
    bare = [word for word in words if word.pos_ != "DET"]
    if not bare or not bare[0].text[0].isupper() or bare[0].pos_ not in {*_NOUNS, "ADJ"}:
        return False
    return bare[0].lower_ not in syntax.words_of(bare[0]).verbs.no_subjects


def _phrase_behind(joint: Token) -> Sequence[Token]:
    """The last of the list: a name, or « de nombreux pays »."""
    doc, end = joint.doc, joint.i + 1
    while end < len(doc) and _may_be_within(doc[end], end > joint.i + 1):
        end += 1
    if end == joint.i + 1 and end < len(doc) and doc[end].lower_ in syntax.words_of(joint).negation.partitive:
        end += 1  # « et de nombreux pays »
        while end < len(doc) and doc[end].pos_ in _WITHIN:
            end += 1
    return doc[joint.i + 1 : end]


def _head_of(name: Sequence[Token]) -> Token | None:
    inside = set(range(name[0].i, name[-1].i + 1))
    return next((word for word in name if word.head.i not in inside and word.pos_ in _NOUNS), None)


def _join(heads: Sequence[Token], start: Token, end: Token) -> None:
    """Hang all on the first, which is the subject where the verb stands right behind."""
    first, doc = heads[0], start.doc
    after = doc[end.i + 1] if end.i + 1 < len(doc) else None
    verb = _verb_at(after) if after is not None else None
    led = start.i > 0 and doc[start.i - 1].pos_ == "ADP"
    if verb is not None and not led and verb not in heads:
        if any(child.dep_ in syntax.SUBJECTS and not start.i <= child.i <= end.i for child in verb.children):
            return
        first.hang_on(verb)
        first.dep_ = "nsubj:pass" if any(child.dep_ == "aux:pass" for child in verb.children) else "nsubj"
    elif start.i <= first.head.i <= end.i or not (led or (syntax.is_verb(first.head) and first.head.i < start.i)):
        return
    for other in heads[1:]:
        if not other.is_ancestor(first):
            other.hang_on(first)
            other.dep_ = "conj"


def _verb_at(word: Token) -> Token | None:
    """The verb that a word opens, itself or as its auxiliary or clitic."""
    verb = word.head if word.pos_ in ("AUX", "PRON") and word.head.i >= word.i else word
    return verb if syntax.is_verb(verb) and syntax.first_of_verb(verb) == word.i else None
