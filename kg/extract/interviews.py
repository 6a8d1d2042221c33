"""Who answers in an interview: how its lines are laid out, and the person who is named before or beside its answers.

Labels (« Q - », « R - », « Jean Koné : »), or lines that ask: of a block of lines the first, else paragraphs that end
with a question mark or speak to somebody.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract.forms import fold, stem, stems_of
from kg.extract.reading import SentenceReading, Turn
from kg.lexicon import Cues
from kg.model import EntityMention

_FEWEST_QUESTIONS = 2
_MOST_ASKED = 60  # words of a paragraph that asks without a question mark
_LABEL_WORDS = 5
_ASKS = "?"
_LINES = re.compile(r"[^\n]*\S[^\n]*")
_NAMED = re.compile(r"([^\W\d_][^:«»\"“”?!;,()]{0,45}?)\s?:\s+(?=\S)")
_SHOUTED = re.compile(r"([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’' -]{0,40}?)\.?\s*[–—-]\s+(?=\S)")
_LETTER = re.compile(r"(\w+)\s*[.:–—-]\s+(?=\S)")
_WORD = re.compile(r"\w[\w’'-]*")
_DASH = re.compile(r"[-–—•]\s+")


@dataclass(frozen=True, slots=True)
class Interview:
    """Who answers in which sentences, and who is asked in which; both empty where the article is no interview."""

    answers: dict[int, EntityMention] = field(default_factory=dict)
    asked: dict[int, EntityMention] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    block: int  # which of the stretches between empty lines


def find_turns(text: str, cues: Cues) -> tuple[Turn, ...]:
    """The questions and answers of an article by its lines alone, in order; none where it is no interview."""
    lines: list[_Line] = []
    for match in _LINES.finditer(text):
        apart = bool(lines) and text.count("\n", lines[-1].end, match.start()) > 1
        lines.append(_Line(match.start(), match.end(), match[0].strip(), (lines[-1].block + apart) if lines else 0))
    return _labelled(lines, cues) or _questioned(lines, cues)


def find_answers(sentences: Sequence[SentenceReading], cues: Cues) -> Interview:
    """The person who answers in each sentence of an interview, and the one who is asked in each question."""
    turned = [sentence for sentence in sentences if sentence.turn is not None]
    if not turned:
        return Interview()
    before = [sentence for sentence in sentences if sentence.index < turned[0].index]
    host = _named_before(before)
    people = _labelled_people(turned, cues)
    one = next(iter(people.values()), host) if len(people) < _FEWEST_QUESTIONS else None
    interview = Interview()
    for sentence in turned:
        turn = sentence.turn
        person = None if turn is None else one if turn.asks else people.get(turn.label)
        if turn is not None and not turn.asks and person is None and _stands_for(turn.label, host, cues):
            person = host
        if turn is not None and person is not None:
            (interview.asked if turn.asks else interview.answers)[sentence.index] = person
    return interview


def _stands_for(label: str, host: EntityMention | None, cues: Cues) -> bool:
    """« R - », « S. L. : », « MGR MEDHIN. - »: a label that says no more than who answers, or shortens the name of the host."""
    if host is None or not label or label in cues.answering:
        return True
    last = fold(_WORD.findall(label)[-1])
    return _initials(label) == _initials(host.anchor.text) or last in map(fold, _WORD.findall(host.anchor.text))


# ---------------------------------------------------------------- lines


def _labelled(lines: Sequence[_Line], cues: Cues) -> tuple[Turn, ...]:
    """« Q - … », « R - … », « Jean Koné : … »: turns by labels that come back, or that stand beside lines that ask."""
    labels = _labels_of(lines, cues)
    counts = Counter(labels.values())
    asking = Counter(labels[line.start] for line in lines if line.start in labels and _is_asked(line.text))
    loose = any(
        _is_asked(before.text) and before.start not in labels and line.start in labels
        for before, line in pairwise(lines)
    )  # a line that asks right before one with a label
    askers = {label for label in counts if label in cues.asking or 2 * asking[label] >= counts[label]}
    lettered = not cues.asking.isdisjoint(counts) and not cues.answering.isdisjoint(counts)
    enough = loose or lettered or (askers and max(counts.values()) >= _FEWEST_QUESTIONS)
    if not set(counts) - askers or not enough:
        return ()
    turns: list[Turn] = []
    for line in lines:
        label = labels.get(line.start, "")
        if label:
            turns.append(Turn(line.start, line.end, label in askers, label))
        elif not askers and _is_asked(line.text):
            turns.append(Turn(line.start, line.end, True, ""))
        elif turns:
            turns.append(Turn(line.start, line.end, turns[-1].asks, turns[-1].label))
    return tuple(turns)


def _labels_of(lines: Sequence[_Line], cues: Cues) -> dict[int, str]:
    """What lines behind the headline open with before a colon or dash, by where they begin: a letter, a name of few words, initials.

    Initials are given as the name that they abbreviate.
    """
    found: dict[int, str] = {}
    for line in lines[1:]:
        letter, named = _LETTER.match(line.text), _NAMED.match(line.text) or _SHOUTED.match(line.text)
        if letter is not None and letter[1] in cues.asking | cues.answering:
            found[line.start] = letter[1]
        elif named is not None and len(_WORD.findall(named[1])) <= _LABEL_WORDS and named[1][0].isupper():
            found[line.start] = named[1]
    short = {label: _initials(label) for label in found.values() if all(len(w) == 1 for w in _WORD.findall(label))}
    names = {_initials(label): label for label in found.values() if label not in short}
    full = {label: names.get(letters, label) for label, letters in short.items()}
    found = {start: full.get(label, label) for start, label in found.items()}
    small = cues.grammar.prepositions.bare_of
    known = {*full.values(), *cues.asking, *cues.answering}
    return {
        start: label
        for start, label in found.items()
        if label in known or all(word[0].isupper() or word.lower() in small for word in _WORD.findall(label))
    }


def _initials(label: str) -> str:
    return "".join(word[0].upper() for word in _WORD.findall(label))


def _questioned(lines: Sequence[_Line], cues: Cues) -> tuple[Turn, ...]:
    """Lines that ask between lines that answer."""
    body = [line for line in lines[1:] if line.block > lines[0].block] if lines else []
    asked = [line for line in body if _is_asked(line.text)]
    if len(asked) < _FEWEST_QUESTIONS:
        return ()
    opening = _openings(body)
    stacked = sum(1 for line in asked if line in opening) >= _FEWEST_QUESTIONS
    stacked_dashes = stacked and any(_DASH.match(line.text) for line in opening)
    first = min(asked[0].start, opening[0].start) if stacked else asked[0].start
    if not _is_personal([line for line in body if line.start >= first], cues):
        before = " ".join(line.text for line in lines if line.start < first)
        if stems_of(cues.interviewing).isdisjoint(map(stem, _WORD.findall(before))):
            return ()
    turns = []
    for line in body:
        if line.start < first:
            continue
        asks = line in opening if stacked else _is_asked(line.text) or _speaks_to(line.text, cues)
        turns.append(Turn(line.start, line.end, asks and (stacked_dashes or _DASH.match(line.text) is None), ""))
    return tuple(turns)


def _openings(lines: Sequence[_Line]) -> list[_Line]:
    """The first lines of blocks of several."""
    sizes = Counter(line.block for line in lines)
    return [
        line
        for before, line in zip([None, *lines], lines, strict=False)
        if sizes[line.block] > 1 and (before is None or before.block != line.block)
    ]


def _is_personal(lines: Sequence[_Line], cues: Cues) -> bool:
    """Whether a question has « vous », or an answer « je », outside of quotation marks."""
    return any(
        (cues.second_persons if _is_asked(line.text) else cues.first_singular) & set(_words_outside(line.text))
        for line in lines
    )


def _words_outside(text: str) -> list[str]:
    """The words of a line outside of quotation marks: « j' », « avez », « vous »."""
    plain = re.sub(r"«[^»]*»?", " ", text).lower().replace("’", "'")
    return re.findall(r"[^\W_]+'?", plain)


