"""What each line of an article is: headline, heading, text, a dateline, or noise that is not news."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kg.articles.dates import is_date_line, match_dateline
from kg.articles.language import LanguageWords

LineKind = Literal["headline", "heading", "text", "dateline", "noise"]

# Headlines of agencies have at most 20 words or so; a longer line without a full stop is a sentence that lost it.
MAX_WORDS_IN_A_HEADING = 25
MAX_WORDS_IN_NOISE = 40
# A caption with its credit is shorter than this; a paragraph that ends in a credit is longer.
MAX_CHARACTERS_IN_A_CAPTION = 300
MAX_LINKS_UNDER_A_LINK_HEADING = 8
# « Sources » in the last part of an article opens the end matter; higher up it is a heading like another.
END_MATTER_BEGINS = 0.6
# Hard-wrapped text is this wide; narrower is verse or a list, wider is one line per paragraph.
WRAP_WIDTHS = (40, 110)
MIN_WRAPPED_LINES = 3

LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_FINAL = re.compile(r"[.!?…](?:\s?\[\d+\])*[\s\"»”’')\]]*$")
_OPEN_END = re.compile(r"[:;,]\s*$")
_CUT_NAME = re.compile(r"\w-")  # « Al-Mourabitoune », broken behind its hyphen
_BULLET = re.compile(r"(?:[-–—•*·▪►>]+|\d{1,2}[.)])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it.

    `start` and `end` are code points of the article; `start` stands after a bullet.
    """

    start: int
    end: int
    kind: LineKind


def read_lines(text: str, words: LanguageWords) -> tuple[Line, ...]:
    """The lines of `text` that are not blank, in order, each with its kind."""
    units = _split(text)
    kinds = [_kind(text[start:end], words) for start, end, _ in units]
    _leave_out_lists(text, units, kinds, words)
    _name_headline(text, units, kinds)
    return tuple(
        Line(_after_bullet(text, start, end, kind), end, kind)
        for (start, end, _), kind in zip(units, kinds, strict=True)
    )


def join_wrapped(text: str) -> str:
    """The text with the lines joined that a fixed width has broken, where the text as a whole is broken so.

    A break is the width's doing when the next line's first word would not have fitted on the line.
    """
    lines = _split(text)
    width = max((end - start for start, end, _ in lines), default=0)
    inner = [(line, after) for line, after in pairwise(lines) if line[2] == after[2]]

    def is_wrapped(line: tuple[int, int, int], after: tuple[int, int, int]) -> bool:
        first_word = text[after[0] : after[1]].split()[0]
        return (line[1] - line[0]) + 1 + len(first_word) > width - 4

    def is_small(line: tuple[int, int, int]) -> bool:
        return not text[line[0] : line[1]].lstrip("«\"“(' ")[:1].isupper()

    wrapped = [pair for pair in inner if is_wrapped(*pair)]
    running_on = [after for line, after in wrapped if not ends_sentence(text[line[0] : line[1]]) and is_small(after)]
    if (
        not WRAP_WIDTHS[0] <= width <= WRAP_WIDTHS[1]
        or len(wrapped) < MIN_WRAPPED_LINES
        or len(wrapped) < 0.3 * len(inner)
        or len(running_on) < 0.5 * len(wrapped)
    ):
        return text
    pieces, done = [], 0
    for line, after in wrapped:
        pieces += [text[done : line[1]], "" if _CUT_NAME.fullmatch(text, max(0, line[1] - 2), line[1]) else " "]
        done = after[0]
    return "".join([*pieces, text[done:]])


