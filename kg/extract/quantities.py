"""Words that count: « 560 militaires supplémentaires », « au moins vingt morts », « quatrième visite ».

Pure text, one sentence at a time: numbers first, then their noun, then what becomes of the people counted.
The words are in `kg/lang/<code>/quantities.toml`; numbers in words are valued by text2num.
"""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from text_to_num import text2num

from kg.model import Amount, Anchor, Change, Quantity
from kg.resources import ResourceError, folder, read_toml

MAX_LETTERS_TO_A_VERB = 120  # from the people counted to « ont été tués », measured on news sentences
MAX_LETTERS_TO_A_CHANGE = 70  # from « passe » or « augmenter » to the numbers « de 12 à 15 »
MAX_WORDS_AFTER_A_VERB = 3  # « a tué lundi à Kaboul 12 civils »

# Spaces and quotes that printers use, one for one, so that offsets stay.
PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " ", "’": "'", "‘": "'", "‑": "-"})

_FATES = ("deaths", "injured", "detained", "displaced", "abducted", "released")
_TOLL = ("deaths", "injured")
_ONE_BY_ONE = (*_TOLL, "abducted")  # « un médecin tué » is one death; whom « un homme arrêté » tells is no figure
_STOP = re.compile(r"[.;:!?](?=\s|$|»|\")|[»”()]")
_WORD = re.compile(r"[\w'-]+")
_MAY_FOLLOW_ALONE = re.compile(
    r" (?:ont|sont|avaient|étaient|auraient|seraient|d'entre|de|des|autres|[\wéè]+ées?s?|[\wéè]+s)\b"
)
_OPENING = re.compile(r"(?: [\w'-]+){0,4}(?:,| :| \(|:|\() ?(?:soit )?")
_JOINT = re.compile(r"(?: [\w'-]+){0,2}?(?: ?\([^()\d]*\))?(?: ?,| et| ainsi que| ou)(?: (?:les|de|d'))? ?")
_END_OF_WORDS = re.compile(r"\s*(?:[.,;:!?)»\"]|$)")


@dataclass(frozen=True, slots=True, eq=False)
class _Fate:
    """The ways to tell one fate of people, compiled: before the number, beside the noun, after it."""

    measure: str
    before: re.Pattern[str]
    beside: re.Pattern[str]
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class NumberWords:
    """The counting words of one language, compiled; `cardinal` is the pattern of a number, for other grammars."""

    language: str
    cardinal: str
    number: re.Pattern[str]
    ones: frozenset[str]
    any_number: re.Pattern[str]
    scales: Mapping[str, int]
    singular: Mapping[str, int]
    plural: Mapping[str, int]
    bounds_before: tuple[tuple[str, str], ...]
    bounds_before_end: re.Pattern[str]
    bounds_after: Mapping[str, str]
    bounds_after_end: re.Pattern[str]
    joined: re.Pattern[str]
    between: str
    both: str
    change: re.Pattern[str]
    noun: re.Pattern[str]
    plain_noun: re.Pattern[str]
    never: frozenset[str]
    units: frozenset[str]
    fighters_only: tuple[str, ...]
    before_number: frozenset[str]
    measures: Mapping[str, str]
    many: frozenset[str]
    many_at_least: int
    many_unless: re.Pattern[str]
    lemmas: Mapping[str, str]
    additional: re.Pattern[str]
    additional_before: frozenset[str]
    additional_lead: re.Pattern[str]
    against: re.Pattern[str]
    formerly: re.Pattern[str]
    elsewhere_link: re.Pattern[str]
    elsewhere: re.Pattern[str]
    partitive: re.Pattern[str]
    goes_on: re.Pattern[str]
    wholes: frozenset[str]
    among: re.Pattern[str]
    figured: re.Pattern[str]
    subset: re.Pattern[str]
    subset_after: re.Pattern[str]
    counted: re.Pattern[str]
    distance: frozenset[str]
    distance_unless: tuple[str, ...]
    fates: tuple[_Fate, ...]
    participle: re.Pattern[str]
    noun_gap: frozenset[str]
    clause_gap: frozenset[str]
    plural_verbs: frozenset[str]
    singular_verbs: frozenset[str]
    not_people: frozenset[str]
    ordinal: re.Pattern[str]
    ordinals: Mapping[str, int]
    ordinal_never: frozenset[str]


@dataclass(slots=True)
class _Count:
    """A number on its way to a Quantity; offsets are inside the sentence."""

    start: int
    end: int
    low: int | None
    high: int | None
    single: bool = False  # « un », « une »
    collective: bool = False  # « une vingtaine », « des milliers », « 2 millions »: the noun follows « de »
    first: int = 0  # where the number itself begins, without « au moins »
    noun: str | None = None
    lemma: str | None = None
    own: bool = False  # the noun alone decides the measure
    fate: bool = False  # a verb decided the measure
    measure: str | None = None
    subset: bool = False
    change: Change = "total"
    modifiers: frozenset[str] = field(default_factory=frozenset)
    former: bool = False  # the old figure of a changing toll
    repeats: bool = False  # counts what the one before counts
    void: bool = False  # an age, a sum, a day


