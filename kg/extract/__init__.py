"""From an article to a document: the steps, in order, in one place.

sentences → parse → mentions, times, quantities → triggers and arguments → status, source → identity
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.language import Language

from kg.extract import syntax
from kg.extract.attribution import find_sources
from kg.extract.coreference import Mentions, resolve
from kg.extract.events import ArgumentReader, Triggers, elsewhere, group_of, stem, unmet
from kg.extract.factuality import find_status, is_hypothesis
from kg.extract.grouping import Grouping
from kg.extract.mentions import NounWords, find_all_mentions, load_noun_words
from kg.extract.parse import load_parser, parse
from kg.extract.quantities import NumberWords, find_quantities, load_number_words
from kg.extract.reading import Candidate, Filler, SentenceReading, is_place
from kg.extract.sentences import LanguageWords, load_language_words, split_sentences
from kg.extract.times import TimeWords, alternative, find_times, load_time_words
from kg.gazetteer import Gazetteer
from kg.lexicon import Cues, Lexicon, RoleChoice, load_lexicon
from kg.model import Anchor, Argument, Article, Document, EntityMention, EventMention, Timex, Unread
from kg.vocabulary import is_a

_DURING = {"lors", "alors", "pendant", "durant", "cours", "occasion", "marge"}


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


def load_reader(gazetteer: Gazetteer, language: str = "fr") -> Reader:
    """The reader of a language. Raises ResourceError where a word list is wrong or the model is missing."""
    lexicon = load_lexicon(language)
    return Reader(
        language=language,
        nlp=load_parser(language),
        lexicon=lexicon,
        triggers=Triggers(lexicon),
        gazetteer=gazetteer,
        sentences=load_language_words(language),
        nouns=load_noun_words(language),
        times=load_time_words(language),
        numbers=load_number_words(language),
    )


def read_articles(articles: Iterable[Article], reader: Reader) -> Iterator[Document]:
    """The documents of articles, in order."""
    for article in articles:
        yield read(article, reader)


def read(article: Article, reader: Reader) -> Document:
    """One article as understood."""
    sentences = _read_sentences(article, reader)
    mentions = resolve(sentences, reader.lexicon.cues)
    candidates, unread = _find_candidates(sentences, mentions, reader)
    candidates = _finish(candidates, unread, sentences, mentions, reader, article.published)
    return _document(article, sentences, mentions, candidates, unread)


# ---------------------------------------------------------------- steps


def _read_sentences(article: Article, reader: Reader) -> list[SentenceReading]:
    segments = split_sentences(article.text, reader.sentences)
    told = [segment for segment in segments if segment.kind in ("headline", "heading", "body")]
    parsed = parse([segment.anchor for segment in told], reader.nlp)
    mentions = find_all_mentions(parsed, reader.gazetteer, reader.nouns)
    prefixes = {segment.anchor.end: segment.anchor for segment in segments if segment.kind == "prefix"}
    readings = []
    previous: Timex | None = None
    for number, (segment, sentence, found) in enumerate(zip(told, parsed, mentions, strict=True)):
        times = find_times(segment.anchor.text, article.published, reader.times, segment.anchor.start, previous)
        quantities = find_quantities(segment.anchor.text, reader.numbers, segment.anchor.start)
        previous = next((timex for timex in reversed(times) if timex.interval is not None), previous)
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
            )
        )
    return readings


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


def _find_candidates(
    sentences: Sequence[SentenceReading], mentions: Mentions, reader: Reader
) -> tuple[list[Candidate], list[Unread]]:
    """Triggers with their arguments; those whose needs are not met are left unread, with the reason."""
    kept: list[Candidate] = []
    unread: list[Unread] = []
    for sentence in sentences:
        candidates = reader.triggers.find(sentence)
        if not candidates:
            continue
        outside = elsewhere(sentence, reader.lexicon.cues)
        if outside:
            unread.extend(Unread(candidate.trigger, f"the sentence is about {outside}") for candidate in candidates)
            continue
        named = [candidate for candidate in candidates if _in_name(candidate)]
        unread.extend(Unread(candidate.trigger, "part of a name") for candidate in named)
        candidates = [candidate for candidate in candidates if candidate not in named]
        ArgumentReader(sentence, candidates, reader.lexicon, reader.gazetteer).read()
        for candidate in candidates:
            if is_hypothesis(candidate):
                unread.append(Unread(candidate.trigger, "a hypothesis"))
            else:
                _resolve(candidate, mentions)
                kept.append(candidate)
    return kept, unread


def _in_name(candidate: Candidate) -> bool:
    """Whether the trigger word stands inside a name or a title (« ministère de la Défense »)."""
    at = candidate.sentence.offset(candidate.head)
    for mention in candidate.sentence.mentions:
        if mention.anchor.start <= at < mention.anchor.end and candidate.frame.pos == "noun":
            if (
                mention.level == "name"
                or mention.head.start != at
                and mention.kind
                in ("Government", "Organization", "InternationalOrganization", "Facility", "Post", "Person")
            ):
                return True
    return False


def _resolve(candidate: Candidate, mentions: Mentions) -> None:
    """Say what pronouns and descriptions among the fillers stand for; those that stand for nothing fall."""
    for filler in list(candidate.fillers):
        if filler.mention.level == "name":
            continue
        best = mentions.best(filler.mention)
        if best is filler.mention or best.anchor == filler.mention.anchor:
            if filler.mention.level == "pronoun":
                candidate.fillers.remove(filler)
            continue
        filler.antecedent = best
        if filler.mention.level == "pronoun" and not _accepts(candidate, filler, best):
            candidate.fillers.remove(filler)


def _accepts(candidate: Candidate, filler: Filler, best: EntityMention) -> bool:
    kind = "State" if best.kind == "Country" else best.kind
    choices = candidate.frame.functions.get(filler.function, ())
    matching = [choice for choice in choices if choice.role == filler.role]
    return any(choice.accepts(kind) for choice in matching) if matching else RoleChoice(filler.role).accepts(kind)


def _finish(
    candidates: list[Candidate],
    unread: list[Unread],
    sentences: Sequence[SentenceReading],
    mentions: Mentions,
    reader: Reader,
    published: date | None,
) -> list[Candidate]:
    """Merge weak triggers, check needs, link topics, settle status, source, time and identity."""
    cues = reader.lexicon.cues
    by_sentence: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        by_sentence.setdefault(candidate.sentence.index, []).append(candidate)
    kept: list[Candidate] = []
    for number, found in by_sentence.items():
        _absorb(found)
        found = [candidate for candidate in found if candidate.absorbed_by is None]
        for candidate in found:
            _fill_from_prefix(candidate, sentences[number])
        deeds = [c for c in found if not any(_is_topic(need) for need in c.frame.needs)]
        deeds = [candidate for candidate in deeds if _needs_met(candidate, sentences[number], unread, mentions)]
        speaking = [c for c in found if c not in deeds and any(_is_topic(need) for need in c.frame.needs)]
        everything = sorted([*deeds, *speaking], key=lambda c: c.head.i)
        for candidate in everything:
            _link_topics(candidate, everything, cues)
        for candidate in list(speaking):
            if not _needs_met(candidate, sentences[number], unread, mentions) and not candidate.fallen.startswith(
                "kept"
            ):
                speaking.remove(candidate)
        kept.extend(sorted([*deeds, *speaking], key=lambda c: c.head.i))
    alive = set(map(id, kept))
    for candidate in kept:
        candidate.topics = [topic for topic in candidate.topics if id(topic) in alive]
    for candidate in kept:
        candidate.status, candidate.certain = find_status(candidate, cues)
        if (
            candidate.sentence.doc.text.rstrip(' »"”').endswith("?")
            and candidate.status == "asserted"
            and candidate.frame.pos == "verb"
        ):
            candidate.status, candidate.certain = "possible", True
        _future_times(candidate, published)
    for sentence in sentences:
        here = [candidate for candidate in kept if candidate.sentence is sentence]
        if here:
            find_sources(sentence, here, cues)
            for candidate in here:
                _resolve_sources(candidate, mentions)
                candidate.during = _during(candidate, here)
    grouping = Grouping(kept, mentions, reader.gazetteer)
    grouping.settle()
    return kept


def _is_topic(need: Sequence[RoleChoice | str]) -> bool:
    return any(isinstance(part, RoleChoice) and part.role == "topic" for part in need)


def _needs_met(candidate: Candidate, sentence: SentenceReading, unread: list[Unread], mentions: Mentions) -> bool:
    reason = unmet(candidate, sentence)
    if reason:
        candidate.fallen = reason
        unread.append(Unread(candidate.trigger, f"{candidate.type} {reason}"))
    return not reason


def _absorb(candidates: list[Candidate]) -> None:
    """« Douze civils tués dans une attaque »: the weak word gives all it has to the strong one."""
    for weak in candidates:
        if weak.absorbed_by is not None or not weak.frame.weak:
            continue
        strong = [
            other
            for other in candidates
            if other is not weak
            and not other.frame.weak
            and group_of(other.type) == group_of(weak.type)
            and other.absorbed_by is None
            and _linked(weak, other)
        ]
        if strong:
            weak.absorbed_by = min(strong, key=lambda other: abs(other.head.i - weak.head.i))
    for weak in candidates:
        owner = weak.absorbed_by
        if owner is None:
            continue
        for filler in weak.fillers:
            if (
                not owner.has(filler.mention)
                and not (filler.role == "agent" and owner.role("agent"))
                and not (filler.role == "place" and _elsewhere_place(owner, filler))
            ):
                owner.fillers.append(filler)
        owner.times.extend(timex for timex in weak.times if timex not in owner.times)
        owner.quantities.extend(quantity for quantity in weak.quantities if quantity not in owner.quantities)
        owner.supports.extend([weak.head] if weak.frame.pos == "verb" else [])
        if is_a(weak.type, owner.type) and weak.type != owner.type:
            owner.type = weak.type


def _elsewhere_place(owner: Candidate, filler: Filler) -> bool:
    return False


def _linked(weak: Candidate, strong: Candidate) -> bool:
    """Whether two triggers of a sentence tell the same thing: one clause, or « dans une attaque »."""
    if weak.frame.pos == "noun":
        return True
    if strong.frame.pos == "noun":
        doc = strong.sentence.doc
        clause = syntax.read_clause(weak.head)
        if strong.head in clause.subjects or weak.head in strong.supports:
            return True
        same = syntax.clause_head(strong.head)
        if same == weak.head or syntax.parent_clause(strong.head) == weak.head:
            return True
        return abs(strong.head.i - weak.head.i) <= 15 and not any(
            token.text in (";",) for token in doc[min(strong.head.i, weak.head.i) : max(strong.head.i, weak.head.i)]
        )
    return weak.head.head == strong.head or strong.head.head == weak.head


def _fill_from_prefix(candidate: Candidate, sentence: SentenceReading) -> None:
    """« Syrie : … » is the place of a headline's event that names none."""
    if sentence.prefix is None or any(is_place(filler.mention) for filler in candidate.fillers):
        return
    functions = candidate.frame.functions
    if any(choice.role == "place" for choices in functions.values() for choice in choices):
        candidate.add((RoleChoice("place"),), sentence.prefix, "prefix", sentence.index)