def find_title(text: str, words: LanguageWords) -> str | None:
    """The headline of `text`, if it has one above its first paragraph."""
    lines = read_lines(text, words)
    if not any(line.kind == "text" for line in lines):
        return None
    return next((" ".join(text[line.start : line.end].split()) for line in lines if line.kind == "headline"), None)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, with its quotes and brackets closed after the stop."""
    return _FINAL.search(line) is not None


def is_noise(line: str, words: LanguageWords) -> bool:
    """Whether a whole line is advertising, a link, a byline, a credit or the like."""
    if len(line.split()) > MAX_WORDS_IN_NOISE:
        return False
    line = line.lstrip("→►▶>•*·–—-| ") or line  # « → Lire aussi »
    if words.noise_lines.fullmatch(line) or words.noise_starts.match(line):
        return True
    if not ends_sentence(line) and words.bylines.fullmatch(line):
        return True
    if len(line) > MAX_CHARACTERS_IN_A_CAPTION:
        return False
    return any(not line[match.end() :].strip(' .)]»"') for match in words.credits.finditer(line))


def _split(text: str) -> list[tuple[int, int, int]]:
    """(start, end, block) of every line that is not blank; a block is a run of lines without a blank one between."""
    found: list[tuple[int, int, int]] = []
    block, last = 0, 0
    for match in LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        start = match.start() + match[0].index(words[0])
        between = text[last:start].replace("\r\n", "\n")
        if found and len(re.findall(r"[\r\n\v\f\x85\u2028\u2029]", between)) > 1:
            block += 1
        last = start + len(words)
        found.append((start, last, block))
    return found


def _kind(line: str, words: LanguageWords) -> LineKind:
    """What one line is by itself; whether a heading is the headline is seen later."""
    if is_date_line(line, words):
        return "dateline"
    if is_noise(line, words):
        return "noise"
    dateline = match_dateline(line, words)
    if dateline and not line[dateline.body :].strip():
        return "dateline"
    if ends_sentence(line) or _OPEN_END.search(line) or dateline or _BULLET.match(line):
        return "text"
    return "heading" if len(line.split()) <= MAX_WORDS_IN_A_HEADING else "text"


def _leave_out_lists(text: str, units: list[tuple[int, int, int]], kinds: list[LineKind], words: LanguageWords) -> None:
    """Mark as noise the links under « Lire aussi », and everything under « Sources » near the end."""
    links_left = 0
    for i, (start, end, _) in enumerate(units):
        line = text[start:end]
        if words.end_headings.fullmatch(line) and i >= END_MATTER_BEGINS * len(units):
            kinds[i:] = ["noise"] * (len(units) - i)
            return
        if words.link_headings.fullmatch(line):
            kinds[i] = "noise"
            links_left = MAX_LINKS_UNDER_A_LINK_HEADING
        elif links_left and (kinds[i] == "heading" or _BULLET.match(line)) and not ends_sentence(line):
            # The last short line before a paragraph is that paragraph's heading, unless it is the only link.
            is_heading = (
                links_left < MAX_LINKS_UNDER_A_LINK_HEADING
                and kinds[i] == "heading"
                and i + 1 < len(units)
                and kinds[i + 1] == "text"
            )
            links_left = 0 if is_heading else links_left - 1
            if not is_heading:
                kinds[i] = "noise"
        elif kinds[i] != "noise":
            links_left = 0


def _name_headline(text: str, units: list[tuple[int, int, int]], kinds: list[LineKind]) -> None:
    """Tell the headline from the other headings: the first above the text, or the second under a short kicker."""
    above: list[int] = []
    for i, kind in enumerate(kinds):
        if kind == "text":
            if not above and _is_asking_headline(text, units, i):
                kinds[i] = "headline"
            break
        if kind == "heading":
            above.append(i)
    if not above:
        return

    def count(i: int) -> int:
        return len(text[units[i][0] : units[i][1]].split())

    kicker = len(above) > 1 and count(above[0]) <= 3 and count(above[1]) >= 2 * count(above[0])
    kinds[above[1] if kicker else above[0]] = "headline"


def _is_asking_headline(text: str, units: list[tuple[int, int, int]], i: int) -> bool:
    """Whether a first line that ends in « ? » or « ! » is a headline: short, and set off by a blank line."""
    start, end, block = units[i]
    line = text[start:end]
    return (
        i + 1 < len(units)
        and units[i + 1][2] != block
        and len(line.split()) <= MAX_WORDS_IN_A_HEADING
        and re.search(r"[?!]\s*[»\"”]?$", line) is not None
        and len(re.findall(r"[.!?…](?=\s)", line)) <= 1
    )


def _after_bullet(text: str, start: int, end: int, kind: LineKind) -> int:
    bullet = _BULLET.match(text, start, end) if kind == "text" else None
    return bullet.end() if bullet else start