def load_number_words(language: str = "fr", root: Path | None = None) -> NumberWords:
    """The counting words of `language`, compiled once.

    `root` replaces the folder of languages. Raises ResourceError naming the file and what is missing.
    """
    return _load(language, root or folder("lang"))


def read_number(words: str, number_words: NumberWords) -> int | None:
    """The value of a number in digits or words (« 4 600 », « 1,5 million », « vingt et un », « une dizaine »), or None."""
    match = number_words.number.fullmatch(words.translate(PLAIN).strip())
    if match is None:
        return None
    value = _value(match, number_words)
    return value[0] if value and value[0] == value[1] else None


def find_quantities(text: str, words: NumberWords, start: int = 0) -> tuple[Quantity, ...]:
    """The counts told in `text`, one sentence, in order.

    `start` is the offset of `text` in its article, so that anchors count the article's code points. `measure` is
    None where neither the noun nor a verb decides it; ages, sums, dates and percentages are left out.
    """
    plain = text.translate(PLAIN)
    numbers = _find_numbers(plain, words) if words.any_number.search(plain) else []
    found: list[Quantity] = []
    if numbers:
        counts = _join_ranges(numbers, plain, words)
        for count in counts:
            _widen(count, plain, words)
        for count in counts:
            _find_noun(count, plain, words)
        counts = _rejoin_distances([count for count in counts if not count.void])
        _share_nouns(counts, plain, words)
        for i, count in enumerate(counts):
            _decide(count, plain, words, counts[i + 1] if i + 1 < len(counts) else None)
        _share_fates(counts, plain, words)
        _find_subsets(counts, plain, words)
        _find_parts(counts, plain, words)
        for count in counts:
            _find_change(count, plain, words)
        found = [_quantity(count, text, start) for count in counts if _counts_something(count)]
    found.extend(_find_ordinals(plain, text, words, start))
    return tuple(sorted(found, key=lambda quantity: (quantity.anchor.start, quantity.anchor.end)))


# ---------------------------------------------------------------- numbers


def _find_numbers(plain: str, words: NumberWords) -> list[_Count]:
    numbers = []
    for match in words.number.finditer(plain):
        value = _value(match, words)
        if value is None:
            continue
        low, high = value
        end = match.end()
        if match["words"] and not match["scale"]:
            end = match.start("words") + _number_prefix(match["words"], words)[0]
        numbers.append(
            _Count(
                start=match.start(),
                end=end,
                low=low,
                high=high,
                first=match.start(),
                single=match[0].lower() in words.ones,
                collective=bool(match["plural"] or match["singular"] or (match["scale"] and match["scale"] != "mille"))
                or match[0].lower().endswith(("million", "millions", "milliard", "milliards")),
            )
        )
    return numbers


def _value(match: re.Match[str], words: NumberWords) -> tuple[int | None, int | None] | None:
    if match["plural"]:
        size = words.plural[match["plural"].lower()]
        if match["thousands"]:
            size *= words.plural[match["thousands"].lower()]
        if match["exact"]:
            many = _scaled_value(match["exact"], size, words)
            return (many, many) if many else None
        return 2 * size, None
    if match["singular"]:
        size = words.singular[match["singular"].lower()]
        if match["more"]:
            size *= words.plural[match["more"].lower()]
        return size, size
    number = match["digits"] or match["words"]
    scale = words.scales[match["scale"].lower()] if match["scale"] else 1
    value = _scaled_value(number, scale, words)
    return (value, value) if value is not None else None


def _scaled_value(number: str, scale: int, words: NumberWords) -> int | None:
    """The whole number that digits or words times `scale` make; None for « 2,5 » of something."""
    if not number[0].isdigit():
        value = _number_prefix(number, words)[1]
        return value * scale if value is not None else None
    whole, _, part = re.sub(r"[ .]", "", number).partition(",")
    value, rest = divmod(int(whole + part) * scale, 10 ** len(part))
    return value if rest == 0 else None


def _number_prefix(number: str, words: NumberWords) -> tuple[int, int | None]:
    """The longest beginning of `number` that is one number, as (length, value): « dix deux » is « dix »."""
    ends = [match.end() for match in re.finditer(r"[^\s-]+", number)]
    for end in reversed(ends):
        try:
            return end, int(text2num(number[:end].lower(), words.language))
        except ValueError:
            continue
    return len(number), None


