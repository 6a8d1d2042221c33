"""From the mentions of an article to entities of the world, each with the reason.

A name goes to the gazetteer by spelling, then by the article's other places, its date and, last, by population. A
description goes to its owner (« les forces irakiennes » are of Iraq), an office to its holder on the day it was
published. What no source knows becomes an entity of its own, with an id made of its words alone, so that two articles
that name it alike mean the same; unnamed people stay inside their article.
"""

from kg.link.entities.chains import link_mentions
from kg.link.entities.known import known_names
from kg.link.entities.merging import canonical, merge_entities, named_by, needed_entities, own_entities
from kg.link.entities.scene import Link

__all__ = [
    "Link",
    "canonical",
    "known_names",
    "link_mentions",
    "merge_entities",
    "named_by",
    "needed_entities",
    "own_entities",
]
