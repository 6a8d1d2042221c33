"""Who says so: verbs of speech around an event or after it, « selon X », quotations over several sentences."""

from collections.abc import Mapping, Sequence

from kg.extract import syntax
from kg.extract.attribution.according import Citation, cited_according, cited_in, cover_something, told_elsewhere
from kg.extract.attribution.persons import OF_PERSONS
from kg.extract.attribution.quoted import carried_over, is_all_quoted
from kg.extract.attribution.spans import told_behind
from kg.extract.attribution.speakers import (
    Sayers,
    goes_on_speaking,
    labelled,
    right_after,
    speaker_of,
    subjects_of,
    with_article,
)
from kg.extract.attribution.speech import comes_out, is_backdrop, points_at_the_last, speaking, tells_the_last
from kg.extract.attribution.voices import Voices
from kg.extract.attribution.ways import (
    announced_by,
    as_told,
    before_colon,
    confirmed_by,
    describes_a_place,
    governing_speech,
    informed_by,
    informing,
    inserted_speech,
    own_speech,
    refused_by,
    set_something_off,
    tells_more,
    told_otherwise,
    toll_behind_colon,
    toll_given_by,
    witnessed_by,
)
from kg.extract.factuality import is_presupposed
from kg.extract.interviews import Interview
from kg.extract.reading import Candidate, Filler, SentenceReading, as_actor
from kg.lexicon import Cues
from kg.model import EntityMention
from kg.vocabulary import group_of

_NEAR = 2  # sentences back in which the deed was told of which somebody tells more


def find_sources(
    sentences: Sequence[SentenceReading], candidates: Sequence[Candidate], cues: Cues, voices: Voices
) -> None:
    """Give each candidate the mentions of who says it happened."""
    quotations = voices.quotations
    speakers: dict[int, Sayers] = {}  # of the sentences, by number
    last: Sayers = []
    spoken = 0  # the sentence in which they spoke
    for number, sentence in enumerate(sentences):
        sentence.spoke_last = goes_on_speaking(last, spoken, number)
        citations = cited_according(sentence, cues, last) or told_elsewhere(sentence, cues)
        here = [candidate for candidate in candidates if candidate.sentence is sentence]
        citations = cover_something(citations, here)
        named = [mention for citation in citations for mention in citation.sayers]
        speakers[number] = speaker_of(sentence, cues) or _last_cited(citations)
        if not speakers[number] and is_all_quoted(number, sentences, quotations):
            speakers[number] = carried_over(number, sentence.anchor.start, sentences, quotations, speakers, cues)
        named_before = labelled(sentence, cues)
        for candidate in here:
            if (
                is_presupposed(candidate, cues)
                or set_something_off(candidate, cues)
                or describes_a_place(candidate)
                or is_backdrop(candidate, cues)
            ):
                continue
            given = toll_given_by(candidate, sentence, cues)
            _part(candidate, [*given, *named_before])
            sayers = (
                given
                or own_speech(candidate, sentence, cues)
                or refused_by(candidate, sentence, cues)
                or governing_speech(candidate, sentence, cues)
                or inserted_speech(candidate, sentence, cues)
                or as_told(candidate, sentence, cues)
                or before_colon(candidate, sentence, cues)
                or toll_behind_colon(candidate, sentence, cues)
                or confirmed_by(candidate, sentence, cues)
                or informed_by(candidate, sentence, cues)
                or told_behind(candidate, sentence, cues)
                or announced_by(candidate, sentence, cues)
                or witnessed_by(candidate, sentence, cues)
            )
            sayers = [*sayers, *told_otherwise(candidate, sayers, sentence, cues)]
            described = _described_by(candidate, named)
            _part(candidate, [mention for mention in named if mention is not described])
            according = [m for citation in citations if citation.covers(candidate) for m in citation.sayers]
            according = [mention for mention in according if mention is not described]
            sayers = [*sayers, *(mention for mention in according if mention not in sayers)]
            if not sayers:
                at = sentence.offset(candidate.head)
                sayers = carried_over(number, at, sentences, quotations, speakers, cues)
                sayers = sayers or voices.quoted_alone(number, at)
            _attribute(
                candidate,
                [*sayers, *(m for m in cited_in(sentence, cues) if sayers and m not in sayers)],
                sentences,
                cues,
            )
        stating = [c for c in here if group_of(c.type) == "Statement" and c.frame.pos == "verb"]
        if speakers[number]:
            citations = [citation for citation in citations if not citation.beside]
        said = _last_cited(citations) or speakers[number] or [f.mention for c in stating[:1] for f in c.role("agent")]
        last, spoken = (said, number) if said else (last, spoken)
    _echo(sentences, candidates, cues)
    _tell_more(sentences, candidates, speakers, cues)
    _answer(sentences, candidates, cues, voices.interview)
    _silence_deeds(candidates)


def _last_cited(citations: Sequence[Citation]) -> Sayers:
    """Whoever is cited last beside what is told."""
    return list(citations[-1].sayers) if citations else []


def _part(candidate: Candidate, according: Sayers) -> None:
    """« selon un bilan communiqué par le gouverneur »: whoever « selon » names does nothing in what is told."""
    if "sayer" in candidate.functions:
        return  # « des accusations infondées, selon Moscou »
    told = {mention.anchor for mention in according}
    candidate.fillers = [
        f for f in candidate.fillers if f.role not in ("agent", "place") or f.mention.anchor not in told
    ]