def _join_ranges(numbers: list[_Count], plain: str, words: NumberWords) -> list[_Count]:
    """« entre 20 et 30 », « 20 à 30 » as one count; « passe de 12 à 15 » as two."""
    counts: list[_Count] = []
    i = 0
    while i < len(numbers):
        one = numbers[i]
        two = numbers[i + 1] if i + 1 < len(numbers) else None
        link = plain[one.end : two.start].strip().lower() if two else ""
        before = plain[: one.start].rstrip().lower()
        opened = before.endswith(words.between) and not before[: -len(words.between)].endswith(
            tuple("abcdefghijklmnopqrstuvwxyz")
        )
        if two is None or one.low is None or two.low is None:
            counts.append(one)
        elif opened and link == words.both:
            counts.append(_range(one, two, plain.lower().rindex(words.between, 0, one.start), plain, words))
            i += 1
        elif words.joined.fullmatch(link) or (
            words.joined.fullmatch(link.removesuffix("d'").removesuffix("de").strip()) and link
        ):
            if (
                link == "à"
                and re.search(r"\bde$", before)
                and words.change.search(plain, max(0, one.start - MAX_LETTERS_TO_A_CHANGE), one.start)
            ):
                one.former = True
                counts += [one, two]
            elif one.single and not two.single and link != "ou" and two.low > 3:
                counts += [one, two]
            else:
                counts.append(_range(one, two, one.start, plain, words))
            i += 1
        else:
            counts.append(one)
        i += 1
    return counts


def _range(one: _Count, two: _Count, start: int, plain: str, words: NumberWords) -> _Count:
    low, high = one.low, two.high
    scale = words.scales.get(plain[two.start : two.end].lower().split()[-1])
    if low is not None and scale is not None and low < scale:
        low *= scale  # « vingt à trente mille »
    return _Count(start=start, end=two.end, low=low, high=high, first=start, collective=two.collective)


def _rejoin_distances(counts: list[_Count]) -> list[_Count]:
    """« une portée de 3 000 à 4 000 km »: no distance passes from one to the other."""
    for one, two in itertools.pairwise(counts):
        if one.former and two.measure == "distance":
            two.start, two.first, two.low, one.void = one.start, one.first, one.low, True
    return [count for count in counts if not count.void]


def _widen(count: _Count, plain: str, words: NumberWords) -> None:
    """Take « au moins », « près de », … into the anchor, and what they make of the number."""
    lower = plain.lower()
    while True:
        match = words.bounds_before_end.search(lower[max(0, count.start - 24) : count.start])
        if match is None:
            break
        phrase = match[1]
        count.start = max(0, count.start - 24) + match.start(1)
        _bound(count, dict(words.bounds_before)[phrase])
    _widen_after(count, lower, words)


def _widen_after(count: _Count, lower: str, words: NumberWords) -> None:
    """« 12 au moins », « 12 morts au moins »."""
    after = words.bounds_after_end.match(lower, count.end)
    if after and not words.number.match(lower, after.end() + 1):
        count.end = after.end()
        _bound(count, words.bounds_after[after[1]])


def _bound(count: _Count, bound: str) -> None:
    if bound == "low":
        count.high = None
    elif bound == "high" and count.high is not None:
        count.low = None


# ---------------------------------------------------------------- nouns


def _find_noun(count: _Count, plain: str, words: NumberWords) -> None:
    match = words.noun.match(plain, count.end)
    if match is None:
        return
    count.modifiers = frozenset(_WORD.findall((match["pre"] or "").lower()))
    noun = match["known"] or match["noun"]
    if noun is not None and noun.lower() in words.units:
        count.void = True
        return
    if match["of"] and match["of"].strip() in ("de", "d'") and not count.collective and count.noun is None:
        return
    if (
        noun is None
        or not _is_counted(noun, bool(match["known"]), count, words)
        or (not match["known"] and _is_fate(plain, match.start("noun"), words))
    ):
        if count.modifiers:
            count.end = match.end("pre")
        return
    end = match.end("known") if match["known"] else match.end("noun")
    lower = noun.lower()
    if lower in words.distance:
        if plain[end:].startswith(words.distance_unless):
            return
        count.measure, count.own = "distance", True
    elif lower in words.measures:
        count.measure = words.measures[lower]
        count.own = count.measure in _TOLL
        if lower in ("corps",) and (
            count.single or re.match(r" (?:d'armée|expéditionnaire|de métier|diplomatique)", plain[end:])
        ):
            count.measure, count.own = None, False
    elif (
        lower in words.many
        and (count.low or count.high or 0) >= words.many_at_least
        and not words.many_unless.match(plain, end)
    ):
        count.measure = "personnel"
    count.noun, count.end = lower, end
    count.lemma = _lemma(noun, words, count.single)
    _widen_after(count, plain.lower(), words)


def _is_counted(noun: str, known: bool, count: _Count, words: NumberWords) -> bool:
    lower = noun.lower()
    if lower in words.never or lower in words.plural_verbs or lower in words.singular_verbs:
        return False
    return known or count.single or lower.endswith(("s", "x", "z")) or lower in words.lemmas


def _is_fate(plain: str, start: int, words: NumberWords) -> bool:
    """« cinq placées en garde à vue »: a participle, not who they are."""
    return words.participle.match(plain, start) is not None


