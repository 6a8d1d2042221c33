"""Which event mentions of one article tell the same event, and what that gives each of them.

A headline, a lead and a body tell one event; a new place, day, actor or figure makes another.
"""

from kg.extract.grouping.facts import Facts
from kg.extract.grouping.joining import Grouping
from kg.extract.grouping.kinds import has_toll
from kg.extract.grouping.settling import Settling

__all__ = ["Facts", "Grouping", "Settling", "has_toll"]
