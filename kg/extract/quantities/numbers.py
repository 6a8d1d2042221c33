"""Numbers in digits and words: their value, ranges, and what « au moins » and « près de » make of them."""

import itertools
import re

from text_to_num import text2num

from kg.extract.printing import plainly
from kg.extract.quantities.counts import Count
from kg.extract.quantities.words import NumberWords

ONE = "1"  # « 1 assaillant abattu »
MAX_LETTERS_TO_A_CHANGE = 70  # from « passe » or « augmenter » to the numbers « de 12 à 15 »


def read_number(words: str, number_words: NumberWords) -> int | None:
    """The value of a number in digits or words (« 4 600 », « 1,5 million », « vingt et un », « une dizaine »), or None."""
    match = number_words.number.fullmatch(plainly(words).strip())
    if match is None:
        return None
    value = number_value(match, number_words)
    return value[0] if value and value[0] == value[1] else None


def find_numbers(plain: str, words: NumberWords) -> list[Count]:
    """The numbers of a sentence, in order."""
    numbers = []
    for match in words.number.finditer(plain):
        value = number_value(match, words)
        if value is None:
            continue
        low, high = value
        end = match.end()
        if match["words"] and not match["scale"]:
            end = match.start("words") + number_prefix(match["words"], words)[0]
        numbers.append(
            Count(
                start=match.start(),
                end=end,
                low=low,
                high=high,
                first=match.start(),
                single=match[0].lower() in words.ones or match[0] == ONE,
                collective=bool(
                    match["plural"]
                    or match["singular"]
                    or (match["scale"] and match["scale"] not in words.phrases.exact_scales)
                )
                or match[0].lower().endswith(words.phrases.scales_with_of),
            )
        )
    return numbers


def number_value(match: re.Match[str], words: NumberWords) -> tuple[int | None, int | None] | None:
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
        value = number_prefix(number, words)[1]
        return value * scale if value is not None else None
    whole, _, part = re.sub(r"[ .]", "", number).partition(",")
    value, rest = divmod(int(whole + part) * scale, 10 ** len(part))
    return value if rest == 0 else None


def number_prefix(number: str, words: NumberWords) -> tuple[int, int | None]:
    """The longest beginning of `number` that is one number, as (length, value): « dix deux » is « dix »."""
    ends = [match.end() for match in re.finditer(r"[^\s-]+", number)]
    for end in reversed(ends):
        try:
            return end, int(text2num(number[:end].lower(), words.language))
        except ValueError:
            continue
    return len(number), None


def join_ranges(numbers: list[Count], plain: str, words: NumberWords) -> list[Count]:
    """« entre 20 et 30 », « 20 à 30 » as one count; « passe de 12 à 15 » as two."""
    counts: list[Count] = []
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
            words.joined.fullmatch(words.phrases.ends_with_of.sub("", link).strip()) and link
        ):
            if (
                link == words.phrases.to
                and words.phrases.from_before.search(before)
                and words.change.search(plain, max(0, one.start - MAX_LETTERS_TO_A_CHANGE), one.start)
            ):
                one.former = True
                counts += [one, two]
            elif one.single and not two.single and link != words.phrases.alternative and two.low > 3:
                counts += [one, two]
            else:
                counts.append(_range(one, two, one.start, plain, words))
            i += 1
        else:
            counts.append(one)
        i += 1
    return counts


def _range(one: Count, two: Count, start: int, plain: str, words: NumberWords) -> Count:
    low, high = one.low, two.high
    scale = words.scales.get(plain[two.start : two.end].lower().split()[-1])
    if low is not None and scale is not None and low < scale:
        low *= scale  # « vingt à trente mille »
    return Count(start=start, end=two.end, low=low, high=high, first=start, collective=two.collective)


def rejoin_distances(counts: list[Count]) -> list[Count]:
    """« une portée de 3 000 à 4 000 km »: no distance passes from one to the other."""
    for one, two in itertools.pairwise(counts):
        if one.former and two.measure == "distance":
            two.start, two.first, two.low, one.void = one.start, one.first, one.low, True
    return [count for count in counts if not count.void]


def widen(count: Count, plain: str, words: NumberWords) -> None:
    """Take « au moins », « près de », … into the anchor, and what they make of the number."""
    lower = plain.lower()
    while True:
        match = words.bounds_before_end.search(lower[max(0, count.start - 24) : count.start])
        if match is None:
            break
        phrase = match[1]
        count.start = max(0, count.start - 24) + match.start(1)
        _bound(count, dict(words.bounds_before)[phrase])
    widen_after(count, lower, words)


def widen_after(count: Count, lower: str, words: NumberWords) -> None:
    """« 12 au moins », « 12 morts au moins »."""
    after = words.bounds_after_end.match(lower, count.end)
    if after and not words.number.match(lower, after.end() + 1):
        count.end = after.end()
        _bound(count, words.bounds_after[after[1]])


def _bound(count: Count, bound: str) -> None:
    if bound == "low":
        count.high = None
    elif bound == "high" and count.high is not None:
        count.low = None
