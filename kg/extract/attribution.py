"""Who says so: speech verbs around a clause or after it, « selon X », quotations over several sentences."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.factuality import is_presupposed
from kg.extract.forms import fold, stem
from kg.extract.interviews import Interview
from kg.extract.quotations import Quotation, find_quotations, follows_at_once
from kg.extract.reading import Candidate, Filler, SentenceReading, as_actor, is_actor
from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues, RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of

_FAR_BEHIND = 18  # « a déclaré mardi à l'AFP, à l'issue d'une réunion à X, le ministre »
_FAR_WORDS = 8  # « selon un nouveau bilan communiqué jeudi soir par le gouvernement »

_REACH = 2  # sentences back in which whoever spoke last still does
_OF_PERSONS = ("Statement", "Contact")  # whose subject is whoever says « nous »

Sayers = list[EntityMention]


def find_sources(
    sentences: Sequence[SentenceReading], candidates: Sequence[Candidate], cues: Cues, interview: Interview
) -> None:
    """Give each candidate the mentions of who says it happened; `interview` is who answers, and where."""
    quotations = find_quotations(sentences)
    speakers: dict[int, Sayers] = {}  # of the sentences, by number
    last: Sayers = []
    spoken = 0  # the sentence in which they spoke
    for number, sentence in enumerate(sentences):
        sentence.spoke_last = tuple(last) if number - spoken <= _REACH else ()
        according = _according(sentence, cues, last) or told_elsewhere(sentence, cues)
        here = [candidate for candidate in candidates if candidate.sentence is sentence]
        speakers[number] = _inserted_speaker(sentence, cues) or _main_speaker(sentence, cues)
        if not speakers[number] and _is_all_quoted(number, sentences, quotations):
            speakers[number] = _carried(number, sentence.anchor.start, sentences, quotations, speakers, cues)
        for candidate in here:
            if is_presupposed(candidate, cues):
                continue
            sayers = (
                _own_speech(candidate, sentence, cues)
                or _governing_speech(candidate, sentence, cues)
                or _inserted_speech(candidate, sentence, cues)
                or _as_told(candidate, sentence, cues)
                or _before_colon(candidate, sentence, cues)
                or _confirmed_by(candidate, sentence, cues)
            )
            sayers = [*sayers, *(mention for mention in according if mention not in sayers)]
            if not sayers:
                at = sentence.offset(candidate.head)
                sayers = _carried(number, at, sentences, quotations, speakers, cues)
            _attribute(
                candidate, [*sayers, *(m for m in _cited(sentence, cues) if sayers and m not in sayers)], sentences
            )
        stating = [c for c in here if group_of(c.type) == "Statement" and c.frame.pos == "verb"]
        said = according or speakers[number] or [f.mention for c in stating[:1] for f in c.role("agent")]
        last, spoken = (said, number) if said else (last, spoken)
    _echo(sentences, candidates, cues)
    _answer(sentences, candidates, cues, interview)


def _attribute(candidate: Candidate, sayers: Sayers, sentences: Sequence[SentenceReading]) -> None:
    """Note who says so, but not that who demands says so himself."""
    own = {f.mention.anchor for f in candidate.role("agent")} if group_of(candidate.type) == "Statement" else set()
    for mention in sayers:
        if mention.anchor not in own:
            number = next(s.index for s in reversed(sentences) if s.anchor.start <= mention.anchor.start)
            candidate.sources.append(Filler("source", as_actor(mention), "source", number))


def speak_for_themselves(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> None:
    """« Nous exigeons le retrait », a dit le ministre: the first person of a quotation is who is quoted.

    « …, a annoncé sur X le ministre »: who stands far behind an inserted verb is who announces.
    """
    if candidate.frame.pos != "verb" or candidate.role("agent") or group_of(candidate.type) not in _OF_PERSONS:
        return
    if _is_insertion(candidate.head, cues):
        for mention in _sayers_behind(candidate.head, sentence, cues):
            candidate.add((RoleChoice("agent"),), as_actor(mention), "subject", sentence.index)
        return
    if not {token.lower_ for token in syntax.read_clause(candidate.head).subjects} & cues.first_persons:
        return
    choices: tuple[RoleChoice, ...] = (RoleChoice("agent"),)
    if group_of(candidate.type) == "Contact":
        choices = candidate.functions.get("subject", ())
    for mention in _inserted_speech(candidate, sentence, cues)[:1]:
        candidate.add(choices, as_actor(mention), "subject", sentence.index)


def speak_in_answers(candidate: Candidate, person: EntityMention, cues: Cues) -> None:
    """« J'ai rencontré le ministre », in the answer of an interview: who is interviewed does it."""
    if candidate.frame.pos != "verb":
        return
    subjects = [token for token in syntax.read_clause(candidate.head).subjects if token.lower_ in cues.first_singular]
    if subjects:
        candidate.add(candidate.functions.get("subject", ()), as_actor(person), "subject", candidate.sentence.index)


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
        sentences[quotation.last].spoke_last = sentences[number].spoke_last
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


