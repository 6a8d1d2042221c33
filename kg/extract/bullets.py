"""Bullets say nothing beside the class: « tué par balle » is a shooting, whatever it was done with."""

from collections.abc import Iterable

from kg.extract.reading import Candidate
from kg.lexicon import Cues


def leave_bullets(candidates: Iterable[Candidate], cues: Cues) -> None:
    """Take bullets out of the instruments of events, in place; one that strays is one."""
    for candidate in candidates:
        candidate.fillers = [
            filler
            for filler in candidate.fillers
            if filler.role != "instrument" or not filler.mention.anchor.text.lower().endswith(cues.bullets)
        ]
