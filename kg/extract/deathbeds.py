"""Who dies later of wounds: « un homme est mort mercredi à l'hôpital des suites de ses blessures ».

The death counts for the deed that wounded; when and where it came is neither the deed's day nor its place.
"""

from kg.extract.reading import Candidate
from kg.lexicon import Cues

_FAR_WORDS = 9  # from « est mort » to « de ses blessures »


def leave_deathbed(candidate: Candidate, cues: Cues) -> None:
    """Take day and place away from a death of wounds, in place."""
    if not candidate.frame.weak or candidate.frame.pos != "verb":
        return
    behind = candidate.sentence.doc[candidate.head.i + 1 : candidate.head.i + 1 + _FAR_WORDS]
    if any(token.lemma_ in cues.wounds for token in behind):
        candidate.times = [timex for timex in candidate.times if timex.basis == "event"]
        candidate.fillers = [filler for filler in candidate.fillers if filler.role != "place"]
