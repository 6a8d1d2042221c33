"""« Selon X », « d'après X », « (armée) », « citant X »: who says so, without a verb of speech."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract import syntax
from kg.extract.attribution.reach import read_reach
from kg.extract.attribution.speakers import (
    Sayers,
    as_body,
    in_building,
    is_of_another_sort,
    is_their_text,
    new_name,
    somebody,
    with_others,
    without_name,
)
from kg.extract.attribution.speech import find_words, is_insertion
from kg.extract.forms import stem
from kg.extract.reading import Candidate, SentenceReading, as_actor, is_actor
from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues
from kg.model import EntityMention
from kg.vocabulary import group_of

_FEW_LETTERS = 3
_FAR_WORDS = 8  # « selon un nouveau bilan communiqué jeudi soir par le gouvernement »
_TO_SOURCE = 4  # words from « selon » to the noun of « la même source »


@dataclass(frozen=True, slots=True)
class Citation:
    """Who is cited beside what is told, and the words of the sentence that they answer for, `first` to `end`."""

    sayers: tuple[EntityMention, ...]
    first: int
    end: int
    ahead: bool = False  # it stands before them
    beside: bool = False  # they are who cites whoever speaks: « a dit X, cité par Y »
    widest: int | None = None  # from where on, if nothing is told in these words
    closest: int | None = None  # from where on, if what stands before is somebody's own statement

    def covers(self, candidate: Candidate) -> bool:
        """Whether the event, or what is counted of it, stands in these words."""
        sentence = candidate.sentence
        counted = (q.anchor for q in candidate.quantities if q.anchor.start >= sentence.anchor.start)
        at = [candidate.head.i, *(sentence.span(anchor.start, anchor.end)[0] for anchor in counted)]
        return any(self.first <= word < self.end for word in at)


def cover_something(citations: Sequence[Citation], candidates: Sequence[Candidate]) -> list[Citation]:
    """The citations, each widened where nothing is told in its words: « …, victimes du conflit qui l'oppose à X, selon Y ».

    « X a appelé à une trêve à Gao, où dix soldats ont été tués, selon Y »: Y says what the last clause tells.
    """
    return [_fitted(citation, candidates) for citation in citations]


def _fitted(citation: Citation, candidates: Sequence[Candidate]) -> Citation:
    if citation.widest is not None and not any(citation.covers(candidate) for candidate in candidates):
        return replace(citation, first=citation.widest)
    at = citation.closest
    if at is not None and any(citation.first <= c.head.i < at and group_of(c.type) == "Statement" for c in candidates):
        words = [word.i for candidate in candidates for word in (candidate.head, *candidate.supports)]
        if any(at <= word < citation.end for word in words):
            return replace(citation, first=at)
    return citation


def told_elsewhere(sentence: SentenceReading, cues: Cues) -> list[Citation]:
    """« Six rebelles tués (armée) » of a headline; « Pour le gouvernement, … »: who says so, without a verb."""
    sayers = _bracketed(sentence, cues) or _viewpoint(sentence, cues)
    return [Citation(tuple(sayers), 0, len(sentence.doc))] if sayers else []


def _bracketed(sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who stands alone in the brackets that end a sentence, or behind the dash that ends a headline."""
    doc, is_headline = sentence.doc, sentence.kind == "headline"
    end = len(doc) - (not is_headline and doc[-1].text == ".")
    if end < 4 or not (is_headline or doc[end - 1].text == ")"):
        return []
    end, opening = (end - 1, "(") if doc[end - 1].text == ")" else (end, "-")
    first = next((i for i in range(end - 1, max(2, end - 6), -1) if doc[i].text in (opening, "–")), None)
    if first is None or (opening == "-" and not _stands_apart(doc[first])):
        return []
    found = [m for m in sentence.outer if sentence.words(m)[0] > first and is_actor(as_actor(m))]
    if found:
        towns = [m for m in sentence.outer if sentence.words(m)[1] == first and m.kind in ("City", "Region")]
        if towns and found[0].kind == "Country":
            return []  # « à Mogadiscio (Somalie) »
        if not is_headline and (found[0].kind in ("Country", "State") or _names_somebody(sentence, first)):
            return []  # « le Front démocratique (FD) », « un député (Parti libéral) »
        return found[:1] if sentence.words(found[0])[0] <= first + 2 else []
    unnamed = without_name(sentence, first + 1, end, cues)
    return [unnamed] if unnamed is not None else []


