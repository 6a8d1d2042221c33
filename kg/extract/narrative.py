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
_OPENING = 3  # words before a date that opens a sentence
_RECENT = timedelta(days=62)  # before publication
_FROM_NOW = ("last", "next", "this")
_TELLING = ("present", "imperfect", "future", "conditional")  # tenses of a narrative, as news has the past


class Narrative:
    """The last date told with its year, as an article is read; None once the news goes on."""

    def __init__(self, published: date | None, words: TimeWords) -> None:
        self.published, self.words = published, words
        self.year: Timex | None = None
        self.is_telling = False  # in the present or imperfect: « Le 6 juillet 1995, l'artillerie donne le signal »

    def told(self, times: Sequence[Timex], start: int, text: str, parse: Doc, is_body: bool) -> list[Timex]:
        """The expressions of a sentence, those without a year as the narrative dates them."""
        if self.published is None or not is_body:
            return list(times)
        dated: list[Timex] = []
        years = 0  # from the year of the news back to that of the narrative
        for timex in times:
            told = self._head(timex, start, parse)
            known = self._dated(timex, told, text) if told is not None else None
            if known is not None:
                years = _year_of(known) - _year_of(timex)
            elif years and self._is_counted(timex):
                known = in_year(timex, _year_of(timex) + years)
            dated.append(known or timex)
            if len(dated) > 1 and self._is_its_year(dated[-2], timex, text):
                known = in_year(dated[-2], _year_of(timex) + years)
                dated[-2:] = [known or dated[-2]]
            self._go_on(dated[-1], told, known is not None)
        return dated

    def _is_counted(self, timex: Timex) -> bool:
        """« onze jours après », « le lendemain »: from the day told before in the sentence."""
        if begin_of(timex) is None or any(char.isdigit() for char in timex.anchor.text):
            return False
        if (timex.basis, timex.granularity) not in (("published", "day"), ("text", "year")):
            return False
        words = set(timex.anchor.text.lower().replace("’", "'").split())
        return words.isdisjoint({*self.words.weekdays, *self.words.tables["deictic"], *self.words.tables["turn"]})

    def goes_on(self, start: int, text: str) -> bool:
        """Whether the sentence that begins at `start` is still told of the past, in its paragraph."""
        if self.year is None or not self.is_telling:
            return False
        between = text[self.year.anchor.end : start]
        return len(between) <= MAX_LETTERS_BETWEEN and "\n" not in between

    @staticmethod
    def _is_its_year(day: Timex, timex: Timex, text: str) -> bool:
        """« Le 17 mai de l'année suivante »."""
        between = text[day.anchor.end : timex.anchor.start].strip()
        counted = (
            timex.granularity == "year" and begin_of(timex) is not None and "'" in timex.anchor.text.replace("’", "'")
        )
        return between == "de" and counted and day.granularity in ("day", "month") and begin_of(day) is not None

    @staticmethod
    def _head(timex: Timex, start: int, parse: Doc) -> Token | None:
        return next((token for token in parse if token.idx + len(token.text) > timex.anchor.start - start), None)

    def _go_on(self, timex: Timex, told: Token | None, is_known: bool) -> None:
        """Keep a date with its year; what counts from publication (« mardi », « le mois dernier ») is news again."""
        begin = begin_of(timex)
        if told is not None:
            self.is_telling = self._is_told(told)[0]
        if is_known:
            self.year = timex
        elif timex.basis == "text" and begin is not None and self.published is not None:
            spelled = spells_a_date(timex.anchor.text, self.words) and timex.relation == "in"
            main = told is not None and (told.i <= _OPENING or syntax.parent_clause(syntax.clause_head(told)) is None)
            before = begin_of(self.year) if self.year is not None else None
            spelled = spelled or timex.granularity == "season" or (before is not None and before <= begin)
            if spelled and main and timex.granularity in ("day", "month", "season", "year"):
                self.year = timex if begin.year < self.published.year else None
        elif timex.basis == "published" and timex.interval is not None:
            self.year = None  # « mardi », and « En mars, il a démissionné »

    def _dated(self, timex: Timex, told: Token, text: str) -> Timex | None:
        if self.year is None or timex.basis != "published" or timex.granularity not in ("day", "month", "season"):
            return None
        between = timex.anchor.start - self.year.anchor.end
        if timex.relation != "in" or not 0 <= between <= MAX_LETTERS_BETWEEN or self._counts_from_now(timex):
            return None
        present, before_it = self._is_told(told)
        telling = present or before_it
        beside = "\n" not in text[self.year.anchor.end : timex.anchor.start]
        if not telling and (not beside or self.year.granularity == "year"):
            return None
        if not beside and self._is_recent(timex):
            return None
        moved = self._following(timex)
        before, begin = begin_of(self.year), begin_of(moved) if moved is not None else None
        if before is None or begin is None or self.published is None or begin > self.published:
            return None
        in_order = before <= begin and before.year == begin.year  # « En mars, il a démissionné » may be news
        return moved if in_order or telling else None

    def _is_told(self, word: Token) -> tuple[bool, bool]:
        """Whether what a date belongs to is told in a tense of narratives, and whether in the pluperfect."""
        verb = syntax.clause_head(word)
        while not syntax.is_finite(verb) and not syntax.has_auxiliary(verb) and syntax.parent_clause(verb) is not None:
            verb = syntax.parent_clause(verb) or verb  # « Après l'obus tombé le 28 août, l'Otan bombarde … »
        if not syntax.is_finite(verb) and not syntax.has_auxiliary(verb):  # the parse has lost the thread
            finite = next((token for token in word.doc if syntax.is_verb(token) and syntax.is_finite(token)), None)
            if finite is None:
                return self.year is not None, False
            verb = finite
        simple_past = syntax.tense_of(verb) == "past" and not syntax.has_auxiliary(verb) and syntax.is_finite(verb)
        return simple_past or syntax.tense_of(verb) in _TELLING, syntax.is_pluperfect(verb)

    def _counts_from_now(self, timex: Timex) -> bool:
        """« en août dernier », « mardi prochain »: from the day of publication, whatever is told before."""
        turns = self.words.tables["turn"]
        return any(turns[form] in _FROM_NOW and timex.anchor.text.lower().endswith(" " + form) for form in turns)

    def _is_recent(self, timex: Timex) -> bool:
        """« Fin mars », in a paragraph of its own, told in April: news."""
        begin = begin_of(timex)
        return begin is not None and self.published is not None and timedelta() <= self.published - begin <= _RECENT

    def _following(self, timex: Timex) -> Timex | None:
        """The date in the year of the narrative, or in the next where it lies nearer there."""
        assert self.year is not None
        before, begin = begin_of(self.year), begin_of(timex)
        if before is None or begin is None:
            return None
        if timex.granularity != "season" and not spells_a_date(timex.anchor.text, self.words):
            return self._in_month(timex, before) if timex.anchor.text.split()[-1].isdigit() else None
        moved = [in_year(timex, before.year + step) for step in (0, 1)]
        found = [one for one in moved if one is not None]
        if self.year.granularity == "year" or begin.month >= before.month:
            return found[0] if found else None
        if any(begin_of(one) == begin and _year_of(one) > before.year for one in found):
            return None  # « en juin 2021. Une première trêve, conclue en mars », told in 2022
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


def _year_of(timex: Timex) -> int:
    begin = begin_of(timex)
    return begin.year if begin is not None else 0
