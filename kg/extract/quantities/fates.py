"""What becomes of the people counted: « 12 civils ont été tués », « tuant trois soldats », « cinq blessés »."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.quantities.counts import END_OF_WORDS, FATES, STOP, TOLL, WORD, YEAR, Count, are_joined, without
from kg.extract.quantities.words import Fate, NumberWords

MAX_LETTERS_TO_A_VERB = 120  # from the people counted to « ont été tués », measured on news sentences
_LAST_WORD = re.compile(r"[\w'-]+$")
MAX_WORDS_AFTER_A_VERB = 3  # « a tué lundi à Kaboul 12 civils »


def decide_all(counts: Sequence[Count], plain: str, words: NumberWords, times: Iterable[tuple[int, int]]) -> None:
    """Let verbs decide the measures, past the `times` (offsets) and asides between: « a tué *vers midi* deux soldats »."""
    asides = [match.span() for match in words.phrases.aside.finditer(plain)]
    asides += [_with_preposition(plain, start, end, words) for start, end in times]
    told, places = without(plain, (span for span in asides if not any(_overlap(span, count) for count in counts)))
    moving = [
        replace(
            count,
            start=bisect_left(places, count.start),
            first=bisect_left(places, count.first),
            end=bisect_left(places, count.end),
        )
        for count in counts
    ]
    for i, (count, there) in enumerate(zip(counts, moving, strict=True)):
        _decide(there, told, words, moving[i - 1] if i else None, moving[i + 1] if i + 1 < len(moving) else None)
        count.measure, count.fate = there.measure, there.fate


def _overlap(span: tuple[int, int], count: Count) -> bool:
    return span[0] < count.end and count.start < span[1]


def _with_preposition(plain: str, start: int, end: int, words: NumberWords) -> tuple[int, int]:
    """A time with the preposition and the space before it, and the commas around it if it stands between two."""
    before = plain[:start].rstrip()
    while (last := _LAST_WORD.search(before)) is not None and last.group().lower() in words.before_number:
        before = before[: last.start()].rstrip()
    start = len(before)
    if before.endswith(",") and plain[end : end + 1] == ",":
        return start - 1, end + 1
    return start, end


def _decide(count: Count, plain: str, words: NumberWords, former: Count | None, following: Count | None) -> None:
    """Let a verb decide the measure: « 12 civils ont été tués », « tuant trois soldats »."""
    one_more = count.single and former is not None and are_joined(former, count, plain, words)
    if count.own or (count.lemma is None and count.noun is None and not _may_stand_alone(count, plain, words)):
        return
    if count.lemma is not None and {count.lemma.lower(), count.noun or ""} & words.not_people:
        return
    beside = _fate_beside(count, plain, words, following.start if following else len(plain), one_more)
    after = _fate_after(count, plain, words, following, one_more) if beside in (None, "injured") else None
    if beside == "injured" and after == "deaths":
        beside = None  # « un homme, blessé lundi, a succombé »
    before = _fate_before(count, plain, words)
    if before is not None and following is not None and after is not None:
        own = _fate_after(count, plain[: following.start], words, None, one_more)
        after = own or before  # « a tué sept personnes et 32 ont été blessées »
    if before == "deaths" and plain.startswith(words.phrases.relative, count.end):
        after = before  # « a tué cinq personnes qui fuyaient »
    measure = beside or after or before
    if measure == "detained" and count.measure == "abducted":
        return  # « détient trois otages »
    if measure == "released" or measure == "both":
        count.measure, count.fate = None, True
    elif measure is not None:
        count.measure, count.fate = measure, True


def leave_the_hosted(count: Count, plain: str, words: NumberWords) -> None:
    """« où vivent des milliers de déplacés »: who is only said to be there was driven away by another deed."""
    before = plain[max(0, count.start - 60) : count.start].lower()
    now = words.phrases.displaced_now.match(plain, count.end)
    if count.measure == "displaced" and (now or words.phrases.hosting.search(before)):
        count.measure = None


def leave_statistics(counts: Sequence[Count], plain: str, words: NumberWords) -> None:
    """« 7 000 civils ont été tués au cours de la guerre »: the dead of many deeds are the toll of none."""
    lower = plain.lower()
    for i, count in enumerate(counts):
        end = counts[i + 1].start if i + 1 < len(counts) else len(plain)
        behind = lower[count.end : min(end, _clause_end(plain, count.end))]
        first = count.start <= _clause_end(plain, counts[0].end)
        opened = first and words.phrases.of_many_deeds.match(lower.lstrip('«“" '))
        told = count.measure in TOLL and not count.own  # « les attaques ont fait 200 morts depuis … » is said of them
        if told and (opened or words.phrases.of_many_behind.match(behind)):
            count.measure, count.own, count.fate = None, True, True


def leave_the_known(counts: Sequence[Count], plain: str, words: NumberWords) -> None:
    """« les corps des six victimes »: those told before; « un homme a succombé, portant le bilan à trois morts »: the new toll counts him."""
    lower = plain.lower()
    for i, count in enumerate(counts):
        known = words.phrases.of_those_known.search(lower[max(0, count.start - 40) : count.start])
        following = counts[i + 1] if i + 1 < len(counts) else None
        gap = lower[count.end : following.start] if following is not None else ""
        raised = (
            following is not None
            and following.measure in TOLL
            and not following.repeats  # « le bilan, qui était de 38 morts, a été porté à 45 »
            and words.phrases.raising.search(gap)
        )
        if count.measure in TOLL and (known or raised):
            count.measure, count.own, count.fate = None, True, True


def give_the_former(counts: Sequence[Count]) -> None:
    """« est passé de 14 à 33 civils tués »: the old figure counts what the new one counts."""
    for one, two in itertools.pairwise(counts):
        if one.former and one.measure in (None, "personnel") and two.measure in TOLL:
            one.lemma, one.measure, one.own, one.fate = two.lemma, two.measure, two.own, two.fate


def _may_stand_alone(count: Count, plain: str, words: NumberWords) -> bool:
    """Whether a number without a noun may stand for people: « douze ont été tués », « en blessant 30 »; no year does."""
    if YEAR.fullmatch(plain, count.first, count.end):
        return False
    if count.modifiers or words.phrases.follows_alone.match(plain, count.end):
        return True
    return (
        not count.single
        and (END_OF_WORDS.match(plain, count.end) or words.goes_on.match(plain, count.end)) is not None
        and words.partitive.search(plain[max(0, count.start - 40) : count.start].lower()) is not None
    )


def _clause_end(plain: str, start: int) -> int:
    match = STOP.search(plain, start)
    return match.start() if match else len(plain)


def _fate_beside(count: Count, plain: str, words: NumberWords, next_start: int, one_more: bool) -> str | None:
    """« 12 civils palestiniens tués », « trois autres blessés », « deux soldats et un civil tués »."""
    limit = min(_clause_end(plain, count.end), next_start + 40)
    found = []
    for fate in words.fates:
        match = fate.beside.match(plain, count.end, limit)
        if match is None:
            continue
        between = WORD.findall(match["gap"].lower())
        gap = {part for word in between for part in (word, word.rpartition("'")[2])}
        part = (match["part"] + match["ending"]).split()[0]
        agrees = (
            part.endswith(words.phrases.of_one_or_many)
            or part.endswith(words.phrases.of_many) != count.single
            or one_more
        )  # « mis », « pris »: one or many
        if between[-1:] and between[-1] in words.before_fate:
            continue
        if gap & words.noun_gap or any(char.isdigit() for char in match["gap"]) or not agrees:
            continue
        found.append((match.end(), fate.measure))
    if not found:
        return None
    end, measure = min(found)
    measure = _ending(plain, end, measure, words)
    return "both" if _of_both(plain, end, measure, limit, words) else measure


def _ending(plain: str, end: int, measure: str, words: NumberWords) -> str:
    """« deux hommes ont été blessés mortellement »: the dead."""
    return "deaths" if measure == "injured" and words.phrases.fatally.match(plain, end) else measure


def _of_both(plain: str, end: int, measure: str, limit: int, words: NumberWords) -> bool:
    """« tués ou blessés », « tués et blessés »: neither."""
    other = words.phrases.or_and.match(plain, end)
    if other is None:
        return False
    for fate in words.fates:
        match = fate.beside.match(plain, other.end() - 1, limit)
        if match and not match["gap"].strip() and fate.measure != measure and {fate.measure, measure} == set(TOLL):
            return True
    return False


def _fate_after(count: Count, plain: str, words: NumberWords, following: Count | None, one_more: bool) -> str | None:
    """« 12 personnes, dont trois enfants, ont été tuées », « sont mortes », « ont péri »."""
    limit = min(_clause_end(plain, count.end), count.end + MAX_LETTERS_TO_A_VERB)
    best: tuple[int, int, str] | None = None
    for fate in words.fates:
        match = fate.after.search(plain, count.end, limit)
        if match is None or (best is not None and match.start() >= best[0]):
            continue
        if count.lemma is None and match[0].lower().startswith(words.fighters_only):
            continue  # « sept projectiles ont été tirés ; deux sont tombés »
        gap = plain[count.end : match.start()].lower().replace(words.phrases.ago, "")
        gap = words.phrases.said_of.sub("", gap)
        tokens = WORD.findall(gap)
        if set(tokens) & words.clause_gap or (following and _is_subject(count, following, match.start(), plain, words)):
            continue
        others = following is not None and following.end <= match.start()
        if others and words.phrases.with_object.search(plain, 0, count.start):
            continue  # « a envoyé 500 hommes, trois soldats ont été tués »
        verb = match[0].split()[0].lower()
        plural = verb in words.plural_verbs
        if (count.single and plural and not one_more and words.phrases.conjunction not in gap) or (
            not count.single and verb in words.singular_verbs and not plural and not count.collective
        ):
            continue
        best = (match.start(), match.end(), fate.measure)
    if best is None:
        return None
    measure = _ending(plain, best[1], best[2], words)
    return "both" if _of_both(plain, best[1], measure, limit, words) else measure


def _is_subject(count: Count, following: Count, verb: int, plain: str, words: NumberWords) -> bool:
    """Whether what follows, and not `count`, is of whom the verb tells: « parmi les 40 bus, 12 personnes ont péri »."""
    between = plain[count.end : following.start].rstrip()
    if following.end <= verb and _follows_preposition(count, plain, words) and between == ",":
        return True  # « selon un habitant, un journaliste a été tué »
    return (
        following.end <= verb
        and following.lemma is not None
        and not following.single
        and between.endswith(",")
        and words.phrases.relative not in between
        and words.subset.search(between.lower()) is None
        and not are_joined(count, following, plain, words)
    )


def _fate_before(count: Count, plain: str, words: NumberWords) -> str | None:
    """« a tué 12 personnes », « coûté la vie à cinq personnes », « l'arrestation de vingt suspects »."""
    head = plain[max(0, count.start - 80) : count.start].lower()
    head = re.sub(r",[^,.;:!?()«»]{1,40}, $", " ", head)  # « a tué, selon l'armée, 12 rebelles »
    head = words.phrases.day_between.sub(" ", head)  # « la mort ce lundi 15 mars de 58 personnes »
    stop = max((match.end() for match in re.finditer(r"[.;:!?,()«»\"](?=\s|$)", head)), default=0)
    head = head[stop:]
    best: tuple[int, str] | None = None
    for fate in words.fates:
        for match in fate.before.finditer(head):
            gap = head[match.end() :]
            tokens = WORD.findall(gap)
            if (
                len(tokens) > MAX_WORDS_AFTER_A_VERB
                or set(tokens) & words.noun_gap
                or any(token.isdigit() for token in tokens)
                or (tokens and tokens[-1] in words.before_number)
            ):
                continue
            if (match["verb"] or match["phrase"]).lower().startswith(words.fighters_only) and not _is_of_fighters(
                count, words
            ):
                continue
            if match["phrase"] is not None and tokens:
                continue
            if best is None or match.end() > best[0]:
                best = (match.end(), fate.measure)
        best = best or _inverted(fate, head, words)
    return best[1] if best else None


