"""From an article to a document: the steps, in order, in one place.

sentences → (gate) → parse → mentions, times, quantities → triggers and arguments → status, source → identity

The arguments have a list of steps of their own in `kg.extract.arguments`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from spacy.language import Language

from kg.articles.language import LanguageWords, load_language_words
from kg.extract.attribution.speech import words_of_source, words_of_telling
from kg.extract.attribution.voices import Voices
from kg.extract.candidates import find_candidates, settle
from kg.extract.choosing import parse_telling
from kg.extract.coreference import resolve
from kg.extract.document import make_document
from kg.extract.entries import entry_at, entry_before, find_entries, with_entry
from kg.extract.fields import FieldWords, load_field_words
from kg.extract.gate import Gate
from kg.extract.interviews import find_turns
from kg.extract.labels import Names, part_by_labels
from kg.extract.lemmas import Lemmas
from kg.extract.mending import repair
from kg.extract.mentions import find_all_mentions
from kg.extract.narrative import Narrative
from kg.extract.nouns import NounWords, load_noun_words
from kg.extract.parse import load_parser, parse_words, recognise
from kg.extract.quantities import NumberWords, find_quantities, load_number_words
from kg.extract.reading import SentenceReading
from kg.extract.sentences import Segment, split_sentences
from kg.extract.strangers import Strangers
from kg.extract.syntax import clause_head, governor, is_passive, is_verb, tense_of
from kg.extract.times import TimeWords, find_times, is_day_before, load_time_words
from kg.extract.tokens import Token, let_go
from kg.extract.triggers import Triggers
from kg.gazetteer import Gazetteer
from kg.lexicon import Cues, Lexicon, load_lexicon
from kg.model import Anchor, Article, Document, EntityMention, Timex
from kg.vocabulary import is_a

_MOST_HEADS = 6  # sentences before an interview that say who is interviewed
_QUOTING = ("«", "“", '"')


@dataclass(frozen=True, slots=True)
class Reader:
    """All that reading one language needs, loaded once."""

    language: str
    nlp: Language
    lexicon: Lexicon
    triggers: Triggers
    gazetteer: Gazetteer
    sentences: LanguageWords
    nouns: NounWords
    times: TimeWords
    numbers: NumberWords
    fields: FieldWords
    gate: Gate
    strangers: Strangers
    names: Names


def load_reader(gazetteer: Gazetteer, language: str = "fr") -> Reader:
    """The reader of a language. Raises ResourceError where a word list is wrong or the model is missing."""
    lexicon, nlp = load_lexicon(language), load_parser(language)
    triggers, nouns, numbers = Triggers(lexicon), load_noun_words(language), load_number_words(language)
    lemmas = Lemmas(nlp)
    return Reader(
        language=language,
        nlp=nlp,
        lexicon=lexicon,
        triggers=triggers,
        gazetteer=gazetteer,
        sentences=load_language_words(language),
        nouns=nouns,
        times=load_time_words(language),
        numbers=numbers,
        fields=load_field_words(language),
        gate=Gate(nlp, lexicon, triggers, nouns, numbers, gazetteer),
        strangers=Strangers(lemmas, nouns, gazetteer),
        names=Names(gazetteer, lemmas.knows, lexicon.cues),
    )


def read(article: Article, reader: Reader, gated: bool = False) -> Document:
    """One article as understood: the steps, in order; `gated` leaves out sentences that can tell no event.

    What is left out is not in the document: neither the sentences nor what they name (see `kg.extract.gate`).
    """
    sentences = _read_sentences(article, reader, gated)
    lexicon, gazetteer = reader.lexicon, reader.gazetteer
    mentions = resolve(sentences, lexicon.cues, gazetteer)
    voices = Voices(sentences, mentions, gazetteer)
    candidates, unread = find_candidates(sentences, mentions, voices, lexicon, reader.triggers, gazetteer)
    events = settle(candidates, unread, sentences, mentions, voices, lexicon, gazetteer, article.published)
    document = make_document(article, sentences, mentions, events, unread)
    for sentence in sentences:
        let_go(sentence.doc)
    return document


# ---------------------------------------------------------------- steps


def _last_day(sentence: SentenceReading, reader: Reader, previous: Timex | None) -> Timex | None:
    """The day of which « le lendemain » is the next: not « depuis son intervention le 24 août »; None behind one still to come."""
    since = reader.lexicon.cues.grammar.prepositions.since
    for timex in reversed(sentence.times):
        if timex.interval is None or is_day_before(timex, reader.times):
            continue
        first = sentence.span(timex.anchor.start, timex.anchor.end)[0]
        of_now = timex.basis == "published" and timex.granularity == "day"
        if of_now and _is_to_come(sentence.doc[first], reader.lexicon.cues):
            previous = previous if previous is not None and previous.basis == "published" else None
            continue
        phrase = takewhile(lambda token: not is_verb(token), reversed(sentence.doc[:first]))
        if since.isdisjoint(token.lower_ for token in phrase):
            return timex
    return previous


def _is_to_come(word: Token, cues: Cues) -> bool:
    """« est attendue mercredi », « doit s'ouvrir lundi », « un deuil pour mardi »: no day on which something has been."""
    verb = clause_head(word)
    above = governor(verb) if tense_of(verb) == "infinitive" else None
    due = above is not None and above.lemma_ in cues.grammar.modality.with_infinitive and tense_of(above) == "present"
    awaited = is_passive(verb) and verb.lemma_ in cues.support_scheduled and tense_of(verb) == "present"
    aimed = word.i > 0 and word.nbor(-1).lower_ == cues.grammar.functions.aimed_for
    return due or awaited or aimed or tense_of(verb) == "future"


