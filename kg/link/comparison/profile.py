"""A report as comparison needs it, and what a comparison finds."""

from dataclasses import dataclass
from datetime import date
from math import inf

from kg.model import Report
from kg.vocabulary import GROUPS, STATES, parent

# Two reports are the same event from this score on. Measured on tests/identity/events.toml (see its test).
SAME = 5.0

UNDATED_DAYS = 14  # days between two publications within which undated reports may tell one event
STATEMENT_DAYS = 7
STATE_DAYS = 60  # who held a place: told for long
TENURE_DAYS = 365
PLAN_DAYS = 60  # days from an undated plan to its deed
DELAY_DAYS = 14  # days by which a deed may come after the day planned
LASTING = ("Battle", "Offensive", *STATES)  # they go on: a begin without an end is no mistake
Words = tuple[object, ...]  # a template, then what goes into it
Found = tuple[float, Words]
Count = tuple[str, int | None, int | None, str]  # measure, low, high, change


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing compared between two reports: what it says of their identity, and in which words."""

    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports compared: `apart` says why they cannot be one event, else None; `score` sums the features."""

    a: str
    b: str
    score: float
    features: tuple[Feature, ...]
    apart: str | None = None

    def why(self) -> str:
        """A sentence: the score, what agreed, what disagreed."""
        if self.apart is not None:
            return f"Not the same event: {self.apart}."
        agreed = "; ".join(feature.words for feature in self.features if feature.weight > 0)
        disagreed = "; ".join(feature.words for feature in self.features if feature.weight < 0)
        verdict = "The same event" if self.score >= SAME else "Not joined"
        text = f"{verdict} (score {self.score:.2f}, {SAME:g} needed): {agreed or 'nothing agrees'}"
        return f"{text}. Against it: {disagreed}." if disagreed else f"{text}."


@dataclass(slots=True)  # not frozen: it is made for most pairs, and that would take twice the time
class Apart:
    """Why two reports cannot be one event."""

    words: Words


@dataclass(slots=True, eq=False)
class Profile:
    """A report as comparison needs it: days as ordinals, places reduced to the narrowest, actors by part.

    `lo` is the first day and `hi` the day after the last, infinite where open or unknown. `window` are the days on which
    the event may have been, by publication where the text tells none: for blocks, never a value.
    """

    report: Report
    group: str
    pub: int | None
    lo: float
    hi: float
    dated: bool
    places: frozenset[str]
    origins: frozenset[str]
    countries: frozenset[str]
    agents: frozenset[str]
    targets: frozenset[str]
    others: tuple[tuple[str, frozenset[str]], ...]  # opponent, beneficiary, force, instrument, office
    parties: frozenset[str]
    sites: frozenset[str]  # named facilities among the places
    figures: tuple[Count, ...]
    topics: frozenset[str] = frozenset()  # event ids
    window: tuple[float, float] = (-inf, inf)
    keys: tuple[frozenset[int], ...] = ()  # of blocks: broad, narrow, all; see kg/link/blocks.py

    @property
    def order(self) -> tuple[int, str]:
        """The order among reports: by publication, then by id."""
        return (self.pub if self.pub is not None else 10_000_000, self.report.id)


def group_of(type: str) -> str:
    """The group of an event class: Violence for Bombing. Raises KeyError for what is no event class."""
    name: str | None = type
    while name is not None:
        if name in GROUPS:
            return name
        name = parent(name)
    raise KeyError(f"“{type}” is no event class; see kg/vocabulary.py.")


def counts_of(report: Report) -> tuple[Count, ...]:
    found: set[Count] = {
        (figure.measure, figure.amount.low, figure.amount.high, figure.amount.change)
        for figure in report.figures
        if figure.measure != "distance"
    }
    return tuple(sorted(found, key=str))


def window_of(profile: Profile) -> tuple[float, float]:
    if profile.dated:
        slack = DELAY_DAYS if profile.report.status == "planned" else 0
        return profile.lo, profile.hi + slack
    if profile.pub is None:
        return -inf, inf
    days = UNDATED_DAYS
    if profile.group == "Statement":
        days = STATEMENT_DAYS
    elif profile.report.type in STATES:
        days = TENURE_DAYS if profile.report.type == "OfficeTenure" else STATE_DAYS
    after = PLAN_DAYS if profile.report.status == "planned" else 1
    return profile.pub - days, profile.pub + after + 1


def iso(ordinal: float) -> str:
    return date.fromordinal(int(ordinal)).isoformat()


def days_of(profile: Profile) -> str:
    if profile.lo == -inf:
        return f"until {iso(profile.hi - 1)}"
    if profile.hi == inf:
        return f"since {iso(profile.lo)}"
    if profile.hi - profile.lo <= 1:
        return iso(profile.lo)
    return f"{iso(profile.lo)} to {iso(profile.hi - 1)}"