def _link_topics(candidate: Candidate, candidates: Sequence[Candidate], cues: Cues) -> None:
    """What a statement is about: the event in its object, its complement, or after « de »."""
    functions = candidate.frame.functions
    takes = [function for function, choices in functions.items() if any(choice.role == "topic" for choice in choices)]
    if not takes:
        return
    others = [other for other in candidates if other is not candidate]
    head = candidate.head
    found: list[Candidate] = []
    if candidate.frame.pos == "verb":
        clause = syntax.read_clause(head)
        roots = [
            *(clause.objects if "object" in takes else ()),
            *(clause.complements if "complement" in takes or "de" in takes else ()),
        ]
        for child in head.children:
            preposition = (
                syntax.preposition_before(candidate.sentence.doc, syntax.noun_phrase_start(child), cues)
                if child.dep_ in ("obl:arg", "obl:mod", "nmod")
                else None
            )
            if preposition is not None and preposition.phrase in takes:
                roots.append(child)
            elif (
                child.dep_ in ("xcomp", "advcl", "obl:arg")
                and syntax.is_verb(child)
                and set(syntax.marks(child)) & set(takes)
            ):
                roots.append(child)
        for root in roots:
            found.extend(_events_at(root, others))
    else:
        for root in head.children:
            if root.i > head.i and root.dep_ in ("nmod", "acl", "obl:arg", "obl:mod"):
                found.extend(_events_at(root, others))
    for topic in found:
        if topic not in candidate.topics and topic is not candidate:
            candidate.topics.append(topic)
    if candidate.topics:
        inner = {id(topic) for topic in candidate.topics}
        candidate.fillers = [
            f
            for f in candidate.fillers
            if not any(t.head.i == candidate.sentence.head(f.mention).i for t in candidate.topics) or not inner
        ]