def _names_somebody(sentence: SentenceReading, end: int) -> bool:
    """Whether somebody is named or described by the words before a bracket, which says more of him."""
    before = [m for m in sentence.mentions if m.level != "pronoun" and sentence.words(m)[1] == end]
    before = [
        m for m in before if m.level == "name" or m.number != "plur"
    ]  # « dix-neuf blessés dont cinq enfants (X) »
    return any(m.kind == "Facility" or (is_actor(m) and m.kind != "State") for m in before)


def _stands_apart(dash: Token) -> bool:
    """Whether a dash has a space on both sides."""
    around = dash.doc.text[max(0, dash.idx - 1) : dash.idx + len(dash) + 1]
    return around.startswith(" ") and around.endswith(" ")


def _viewpoint(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Pour Kiev, l'armée russe a … »: a phrase that opens the sentence, before a comma and another subject."""
    doc = sentence.doc
    if len(doc) < 6 or doc[0].lower_ != cues.grammar.functions.aimed_for:
        return []
    titled = doc[2].pos_ == "NOUN"  # « Pour le chercheur Ali Sow, … »
    first = [m for m in sentence.outer if 1 <= sentence.words(m)[0] <= 2 + titled]
    opening = max(first[:2], key=lambda m: sentence.words(m)[1], default=None)
    if opening is None or not is_actor(as_actor(opening)) or opening.kind == "Group":
        return []
    end = _past_description(sentence.words(opening)[1], doc)
    subject = end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].pos_ in ("DET", "PROPN", "PRON")
    spoken = any(is_insertion(token, cues) for token in doc[end:])  # « « Pour la Libye, une trêve … », a dit X »
    return [opening] if subject and not spoken else []


def _past_description(end: int, doc: Doc) -> int:
    """« Pour Jean Muller, procureur de Strasbourg, il s'agit … »: the comma behind what is said of whoever is named."""
    if end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].pos_ != "NOUN":
        return end
    closing = next((i for i in range(end + 2, min(len(doc), end + 2 + _FAR_WORDS + 4)) if doc[i].text == ","), end)
    return end if any(syntax.is_verb(token) for token in doc[end:closing]) else closing


def cited_according(sentence: SentenceReading, cues: Cues, last: Sayers) -> list[Citation]:
    """Whoever « selon », « d'après », « de source » introduce, and of how much; `last` are those who spoke before."""
    citations: list[Citation] = []
    floor = 0  # behind the words of the citation before
    for cue, at in _cues_in(sentence, cues):
        first, behind = sentence.span(at, at + len(cue))
        if first < floor:
            continue  # « selon des sources … » is one
        sayers = _introduced(sentence, cue, at + len(cue), cues, last)
        if not sayers:
            continue
        named = [sentence.words(m)[1] for m in sayers if sentence.anchor.start <= m.anchor.start < sentence.anchor.end]
        end = max([behind, *(word for word in named if behind < word <= behind + _FAR_WORDS + 4)])
        reach = read_reach(sentence.doc, (first, end), floor, cues, apart=cue in cues.from_source)
        before = citations[-1] if citations else None
        if before is not None and reach.joins:
            citations.append(replace(before, sayers=tuple(sayers)))
        else:
            if before is not None and (reach.ahead or (reach.first >= floor and not before.ahead)):
                citations[-1] = replace(before, end=min(before.end, max(reach.first, floor)))
            beside = cue in cues.citing
            citations.append(
                Citation(tuple(sayers), reach.first, reach.end, reach.ahead, beside, reach.widest, reach.closest)
            )
        floor = end
    return citations


def _cues_in(sentence: SentenceReading, cues: Cues) -> list[tuple[str, int]]:
    """The words that introduce who says so, with where they stand in the article, in text order."""
    text = sentence.anchor.text.lower().replace("’", "'")
    found = {(sentence.anchor.start + at, cue) for cue in cues.according if cue in text for at in find_words(text, cue)}
    ordered = sorted(found, key=lambda item: (item[0], -len(item[1])))
    return [(cue, at) for at, cue in ordered if cue not in cues.from_source or not _is_of_things(sentence, at, cues)]


def _is_of_things(sentence: SentenceReading, at: int, cues: Cues) -> bool:
    """« un réseau de sources »: whether « de source » stands behind a noun that is no text."""
    first = sentence.span(at, at + 1)[0]
    noun = sentence.doc[first - 1] if first else None
    return noun is not None and noun.pos_ == "NOUN" and stem(noun.lemma_) not in cues.said_through | cues.said_when