# ---------------------------------------------------------------- pointing back


def _echo(sentences: Sequence[SentenceReading], candidates: Sequence[Candidate], cues: Cues) -> None:
    """« C'est ce qu'a annoncé X », « L'information a été confirmée par X »: who told what the sentence before tells."""
    for number, sentence in enumerate(sentences[1:], 1):
        sayers = _echoing(sentence, cues)
        if sayers:
            for candidate in candidates:
                if candidate.sentence is sentences[number - 1] and not candidate.sources:
                    _attribute(candidate, sayers, sentences)


def _answer(
    sentences: Sequence[SentenceReading], candidates: Sequence[Candidate], cues: Cues, interview: Interview
) -> None:
    """What is told in the answers of an interview the person interviewed says, except what this person does."""
    person, answers = interview
    for candidate in candidates if person is not None else ():
        if candidate.sentence.index not in answers or candidate.sources or person is None:
            continue
        doers = candidate.role("agent", "participant")
        own = any(filler.meant.key == person.key and person.key is not None for filler in doers)
        spoken = {token.lower_ for token in syntax.read_clause(syntax.clause_head(candidate.head)).subjects}
        if not own and not any(filler.meant.anchor.text == person.anchor.text for filler in doers):
            if not spoken & cues.first_persons or group_of(candidate.type) not in _OF_PERSONS:
                _attribute(candidate, [person], sentences)