def _events_at(root: "object", candidates: Sequence[Candidate]) -> list[Candidate]:
    """The events at a word, with those coordinated to it; where it is none, the nearest below it."""
    at: list[Candidate] = []
    for token in syntax.conjuncts(root):  # type: ignore[arg-type]
        exact = [c for c in candidates if c.head == token or token in c.supports]
        if exact:
            at.extend(exact)
            continue
        below = [c for c in candidates if token.left_edge.i <= c.head.i <= token.right_edge.i]
        if below:
            at.append(min(below, key=lambda c: (_depth(c.head, token), c.head.i)))
    return at


def _depth(token: "object", ancestor: "object") -> int:
    steps, current = 0, token
    while current != ancestor and current.head != current:  # type: ignore[attr-defined]
        current = current.head  # type: ignore[attr-defined]
        steps += 1
    return steps


def _future_times(candidate: Candidate, published: date | None) -> None:
    """« se rendra lundi »: the next Monday, where what is told is still to come."""
    if candidate.status == "planned" and published is not None:
        candidate.times = [alternative(timex, published) for timex in candidate.times]


def _resolve_sources(candidate: Candidate, mentions: Mentions) -> None:
    for filler in list(candidate.sources):
        best = mentions.best(filler.mention)
        if best.anchor != filler.mention.anchor:
            filler.antecedent = best
        elif filler.mention.level == "pronoun":
            candidate.sources.remove(filler)


