"""Who says so: speech verbs around a clause or after it, « selon X », quotations over several sentences."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.factuality import is_presupposed
from kg.extract.forms import fold, stem
from kg.extract.quotations import Quotation, find_quotations, follows_at_once
from kg.extract.reading import Candidate, Filler, SentenceReading, as_actor, is_actor
from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues, RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of

_FAR_WORDS = 8  # « selon un nouveau bilan communiqué jeudi soir par le gouvernement »

_OF_PERSONS = ("Statement", "Contact")  # whose subject is whoever says « nous »

Sayers = list[EntityMention]


def find_sources(sentences: Sequence[SentenceReading], candidates: Sequence[Candidate], cues: Cues) -> None:
    """Give each candidate the mentions of who says it happened."""
    quotations = find_quotations(sentences)
    speakers: dict[int, Sayers] = {}  # of the sentences, by number
    last: Sayers = []
    for number, sentence in enumerate(sentences):
        according = _according(sentence, cues, last)
        here = [candidate for candidate in candidates if candidate.sentence is sentence]
        speakers[number] = _inserted_speaker(sentence, cues) or _main_speaker(sentence, cues)
        if not speakers[number] and _is_all_quoted(number, sentences, quotations):
            speakers[number] = _carried(number, sentence.anchor.start, sentences, quotations, speakers, cues)
        for candidate in here:
            if is_presupposed(candidate, cues):
                continue
            sayers = (
                _governing_speech(candidate, sentence, cues) or _inserted_speech(candidate, sentence, cues) or according
            )
            if not sayers:
                at = sentence.offset(candidate.head)
                sayers = _carried(number, at, sentences, quotations, speakers, cues)
            _attribute(
                candidate, [*sayers, *(m for m in _cited(sentence, cues) if sayers and m not in sayers)], sentences
            )
        last = according or speakers[number] or last


def _attribute(candidate: Candidate, sayers: Sayers, sentences: Sequence[SentenceReading]) -> None:
    """Note who says so, but not that who demands says so himself."""
    own = {f.mention.anchor for f in candidate.role("agent")} if group_of(candidate.type) == "Statement" else set()
    for mention in sayers:
        if mention.anchor not in own:
            number = next(s.index for s in reversed(sentences) if s.anchor.start <= mention.anchor.start)
            candidate.sources.append(Filler("source", as_actor(mention), "source", number))


def speak_for_themselves(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> None:
    """« Nous exigeons le retrait », a dit le ministre: the first person of a quotation is who is quoted."""
    if candidate.frame.pos != "verb" or candidate.role("agent") or group_of(candidate.type) not in _OF_PERSONS:
        return
    if not {token.lower_ for token in syntax.read_clause(candidate.head).subjects} & cues.first_persons:
        return
    choices: tuple[RoleChoice, ...] = (RoleChoice("agent"),)
    if group_of(candidate.type) == "Contact":
        choices = candidate.functions.get("subject", ())
    for mention in _inserted_speech(candidate, sentence, cues)[:1]:
        candidate.add(choices, as_actor(mention), "subject", sentence.index)


# ---------------------------------------------------------------- quotations over several sentences


def _carried(
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
        said = _inserted_speaker(sentences[quotation.last], cues)
        if said:
            return said
    if quotation.first < number:  # X a dit: « A. B »
        return speakers.get(quotation.first, [])
    sentence = sentences[number]
    if not quotation.opens_sentence:  # X a réagi: « A »
        before = sentence.anchor.text[: quotation.start - sentence.anchor.start].rstrip()
        return speakers.get(number, []) if before.endswith(":") else []
    if number and not _speaks_itself(sentence, cues) and follows_at_once(sentences[number - 1], sentence):
        return speakers.get(number - 1, [])  # X a dit A. « B. »
    return []


def _is_all_quoted(number: int, sentences: Sequence[SentenceReading], quotations: Sequence[Quotation]) -> bool:
    """Whether a sentence holds nothing but a quotation."""
    anchor = sentences[number].anchor
    return any(q.start <= anchor.start + 1 and q.end >= anchor.end - 2 for q in quotations)


def _speaks_itself(sentence: SentenceReading, cues: Cues) -> bool:
    """Whether the sentence has a main verb of speech of its own."""
    return any(_speaks(token, cues) and (syntax.is_main(token) or _is_insertion(token, cues)) for token in sentence.doc)


def _main_speaker(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Le ministre a estimé que … »: the subject of the sentence's main verb, or of one joined to it."""
    for token in sentence.doc:
        if _speaks(token, cues) and syntax.is_main(token) and not syntax.is_negated(token, cues.pseudo_negation):
            found = _subjects(token, sentence, cues)
            if found:
                return found
    return []