def _echoing(sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who says what was told just before, in a sentence that says no more than that."""
    for token in sentence.doc:
        if tells_the_last(token, cues) and not any(word.text == ":" for word in sentence.doc[token.i :]):
            return _subjects(token, sentence, cues) or _right_after(token, sentence, cues)
    return []


def tells_the_last(verb: Token, cues: Cues) -> bool:
    """Whether a verb of telling has nothing but a pointing word for what it tells: « l'a annoncé », « ce qu'a confirmé »."""
    if not _tells(verb, cues) or verb.lemma_ in cues.status_verbs["denied"]:
        return False
    if syntax.is_negated(verb, cues.pseudo_negation) or syntax.is_subordinate(verb):
        return False
    clause = syntax.read_clause(verb)
    if clause.complements or not clause.objects:
        return False
    pronouns, nouns = cues.grammar.pronouns.objects | cues.echoes, {stem(noun) for noun in cues.echoing_nouns}
    return all(
        (word.pos_ == "PRON" and word.lower_ in pronouns)
        or word.lower_ in cues.echoes
        or (stem(word.lemma_) in nouns and word.i < verb.i + 4)
        for word in clause.objects
    )


# ---------------------------------------------------------------- « selon »


def told_elsewhere(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Six rebelles tués (armée) » of a headline; « Pour le gouvernement, … »: who says so, without a verb."""
    return _bracketed(sentence, cues) or _viewpoint(sentence, cues)


def _bracketed(sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who stands alone in the brackets, or behind the dash, that end a headline."""
    doc = sentence.doc
    if sentence.kind != "headline" or len(doc) < 4:
        return []
    end = len(doc) - 1 if doc[-1].text == ")" else len(doc)
    opening = "(" if end < len(doc) else "-"
    first = next((i for i in range(end - 1, max(2, end - 6), -1) if doc[i].text in (opening, "–")), None)
    if first is None or (opening == "-" and not _stands_apart(doc[first])):
        return []
    found = [m for m in sentence.outer if sentence.words(m)[0] > first and is_actor(as_actor(m))]
    if found:
        return found[:1] if sentence.words(found[0])[0] <= first + 2 else []
    unnamed = _unnamed(sentence, first + 1, end, cues)
    return [unnamed] if unnamed is not None else []


def _stands_apart(dash: Token) -> bool:
    """Whether a dash has a space on both sides."""
    around = dash.doc.text[max(0, dash.idx - 1) : dash.idx + len(dash) + 1]
    return around.startswith(" ") and around.endswith(" ")


def _viewpoint(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Pour Kiev, l'armée russe a … »: a phrase that opens the sentence, before a comma and another subject."""
    doc = sentence.doc
    if len(doc) < 6 or doc[0].lower_ != cues.grammar.functions.aimed_for:
        return []
    opening = next((m for m in sentence.outer if 1 <= sentence.words(m)[0] <= 2), None)
    if opening is None or not is_actor(as_actor(opening)) or opening.kind == "Group":
        return []
    end = sentence.words(opening)[1]
    subject = end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].pos_ in ("DET", "PROPN", "PRON")
    return [opening] if subject else []


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
        texts = [token for token in sentence.doc[first + 1 : first + 4] if _is_their_text(token, cues)]
        if texts and (texts[0].i + 1 == len(sentence.doc) or texts[0].nbor(1).pos_ == "PUNCT"):
            return list(last)  # « selon le communiqué »
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
        if stem(token.lemma_) in cues.unnamed_sources:
            return _group(token, sentence, cues)
    return None


def _group(noun: Token, sentence: SentenceReading, cues: Cues) -> EntityMention:
    """Somebody without a name as a mention."""
    counted = noun.i > 0 and noun.nbor(-1).pos_ == "NUM"  # « les deux camps »
    words = sentence.anchor_of(noun.nbor(-1) if counted else noun, _end_of_name(noun, sentence, cues))
    plural = noun.lower_[-1] in cues.grammar.endings.plural
    return EntityMention(words, "Group", "nominal", sentence.anchor_of(noun), number="plur" if plural else "sing")


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


def _own_speech(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« les secours font état de neuf morts »: who gives the toll by which an event is told."""
    verb = candidate.head
    if candidate.frame.pos != "verb" or not (_tells(verb, cues) and candidate.frame.weak):
        return []
    return _subjects(verb, sentence, cues)


def _governing_speech(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """The subject of the speech verb whose complement or object the event is."""
    token: Token = candidate.head
    support = candidate.supports[0] if candidate.supports and candidate.frame.pos == "noun" else None
    tells = support is not None and (_tells(support, cues) or support.lemma_ in cues.telling_tolls)
    if support is not None and not tells:  # « ont imputé le massacre à » tells it itself
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
                found = _subjects(governing, sentence, cues)
                return found or ([] if syntax.is_passive(governing) else _right_after(governing, sentence, cues))
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
        (_tells(verb, cues) or verb.lemma_ in cues.telling_tolls)
        and verb.is_ancestor(token)
        and any(child.dep_ in syntax.PREPOSITIONS and child.lower_ in cues.of_a_toll for child in token.children)
        and any(stem(word.lemma_) in tolls for word in verb.doc[verb.i + 1 : token.i])
        and not any(syntax.is_verb(word) and syntax.is_finite(word) for word in verb.doc[verb.i + 1 : token.i])
    )


def _subjects(verb: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    subjects = [_author(subject, sentence, cues) for subject in syntax.read_clause(verb).subjects]
    found = [sentence.mention_at(subject, cues) for subject in subjects]
    found += [_unnamed(sentence, subject.i, subject.i + 1, cues) for subject in subjects]
    if sentence.spoke_last and any(t.i and t.nbor(-1).lower_ in cues.same_source for t in subjects):
        return list(sentence.spoke_last)  # « la même source, qui fait part de … »
    if len(subjects) == 1 and found == [None, None] and _is_their_text(subjects[0], cues):
        found += sentence.spoke_last
    named = [m for m in found if m is not None and (is_actor(as_actor(m)) or m.level == "pronoun")]
    if len(named) == 1 and named[0].level == "pronoun" and _bare(named[0]) in cues.third:
        return _last_speaker(named, sentence, cues)
    return named


def _is_their_text(noun: Token, cues: Cues) -> bool:
    """« Le communiqué précise que … », « le texte », and no more of it: that of whoever spoke last."""
    determiners = cues.grammar.determiners
    return stem(noun.lemma_) in cues.said_through and any(
        child.lower_ in determiners.definite | determiners.demonstrative for child in noun.children
    )


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
        if _heads_what_is_quoted(candidate.head, token):
            continue
        sayers = _sayers_behind(token, sentence, cues)
        if sayers:
            return sayers
    return []


def _heads_what_is_quoted(head: Token, verb: Token) -> bool:
    """« Attentat à Paris: « Nous avons tiré », a dit X »: what stands before the colon is not part of the quotation."""
    doc, end = verb.doc, syntax.first_of_verb(verb) - 1
    while end > head.i and doc[end].text == ",":
        end -= 1
    if doc[end].text not in syntax.CLOSING_QUOTES:
        return False
    opening = next((i for i in range(end - 1, head.i, -1) if doc[i].text in syntax.OPENING_QUOTES), None)
    return opening is not None and any(token.text == ":" for token in doc[head.i : opening])


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
    sayers = sayers or _last_speaker(
        _pronoun_between(sentence, syntax.first_of_verb(token), token.i + 2), sentence, cues
    )
    sayers = sayers or _right_after(verb, sentence, cues)
    if not sayers:
        unnamed = _unnamed(sentence, verb.i + 1, verb.i + 5, cues)
        sayers = [unnamed] if unnamed is not None else []
    return sayers


def _as_told(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« comme l'a indiqué le ministre », « ainsi que l'avait annoncé Kiev »: a clause beside the event says who tells it."""
    for token in sentence.doc:
        if not _speaks(token, cues) or token is candidate.head or token.is_ancestor(candidate.head):
            continue
        first = syntax.first_of_verb(token)
        before = {word.lower_ for word in sentence.doc[max(0, first - 2) : first]}
        pronouns = {word.lower_ for word in sentence.doc[first : token.i]}
        if before & cues.as_told and pronouns & cues.grammar.pronouns.objects:
            found = _subjects(token, sentence, cues) or _right_after(token, sentence, cues)
            if found:
                return found
    return []


def _before_colon(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Le ministre l'a annoncé lundi: les troupes partiront »: who speaks before the colon tells what is behind it."""
    doc = sentence.doc
    colon = next((token.i for token in doc[1 : candidate.head.i] if token.text == ":"), None)
    if colon is None:
        return []
    for token in doc[:colon]:
        if _speaks(token, cues) and token.dep_ not in syntax.NOUN_CLAUSES and syntax.is_finite(token):
            if syntax.is_negated(token, cues.pseudo_negation) or token.lemma_ in cues.status_verbs["denied"]:
                return []
            return _subjects(token, sentence, cues)
    return []


def _confirmed_by(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« l'attaque, confirmée par le ministère », « le bilan communiqué par les secours »: who told what a noun tells."""
    if candidate.frame.pos != "noun":
        return []
    toll, found = candidate.frame.toll, list[Token]()
    for child in candidate.head.children:
        if syntax.is_verb(child) and syntax.is_passive(child) and child.i > candidate.head.i:
            if toll or (_tells(child, cues) and child.lemma_ not in cues.status_verbs["denied"]):
                found.extend(syntax.read_clause(child).subjects)
        elif toll and syntax.is_introduced_by(child, cues.grammar.functions.by):
            found.append(child)
    mentions = [sentence.mention_at(token, cues) for token in found]
    return [mention for mention in mentions if mention is not None and is_actor(as_actor(mention))]


def _goes_on(doc: Doc, verb: Token, head: Token) -> bool:
    """Whether what follows « …, a dit X, … » goes on with what was said: quoted again, or no part of the inserted clause."""
    between = doc[verb.i : head.i]
    if any(token.text in (".", ";") for token in between):
        return False
    if any(token.text in syntax.OPENING_QUOTES for token in between):
        return True
    start = syntax.first_of_verb(verb)
    return doc[start - 1].text == "," and not verb.is_ancestor(head)


def _bare(pronoun: EntityMention) -> str:
    """« elle » of « a-t-elle »."""
    return pronoun.anchor.text.lower().rpartition("-")[2]


def _last_speaker(pronouns: Sayers, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« a-t-elle ajouté »: whoever spoke last, where gender and number allow it; else the pronoun."""
    last = sentence.spoke_last
    if len(pronouns) != 1 or len(last) != 1:
        return pronouns
    word = _bare(pronouns[0])
    number = "plur" if word in cues.plural else "sing"
    other = {"fem": cues.masculine, "masc": cues.feminine}.get(last[0].gender or "", frozenset[str]())
    return list(last) if last[0].number in (number, None) and word not in other else pronouns


def _pronoun_between(sentence: SentenceReading, start: int, end: int) -> Sayers:
    for mention in sentence.mentions:
        first = sentence.words(mention)[0]
        if mention.level == "pronoun" and start <= first <= end and sentence.doc[first].pos_ != "DET":
            return [mention]  # « a-t-il », no « son chef »
    return []


def _right_after(verb: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who stands behind an inverted speech verb, past days, addressees and places: « a dit mardi à l'AFP un élu »."""
    doc, grammar, i = sentence.doc, cues.grammar, verb.i + 1
    starts = {sentence.words(mention)[0]: mention for mention in reversed(sentence.outer)}
    through = verb.lemma_ in cues.learning  # « indique un communiqué de l'armée », « appris auprès de l'armée »
    while i < min(len(doc), verb.i + _FAR_BEHIND):
        token, mention = doc[i], starts.get(i)
        if mention is not None and not (mention.level == "pronoun" and token.pos_ == "DET"):
            if is_actor(as_actor(mention)) or mention.level == "pronoun":
                return _coordinated(mention, sentence)
            return []
        if stem(token.lemma_) in cues.unnamed_sources:
            again = i > 0 and doc[i - 1].lower_ in cues.same_source and sentence.spoke_last
            return list(sentence.spoke_last) if again else [_group(token, sentence, cues)]
        of = syntax.plain(token) == grammar.functions.of
        if token.lower_ in cues.learnt_from:
            i += 1
        elif token.pos_ == "ADP" and not (of and (through or token.lower_ in grammar.determiners.indefinite_plural)):
            i = _end_of_phrase(i, starts, sentence, cues)
        elif of or token.pos_ in ("DET", "ADJ", "ADV", "NUM", "PUNCT") or _tells_when(token, cues):
            if token.text in (".", ";", ":", "(") or token.text in syntax.CLOSING_QUOTES:
                return []
            i += 1
        elif stem(token.lemma_) in cues.said_through:
            if _is_their_text(token, cues) and (i + 1 == len(doc) or doc[i + 1].pos_ == "PUNCT"):
                return list(sentence.spoke_last)  # « précise le communiqué »
            through, i = True, i + 1
        else:
            return _new_name(token, sentence)
    return []


def _tells_when(token: Token, cues: Cues) -> bool:
    return token.lemma_.lower() in cues.spans_of_time or fold(token.lemma_) in cues.said_when


def _end_of_phrase(first: int, starts: dict[int, EntityMention], sentence: SentenceReading, cues: Cues) -> int:
    """Where a phrase behind a preposition ends: « au micro de la radio », « à l'AFP », « dans un communiqué »."""
    doc, grammar = sentence.doc, cues.grammar
    i = first + 1
    while i < len(doc):
        while i < len(doc) and i not in starts and doc[i].pos_ in ("DET", "ADJ", "NUM"):
            i += 1
        if i in starts:
            i = sentence.words(starts[i])[1]
        elif i < len(doc) and doc[i].pos_ in ("NOUN", "PROPN", "X"):
            i += 1
        while i < len(doc) and i not in starts and doc[i].pos_ == "ADJ":
            i += 1
        further = i < len(doc) and syntax.plain(doc[i]) == grammar.functions.of
        if not further or doc[i].lower_ in grammar.determiners.indefinite_plural:
            return i
        i += 1
    return i


def _new_name(token: Token, sentence: SentenceReading) -> Sayers:
    """« rapporte Punch »: a word with a capital behind the verb of an inserted clause names who reports."""
    if not token.text[:1].isupper() or token.pos_ not in ("PROPN", "NOUN", "X") or sentence.kind != "body":
        return []
    last = token
    while last.i + 1 < len(sentence.doc) and last.nbor(1).text[:1].isupper():
        last = last.nbor(1)
    words = sentence.anchor_of(token, last)
    return [EntityMention(words, "Organization", "name", words, number="sing")]


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
