"""What a build did, in numbers."""

from collections import Counter
from dataclasses import dataclass, field

from kg.articles import Skipped

MOST_LISTED = 50  # of what was left out, with the reasons
MOST_FOREIGN_LISTED = 5  # of these, articles in other languages


@dataclass(slots=True)
class Summary:
    """What a build did: counts, and what it left out and why.

    `articles` counts those given that are now in the store, `unchanged` those of them that were there already, read by
    the same software, and were not read again; `copies` those that repeat another. `skipped` lists the first of
    `skipped_count`; `foreign` counts those of them that are in other languages.
    """

    articles: int = 0
    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    reports: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    skipped_count: int = 0
    foreign: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    unread_sentences: int = 0
    sentences: int = 0
    events: Counter[str] = field(default_factory=Counter)
    merged: int = 0

    def skip(self, skipped: Skipped) -> None:
        """Note what was left out."""
        self.skipped_count += 1
        if skipped.language is not None:
            self.foreign[skipped.language] += 1
            if self.foreign.total() > MOST_FOREIGN_LISTED:
                return
        if len(self.skipped) < MOST_LISTED:
            self.skipped.append(skipped)
