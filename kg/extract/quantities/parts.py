"""Counts that belong to another: « 12 morts, dont trois enfants », « quatre morts, trois femmes et un homme »; and « de plus »."""

from collections.abc import Sequence

from kg.extract.quantities.counts import FATES, WORD, Count, are_joined
from kg.extract.quantities.words import NumberWords


def find_subsets(counts: Sequence[Count], plain: str, words: NumberWords) -> None:
    """« dont trois enfants »: a count that is a part of the one before takes its measure."""
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
            and are_joined(former, count, plain, words)
            and ")" not in bracket
        )
        inside = (
            former is not None
            and former.subset
            and not count.own
            and ")" not in bracket
            and words.phrases.list_joint.fullmatch(bracket) is not None
        )
        following = words.subset_after.match(plain.lower(), count.end) is not None and not count.fate
        some = not count.fate and words.phrases.some_of.search(plain[count.first : count.end].lower()) is not None
        known = some or words.phrases.among_the_dead.search(before) is not None
        count.subset = (bool(i) and (led or opened or joined or inside)) or following or known
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


def find_parts(counts: Sequence[Count], plain: str, words: NumberWords) -> None:
    """« quatre morts, trois femmes et un homme »: what adds up to the count before is its parts."""
    for i, whole in enumerate(counts):
        if whole.measure not in FATES or whole.subset or whole.low is None:
            continue
        parts: list[Count] = []
        for part in counts[i + 1 :]:
            gap = plain[(parts[-1] if parts else whole).end : part.start]
            if (
                not (are_joined(parts[-1], part, plain, words) if parts else words.phrases.opening.fullmatch(gap))
                or part.low is None
            ):
                break
            if part.measure not in (None, "personnel", whole.measure) or part.lemma == whole.lemma:
                break
            if whole.noun in words.unarmed and words.measures.get(part.noun or "") == "personnel":
                break
            several = whole.noun is not None and whole.noun.split()[0] in words.wholes
            if not parts and gap.rstrip()[-1:] == "," and not (whole.own or several):
                break
            parts.append(part)
            if len(parts) > 1 and sum(one.low or 0 for one in parts) == whole.low:
                for one in parts:
                    one.subset, one.measure = True, whole.measure
                break


def _is_among(count: Count, plain: str, words: NumberWords) -> bool:
    """« parmi les douze morts »."""
    return words.among.search(plain[: count.start].lower()) is not None


def find_change(count: Count, plain: str, words: NumberWords) -> None:
    """« 560 militaires supplémentaires »: more than there were."""
    match = words.additional.match(plain, count.end)
    more = False
    if match and not set(WORD.findall(match["gap"].lower())) & words.noun_gap and count.noun is not None:
        count.end = match.end()
        more = True
    lead = words.additional_lead.search(plain[max(0, count.start - 40) : count.start].lower())
    more = more or bool(count.modifiers & words.additional_before) or lead is not None
    if more and count.measure in ("personnel", None):
        count.change = "additional"