def _during(candidate: Candidate, here: Sequence[Candidate]) -> Candidate | None:
    """The event during which this one is told to go on (« alors qu'il effectuait sa visite », « lors de »)."""
    others = [other for other in here if other is not candidate]
    if not others or candidate.times:
        return None
    doc = candidate.sentence.doc
    anchor = candidate.supports[0] if candidate.supports else candidate.head
    verb = syntax.clause_head(anchor)
    introduced = [doc[i].lower_ for i in range(max(0, verb.left_edge.i - 2), verb.i)] if syntax.is_verb(verb) else []
    noun_intro = (
        [doc[i].lower_ for i in range(max(0, candidate.head.i - 4), candidate.head.i)]
        if candidate.frame.pos == "noun"
        else []
    )
    if (
        "alors" in introduced
        and ("que" in introduced or "qu'" in introduced or "qu’" in introduced)
        or set(noun_intro) & {"lors", "occasion", "cours", "marge", "pendant", "durant"}
    ):
        before = [other for other in others if other.head.i < candidate.head.i]
        outer = syntax.parent_clause(verb)
        exact = [other for other in others if outer is not None and (other.head is outer or outer in other.supports)]
        chosen = exact or before[-1:]
        return chosen[0] if chosen else None
    parent = syntax.governor(verb) if syntax.is_verb(verb) and syntax.tense_of(verb) == "gerund" else None
    if parent is not None:
        return next((other for other in others if other.head == parent or parent in other.supports), None)
    return None


