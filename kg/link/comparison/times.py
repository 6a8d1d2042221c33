"""The days and the status of two reports compared."""

from math import inf

from kg.link.comparison.profile import (
    DELAY_DAYS,
    LASTING,
    PLAN_DAYS,
    STATE_DAYS,
    STATEMENT_DAYS,
    UNDATED_DAYS,
    Apart,
    Found,
    Profile,
    Words,
)
from kg.vocabulary import STATES

_SHORT_DAYS = 8  # a longer interval says little about which day is meant


def status_problem(p: Profile, q: Profile) -> Apart | None:
    one, two = p.report.status, q.report.status
    if one == two:
        return None
    if {one, two} == {"planned", "asserted"}:
        return Apart(("one is planned, the other done",))
    if "denied" in (one, two) and not (p.dated and q.dated):
        return Apart(("one is denied, and the days are not told",))
    return None


def compare_time(p: Profile, q: Profile) -> Found | Apart:
    if p.dated and q.dated:
        return _both_dated(p, q)
    if p.dated or q.dated:
        return _one_dated(p, q) if p.dated else _one_dated(q, p)
    return _undated(p, q)


def _both_dated(p: Profile, q: Profile) -> Found | Apart:
    lo = max(p.lo, q.lo)
    if lo >= min(p.hi, q.hi):
        return Apart(("different days ({} and {})", p, q))
    longest = max(p.hi - p.lo, q.hi - q.lo)
    if longest == inf:
        if p.lo == q.lo and p.lo != -inf:
            return 2.0, ("both since {}", float(p.lo))
        return 0.5, ("days that can agree ({} and {})", p, q)
    if longest <= 2:
        return 2.5, ("the same day {}", float(lo))
    if p.lo == q.lo and p.hi == q.hi:
        return 1.75 if longest <= 31 else 1.0, ("the same period {}", p)
    if longest <= _SHORT_DAYS:
        return 1.25, ("days that overlap ({} and {})", p, q)
    return 0.75 if longest <= 31 else 0.25, ("periods that overlap ({} and {})", p, q)


def _one_dated(dated: Profile, other: Profile) -> Found | Apart:
    if other.pub is None:
        return 0.0, ("one day unknown",)
    state = dated.report.type in STATES
    if dated.report.status == "planned":
        if dated.hi <= other.pub:
            return Apart(("a plan for {}, still a plan on {}", dated, float(other.pub)))
        gap = max(0.0, dated.lo - other.pub) if dated.lo != -inf else 0.0
        if dated.pub is not None:
            gap = min(gap, abs(dated.pub - other.pub))
    else:
        if dated.lo > other.pub + 1:
            return Apart(("told on {}, before {}", float(other.pub), dated))
        last = dated.hi - 1 if dated.hi != inf else max(dated.lo, dated.pub or dated.lo)
        gap = max(0.0, other.pub - last)
    words: Words = ("{}, and published on {}", dated, float(other.pub))
    if dated.hi - dated.lo > _SHORT_DAYS and gap == 0 and dated.report.type not in LASTING:
        return 0.25, words
    if gap > (STATE_DAYS if state else UNDATED_DAYS):
        return Apart(("{}, and told without a day on {}", dated, float(other.pub)))
    if state:
        return 1.0 if gap <= 3 else 0.25, words
    return 2.0 if gap <= 1 else 1.0 if gap <= 3 else 0.25 if gap <= 7 else -1.0, words


def _undated(p: Profile, q: Profile) -> Found | Apart:
    if p.pub is None or q.pub is None:
        return 0.0, ("no day known",)
    gap = abs(p.pub - q.pub)
    words: Words = ("published {} days apart", gap) if gap else ("published on the same day",)
    if p.report.type == "OfficeTenure":
        return 1.0 if gap <= 30 else 0.25, words
    if p.report.type in STATES:
        limit = STATE_DAYS
    else:
        limit = STATEMENT_DAYS if p.group == "Statement" else UNDATED_DAYS
    if gap > limit:
        return Apart(("{}, without a day", words))
    if p.report.type in STATES:
        return 1.0 if gap <= 3 else 0.25, words
    if p.group == "Territory":
        return 1.0 if gap <= 3 else 0.5, words
    return 1.0 if gap <= 1 else 0.5 if gap <= 3 else -0.5 if gap <= 7 else -1.5, words


def compare_with_deed(plan: Profile, deed: Profile) -> Found | Apart:
    """Whether the deed comes when the plan said, or soon after it was told."""
    begin = deed.lo if deed.lo != -inf else deed.pub
    if begin is None:
        return 0.0, ("the day of the deed is unknown",)
    if plan.dated:
        words: Words = ("planned for {}, done on {}", plan, float(begin))
        if deed.hi <= plan.lo or begin > plan.hi + DELAY_DAYS or (not deed.dated and begin < plan.lo):
            return Apart(words)
        return 2.0 if plan.lo <= begin < plan.hi else 0.75, words
    if plan.pub is None:
        return 0.0, ("no day known",)
    words = ("planned by {}, done on {}", float(plan.pub), float(begin))
    gap = begin - plan.pub
    if not -1 <= gap <= PLAN_DAYS:
        return Apart(words)
    return 1.25 if gap <= 14 else 0.75, words