def _inverted(fate: Fate, head: str, words: NumberWords) -> tuple[int, str] | None:
    """« un assaut au cours duquel ont péri 41 civils »: the verb of a relative clause right before those of whom it tells."""
    for match in fate.after.finditer(head):
        if not head[match.end() :].strip() and words.phrases.relative_before.search(head[: match.start()]):
            return match.end(), fate.measure
    return None


def _is_of_fighters(count: Count, words: NumberWords) -> bool:
    return count.measure == "personnel" or count.noun in words.many or count.noun in words.fighters


def share_fates(counts: Sequence[Count], plain: str, words: NumberWords) -> None:
    """What a verb says of one count it says of those joined to it: « a tué deux soldats et trois civils »."""
    for one, two in itertools.pairwise(counts):
        if two.repeats and two.measure in (None, "personnel") and not two.fate:
            two.measure, two.fate = one.measure, one.fate
        if _may_share(two, one, words) and are_joined(one, two, plain, words):
            two.measure, two.fate = one.measure, True
    for one, two in reversed(list(itertools.pairwise(counts))):
        if (
            _may_share(one, two, words)
            and are_joined(one, two, plain, words)
            and not (_opens(one, two, plain, words) or words.phrases.with_object.search(plain, 0, one.start))
        ):
            one.measure, one.fate = two.measure, True


