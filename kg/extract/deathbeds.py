"""Who dies later of wounds: « un homme est mort mercredi à l'hôpital des suites de ses blessures ».

The death counts for the deed that wounded; when and where it came is neither the deed's day nor its place.
"""

from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate
from kg.lexicon import Cues

_FAR_WORDS = 9  # from « est mort » to « de ses blessures »


def leave_deathbed(candidate: Candidate, cues: Cues) -> None:
    """Take day and place away from a death of wounds, or in a hospital, in place."""
    if not candidate.frame.weak or candidate.frame.pos != "verb":
        return
    behind = candidate.sentence.doc[candidate.head.i + 1 : candidate.head.i + 1 + _FAR_WORDS]
    tended = candidate.head.lemma_ in cues.dying and any(
        stem(filler.mention.head.text) in stems_of(cues.hospitals) for filler in candidate.role("place")
    )
    if tended or any(token.lemma_ in cues.wounds for token in behind):
        candidate.times = [timex for timex in candidate.times if timex.basis == "event"]
        candidate.fillers = [filler for filler in candidate.fillers if filler.role != "place"]