def _lemma(noun: str, words: NumberWords, single: bool = False) -> str:
    lower = noun.lower() if noun[1:].islower() or " " in noun else noun
    if lower.lower() in words.lemmas:
        return words.lemmas[lower.lower()]
    if single:
        return lower
    if lower.endswith("eaux") or lower.endswith("eux"):
        return lower[:-1]
    if lower.endswith("aux"):
        return lower[:-3] + "al"
    return lower[:-1] if lower.endswith(("s", "x")) and len(lower) > 3 else lower


def _share_nouns(counts: Sequence[_Count], plain: str, words: NumberWords) -> None:
    """Give a noun to « 12 autres », to the old figure of a changing toll, and to « porte à 86 le nombre de morts »."""
    for i, count in enumerate(counts):
        if count.noun is not None:
            continue
        if count.former and i + 1 < len(counts):
            new = counts[i + 1]
            count.lemma, count.measure, count.own = new.lemma, new.measure, new.own
        elif count.modifiers & words.additional_before:
            former = next(
                (other for other in reversed(counts[:i]) if other.lemma and other.measure != "distance"), None
            )
            count.lemma = former.lemma if former else None
        elif i and _repeats(counts[i - 1], count, plain, words):
            former = counts[i - 1]
            count.lemma, count.measure, count.own, count.repeats = former.lemma, former.measure, former.own, True
        else:
            _find_counted(count, plain, words)
            if count.own and i and counts[i - 1].former:
                counts[i - 1].lemma, counts[i - 1].measure, counts[i - 1].own = count.lemma, count.measure, count.own


def _repeats(former: _Count, count: _Count, plain: str, words: NumberWords) -> bool:
    """« 32 morts, contre 28 précédemment », « 40 morts dans l'armée et 60 chez les rebelles »."""
    gap = plain[former.end : count.first]
    if former.lemma is None or former.measure == "distance" or count.single or _STOP.search(gap):
        return False
    if words.against.search(gap):
        return _END_OF_WORDS.match(plain, count.end) is not None or words.formerly.match(plain, count.end) is not None
    return words.elsewhere_link.search(gap) is not None and words.elsewhere.match(plain, count.end) is not None


def _find_counted(count: _Count, plain: str, words: NumberWords) -> None:
    """« porte à 4650 le nombre de militaires », « le nombre de morts s'élève à 12 »."""
    if count.single or (
        re.match(r"[ ]?(?:%|pour cent|\w+)", plain[count.end :])
        and not re.match(r" (?:le |la |l'|son |leur |les |ses )?", plain[count.end :])
    ):
        return
    after = re.compile(r" (?:le |son |leur |l'|les )").match(plain, count.end)
    match = words.counted.match(plain, after.end()) if after else None
    behind = False
    if match is None:
        if not re.search(
            r"(?:\bà|\bde|:|\d|atteint|dépasse|atteindre|est|désormais|maintenant|actuellement) (?:\w+ )?$",
            plain[max(0, count.start - 24) : count.start],
        ):
            return
        following = re.match(r" (\w+)", plain[count.end :])
        if following and not re.match(
            r" (?:dans|en|à|au|aux|selon|contre|depuis|après|et|ce|cette|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|sur|pour|mais|lors|suite)\b",
            plain[count.end :],
        ):
            return
        matches = list(words.counted.finditer(plain, 0, count.start))
        match = matches[-1] if matches else None
        behind = True
    if match is None or _STOP.search(plain, min(match.end(), count.start), max(match.end(), count.start)):
        return
    noun = words.plain_noun.match(plain, match.end())
    head = plain[match.start() : match.end()].lower()
    if noun is None:
        return
    word = noun[0].lower()
    measure = words.measures.get(word)
    if measure is None:
        for fate in words.fates:
            if fate.measure != "released" and fate.beside.match(plain, noun.end()):
                measure = fate.measure
    if measure is None and word in words.many:
        measure = "personnel"
    if measure is None:
        return
    del head
    count.noun, count.lemma, count.measure, count.own = word, _lemma(noun[0], words), measure, True
    if not behind:
        count.end = noun.end()


# ---------------------------------------------------------------- fates


def _decide(count: _Count, plain: str, words: NumberWords, following: _Count | None) -> None:
    """Let a verb decide the measure: « 12 civils ont été tués », « tuant trois soldats »."""
    if count.own or (count.lemma is None and count.noun is None and not _may_stand_alone(count, plain, words)):
        return
    if count.lemma is not None and {count.lemma.lower(), count.noun or ""} & words.not_people:
        return
    beside = _fate_beside(count, plain, words, following.start if following else len(plain))
    after = _fate_after(count, plain, words, following) if beside in (None, "injured") else None
    if beside == "injured" and after == "deaths":
        beside = None  # « un homme, blessé lundi, a succombé »
    measure = beside or after or _fate_before(count, plain, words)
    if measure == "detained" and count.measure == "abducted":
        return  # « détient trois otages »
    if measure == "released" or measure == "both":
        count.measure, count.fate = None, True
    elif measure is not None:
        count.measure, count.fate = measure, True


