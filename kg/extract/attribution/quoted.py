"""Who is quoted, in a quotation that goes over several sentences."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.attribution.speakers import Sayers, inserted_speaker
from kg.extract.attribution.speech import speaks, speaks_itself
from kg.extract.quotations import Quotation, follows_at_once
from kg.extract.reading import SentenceReading
from kg.lexicon import Cues


def carried_over(
    number: int,
    at: int,
    sentences: Sequence[SentenceReading],
    quotations: Sequence[Quotation],
    speakers: dict[int, Sayers],
    cues: Cues,
) -> Sayers:
    """Who is quoted at a place of the article, where its own sentence does not say."""
    quotation = next((q for q in quotations if q.start <= at < q.end), None)
    if quotation is None:
        return []
    if quotation.last > number:  # « A. B », a dit X
        sentences[quotation.last].spoke_last = sentences[number].spoke_last
        said = inserted_speaker(sentences[quotation.last], cues)
        if said:
            return said
    if quotation.first < number:  # X a dit: « A. B »
        return speakers.get(quotation.first, [])
    sentence = sentences[number]
    if not quotation.opens_sentence:  # X a réagi: « A »
        before = sentence.anchor.text[: quotation.start - sentence.anchor.start].rstrip()
        return speakers.get(number, []) if before.endswith(":") else []
    if number and not speaks_itself(sentence, cues):
        last = sentences[number - 1]
        goes_on = _holds_quotation(last, quotations) and is_all_quoted(number, sentences, quotations)
        goes_on = goes_on or _introduces(last, cues)
        if follows_at_once(last, sentence) or goes_on:  # X a dit A. « B. », « A », a dit X. ¶ « B. »
            return speakers.get(number - 1, [])
    return []


def _introduces(sentence: SentenceReading, cues: Cues) -> bool:
    """« Elle raconte. », « Il témoigne : », « Le préfet est formel. »: a sentence that says no more than who speaks next."""
    words = [token for token in sentence.doc if token.is_alpha]
    return bool(words) and (words[-1].lower_ in cues.assured or (speaks(words[-1], cues) and syntax.is_verb(words[-1])))


def _holds_quotation(sentence: SentenceReading, quotations: Sequence[Quotation]) -> bool:
    """Whether somebody is quoted in a sentence."""
    return any(q.start < sentence.anchor.end and q.end > sentence.anchor.start for q in quotations)


def is_all_quoted(number: int, sentences: Sequence[SentenceReading], quotations: Sequence[Quotation]) -> bool:
    """Whether a sentence holds nothing but a quotation."""
    anchor = sentences[number].anchor
    return any(q.start <= anchor.start + 1 and q.end >= anchor.end - 2 for q in quotations)
