"""« Nous exigeons », « j'ai rencontré »: the first person of a quotation or an answer is who is quoted."""

from kg.extract import syntax
from kg.extract.attribution.speakers import sayers_behind
from kg.extract.attribution.speech import is_insertion
from kg.extract.attribution.ways import inserted_speech
from kg.extract.reading import Candidate, SentenceReading, as_actor
from kg.lexicon import Cues, RoleChoice
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


def _stand_before(candidate: Candidate) -> bool:
    """« Le roi recevra le président, ont annoncé ses services »: whether who does it was looked for before the verb."""
    at = candidate.sentence.offset(candidate.head)
    return all(filler.mention.anchor.start < at for filler in candidate.role("agent"))