def _may_stand_alone(count: _Count, plain: str, words: NumberWords) -> bool:
    """Whether a number without a noun may stand for people: « douze ont été tués », « en blessant 30 »."""
    if count.modifiers or _MAY_FOLLOW_ALONE.match(plain, count.end):
        return True
    return (
        not count.single
        and (_END_OF_WORDS.match(plain, count.end) or words.goes_on.match(plain, count.end)) is not None
        and words.partitive.search(plain[max(0, count.start - 40) : count.start].lower()) is not None
    )


def _clause_end(plain: str, start: int) -> int:
    match = _STOP.search(plain, start)
    return match.start() if match else len(plain)


def _fate_beside(count: _Count, plain: str, words: NumberWords, next_start: int) -> str | None:
    """« 12 civils palestiniens tués », « trois autres blessés »."""
    limit = min(_clause_end(plain, count.end), next_start + 40)
    found = []
    for fate in words.fates:
        match = fate.beside.match(plain, count.end, limit)
        if match is None:
            continue
        gap = {part for word in _WORD.findall(match["gap"].lower()) for part in (word, word.rpartition("'")[2])}
        part = (match["part"] + match["ending"]).split()[0]
        agrees = part.endswith("is") or part.endswith("s") != count.single  # « mis », « pris »: one or many
        if gap & words.noun_gap or any(char.isdigit() for char in match["gap"]) or not agrees:
            continue
        found.append((match.end(), fate.measure))
    if not found:
        return None
    end, measure = min(found)
    return "both" if _of_both(plain, end, measure, limit, words) else measure


def _of_both(plain: str, end: int, measure: str, limit: int, words: NumberWords) -> bool:
    """« tués ou blessés », « tués et blessés »: neither."""
    other = re.compile(r" (?:ou|et) ").match(plain, end)
    if other is None:
        return False
    for fate in words.fates:
        match = fate.beside.match(plain, other.end() - 1, limit)
        if match and not match["gap"].strip() and fate.measure != measure and {fate.measure, measure} == set(_TOLL):
            return True
    return False


def _fate_after(count: _Count, plain: str, words: NumberWords, following: _Count | None) -> str | None:
    """« 12 personnes, dont trois enfants, ont été tuées », « sont mortes », « ont péri »."""
    limit = min(_clause_end(plain, count.end), count.end + MAX_LETTERS_TO_A_VERB)
    best: tuple[int, int, str] | None = None
    for fate in words.fates:
        match = fate.after.search(plain, count.end, limit)
        if match is None or (best is not None and match.start() >= best[0]):
            continue
        gap = plain[count.end : match.start()].lower()
        tokens = _WORD.findall(gap)
        if set(tokens) & words.clause_gap or (following and _is_subject(count, following, match.start(), plain, words)):
            continue
        verb = match[0].split()[0].lower()
        plural = verb in words.plural_verbs
        if (count.single and plural and " et " not in gap) or (
            not count.single and verb in words.singular_verbs and not plural and not count.collective
        ):
            continue
        best = (match.start(), match.end(), fate.measure)
    if best is None:
        return None
    return "both" if _of_both(plain, best[1], best[2], limit, words) else best[2]


def _is_subject(count: _Count, following: _Count, verb: int, plain: str, words: NumberWords) -> bool:
    """Whether what follows, and not `count`, is of whom the verb tells: « parmi les 40 bus, 12 personnes ont péri »."""
    between = plain[count.end : following.start].rstrip()
    return (
        following.end <= verb
        and following.lemma is not None
        and not following.single
        and between.endswith(",")
        and " qui " not in between
        and words.subset.search(between.lower()) is None
        and not _joined(count, following, plain)
    )


def _fate_before(count: _Count, plain: str, words: NumberWords) -> str | None:
    """« a tué 12 personnes », « coûté la vie à cinq personnes », « l'arrestation de vingt suspects »."""
    head = plain[max(0, count.start - 80) : count.start].lower()
    head = re.sub(r",[^,.;:!?()«»]{1,40}, $", " ", head)  # « a tué, selon l'armée, 12 rebelles »
    stop = max((match.end() for match in re.finditer(r"[.;:!?,()«»\"](?=\s|$)", head)), default=0)
    head = head[stop:]
    best: tuple[int, str] | None = None
    for fate in words.fates:
        for match in fate.before.finditer(head):
            gap = head[match.end() :]
            tokens = _WORD.findall(gap)
            if (
                len(tokens) > MAX_WORDS_AFTER_A_VERB
                or set(tokens) & words.noun_gap
                or any(token.isdigit() for token in tokens)
                or (tokens and tokens[-1] in words.before_number)
            ):
                continue
            if match[0].startswith(words.fighters_only) and not _is_of_fighters(count, words):
                continue
            if match["phrase"] is not None and tokens:
                continue
            if best is None or match.end() > best[0]:
                best = (match.end(), fate.measure)
    return best[1] if best else None


def _is_of_fighters(count: _Count, words: NumberWords) -> bool:
    return count.measure == "personnel" or count.noun in words.many


