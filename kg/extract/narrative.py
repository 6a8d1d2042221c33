"""The dates of what is told of years ago: « Le 14 février 2011, … En avril, l'armée reprend la ville » is April 2011."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.extract import syntax
from kg.extract.entries import begin_of, spells_a_date
from kg.extract.times import TimeWords, in_year
from kg.extract.times.calendar import date_of, plus_months
from kg.extract.tokens import Doc, Token
from kg.model import Interval, Timex

MAX_LETTERS_BETWEEN = 600  # from one date of the narrative to the next
_RECENT = timedelta(days=62)  # before publication
_TELLING = ("present", "imperfect", "future", "conditional")  # tenses of a narrative, as news has the past


class Narrative:
    """The last date told with its year, as an article is read; None once the news goes on."""

    def __init__(self, published: date | None, words: TimeWords) -> None:
        self.published, self.words = published, words
        self.year: Timex | None = None
        self.paragraph = 0

    def told(self, times: Sequence[Timex], start: int, text: str, parse: Doc, is_body: bool) -> list[Timex]:
        """The expressions of a sentence, those without a year as the narrative dates them."""
        if self.published is None or not is_body:
            return list(times)
        dated: list[Timex] = []
        for timex in times:
            told = self._head(timex, start, parse)
            known = self._dated(timex, told, text) if told is not None else None
            dated.append(known or timex)
            self._go_on(dated[-1], told, known is not None)
        return dated

    @staticmethod
    def _head(timex: Timex, start: int, parse: Doc) -> Token | None:
        return next((token for token in parse if token.idx + len(token.text) > timex.anchor.start - start), None)

    def _go_on(self, timex: Timex, told: Token | None, is_known: bool) -> None:
        """Keep a date with its year; what counts from publication (« mardi », « le mois dernier ») is news again."""
        begin = begin_of(timex)
        if is_known:
            self.year = timex
        elif timex.basis == "text" and begin is not None and self.published is not None:
            spelled = spells_a_date(timex.anchor.text, self.words) and timex.relation == "in"
            main = told is not None and syntax.parent_clause(syntax.clause_head(told)) is None
            if spelled and main and timex.granularity in ("day", "month", "year"):
                self.year = timex if begin.year < self.published.year else None
        elif timex.basis == "published" and timex.interval is not None:
            self.year = None

    def _dated(self, timex: Timex, told: Token, text: str) -> Timex | None:
        if self.year is None or timex.basis != "published" or timex.granularity not in ("day", "month"):
            return None
        between = timex.anchor.start - self.year.anchor.end
        if timex.relation != "in" or not 0 <= between <= MAX_LETTERS_BETWEEN:
            return None
        tense = syntax.tense_of(syntax.clause_head(told))
        beside = "\n" not in text[self.year.anchor.end : timex.anchor.start]
        if tense not in _TELLING and (not beside or self.year.granularity == "year"):
            return None
        if not beside and self._is_recent(timex):
            return None
        moved = self._following(timex)
        before, begin = begin_of(self.year), begin_of(moved) if moved is not None else None
        if before is None or begin is None or self.published is None or begin > self.published:
            return None
        in_order = before <= begin and before.year == begin.year  # « En mars, il a démissionné » may be news
        return moved if in_order or tense in _TELLING else None

    def _is_recent(self, timex: Timex) -> bool:
        """« Fin mars », in a paragraph of its own, told in April: news."""
        begin = begin_of(timex)
        return begin is not None and self.published is not None and self.published - begin <= _RECENT

    def _following(self, timex: Timex) -> Timex | None:
        """The date in the year of the narrative, or in the next where it lies nearer there."""
        assert self.year is not None
        before, begin = begin_of(self.year), begin_of(timex)
        if before is None or begin is None:
            return None
        if not spells_a_date(timex.anchor.text, self.words):
            return self._in_month(timex, before) if timex.anchor.text.split()[-1].isdigit() else None
        moved = [in_year(timex, before.year + step) for step in (0, 1)]
        found = [one for one in moved if one is not None]
        first = before.replace(day=1)
        if self.year.granularity == "year" or begin.replace(year=before.year) >= first:
            return found[0] if found else None
        return min(reversed(found), key=lambda one: abs(((begin_of(one) or before) - before).days), default=None)

    def _in_month(self, timex: Timex, before: date) -> Timex | None:
        """« Le 3 mars 2011, … Le 28, … »: of the month told, or of the next."""
        begin = begin_of(timex)
        if begin is None or self.year is None or self.year.granularity not in ("day", "month"):
            return None
        for first in (before.replace(day=1), plus_months(before.replace(day=1), 1)):
            day = date_of(first.year, first.month, begin.day)
            if day is not None and day >= before:
                interval = Interval(day, day + timedelta(days=1))
                return replace(timex, interval=interval, value=day.isoformat(), basis="text", shift_days=None)
        return None
