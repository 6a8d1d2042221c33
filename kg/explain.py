"""What a person reads of one article: its events, and sentence by sentence the words and rules that gave them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.link.entities import Link
from kg.link.reports import make_reports
from kg.model import Anchor, Argument, Document, EntityMention, EventMention, Quantity, Timex
from kg.notation import event_lines


def explanation(document: Document, links: Sequence[Link]) -> Iterator[str]:
    """The events, numbered, in gold notation; then each sentence with a trigger: what was read in it, and what was not.

    An argument stands with the function through which it was taken, and with what its words stand for.
    """
    reports = make_reports(document, links)
    numbers = {
        evidence.anchor: number
        for number, report in enumerate(reports, 1)
        for evidence in report.evidence
        if evidence.about == "trigger"
    }
    if not reports:
        yield "No event."
    for number, line in enumerate(event_lines(document, links, reports), 1):
        yield f"{number} {line}"
    meant = _antecedents(document)
    for sentence in document.sentences:
        events = [event for event in document.events if event.sentence == sentence]
        unread = [one for one in document.unread if sentence.start <= one.anchor.start < sentence.end]
        if not events and not unread:
            continue
        yield ""
        yield f"« {' '.join(sentence.text.split())} »"
        for event in events:
            yield f"  {numbers.get(event.trigger, '-')} {event.type} « {event.trigger.text} »   {event.rule}"
            yield from _arguments(event, meant)
            yield from _beside(event, document, numbers)
        for one in unread:
            yield f"  not read: « {one.anchor.text} »   {one.why}"


def _arguments(event: EventMention, meant: Mapping[Anchor, str]) -> Iterator[str]:
    for argument in event.arguments:
        filler = argument.filler
        words = filler.trigger.text if isinstance(filler, EventMention) else filler.anchor.text
        stands = meant.get(filler.anchor) if isinstance(filler, EntityMention) else None
        yield f"      {argument.role:<12} « {words} »{f' = {stands}' if stands else ''}   {_why(argument)}".rstrip()
    for mention in event.source:
        stands = meant.get(mention.anchor)
        yield f"      {'source':<12} « {mention.anchor.text} »{f' = {stands}' if stands else ''}"


def _beside(event: EventMention, document: Document, numbers: Mapping[Anchor, int]) -> Iterator[str]:
    """The deeds told before that it was compared with: « is 1 », « not 2 », and why."""
    groups = {other.trigger: other.group for other in document.events}
    for beside in event.beside:
        same = groups.get(beside.trigger) == event.group
        deed = f"{numbers.get(beside.trigger, '-')} « {beside.trigger.text} »"
        score = "" if beside.score is None else f"{beside.score:.1f}: "
        yield f"      {'is' if same else 'is not'} {deed}   {score}{beside.why}".rstrip()


def _why(argument: Argument) -> str:
    """The function of an entity, what was made of a time or a number."""
    filler = argument.filler
    if isinstance(filler, Timex):
        days = filler.interval
        return f"{filler.relation}: {days.begin or '…'} to {days.end or '…'}" if days else filler.relation
    if isinstance(filler, Quantity):
        return filler.measure or argument.function
    return "" if isinstance(filler, EventMention) else argument.function


def _antecedents(document: Document) -> dict[Anchor, str]:
    """What pronouns and descriptions stand for: the longest name of their chain, else its first description."""
    found: dict[Anchor, str] = {}
    for members in document.coreference:
        chain = [document.mentions[number] for number in members]
        told = [mention for mention in chain if mention.level != "pronoun"]
        if not told:
            continue
        best = min(told, key=lambda m: (m.level != "name", -len(m.anchor.text) if m.level == "name" else 0))
        found.update({m.anchor: best.anchor.text for m in chain if m.level != "name" and m.anchor != best.anchor})
    return found


def gaps(documents: Iterable[Document], most: int) -> Iterator[str]:
    """Trigger words left unread over many articles, most frequent first, each with one sentence."""
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for document in documents:
        for unread in document.unread:
            key = (unread.anchor.text.lower(), unread.why)
            counts[key] += 1
            sentence = next((s for s in document.sentences if s.start <= unread.anchor.start < s.end), None)
            examples.setdefault(key, " ".join(sentence.text.split()) if sentence else "")
    for (word, why), number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]:
        yield f"{number:5}  {word}: {why}"
        yield f"       {examples[(word, why)][:200]}"