def _is_asked(text: str) -> bool:
    return text.rstrip(' »"”').endswith(_ASKS)


def _speaks_to(text: str, cues: Cues) -> bool:
    """« Deux de vos soldats ont été tués. »: few words, to somebody, outside of quotation marks."""
    words = _words_outside(text)
    return len(words) <= _MOST_ASKED and not cues.second_persons.isdisjoint(words)


# ---------------------------------------------------------------- people


def _labelled_people(turned: Iterable[SentenceReading], cues: Cues) -> dict[str, EntityMention]:
    """The person behind each label of an answer: the name that it is, or that it abbreviates."""
    people: dict[str, EntityMention] = {}
    for sentence in turned:
        turn = sentence.turn
        if turn is None or not turn.label or turn.asks or turn.label in people:
            continue
        label = [m for m in sentence.outer if turn.start <= m.anchor.start < turn.start + len(turn.label)]
        named = next((m for m in label if m.kind == "Person" and m.level == "name"), None)
        if named is not None and sentence.anchor.start == turn.start and turn.label not in cues.answering:
            people[turn.label] = named
    return people


def _named_before(sentences: Sequence[SentenceReading]) -> EntityMention | None:
    """The person of the headline, else the one named most often before the first question."""
    named = [m for s in sentences for m in s.outer if m.level == "name" and m.kind == "Person"]
    headline = [m for m in named if sentences and m.anchor.start < sentences[0].anchor.end]
    if headline:
        return headline[0]
    counts = Counter(mention.key or mention.anchor.text for mention in named)
    described = [
        m for s in sentences for m in s.outer if m.level == "nominal" and m.kind == "Person" and m.number == "sing"
    ]
    return max(named, key=lambda m: counts[m.key or m.anchor.text], default=described[0] if described else None)