def _introduced(sentence: SentenceReading, cue: str, at: int, cues: Cues, last: Sayers) -> Sayers:
    """The mention behind a cue that ends at `at`."""
    after = sentence.anchor.text[at - sentence.anchor.start :].lower().replace("’", "'").split()
    if after[:1] and after[0] in cues.grammar.pronouns.relative:
        return _antecedent(sentence, at - len(cue), cues)
    if after[:1] and after[0].startswith(tuple(cues.grammar.pronouns.which)):
        return []  # « des rumeurs selon lesquelles … »
    first, behind = sentence.span(at - len(cue), at)
    if last and not cues.same_source.isdisjoint(after[:2]):
        noun = next((token for token in sentence.doc[behind : behind + _TO_SOURCE] if token.pos_ == "NOUN"), None)
        if noun is None or not is_of_another_sort(noun, last):
            return last  # « selon la même source »
    near = next((mention for mention in sentence.mentions if 0 < mention.anchor.start - at <= 2), None)
    if near is not None and _stands_alone(near, sentence) and cue not in cues.from_source:
        return [near]  # « selon lui »
    building = in_building(sentence, first, cues)
    if building is not None:
        return with_others(building, sentence, cues)
    texts = [token for token in sentence.doc[first + 1 : first + 4] if stem(token.lemma_) in cues.said_through]
    if (
        texts
        and is_their_text(texts[0], cues)
        and (texts[0].i + 1 == len(sentence.doc) or texts[0].nbor(1).pos_ == "PUNCT")
    ):
        return list(last)  # « selon le communiqué »
    unnamed = without_name(sentence, first, first + _FAR_WORDS + 2, cues)
    speaker = _noun_behind(sentence, behind, cues)
    if speaker is not None and unnamed is not None and _is_joined_to(speaker, unnamed, sentence):
        return with_others(speaker, sentence, cues)
    for mention in sentence.outer:
        if unnamed is not None and unnamed.anchor.start < mention.anchor.start:
            break  # « selon une source militaire de l'AFP »
        if 0 <= mention.anchor.start - at <= 3 and mention.key is None and as_body(mention):
            return as_body(mention)  # « selon « El-Khabar » »
        if _locates_another(mention, sentence, at, cues):
            continue
        if mention.anchor.start >= at and is_actor(as_actor(mention)) and mention.level != "pronoun":
            between = [token.text for token in sentence.doc[behind : sentence.words(mention)[0]]]
            through = bool(texts) and _is_by(sentence, mention, cues)
            marks = ";:." if through and between.count(",") == 1 else ",;:."
            # « selon le principe qui régit X »
            described = not cues.grammar.pronouns.subject_relative.isdisjoint(between)
            if len(between) <= _FAR_WORDS + 4 * through and not described and not any(m in between for m in marks):
                called = _called(sentence.head(mention), sentence) if mention.level == "nominal" else None
                return with_others(called or mention, sentence, cues)
            break
    if unnamed is not None:
        return with_others(unnamed, sentence, cues)
    return with_others(speaker, sentence, cues) if speaker is not None else []


def _is_joined_to(speaker: EntityMention, other: EntityMention, sentence: SentenceReading) -> bool:
    """« selon la presse locale et des témoins »: whether a conjunction stands between two who are cited."""
    if any(m.anchor.start <= speaker.head.start < m.anchor.end for m in sentence.outer):
        return False
    between = sentence.doc[sentence.words(speaker)[1] : sentence.words(other)[0]]
    return any(token.pos_ == "CCONJ" for token in between)


def _locates_another(mention: EntityMention, sentence: SentenceReading, at: int, cues: Cues) -> bool:
    """« selon les stations Eye Radio - basée à Juba - et Tamazuj »: a place behind a preposition that is not « de »."""
    first = sentence.words(mention)[0]
    before = sentence.doc[first - 1] if first and mention.anchor.start > at + 1 else None
    preposition = before is not None and before.pos_ == "ADP" and syntax.plain(before) != cues.grammar.functions.of
    return preposition and mention.kind in ("City", "Country", "Region")


