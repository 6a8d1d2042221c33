"""« L'attaque porte à cinq le nombre de soldats tués cette année »: what is counted up is no toll of the deed."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate, SentenceReading
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.model import Anchor

_FAR = 6  # words from « porte » to « le nombre »
_LONG = ("month", "quarter", "semester", "year")
_ENDS = (";", ".", ":", "»")


def leave_running_counts(
    sentence: SentenceReading, candidates: Sequence[Candidate], cues: Cues
) -> tuple[list[Candidate], list[Candidate]]:
    """The deeds of a sentence without what a count up to now gave them, and those that only say whom it counts."""
    kept, left = list(candidates), []
    for verb in sentence.doc if candidates else ():
        noun = _counted_up(verb, cues)
        if noun is None:
            continue
        end = next((token.i for token in sentence.doc[noun.i :] if token.text in _ENDS), len(sentence.doc))
        words = range(verb.i, end)
        if not _is_of_a_period(sentence, range(noun.i, end)):
            continue
        left += [candidate for candidate in kept if candidate.head.i in words]
        kept = [candidate for candidate in kept if candidate.head.i not in words]
        for candidate in kept:
            candidate.quantities = [q for q in candidate.quantities if not _stands_in(q.anchor, sentence, words)]
            candidate.times = [timex for timex in candidate.times if not _stands_in(timex.anchor, sentence, words)]
            candidate.fillers = [
                f
                for f in candidate.fillers
                if f.sentence != sentence.index or not _stands_in(f.mention.anchor, sentence, words)
            ]
    return kept, left


def _counted_up(verb: Token, cues: Cues) -> Token | None:
    """« le nombre », « le bilan » that somebody's death « porte à cinq », « fait passer à cinq »."""
    if verb.lemma_ not in cues.counting_up or not syntax.is_verb(verb):
        return None
    counts = stems_of(cues.running_counts)
    return next((t for t in verb.doc[verb.i + 1 : verb.i + 1 + _FAR] if stem(t.lemma_) in counts), None)


def _is_of_a_period(sentence: SentenceReading, words: range) -> bool:
    """« depuis janvier », « cette année »: of more than the deed."""
    return any(
        _stands_in(timex.anchor, sentence, words) and (timex.relation == "since" or timex.granularity in _LONG)
        for timex in sentence.times
    )


def _stands_in(anchor: Anchor, sentence: SentenceReading, words: range) -> bool:
    inside = sentence.anchor.start <= anchor.start < sentence.anchor.end
    return inside and sentence.span(anchor.start, anchor.end)[0] in words
