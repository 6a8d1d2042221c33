"""Sentences as they were parsed, mended; a long one parsed again in parts, each mended before they are joined.

Measured: of a sentence with « dans la nuit de dimanche à lundi » put behind its verb one in six loses an event or an
argument when parsed as a whole, one in twenty when the time is read apart (`python -m benchmarks.robustness`).
"""

from collections.abc import Sequence

from spacy.language import Language

from kg.extract.mending import Part, Piece, find_parts, is_worse, join, pieces_of, present_forms, repair
from kg.extract.parse import ParsedSentence, parse_pieces
from kg.extract.times import TimeWords, find_times
from kg.lexicon import Lexicon


def mend(sentences: Sequence[ParsedSentence], nlp: Language, lexicon: Lexicon, words: TimeWords) -> None:
    """Mend what the parser read, in place."""
    forms = present_forms(lexicon)
    parted: list[tuple[ParsedSentence, list[Part], list[Piece]]] = []
    for sentence in sentences:
        repair(sentence.doc, lexicon)
        times = [(timex.anchor.start, timex.anchor.end) for timex in find_times(sentence.anchor.text, None, words)]
        parts = find_parts(sentence.doc, times, forms)
        if parts:
            parted.append((sentence, parts, pieces_of(sentence.doc, parts)))
    read = parse_pieces([piece.words for _, _, pieces in parted for piece in pieces], nlp)
    at = 0
    for sentence, parts, pieces in parted:
        docs = [repair(doc, lexicon) for doc in read[at : at + len(pieces)]]
        at += len(pieces)
        if not is_worse(sentence.doc, pieces, docs):
            join(sentence.doc, parts, pieces, docs)