def _stands_alone(pronoun: EntityMention, sentence: SentenceReading) -> bool:
    """« selon lui », no « selon son armée »."""
    return pronoun.level == "pronoun" and sentence.doc[sentence.words(pronoun)[0]].pos_ != "DET"


def _antecedent(sentence: SentenceReading, at: int, cues: Cues) -> Sayers:
    """« a dit un élu, selon qui … »: who is named right before."""
    doc, first = sentence.doc, sentence.span(at, at + 1)[0]
    named = [m for m in sentence.outer if first - 3 <= sentence.words(m)[1] <= first and is_actor(as_actor(m))]
    unnamed = without_name(sentence, max(0, first - 4), first - 1, cues) if doc[first - 1].text == "," else None
    return named[-1:] or ([unnamed] if unnamed is not None else [])


def _is_by(sentence: SentenceReading, mention: EntityMention, cues: Cues) -> bool:
    """« selon un bilan revu à la hausse, communiqué par le ministère »: whether « par » stands before whom it names."""
    first = sentence.words(mention)[0]
    by = [token for token in sentence.doc[max(1, first - 2) : first] if token.lower_ == cues.grammar.functions.by]
    return any(
        token.nbor(-1).text != "," and not _is_of_a_noun(token)  # « tués, selon un bilan, par des rebelles »
        for token in by
    )


def _is_of_a_noun(by: Token) -> bool:
    """« selon un communiqué publié lundi, le déploiement par X »: whether a noun stands between a comma and « par »."""
    for token in reversed(by.doc[: by.i]):
        if token.text == ",":
            return any(word.pos_ == "NOUN" for word in by.doc[token.i + 1 : by.i])
    return False


def _noun_behind(sentence: SentenceReading, at: int, cues: Cues) -> EntityMention | None:
    """« selon la presse locale »: whoever the first noun means."""
    for token in sentence.doc[at : at + 4]:
        if token.text.istitle() and token.pos_ in ("NOUN", "PROPN") and len(token) > _FEW_LETTERS:
            return next(iter(new_name(token, sentence)), None)  # « selon la Cellule d'urgence »
        if token.pos_ == "NOUN":
            return somebody(token, sentence, cues) or _witness(token, sentence, cues)
        if token.pos_ not in ("DET", "ADJ", "NUM", "ADP"):
            return None
    return None


def _called(noun: Token, sentence: SentenceReading) -> EntityMention | None:
    """« selon le quotidien L'Observateur »: the name behind a noun, which opens on an article with a capital."""
    article, at = sentence.doc[noun.i + 1 : noun.i + 2], noun.i + 2
    if not article or at >= len(sentence.doc) or article[0].pos_ != "DET" or article[0].text[0].islower():
        return None
    known = next((m for m in sentence.outer if sentence.words(m)[0] == at), None)
    return known or next(iter(new_name(sentence.doc[at], sentence)), None)


def _witness(text: Token, sentence: SentenceReading, cues: Cues) -> EntityMention | None:
    """« selon le témoignage d'un pêcheur », « d'après un décompte établi par la morgue »: whose words or figures they are."""
    if stem(text.lemma_) not in cues.said_through | cues.testimonies:
        return None
    functions = cues.grammar.functions
    for token in sentence.doc[text.i + 1 : text.i + _FAR_WORDS]:
        told = token.pos_ == "ADP" and syntax.plain(token) in (functions.of, functions.by)
        if token.text in (",", ";", ":", ".") or (token.pos_ == "ADP" and not told):
            return None
        noun = next((t for t in sentence.doc[token.i + 1 : token.i + 4] if t.pos_ == "NOUN"), None) if told else None
        if noun is not None and (noun.nbor(-1).pos_ in ("DET", "NUM", "ADJ") or token.lower_ != functions.of):
            return somebody(noun, sentence, cues)
    return None


def cited_in(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« selon l'AFP citant un officier »: who is quoted by the one that reports."""
    text = sentence.anchor.text.lower()
    for cue in cues.citing:
        found = next(find_words(text, cue), None)
        if found is None:
            continue
        at = sentence.anchor.start + found + len(cue)
        first = sentence.span(at - len(cue), at)[0]
        unnamed = without_name(sentence, first, first + 4, cues) or in_building(sentence, first + 1, cues)
        if unnamed is not None:
            return [unnamed]
        for mention in sentence.outer:
            if mention.anchor.start >= at:
                near = mention.anchor.start - at <= 12
                return [mention] if near and is_actor(as_actor(mention)) else []
    return []
