"""« Nous exigeons », « j'ai rencontré »: the first person of a quotation or an answer is who is quoted."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.attribution.speakers import inserted_speaker, main_speaker, sayers_behind
from kg.extract.attribution.speech import is_insertion
from kg.extract.attribution.ways import inserted_speech
from kg.extract.coreference import Mentions
from kg.extract.quotations import Quotation
from kg.extract.reading import Candidate, SentenceReading, as_actor
from kg.lexicon import Cues, RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of

_BODIES = ("ArmedForce", "ArmedGroup", "Government", "InternationalOrganization")
OF_PERSONS = ("Statement", "Contact")  # whose subject is whoever says « nous »


def speak_for_themselves(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> None:
    """« Nous exigeons le retrait », a dit le ministre: the first person of a quotation is who is quoted.

    « …, a annoncé sur X le ministre »: who stands far behind an inserted verb is who announces.
    """
    if candidate.frame.pos != "verb" or group_of(candidate.type) not in OF_PERSONS:
        return
    inserted = is_insertion(candidate.head, cues)
    if candidate.role("agent") and not (inserted and _stand_before(candidate)):
        return
    if inserted:
        sayers = sayers_behind(candidate.head, sentence, cues)
        if sayers:
            candidate.fillers = [filler for filler in candidate.fillers if filler.role != "agent"]
        for mention in sayers:
            candidate.add((RoleChoice("agent"),), as_actor(mention), "subject", sentence.index)
        return
    if not {token.lower_ for token in syntax.read_clause(candidate.head).subjects} & cues.first_persons:
        return
    choices: tuple[RoleChoice, ...] = (RoleChoice("agent"),)
    if group_of(candidate.type) == "Contact":
        choices = candidate.functions.get("subject", ())
    for mention in inserted_speech(candidate, sentence, cues)[:1]:
        candidate.add(choices, as_actor(mention), "subject", sentence.index)


def speak_when_quoted(
    candidate: Candidate,
    sentences: Sequence[SentenceReading],
    quotations: Sequence[Quotation],
    mentions: Mentions,
    cues: Cues,
) -> None:
    """Il a ajouté : « J'appelle les parties … », « A. Nous exigeons B », a dit X: who is quoted in another clause or sentence."""
    if candidate.frame.pos != "verb" or group_of(candidate.type) != "Statement" or candidate.role("agent"):
        return
    if {token.lower_ for token in syntax.read_clause(candidate.head).subjects}.isdisjoint(cues.first_persons):
        return
    at = candidate.sentence.offset(candidate.head)
    quotation = next((q for q in quotations if q.start <= at < q.end), None)
    if quotation is None:
        return
    first, last = sentences[quotation.first], sentences[quotation.last]
    sayers = inserted_speaker(last, cues) if last is not candidate.sentence else []
    if not sayers and not quotation.opens_sentence:  # X a dit : « A »
        sayers = main_speaker(first, cues)
    for sayer in sayers[:1]:
        meant = mentions.best(sayer) if sayer.level == "pronoun" else sayer
        if meant.level != "pronoun":
            candidate.add((RoleChoice("agent"),), as_actor(meant), "subject", candidate.sentence.index)


def _stand_before(candidate: Candidate) -> bool:
    """« Le roi recevra le président, ont annoncé ses services »: whether who does it was looked for before the verb."""
    at = candidate.sentence.offset(candidate.head)
    return all(filler.mention.anchor.start < at for filler in candidate.role("agent"))


def act_for_themselves(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> None:
    """« Nous avons évacué la ville », a dit un porte-parole de l'armée: « nous » is the body for which somebody speaks."""
    if candidate.role("agent") or group_of(candidate.type) in (*OF_PERSONS, "Office"):
        return
    verbs = [candidate.head] if candidate.frame.pos == "verb" else candidate.supports
    verbs = [verb for verb in verbs if syntax.tense_of(verb) == "past"]  # « nous frapperons si … » threatens
    subjects = {token.lower_ for verb in verbs for token in syntax.read_clause(verb).subjects}
    if subjects.isdisjoint(cues.first_persons - cues.first_singular):
        return
    choices = candidate.functions.get("subject", ()) if candidate.frame.pos == "verb" else (RoleChoice("agent"),)
    for sayer in inserted_speech(candidate, sentence, cues)[:1]:
        body = next((m for m in (sayer, *sentence.inside(sayer)) if m.kind in _BODIES), None)
        if body is not None:
            candidate.add(choices, body, "subject", sentence.index)


def speak_in_answers(candidate: Candidate, person: EntityMention, cues: Cues, asked: bool = False) -> None:
    """« J'ai rencontré le ministre », in the answer of an interview: who is interviewed does it.

    `asked`: « Vous avez rencontré le ministre », in a question.
    """
    if candidate.frame.pos != "verb":
        return
    told = cues.first_persons if group_of(candidate.type) == "Contact" else cues.first_singular
    persons = cues.second_persons if asked else told
    subjects = [token for token in syntax.read_clause(candidate.head).subjects if token.lower_.lstrip("-") in persons]
    if subjects:
        candidate.add(candidate.functions.get("subject", ()), as_actor(person), "subject", candidate.sentence.index)
