"""Which mentions of an article mean the same: names, shortened names, appositions, descriptions, pronouns.

Rules over names, number, gender and recency, the surest first; a mention that no rule resolves stays alone.
"""

from collections.abc import Iterable

from kg.extract.coreference.appositions import join_appositions
from kg.extract.coreference.chains import Mentions
from kg.extract.coreference.descriptions import join_descriptions
from kg.extract.coreference.names import join_names
from kg.extract.coreference.pronouns import join_pronouns
from kg.extract.coreference.protagonist import join_lead
from kg.extract.reading import SentenceReading
from kg.gazetteer import Gazetteer
from kg.lexicon import Cues


def resolve(sentences: Iterable[SentenceReading], cues: Cues, gazetteer: Gazetteer) -> Mentions:
    """The mentions of an article with their chains."""
    mentions = Mentions(tuple(sentences), cues)
    join_names(mentions)
    join_appositions(mentions)
    join_lead(mentions)
    join_descriptions(mentions)
    join_pronouns(mentions)
    mentions.call_people(gazetteer)
    return mentions


__all__ = ["Mentions", "resolve"]
