"""Two reports compared, feature by feature: whether they may tell one event, how much speaks for it, and why.

A feature is a weight and words. Weights add up to a score; some disagreements keep two reports apart whatever the score:
another day, another town, another attacker, another status. Words are put together only when somebody asks for them.
"""

from kg.link.comparison.comparer import Comparer
from kg.link.comparison.profile import LASTING, SAME, UNDATED_DAYS, Apart, Comparison, Feature, Profile, group_of

__all__ = ["LASTING", "SAME", "UNDATED_DAYS", "Apart", "Comparer", "Comparison", "Feature", "Profile", "group_of"]
