"""The parts of a sentence that were read apart, hung where they stood (`kg.extract.mending.parting`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extract.mending.parting import Kind, Part
from kg.extract.tokens import Doc, Morph, Token, morphology

CONTEXT = 8  # words before an insertion that are parsed with it
_READ_AS_IT_WAS: frozenset[Kind] = frozenset({"time", "bracket"})
_VERBAL = ("VERB", "AUX")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
_OF_CLAUSES = {"opening": "advcl", "clause": "conj"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words to be parsed together, of which the first `context` are only there to be leant on; `part` None for the rest."""

    words: tuple[Token, ...]
    part: Part | None = None
    context: int = 0


@dataclass(slots=True)
class _Word:
    """What a word of the joined sentence is; `head` is the place of the word it hangs on, its own at a root."""

    lemma: str
    pos: str
    dep: str
    morph: Morph
    head: int


def pieces_of(doc: Doc, parts: Sequence[Part]) -> list[Piece]:
    """What is to be parsed: what is left of the sentence, then the parts that are not kept as they were read."""
    taken = _places(parts)
    rest = tuple(word for word in doc if word.i not in taken)
    pieces = [Piece(rest)]
    for part in parts:
        if part.kind in _READ_AS_IT_WAS:
            continue
        inner = _places(other for other in parts if other is not part and part.start <= other.start < part.end)
        own = [word for word in doc[part.start : part.end] if word.i not in inner]
        before = [word for word in rest if word.i < part.start][-CONTEXT:] if part.kind == "insertion" else []
        pieces.append(Piece((*before, *own), part, len(before)))
    return pieces


def is_worse(doc: Doc, pieces: Sequence[Piece], read: Sequence[Doc]) -> bool:
    """Whether the parser, reading the pieces, no longer sees a verb that it saw in the whole, a subject, or the relative pronoun of a part.

    What it reads alone it takes for a headline at times: « Les forces contrôlent une partie du pays » as a noun.
    """
    subjects = 0
    for piece, parsed in zip(pieces, read, strict=True):
        for word, anew in list(zip(piece.words, parsed, strict=True))[piece.context :]:
            if word.pos_ in _VERBAL and anew.pos_ not in _VERBAL:
                return True
            if piece.part is not None and word.pos_ == "PRON" and anew.pos_ == "SCONJ":
                return True
            subjects += _is_subject(anew)
    kept = {word.i for piece in pieces for word in piece.words[piece.context :]}
    if subjects < sum(_is_subject(word) for word in doc if word.i in kept):
        return True
    return _has_verb_at_root(doc) and not _has_verb_at_root(read[0])


def _is_subject(word: Token) -> bool:
    return word.dep_ in ("nsubj", "nsubj:pass") and word.head.pos_ in _VERBAL


def _has_verb_at_root(doc: Doc) -> bool:
    return any(word.head is word and word.pos_ in _VERBAL for word in doc)


def join(doc: Doc, parts: Sequence[Part], pieces: Sequence[Piece], read: Sequence[Doc]) -> None:
    """Give the sentence's words what the pieces, parsed and mended, say of them, in place."""
    words = [_Word(word.lemma_, word.pos_, word.dep_, word.morph, word.head.i) for word in doc]
    for piece, parsed in zip(pieces, read, strict=True):
        places = [word.i for word in piece.words]
        for place, word in list(zip(places, parsed, strict=True))[piece.context :]:
            words[place] = _Word(word.lemma_, word.pos_, word.dep_, word.morph, places[word.head.i])
            if piece.part is not None and word.head is word:
                _hang_clause(words, place, piece.part, _root_of(pieces[0], read[0]))
    taken = _places(part for part in parts if part.kind in _READ_AS_IT_WAS)
    for part in parts:
        if part.kind == "time":
            _hang_time(words, part, taken)
        elif part.kind == "bracket":
            _hang_bracket(words, part)
    _cut_rings(words)
    for word, told in zip(doc, words, strict=True):
        word.lemma_, word.pos_, word.dep_, word.morph = told.lemma, told.pos, told.dep, told.morph
    doc.inserted = frozenset(_places(part for part in parts if part.kind not in _OF_CLAUSES))
    doc.notes.clear()  # what was read off the first parse
    doc.hang([told.head - place for place, told in enumerate(words)])


def _places(parts: Iterable[Part]) -> set[int]:
    return {place for part in parts for place in range(part.start, part.end)}


def _root_of(piece: Piece, parsed: Doc) -> int:
    return next((word.i for word, read in zip(piece.words, parsed, strict=True) if read.head is read), piece.words[0].i)


def _hang_clause(words: list[_Word], place: int, part: Part, root: int) -> None:
    """Hang the head of a part on the main clause, or on the word before it."""
    word = words[place]
    if part.kind in _OF_CLAUSES:
        word.head, word.dep = root, _OF_CLAUSES[part.kind]
        return
    if part.host is not None:
        word.head = part.host
        word.dep = "punct" if word.pos == "PUNCT" else "advmod" if word.pos == "ADV" else "obl:mod"
        return
    word.head = part.start - 1
    word.dep = "acl:relcl" if word.pos in _VERBAL else "appos" if word.pos in _NOMINAL else "advmod"


def _hang_time(words: list[_Word], part: Part, taken: set[int]) -> None:
    """Hang a time on what it hung on, if that is a verb or the noun right before it, else on the verb before it."""
    places = range(part.start, part.end)
    outside = [words[place].head for place in places if words[place].head not in places]
    owner = next((head for head in outside if _owns(words, head, part, taken)), None)
    if owner is None:
        before = [place for place in range(part.start) if place not in taken]
        verb = next((place for place in reversed(before) if words[place].pos == "VERB"), None)
        roots = [place for place, word in enumerate(words) if place not in taken and word.head == place]
        owner = verb if verb is not None else next(iter(roots), before[-1] if before else 0)
    for place in places:
        word, head = words[place], words[place].head
        if word.dep == "fixed" or word.pos in ("PRON", *_VERBAL):
            word.pos, word.morph = "ADP", morphology("")  # « il y a deux jours » has no verb
        if head not in places or head == place:
            word.head, word.dep = owner, "punct" if word.pos == "PUNCT" else "obl:mod"


def _owns(words: Sequence[_Word], head: int, part: Part, taken: set[int]) -> bool:
    if head in taken:
        return False
    return words[head].pos == "VERB" or (
        words[head].pos in ("AUX", "NOUN", "PROPN") and part.start - 2 <= head < part.start
    )


def _hang_bracket(words: list[_Word], part: Part) -> None:
    """Hang what brackets hold on the noun it hung on, else on the word before them."""
    places = range(part.start, part.end)
    outside = [words[place].head for place in places if words[place].head not in places]
    host = next((head for head in outside if head < part.start and words[head].pos in _NOMINAL), part.start - 1)
    while host > 0 and words[host].pos == "PUNCT":
        host -= 1
    for place in places:
        word = words[place]
        if word.head in places and word.head != place:
            continue
        word.head = host
        if word.pos == "PUNCT":
            word.dep = "punct"
        elif word.dep in ("ROOT", "nsubj", "nsubj:pass", "obj", "conj"):
            word.dep = "appos"


def _cut_rings(words: Sequence[_Word]) -> None:
    """Make a root of a word that hangs on itself by way of others."""
    for place in range(len(words)):
        seen, at = {place}, words[place].head
        while at not in seen:
            seen.add(at)
            at = words[at].head
        if words[at].head != at:
            words[place].head = place
