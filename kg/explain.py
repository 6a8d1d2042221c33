"""What a person reads of one article: its events, their words and rules, and the triggers left unread."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kg.link.entities import Link
from kg.link.reports import make_reports
from kg.model import Document
from kg.notation import event_lines


def explanation(document: Document, links: Sequence[Link]) -> Iterator[str]:
    """The lines of an explanation: an event in gold notation, then its evidence; at last what was not read."""
    reports = make_reports(document, links)
    if not reports:
        yield "No event."
    for report, line in zip(reports, event_lines(document, links, reports), strict=True):
        yield str(line)
        for evidence in report.evidence:
            rule = f"   {evidence.rule}" if evidence.rule else ""
            yield f"    {evidence.about:<12} « {evidence.anchor.text} »{rule}"
    if document.unread:
        yield ""
        yield "Not read:"
        for unread in document.unread:
            yield f"    « {unread.anchor.text} »   {unread.why}"


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