def _read_sentences(article: Article, reader: Reader, gated: bool) -> list[SentenceReading]:
    segments = _with_telling_prefixes(split_sentences(article.text, reader.sentences), article.text, reader.gate)
    entries = find_entries(article.text, article.published, reader.times)
    clock = reader.times.entry_clock
    segments, labels = part_by_labels(segments, article.text, entries, clock, reader.names)
    told = [segment for segment in segments if segment.kind in ("headline", "heading", "body")]
    anchors = [segment.anchor for segment in told]
    texts = [anchor.text for anchor in anchors]
    about, opening = reader.fields.judge(texts), reader.fields.opening(texts)
    turns = find_turns(article.text, reader.lexicon.cues)
    if gated:
        heads = [i for i, anchor in enumerate(anchors) if turns and anchor.start < turns[0].start][:_MOST_HEADS]
        telling = parse_telling(
            anchors,
            about,
            reader.nlp,
            reader.gate,
            reader.triggers,
            reader.lexicon,
            reader.strangers,
            heads,
            bool(entries),
        )
        if not telling:
            return []
        told, about, parsed = [told[i] for i in telling], [about[i] for i in telling], list(telling.values())
    else:
        parsed = parse_words(anchors, reader.nlp)
        for sentence in parsed:
            repair(sentence.doc, reader.lexicon)
        recognise([sentence for sentence in parsed if reader.strangers.among(sentence)], reader.nlp)
    mentions = find_all_mentions(parsed, reader.gazetteer, reader.nouns)
    prefixes = {segment.anchor.end: segment.anchor for segment in segments if segment.kind == "prefix"}
    readings: list[SentenceReading] = []
    previous: Timex | None = None
    narrative = Narrative(article.published, reader.times)
    for number, (segment, field, sentence, found) in enumerate(zip(told, about, parsed, mentions, strict=True)):
        entry = entry_at(entries, segment.anchor.start)
        if entry is not None and (not readings or readings[-1].entry is not entry):
            previous = entry
        found_times = find_times(segment.anchor.text, article.published, reader.times, segment.anchor.start, previous)
        near = entry_before(entries, segment.anchor.start)
        times = list(with_entry(found_times, entry, near, article.published, reader.times))
        start = segment.anchor.start
        if near is None:
            times = narrative.told(times, start, article.text, sentence.doc, segment.kind == "body")
        dated = [(timex.anchor.start - start, timex.anchor.end - start) for timex in found_times]
        quantities = find_quantities(segment.anchor.text, reader.numbers, start, dated)
        readings.append(
            SentenceReading(
                index=number,
                anchor=segment.anchor,
                kind="body" if segment.kind == "body" else "headline",
                doc=sentence.doc,
                mentions=tuple(found),
                times=tuple(times),
                quantities=tuple(quantities),
                prefix=_prefix(prefixes, segment.anchor, reader.gazetteer),
                label=labels[start].line,
                section=labels[start].section,
                about=field,
                opening=opening,
                entry=entry,
                narrated=near is None and narrative.goes_on(start, article.text),
                turn=next((turn for turn in turns if turn.start <= start < turn.end), None),
                opens_line=not article.text[article.text.rfind("\n", 0, start) + 1 : start].strip(),
            )
        )
        previous = _last_day(readings[-1], reader, previous)
        readings[-1].said = words_of_source(readings[-1], reader.lexicon.cues)
        readings[-1].telling = words_of_telling(readings[-1], reader.lexicon.cues)
    return readings


def _with_telling_prefixes(segments: Sequence[Segment], text: str, gate: Gate) -> list[Segment]:
    """The segments, a headline and its prefix made one where the prefix tells the event, or who says what is quoted."""
    kept: list[Segment] = []
    for segment in segments:
        before = kept[-1] if kept else None
        quoted = segment.anchor.text[:1] in _QUOTING
        if before is not None and before.kind == "prefix" and (quoted or gate.names_a_deed(before.anchor.text)):
            start, end = before.anchor.start, segment.anchor.end
            kept[-1] = Segment(Anchor(start, end, text[start:end]), segment.kind)
        else:
            kept.append(segment)
    return kept


def _prefix(prefixes: dict[int, Anchor], anchor: Anchor, gazetteer: Gazetteer) -> EntityMention | None:
    """The place that a headline names before its colon."""
    for end, prefix in prefixes.items():
        if 0 <= anchor.start - end <= 4:
            for start, stop, names in gazetteer.find(prefix.text):
                place = next(
                    (name for name in names if is_a(name.entity.kind, "Place") or name.entity.kind == "State"), None
                )
                if place is not None and place.sense != "demonym":
                    words = Anchor(prefix.start + start, prefix.start + stop, prefix.text[start:stop])
                    return EntityMention(
                        words,
                        "Country" if place.entity.kind == "State" else place.entity.kind,
                        "name",
                        words,
                        key=place.entity.id,
                    )
    return None