def _share_fates(counts: Sequence[_Count], plain: str, words: NumberWords) -> None:
    """What a verb says of one count it says of those joined to it: « a tué deux soldats et trois civils »."""
    for one, two in itertools.pairwise(counts):
        if two.repeats and two.measure in (None, "personnel") and not two.fate:
            two.measure, two.fate = one.measure, one.fate
        if (
            one.fate
            and not two.fate
            and not two.own
            and two.lemma
            and not {two.lemma.lower(), two.noun or ""} & words.not_people
            and one.measure in _FATES
            and _joined(one, two, plain)
        ):
            if two.measure in (None, "personnel"):
                two.measure, two.fate = one.measure, True
    for one, two in reversed(list(itertools.pairwise(counts))):
        if (
            two.fate
            and not one.fate
            and not one.own
            and one.lemma
            and not {one.lemma.lower(), one.noun or ""} & words.not_people
            and two.measure in _FATES
            and _joined(one, two, plain)
        ):
            if one.measure in (None, "personnel"):
                one.measure, one.fate = two.measure, True


def _joined(one: _Count, two: _Count, plain: str) -> bool:
    return _JOINT.fullmatch(plain[one.end : two.start]) is not None


def _find_subsets(counts: Sequence[_Count], plain: str, words: NumberWords) -> None:
    for i, count in enumerate(counts):
        before = plain[: count.start].rstrip().lower()
        former = counts[i - 1] if i else None
        led = words.subset.search(before) is not None or (
            former is not None and words.figured.search(before) is not None and _is_among(former, plain, words)
        )
        opened = former is not None and before.endswith("(") and plain[former.end : count.start].strip() == "("
        bracket = plain[former.end : count.start] if former else ""
        joined = (
            former is not None
            and former.subset
            and not count.own
            and not count.fate
            and _joined(former, count, plain)
            and ")" not in bracket
        )
        inside = (
            former is not None
            and former.subset
            and not count.own
            and ")" not in bracket
            and re.fullmatch(r"(?:,| et| ou) ?", bracket) is not None
        )
        following = words.subset_after.match(plain.lower(), count.end) is not None and not count.fate
        count.subset = (bool(i) and (led or opened or joined or inside)) or following
        if count.subset:
            parent = next(
                (
                    other
                    for other in reversed(counts[:i])
                    if not other.subset and other.measure and other.measure != "distance"
                ),
                None,
            )
            if opened and former is not None and former.measure is None:
                parent = None
            if parent is not None and (count.measure is None or count.measure == "personnel" or not count.own):
                count.measure = count.measure if count.fate or count.own else parent.measure
                if count.measure == "personnel" and parent.measure != "personnel":
                    count.measure = parent.measure
            elif parent is None and not count.own and not count.fate and count.measure not in ("personnel",):
                count.measure = None


def _find_parts(counts: Sequence[_Count], plain: str, words: NumberWords) -> None:
    """« quatre morts, trois femmes et un homme »: what adds up to the count before is its parts."""
    for i, whole in enumerate(counts):
        if whole.measure not in _FATES or whole.subset or whole.low is None:
            continue
        parts: list[_Count] = []
        for part in counts[i + 1 :]:
            gap = plain[(parts[-1] if parts else whole).end : part.start]
            if not (_joined(parts[-1], part, plain) if parts else _OPENING.fullmatch(gap)) or part.low is None:
                break
            if part.measure not in (None, "personnel", whole.measure) or part.lemma == whole.lemma:
                break
            if not parts and gap.rstrip()[-1:] == "," and not (whole.own or whole.noun in words.wholes):
                break
            parts.append(part)
            if len(parts) > 1 and sum(one.low or 0 for one in parts) == whole.low:
                for one in parts:
                    one.subset, one.measure = True, whole.measure
                break


def _is_among(count: _Count, plain: str, words: NumberWords) -> bool:
    """« parmi les douze morts »."""
    return words.among.search(plain[: count.start].lower()) is not None


def _find_change(count: _Count, plain: str, words: NumberWords) -> None:
    match = words.additional.match(plain, count.end)
    more = False
    if match and not set(_WORD.findall(match["gap"].lower())) & words.noun_gap and count.noun is not None:
        count.end = match.end()
        more = True
    lead = words.additional_lead.search(plain[max(0, count.start - 40) : count.start].lower())
    more = more or bool(count.modifiers & words.additional_before) or lead is not None
    if more and count.measure in ("personnel", None):
        count.change = "additional"


def _counts_something(count: _Count) -> bool:
    if count.single:
        return count.measure in _ONE_BY_ONE and (
            count.fate or count.noun not in (None, "victime", "cadavre", "dépouille", "corps")
        )
    return count.lemma is not None or count.noun is not None or count.measure is not None


def _quantity(count: _Count, text: str, start: int) -> Quantity:
    low = count.low
    anchor = Anchor(start + count.start, start + count.end, text[count.start : count.end])
    return Quantity(anchor, Amount(low, count.high, count.lemma, count.change), count.measure, count.subset)


# ---------------------------------------------------------------- ordinals


