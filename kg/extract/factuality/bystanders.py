"""Who stays out of a known deed: « n'a pas pris part à l'offensive » tells of an offensive, but not by whoever is named."""

from kg.extract import syntax
from kg.extract.factuality.governing import stays_out
from kg.extract.reading import Candidate
from kg.lexicon import Cues


def leave_out_bystanders(candidate: Candidate, cues: Cues) -> None:
    """Drop the subjects of verbs by which somebody took no part in what the noun tells."""
    out = {
        candidate.sentence.offset(subject)
        for verb in candidate.supports
        if stays_out(candidate, verb, cues)
        for subject in syntax.read_clause(verb).subjects
    }
    candidate.fillers = [
        filler
        for filler in candidate.fillers
        if filler.function != "subject"
        or not any(filler.mention.anchor.start <= at < filler.mention.anchor.end for at in out)
    ]