def _described_by(candidate: Candidate, sayers: Sayers) -> EntityMention | None:
    """« selon l'ONU, qui demande une trêve »: what a relative clause says of whoever is cited is done by him, and the narrator's."""
    verb = candidate.head
    while verb.dep_ in syntax.COORDINATES and syntax.is_verb(verb.head):
        verb = verb.head
    if candidate.frame.pos != "verb" or verb.dep_ not in syntax.RELATIVE_CLAUSES:
        return None
    doers = {filler.mention.anchor for filler in candidate.role("agent") if filler.function == "subject"}
    head = candidate.sentence.head
    return next((m for m in sayers if m.anchor in doers and head(m) == verb.head), None)


def _silence_deeds(candidates: Sequence[Candidate]) -> None:
    """« X annonce la reprise de Y »: what is told to have happened says nothing."""
    deeds = {candidate.sentence.offset(word) for candidate in candidates for word in candidate.words}
    for candidate in candidates:
        candidate.sources = [
            f for f in candidate.sources if f.mention.level != "nominal" or f.mention.head.start not in deeds
        ]


def _attribute(candidate: Candidate, sayers: Sayers, sentences: Sequence[SentenceReading], cues: Cues) -> None:
    """Note who says so, but not that who demands says so himself."""
    own = {f.mention.anchor for f in candidate.role("agent")} if group_of(candidate.type) == "Statement" else set()
    for mention in sayers:
        if mention.anchor not in own:
            told = next(s for s in reversed(sentences) if s.anchor.start <= mention.anchor.start)
            number, named = told.index, with_article(mention, told, cues)
            candidate.sources.append(Filler("source", as_actor(named), "source", number))


def _echo(sentences: Sequence[SentenceReading], candidates: Sequence[Candidate], cues: Cues) -> None:
    """« C'est ce qu'a annoncé X », « L'information a été confirmée par X »: who told what the sentence before tells."""
    for number, sentence in enumerate(sentences[1:], 1):
        sayers = _echoing(sentence, cues)
        if sayers:
            for candidate in candidates:
                if candidate.sentence is sentences[number - 1]:
                    _attribute(candidate, sayers, sentences, cues)


def _echoing(sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who says what was told just before, in a sentence that says no more than that."""
    for noun in sentence.doc[:2]:
        sayers = informing(noun, sentence, cues)
        if sayers:
            return sayers
    spoken = speaking(sentence.doc, cues)
    for token in sentence.doc:
        lemma = token.lemma_
        tells = lemma in cues.telling_verbs or lemma in cues.reporting_verbs or lemma in cues.coming_from
        if not tells and token not in spoken:
            continue
        if points_at_the_last(token, cues) or comes_out(token, cues):
            return right_after(token, sentence, cues) or subjects_of(token, sentence, cues)
        if tells_the_last(token, cues) and not any(word.text == ":" for word in sentence.doc[token.i :]):
            return subjects_of(token, sentence, cues) or right_after(token, sentence, cues)
    return []


def _tell_more(
    sentences: Sequence[SentenceReading], candidates: Sequence[Candidate], speakers: Mapping[int, Sayers], cues: Cues
) -> None:
    """« Les assaillants sont arrivés à moto, a raconté un rescapé »: who tells more of the deed just told, and nothing else."""
    telling = {candidate.sentence.index for candidate in candidates}
    for number, sentence in enumerate(sentences):
        if not speakers.get(number) or sentence.index in telling or not tells_more(sentence, cues):
            continue
        deeds = [c for c in candidates if group_of(c.type) == "Violence" and 0 < number - c.sentence.index <= _NEAR]
        last = max((deed.sentence.index for deed in deeds), default=None)
        for deed in [deed for deed in deeds if deed.sentence.index == last][:1]:
            known = {filler.mention.anchor.text for filler in deed.sources}
            _attribute(deed, [m for m in speakers[number] if m.anchor.text not in known], sentences, cues)


def _answer(
    sentences: Sequence[SentenceReading], candidates: Sequence[Candidate], cues: Cues, interview: Interview
) -> None:
    """What is told in the answers of an interview the person interviewed says, except what this person does."""
    wanted = [
        (topic, {filler.meant.anchor.text for filler in statement.role("agent")}, statement.type == "Demand")
        for statement in candidates
        if group_of(statement.type) == "Statement"
        for topic in statement.topics
    ]
    for candidate in candidates if interview.answers else ():
        person = interview.answers.get(candidate.sentence.index)
        if person is None or candidate.sources:
            continue
        if any(topic is candidate and (person.anchor.text in sayers or demand) for topic, sayers, demand in wanted):
            continue  # « je demande le retrait des troupes », « ils ont réclamé son départ » tell none
        doers = candidate.role("agent", "participant")
        own = any(filler.meant.key == person.key and person.key is not None for filler in doers)
        spoken = {token.lower_ for token in syntax.read_clause(syntax.clause_head(candidate.head)).subjects}
        if not own and not any(filler.meant.anchor.text == person.anchor.text for filler in doers):
            if not spoken & cues.first_persons or group_of(candidate.type) not in OF_PERSONS:
                _attribute(candidate, [person], sentences, cues)