# ---------------------------------------------------------------- the document


def _document(
    article: Article,
    sentences: Sequence[SentenceReading],
    mentions: Mentions,
    candidates: Sequence[Candidate],
    unread: Sequence[Unread],
) -> Document:
    order = {
        group: number
        for number, group in enumerate(
            dict.fromkeys(c.group for c in sorted(candidates, key=lambda c: (c.sentence.index, c.head.i)))
        )
    }
    fillers = [filler.mention for candidate in candidates for filler in [*candidate.fillers, *candidate.sources]]
    recast = {(m.anchor.start, m.anchor.end, m.level): m for m in fillers}
    everything: dict[tuple[int, int, str, str], EntityMention] = {}
    for mention in mentions.all:
        chosen = recast.get((mention.anchor.start, mention.anchor.end, mention.level), mention)
        everything[(chosen.anchor.start, chosen.anchor.end, chosen.level, chosen.kind)] = chosen
    for mention in fillers:
        everything.setdefault((mention.anchor.start, mention.anchor.end, mention.level, mention.kind), mention)
    listed = sorted(everything.values(), key=lambda m: (m.anchor.start, m.anchor.end, m.kind))
    chains: dict[int, list[int]] = {}
    for number, mention in enumerate(listed):
        index = mentions.index_of(mention)
        if index is not None:
            chains.setdefault(mentions.find(index), []).append(number)
    built: dict[int, EventMention] = {}
    ordered = sorted(candidates, key=lambda c: (c.sentence.index, c.head.i))
    events = tuple(_mention(candidate, order, built, ()) for candidate in ordered)
    return Document(
        article=article,
        sentences=tuple(sentence.anchor for sentence in sentences),
        mentions=tuple(listed),
        times=tuple(timex for sentence in sentences for timex in sentence.times),
        quantities=tuple(quantity for sentence in sentences for quantity in sentence.quantities),
        events=events,
        unread=tuple(sorted(unread, key=lambda u: (u.anchor.start, u.why))),
        coreference=tuple(tuple(members) for members in chains.values() if len(members) > 1),
    )


def _mention(
    candidate: Candidate, order: dict[int, int], built: dict[int, EventMention], above: tuple[int, ...]
) -> EventMention:
    if id(candidate) in built:
        return built[id(candidate)]
    arguments = [Argument(filler.role, filler.mention, filler.function) for filler in candidate.fillers]
    arguments += [Argument("time", timex, timex.relation) for timex in candidate.times if timex.interval is not None]
    arguments += [Argument("figure", quantity, quantity.measure or "") for quantity in candidate.quantities]
    arguments += [
        Argument("topic", _mention(topic, order, built, (*above, id(candidate))), "topic")
        for topic in candidate.topics
        if id(topic) not in above and topic is not candidate
    ]
    event_mention = EventMention(
        type=candidate.type,
        trigger=candidate.trigger,
        sentence=candidate.sentence.anchor,
        arguments=tuple(arguments),
        status=candidate.status,
        source=tuple(filler.mention for filler in candidate.sources),
        rule=candidate.rule,
        group=order[candidate.group],
    )
    built[id(candidate)] = event_mention
    return event_mention


__all__ = ["Reader", "load_reader", "read", "read_articles", "replace", "group_of", "stem"]
