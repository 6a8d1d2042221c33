"""The noun of a number: who or what is counted, and what the noun alone says of them."""

import itertools
from collections.abc import Sequence

from kg.extract.quantities.counts import END_OF_WORDS, STOP, TOLL, WORD, YEAR, Count
from kg.extract.quantities.numbers import widen_after
from kg.extract.quantities.words import NumberWords

_TIMES_AS_MANY = 5  # of two sources' tolls of one deed, the greater as a multiple of the other


def find_noun(count: Count, plain: str, words: NumberWords) -> None:
    """Give a count the noun right behind it, and the measure that the noun decides."""
    match = words.noun.match(plain, count.end)
    if match is None:
        return
    count.modifiers = frozenset(WORD.findall((match["pre"] or "").lower()))
    noun = match["known"] or match["noun"]
    if noun is not None and noun.lower() in words.units:
        count.void = True
        return
    if match["of"] and not count.collective and count.noun is None:
        if match["of"].strip() in words.phrases.of or YEAR.fullmatch(plain, count.first, count.end):
            return  # « depuis 2015 des milliers de morts »; but « trois des assaillants »
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
        count.own = count.measure in TOLL
        if lower in words.phrases.bodies and (count.single or words.phrases.living_bodies.match(plain, end)):
            count.measure, count.own = None, False
        elif count.own and not count.single and words.phrases.both_fates.match(plain.lower(), end):
            count.measure = None  # « 27 morts et blessés »
    elif (
        lower in words.many
        and (count.low or count.high or 0) >= words.many_at_least
        and not words.many_unless.match(plain, end)
    ):
        count.measure = "personnel"
    count.noun, count.end = lower, end
    times = words.several.get(lower, 1)  # « un couple a été tué »: two people, of whom the verb speaks as of one
    count.low, count.high = count.low and count.low * times, count.high and count.high * times
    count.lemma = _lemma(noun, words, count.single)
    widen_after(count, plain.lower(), words)


def void_joined(counts: Sequence[Count], plain: str, words: NumberWords) -> None:
    """« deux enfants de 12 et 13 ans »: bare numbers joined to an age, a sum or a day are ages, sums or days too.

    Of « 500 de ses 2.000 soldats » the whole is no count, and says what the part counts.
    """
    for one, two in reversed(list(itertools.pairwise(counts))):
        bare = one.lemma is None and one.noun is None and not one.single
        if bare and two.noun is not None and words.phrases.out_of.fullmatch(plain[one.end : two.start]):
            # « retirer 500 de ses 2.000 soldats »
            one.noun, one.lemma, one.measure, one.own, one.end = two.noun, two.lemma, two.measure, two.own, two.end
            two.void = True
        elif two.void and bare and words.phrases.list_joint.fullmatch(plain[one.end : two.start]):
            one.void = True


def _is_counted(noun: str, known: bool, count: Count, words: NumberWords) -> bool:
    lower = noun.lower()
    if lower in words.never or lower in words.plural_verbs or lower in words.singular_verbs:
        return False
    return known or count.single or lower.endswith(words.phrases.plural_ends) or lower in words.lemmas


def _is_fate(plain: str, start: int, words: NumberWords) -> bool:
    """« cinq placées en garde à vue »: a participle, not who they are."""
    return words.participle.match(plain, start) is not None


def _lemma(noun: str, words: NumberWords, single: bool = False) -> str:
    lower = noun.lower() if noun[1:].islower() or " " in noun else noun
    if lower.lower() in words.lemmas:
        return words.lemmas[lower.lower()]
    if single:
        return lower
    return words.phrases.singular.first(lower)


def share_nouns(counts: Sequence[Count], plain: str, words: NumberWords) -> None:
    """Give a noun to « 12 autres », to the old figure of a changing toll, and to « porte à 86 le nombre de morts »."""
    for i, count in enumerate(counts):
        if count.noun is not None:
            continue
        another = words.phrases.another.match(plain, count.end) if count.single and i else None
        if another is not None and counts[i - 1].lemma:
            count.lemma, count.end = counts[i - 1].lemma, another.end()  # « tuant un civil et en blessant un autre »
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


def _repeats(former: Count, count: Count, plain: str, words: NumberWords) -> bool:
    """« 32 morts, contre 28 précédemment », « 40 morts dans l'armée et 60 chez les rebelles »."""
    gap = plain[former.end : count.first]
    if former.lemma is None or former.measure == "distance" or count.single:
        return False
    if STOP.search(gap):
        return _is_told_otherwise(former, count, gap, plain, words)
    if words.against.search(gap):
        return END_OF_WORDS.match(plain, count.end) is not None or words.formerly.match(plain, count.end) is not None
    if words.elsewhere_link.search(gap) is not None and words.elsewhere.match(plain, count.end) is not None:
        return True
    return _is_told_otherwise(former, count, gap, plain, words)


def _is_told_otherwise(former: Count, count: Count, gap: str, plain: str, words: NumberWords) -> bool:
    """« la police parle de douze morts, l'opposition de vingt »: of one size, and nothing behind."""
    one, two = former.low or former.high or 0, count.low or count.high or 0
    alike = former.measure in TOLL and one <= _TIMES_AS_MANY * two and two <= _TIMES_AS_MANY * one
    bare = alike and not YEAR.fullmatch(plain, count.first, count.end) and END_OF_WORDS.match(plain, count.end)
    return bool(bare) and words.contrast.fullmatch(gap) is not None


def _find_counted(count: Count, plain: str, words: NumberWords) -> None:
    """« porte à 4650 le nombre de militaires », « le nombre de morts s'élève à 12 »."""
    if count.single or words.phrases.glued.match(plain, count.end):
        return
    after = words.phrases.before_counted.match(plain, count.end)
    match = words.counted.match(plain, after.end()) if after else None
    behind = False
    if match is None:
        if not words.phrases.reaches.search(plain[max(0, count.start - 24) : count.start]):
            return
        if words.phrases.goes_on_otherwise.match(plain, count.end):
            return
        matches = list(words.counted.finditer(plain, 0, count.start))
        match = matches[-1] if matches else None
        behind = True
    if match is None or STOP.search(plain, min(match.end(), count.start), max(match.end(), count.start)):
        return
    noun = words.plain_noun.match(plain, match.end())
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
    count.noun, count.lemma, count.measure, count.own = word, _lemma(noun[0], words), measure, True
    if not behind:
        count.end = noun.end()