def _inserted_speaker(sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who is named behind the speech verb that is inserted into a sentence."""
    for token in sentence.doc:
        if _is_insertion(token, cues):
            found = _sayers_behind(token, sentence, cues)
            if found:
                return found
    return []


# ---------------------------------------------------------------- « selon »


def _according(sentence: SentenceReading, cues: Cues, last: Sayers) -> Sayers:
    """The mention after « selon », « d'après », « de source »; `last` are those who spoke before."""
    text = sentence.anchor.text.lower().replace("’", "'")
    for cue in cues.according:
        found = _find_word(text, cue)
        if found < 0:
            continue
        at = sentence.anchor.start + found + len(cue)
        after = text[found + len(cue) :].split()
        if after[:1] and after[0].startswith(tuple(cues.grammar.pronouns.which)):
            continue  # « des rumeurs selon lesquelles … »
        if last and not cues.same_source.isdisjoint(after[:2]):
            return last  # « selon la même source »
        first = sentence.span(at - len(cue), at)[0]
        building = _building(sentence, first, cues)
        if building is not None:
            return [building]
        for mention in sentence.outer:
            if mention.anchor.start >= at and is_actor(as_actor(mention)) and mention.level != "pronoun":
                between = sentence.anchor.text[
                    at - sentence.anchor.start : mention.anchor.start - sentence.anchor.start
                ]
                if len(between.split()) <= _FAR_WORDS and not any(mark in between for mark in ",;:."):
                    return _coordinated(mention, sentence)
                break
        unnamed = _unnamed(sentence, first, first + _FAR_WORDS + 2, cues)
        if unnamed is not None:
            return [unnamed]
        near = next((mention for mention in sentence.mentions if 0 < mention.anchor.start - at <= 2), None)
        if near is not None and near.level == "pronoun" and cue not in cues.from_source:
            return [near]  # « selon lui »
    return []


def _unnamed(sentence: SentenceReading, first: int, end: int, cues: Cues) -> EntityMention | None:
    """« de source militaire », « une source diplomatique occidentale »: somebody whom the text does not name."""
    for token in sentence.doc[first:end]:
        if token.text in (",", ";", ":"):
            return None
        if stem(token.lemma_) not in cues.unnamed_sources:
            continue
        last = _end_of_name(token, sentence, cues)
        counted = token.i > 0 and token.nbor(-1).pos_ == "NUM"  # « les deux camps »
        words = sentence.anchor_of(token.nbor(-1) if counted else token, last)
        plural = token.lower_[-1] in cues.grammar.endings.plural
        return EntityMention(words, "Group", "nominal", sentence.anchor_of(token), number="plur" if plural else "sing")
    return None


def _building(sentence: SentenceReading, first: int, cues: Cues) -> EntityMention | None:
    """« selon l'hôpital de la ville », « a indiqué l'ambassade »: the building stands for who works there."""
    for token in sentence.doc[first + 1 : first + 4]:
        if stem(token.lemma_) in cues.speaking_buildings:
            last = _end_of_name(token, sentence, cues)
            return EntityMention(
                sentence.anchor_of(token, last), "Organization", "nominal", sentence.anchor_of(token), number="sing"
            )
        if token.pos_ not in ("DET", "ADJ", "ADP", "NUM"):
            return None
    return None


def _end_of_name(noun: Token, sentence: SentenceReading, cues: Cues) -> Token:
    """The last word of « une source militaire occidentale », « les services de la présidence »."""
    last, grammar = noun, cues.grammar
    while last.i + 1 < len(sentence.doc) and last.nbor(1).pos_ == "ADJ":
        last = last.nbor(1)
    for mention in sentence.outer:
        first, end = sentence.words(mention)
        between = [syntax.plain(token) for token in sentence.doc[last.i + 1 : first]]
        if between and between[0] == grammar.functions.of and set(between[1:]) <= grammar.determiners.definite:
            return sentence.doc[end - 1]
    return last


def _cited(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« selon l'AFP citant un officier »: who is quoted by the one that reports."""
    text = sentence.anchor.text.lower()
    for cue in cues.citing:
        found = _find_word(text, cue)
        if found < 0:
            continue
        at = sentence.anchor.start + found + len(cue)
        first = sentence.span(at - len(cue), at)[0]
        unnamed = _unnamed(sentence, first, first + 4, cues)
        if unnamed is not None:
            return [unnamed]
        for mention in sentence.outer:
            if mention.anchor.start >= at:
                near = mention.anchor.start - at <= 12
                return [mention] if near and is_actor(as_actor(mention)) else []
    return []


def _find_word(text: str, cue: str) -> int:
    at = text.find(cue)
    while at >= 0:
        before = at == 0 or not text[at - 1].isalnum()
        after = at + len(cue) >= len(text) or not text[at + len(cue)].isalnum()
        if before and after:
            return at
        at = text.find(cue, at + 1)
    return -1


# ---------------------------------------------------------------- verbs of speech


def _governing_speech(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """The subject of the speech verb whose complement or object the event is."""
    token: Token = candidate.head
    support = candidate.supports[0] if candidate.supports and candidate.frame.pos == "noun" else None
    if support is not None and not _tells(support, cues):  # « ont imputé le massacre à » tells it itself
        token = support
    for _ in range(6):
        governing = syntax.governor(token)
        if governing is None or _is_background(token, cues):
            return []
        if governing.pos_ == "NOUN" and stem(governing.lemma_) in map(stem, cues.replies):
            return []  # « promet une riposte à la frappe »
        if _speaks(governing, cues) and governing != candidate.head:
            clause = syntax.read_clause(governing)
            if syntax.is_negated(governing, cues.pseudo_negation) or _refused(governing, cues):
                return []  # « n'a pas confirmé », « a refusé de dire »: nobody says so
            if candidate.definite == "demonstrative" and governing.lemma_ in cues.status_verbs["denied"]:
                return []  # « dément que cette frappe ait fait des victimes »
            inside = token in clause.complements or token in clause.objects or token.dep_ in syntax.CLAUSE_COMPLEMENTS
            if inside and (syntax.heads_clause(token) or (_tells(governing, cues) and _is_told(token, cues))):
                return _subjects(governing, sentence, cues) or _right_after(governing, sentence, cues)
            if is_told_by_its_toll(token, governing, cues):
                return _subjects(governing, sentence, cues)
        token = governing
    return []


def _is_told(noun: Token, cues: Cues) -> bool:
    """Whether a noun under a verb of speech is what it tells, and no « après l'attentat »."""
    grammar = cues.grammar
    before = [syntax.plain(child) for child in noun.children if child.dep_ in syntax.PREPOSITIONS and child.i < noun.i]
    return not before or before[0] in (grammar.functions.of, grammar.functions.to)


def _is_background(token: Token, cues: Cues) -> bool:
    """« a annoncé avoir démis Damiba, qui dirigeait le pays »: a relative clause after a comma is the narrator's."""
    return syntax.is_verb(token) and any(
        child.lower_ in cues.grammar.clauses.describing
        and child.i < token.i
        and child.i > 0
        and child.nbor(-1).text == ","
        for child in token.children
    )


def _speaks(verb: Token, cues: Cues) -> bool:
    if not syntax.is_verb(verb):
        return False
    named = {verb.lemma_}
    if syntax.is_reflexive(verb):
        named.add(f"{cues.grammar.pronouns.reflexive} {verb.lemma_}")
    return bool(named & cues.speech_verbs) or _reported_by(verb, cues) is not None


def _reported_by(verb: Token, cues: Cues) -> Token | None:
    """The word that makes a report of a verb: « a fait état de … », « a fait savoir que … »."""
    if verb.lemma_ not in cues.reporting_verbs:
        return None
    return next((child for child in verb.children if child.lemma_ in cues.reporting_words and child.i > verb.i), None)


def _tells(verb: Token, cues: Cues) -> bool:
    """Whether the noun that is the object of the verb is what is told: « a confirmé l'attaque », « fait état de tirs »."""
    told = syntax.is_verb(verb) and verb.lemma_ in cues.telling_verbs
    return told or _reported_by(verb, cues) is not None


def is_told_by_its_toll(token: Token, verb: Token, cues: Cues) -> bool:
    """« a annoncé la mort de sept civils dans le bombardement »: the event of a toll that is told."""
    tolls = {stem(noun) for noun in cues.toll_nouns}
    return (
        _tells(verb, cues)
        and token.head == verb
        and token.dep_ in syntax.ADJUNCTS
        and any(child.dep_ in syntax.PREPOSITIONS and child.lower_ in cues.of_a_toll for child in token.children)
        and any(stem(word.lemma_) in tolls for word in verb.doc[verb.i + 1 : token.i])
    )


def _subjects(verb: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    subjects = [_author(subject, sentence, cues) for subject in syntax.read_clause(verb).subjects]
    found = [sentence.mention_at(subject, cues) for subject in subjects]
    found += [_unnamed(sentence, subject.i, subject.i + 1, cues) for subject in subjects]
    return [
        mention
        for mention in found
        if mention is not None and (is_actor(as_actor(mention)) or mention.level == "pronoun")
    ]


def _author(subject: Token, sentence: SentenceReading, cues: Cues) -> Token:
    """« un bilan du ministère fait état de … », « un communiqué de l'armée indique »: whose text it is."""
    if stem(subject.lemma_) not in cues.said_through or sentence.mention_at(subject, cues) is not None:
        return subject
    behind = (c for c in subject.children if c.i > subject.i and syntax.is_introduced_by(c, cues.grammar.functions.of))
    return next(behind, subject)


def _refused(verb: Token, cues: Cues) -> bool:
    """« a refusé de confirmer »: an infinitive under a verb that denies it."""
    above = syntax.governor(verb)
    return (
        above is not None
        and syntax.is_verb(above)
        and above.lemma_ in cues.status_verbs["denied"]
        and syntax.tense_of(verb) == "infinitive"
    )


def _inserted_speech(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« …, a indiqué le ministre »: a speech verb after a comma or a closing quote, its subject behind it."""
    for token in sentence.doc:
        if not _is_insertion(token, cues) or token == candidate.head:
            continue
        if candidate.head.i > token.i and not _goes_on(sentence.doc, token, candidate.head):
            continue
        sayers = _sayers_behind(token, sentence, cues)
        if sayers:
            return sayers
    return []


def _is_insertion(token: Token, cues: Cues) -> bool:
    return (
        token.pos_ in ("VERB", "AUX")
        and _speaks(token, cues)
        and syntax.is_inserted(token)
        and not syntax.is_subordinate(token)
    )


def _sayers_behind(token: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who is named behind an inserted speech verb, or is the pronoun joined to it."""
    reported = _reported_by(token, cues)
    verb = reported if reported is not None and reported.i == token.i + 1 else token  # « a fait savoir »
    building = _building(sentence, verb.i, cues)
    sayers = [building] if building is not None else []
    sayers = sayers or _pronoun_between(sentence, syntax.first_of_verb(token), token.i + 2)
    sayers = sayers or _right_after(verb, sentence, cues)
    if not sayers:
        unnamed = _unnamed(sentence, verb.i + 1, verb.i + 5, cues)
        sayers = [unnamed] if unnamed is not None else []
    return sayers


def _goes_on(doc: Doc, verb: Token, head: Token) -> bool:
    """Whether what follows « …, a dit X, … » goes on with what was said: quoted again, or no part of the inserted clause."""
    between = doc[verb.i : head.i]
    if any(token.text in (".", ";") for token in between):
        return False
    if any(token.text in syntax.OPENING_QUOTES for token in between):
        return True
    start = syntax.first_of_verb(verb)
    return doc[start - 1].text == "," and not verb.is_ancestor(head)


def _pronoun_between(sentence: SentenceReading, start: int, end: int) -> Sayers:
    for mention in sentence.mentions:
        first = sentence.words(mention)[0]
        if mention.level == "pronoun" and start <= first <= end and sentence.doc[first].pos_ != "DET":
            return [mention]  # « a-t-il », no « son chef »
    return []


def _right_after(verb: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """The mentions that stand right after an inverted speech verb, or the pronoun joined to it."""
    addressed = _addressed(verb, cues)
    for mention in sentence.outer:
        first = sentence.words(mention)[0]
        possessive = mention.level == "pronoun" and sentence.doc[first].pos_ == "DET"  # « a précisé son chef, X »
        if first <= verb.i or first in addressed or possessive:
            continue
        between = [token for token in sentence.doc[verb.i + 1 : first] if token.i not in addressed]
        if len(between) <= 6 and all(_may_part(token, cues) for token in between):
            if is_actor(as_actor(mention)) or mention.level == "pronoun":
                return _coordinated(mention, sentence)
        return []
    return []


def _may_part(token: Token, cues: Cues) -> bool:
    """Whether a word may stand between an inverted verb and its subject: « a indiqué mardi dans un communiqué le ministère »."""
    return (
        token.pos_ in ("DET", "ADJ", "ADV", "PUNCT")
        or syntax.plain(token) == cues.grammar.functions.of
        or token.lemma_.lower() in cues.spans_of_time
        or fold(token.lemma_) in cues.said_when
        or stem(token.lemma_) in cues.said_through
    )


def _addressed(verb: Token, cues: Cues) -> set[int]:
    """The words of « à l'AFP », « à la presse » that part an inverted verb from its subject."""
    doc, found = verb.doc, set[int]()
    for i in range(verb.i + 1, min(len(doc), verb.i + 6)):
        if syntax.plain(doc[i]) != cues.grammar.functions.to or i in found:
            continue
        end = i + 1
        while end < len(doc) and doc[end].pos_ in ("DET", "ADJ", "NUM"):
            end += 1
        while end < len(doc) and doc[end].pos_ in ("NOUN", "PROPN") and (end == i + 1 or doc[end - 1].pos_ != "PROPN"):
            end += 1
        found.update(range(i, end))
    return found


def _coordinated(mention: EntityMention, sentence: SentenceReading) -> Sayers:
    """« selon la police et des témoins »: all who are named."""
    found, doc = [mention], sentence.doc
    for other in sentence.outer:
        end, (first, last) = sentence.words(found[-1])[1], sentence.words(other)
        between = doc[end:first]
        joined = (
            len(between) > 0
            and between[0].dep_ in syntax.CONJUNCTIONS
            and all(token.pos_ == "DET" or token.i == first - 1 for token in between[1:])
        )
        if joined and is_actor(as_actor(other)) and not (last < len(doc) and syntax.is_verb(doc[last])):
            found.append(other)
    return found