def add_the_others(counts: Sequence[Count], plain: str, words: NumberWords) -> None:
    """« deux policiers ont été tués à Morales, ainsi que deux civils »: four dead, whom one verb tells of."""
    for one, two in itertools.pairwise(counts):
        told = one.measure in TOLL and one.fate and not one.own
        gap = plain[one.end : two.start].lower()
        if not told or two.fate or two.own or not two.lemma or not words.phrases.also.fullmatch(gap):
            continue
        people = {two.lemma.lower(), two.noun or ""}.isdisjoint(words.not_people)
        if one.low is not None and two.low is not None and people:
            one.low += two.low
            one.high = None if one.high is None or two.high is None else one.high + two.high
            two.measure, two.fate, two.subset = one.measure, True, True


def _opens(count: Count, following: Count, plain: str, words: NumberWords) -> bool:
    """« Selon un bilan, trois policiers ont été tués », « à en croire un élu, … »: a phrase before a comma counts nobody."""
    before = plain[: count.start].lower()
    opens = bool(before.strip()) and STOP.search(before) is None and "," not in before
    apart = opens or _follows_preposition(count, plain, words)
    return apart and plain[count.end : following.start].rstrip().endswith(",")


def _follows_preposition(count: Count, plain: str, words: NumberWords) -> bool:
    last = WORD.findall(plain[: count.start].lower())[-1:]
    return bool(last) and last[0].rpartition("'")[2] in words.before_number  # « d'après un témoin »


def _may_share(count: Count, told: Count, words: NumberWords) -> bool:
    """Whether `count` is of people of whom nothing is said yet, and `told` of some whose fate a verb tells."""
    if not told.fate or told.measure not in FATES or count.fate or count.own or not count.lemma:
        return False
    people = not {count.lemma.lower(), count.noun or ""} & words.not_people
    return people and count.measure in (None, "personnel")