def _find_ordinals(plain: str, text: str, words: NumberWords, start: int) -> Iterable[Quantity]:
    for match in words.ordinal.finditer(plain):
        noun = match["noun"]
        if (
            noun.lower() in words.ordinal_never
            or noun.lower() in words.never
            or (noun.endswith(("s", "x")) and noun not in words.lemmas)
        ):
            continue
        number = words.ordinals.get((match["word"] or "").lower()) or int(match["digit"] or 0)
        if number:
            anchor = Anchor(start + match.start(), start + match.end(), text[match.start() : match.end()])
            yield Quantity(anchor, Amount(number, number, noun.lower()), "occurrence")


# ---------------------------------------------------------------- loading


@lru_cache(maxsize=8)
def _load(language: str, root: Path) -> NumberWords:
    path = root / language / "quantities.toml"
    tables = read_toml(path)
    try:
        return _compile(language, tables)
    except (KeyError, re.error, AttributeError, TypeError) as error:
        raise ResourceError(
            f"{path}: {error!r} is missing or wrong. Compare the file with that of another language."
        ) from error


def _compile(language: str, tables: Mapping[str, Any]) -> NumberWords:
    numbers, collectives, noun, fates = tables["numbers"], tables["collectives"], tables["noun"], tables["fates"]
    word = _any(numbers["words"])
    words = rf"(?:{word})(?:(?:-| |[ -]{numbers['joiner']}[ -](?=(?:un|une|onze)\b))(?:{word})\b)*"
    digits = r"\d{1,3}(?:[ .]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?"
    scales = _any(numbers["scales"])
    singular, plural = _any(collectives["singular"]), _any(collectives["plural"])
    sizes = _any(collectives["sizes"])
    vague = _any(collectives["vague"])
    ending = r"(?![\w/%]|[.,:]\d|-[a-zà-ÿA-Z]| ?%|°)"
    number = (
        r"(?<![\w.,/:-])(?:"
        rf"(?:(?P<exact>{words}|{digits})[ ]|(?:{vague})(?:[ ]|(?<=')))?(?P<plural>{plural})(?: (?:de |d')(?P<thousands>milliers|millions))?"
        rf"|(?:une?)[ ](?:(?:{sizes})[ ])?(?P<singular>{singular})(?: de (?P<more>milliers|millions))?"
        rf"|(?:(?P<digits>{digits})|(?P<words>{words}))(?:[ ](?P<scale>{scales})(?!\w))?"
        rf"){ending}"
    )
    measures = {
        form: measure
        for measure, forms in noun["measures"].items()
        if measure != "personnel_when_many"
        for form in forms
    }
    distance = tables["distance"]
    known = _any([*measures, *distance["units"]])
    word_noun = r"[A-ZÀ-Þa-zà-ÿœ][a-zà-ÿœA-Z]*(?:-[a-zà-ÿœ]+)*"
    before = _any(noun["before"])
    bounds = [(phrase, bound) for bound in ("low", "high", "about") for phrase in tables["bounds"]["before"][bound]]
    bounds.sort(key=lambda pair: -len(pair[0]))
    bounds_after = {phrase: bound for bound in ("low", "high", "about") for phrase in tables["bounds"]["after"][bound]}
    plural_verbs = frozenset([*fates["auxiliaries_plural"], *fates["copulas_plural"]])
    singular_verbs = frozenset([*fates["auxiliaries_singular"], *fates["copulas_singular"]])
    lemmas = tables["lemmas"]
    not_people = {
        form
        for plural_form in tables["fate_gaps"]["not_people"]
        for form in (plural_form, plural_form.removesuffix("s"))
    }
    ordinals = tables["ordinals"]
    return NumberWords(
        language=language,
        cardinal=rf"(?:{digits}|{words})",
        number=re.compile(number, re.IGNORECASE),
        ones=frozenset(numbers["one"]),
        any_number=re.compile(rf"\d|\b(?:{word}|{singular}|{plural})", re.IGNORECASE),
        scales=numbers["scales"],
        singular=collectives["singular"],
        plural=collectives["plural"],
        bounds_before=tuple(bounds),
        bounds_before_end=re.compile(
            rf"(?<![\w-])({'|'.join(re.escape(phrase) for phrase, _ in bounds)})[ ]*(?:les )?$"
        ),
        bounds_after=bounds_after,
        bounds_after_end=re.compile(rf",? ({_any(bounds_after)})(?!\w)"),
        joined=re.compile(_any(tables["ranges"]["joiners"])),
        between=tables["ranges"]["between"],
        both=tables["ranges"]["and"],
        change=re.compile(rf"\b(?:{tables['ranges']['change']})\b", re.IGNORECASE),
        noun=re.compile(
            rf"(?P<of> (?:de ses |de leurs |de ces |de nos |de |des |d'))?(?P<pre>(?:(?:^|(?<=')| |(?<= ))(?:{before})(?= ))*)(?:(?<=')|(?<= )| )"
            rf"(?:(?P<known>(?i:{known}))(?![\w-])|(?P<noun>{word_noun})(?![\w]))?"
        ),
        plain_noun=re.compile(rf"(?i:{known})(?![\w-])|{word_noun}(?!\w)"),
        never=frozenset(noun["never"]) | frozenset(noun["units"]),
        units=frozenset(noun["units"]),
        fighters_only=tuple(fates["deaths"]["fighters_only"]),
        before_number=frozenset(tables["fate_gaps"]["before_number"]),
        measures=measures,
        many=frozenset(noun["measures"]["personnel_when_many"]),
        many_at_least=noun["many"]["at_least"],
        many_unless=re.compile(rf" ?(?:{_any(noun['many']['unless'])})(?!\w)", re.IGNORECASE),
        lemmas=lemmas,
        additional=re.compile(rf"(?P<gap>(?: [\w'-]+){{0,3}}?) (?:{_any(noun['additional'])})(?!\w)", re.IGNORECASE),
        additional_before=frozenset(noun["additional_before"]),
        additional_lead=re.compile(rf"{noun['additional_lead']} ?$"),
        against=re.compile(rf"{noun['against']} $"),
        formerly=re.compile(noun["formerly"]),
        elsewhere_link=re.compile(noun["elsewhere_link"] + " $"),
        elsewhere=re.compile(noun["elsewhere"]),
        partitive=re.compile(noun["partitive"] + "$"),
        goes_on=re.compile(noun["goes_on"]),
        wholes=frozenset(noun["wholes"]),
        among=re.compile(noun["among"] + "$"),
        figured=re.compile(noun["figured"] + "$"),
        subset=re.compile(rf"(?<!\w)(?:{_any(noun['subset'])})$"),
        subset_after=re.compile(rf" (?:{_any(noun['subset_after'])})(?!\w)"),
        counted=re.compile(noun["counted"], re.IGNORECASE),
        distance=frozenset(distance["units"]),
        distance_unless=tuple(distance["unless"]),
        fates=tuple(_compile_fate(measure, fates) for measure in _FATES),
        participle=re.compile(
            rf"(?:(?:{_raw(fates['adverbs'])}) )*"
            rf"(?:{'|'.join(_raw(fates[measure]['participles']) for measure in _FATES)})e?s?(?!\w)",
            re.IGNORECASE,
        ),
        noun_gap=frozenset(tables["fate_gaps"]["noun"]),
        clause_gap=frozenset(tables["fate_gaps"]["clause"]),
        plural_verbs=plural_verbs,
        singular_verbs=singular_verbs,
        not_people=frozenset(not_people),
        ordinal=re.compile(
            rf"(?<![\w-])(?:(?P<word>{_any(ordinals['words'])})|(?P<digit>\d{{1,3}}) ?(?:{ordinals['suffixes']})) "
            rf"(?:(?:{_any(ordinals['before_noun'])}) )?(?!(?:{_any(ordinals['not_a_noun'])})(?!\w))(?P<noun>[a-zà-ÿœ]+(?:-[a-zà-ÿœ]+)*)(?![\w'-])",
            re.IGNORECASE,
        ),
        ordinals=ordinals["words"],
        ordinal_never=frozenset(ordinals["never"]),
    )


def _compile_fate(measure: str, fates: Mapping[str, Any]) -> _Fate:
    table = fates[measure]
    adverb = _raw(fates["adverbs"])
    participle = _raw(table["participles"])
    stems = rf"(?:{_raw(table['stems'])}){fates['endings']}" if table["stems"] else r"(?!)"
    forms = "|".join([stems, *(re.escape(form) for form in table["forms"])])
    phrases = "|".join(phrase.replace("{adverb}", f"(?:{adverb})") for phrase in table["before"]) or r"(?!)"
    auxiliary = _any([*fates["auxiliaries_plural"], *fates["auxiliaries_singular"]])
    copula = _any([*fates["copulas_plural"], *fates["copulas_singular"]])
    passive = rf"(?:(?:{auxiliary}) (?:(?:{adverb}) )?{fates['been']}|(?:{copula})) (?:(?:{adverb}) )*(?:{participle})e?s?(?!\w)"
    active = "|".join(phrase.replace("{adverb}", f"(?:{adverb})") for phrase in table["after"]) or r"(?!)"
    return _Fate(
        measure=measure,
        before=re.compile(
            rf"(?<!été )(?<!ment )(?<!se )(?<!s'est )(?<!s'était )(?<!s'étant )(?<![\w-])(?:(?P<verb>{forms})(?!\w)|(?P<phrase>{phrases})(?: |(?<='))?)",
            re.IGNORECASE,
        ),
        beside=re.compile(
            rf"(?P<gap>(?: [\w'-]+){{0,5}}?),? (?:(?:{adverb}) )*(?P<part>{participle})(?P<ending>e?s?)(?!\w)",
            re.IGNORECASE,
        ),
        after=re.compile(rf"(?<![\w-])(?<!s')(?<!se )(?:{passive}|(?:{active})(?!\w))", re.IGNORECASE),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _raw(patterns: Iterable[str]) -> str:
    return "|".join(patterns)
