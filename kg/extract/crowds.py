"""Demonstrators who storm, burn or clash with the police riot, whatever word tells it: « heurts entre manifestants et … »."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.forms import stem
from kg.extract.reading import Candidate, Filler
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.model import Unread
from kg.vocabulary import is_a

RIOT = "Riot"
_REACH = 4  # sentences from a protest to what was burnt then
_ARMED = ("ArmedGroup", "ArmedForce", "State", "Government")
_WITH_ARMS = ("Bombing", "Airstrike", "Shelling", "Offensive", "Abduction")


def tell_riots(candidates: Sequence[Candidate], cues: Cues) -> None:
    """Give the class Riot to the attacks and battles of crowds; who stands against them is the opponent.

    « Des jeunes ont incendié des poubelles » is one where the article tells of a protest, a crime elsewhere. What is done
    to people alone, as a lynching, is an attack whoever does it.
    """
    in_the_streets = any(is_a(candidate.type, "Protest") for candidate in candidates)
    rioters = cues.demonstrators | cues.camps if in_the_streets else cues.demonstrators
    for candidate in candidates:
        if candidate.type == "Battle" and (
            _is_clash(candidate.role("participant"), cues) or _is_with_police(candidate, cues)
        ):
            candidate.type = RIOT
            for filler in candidate.role("participant"):
                filler.role = "agent" if _is_crowd(filler, cues) else "opponent"
        elif candidate.type == "Attack":
            doers = candidate.role("agent")
            if doers and not candidate.frame.people and all(_is_among(filler, rioters) for filler in doers):
                candidate.type = RIOT
    _tell_wrecked(candidates, cues)
    riots = [candidate for candidate in candidates if candidate.type == RIOT]
    if riots and not any(map(_is_of_arms, candidates)):
        where = {name for riot in riots for name in _places(riot)}
        for candidate in candidates:  # « les affrontements » in an article about riots, not « les combats de Hodeïda »
            bare = candidate.definite and not candidate.role("participant") and _places(candidate) <= where
            if candidate.type == "Battle" and bare:
                candidate.type = RIOT


def _places(candidate: Candidate) -> set[str]:
    return {filler.meant.anchor.text for filler in candidate.role("place")}


def leave_out_reasons(candidates: Sequence[Candidate], cues: Cues) -> list[Candidate]:
    """« ont incendié la mairie pour protester contre … »: the riot is the protest, none is planned."""
    riots = {id(c.sentence): c.head for c in candidates if c.type == RIOT and c.frame.pos == "verb"}
    return [c for c in candidates if not (c.type == "Protest" and _is_why(c, riots.get(id(c.sentence)), cues))]


def _is_why(protest: Candidate, deed: Token | None, cues: Cues) -> bool:
    if deed is None or protest.frame.pos != "verb" or syntax.tense_of(protest.head) != "infinitive":
        return False
    return syntax.governor(protest.head) == deed and bool(set(syntax.marks(protest.head)) & cues.grammar.modality.aims)


def leave_cleared(candidates: Sequence[Candidate], cues: Cues, unread: list[Unread]) -> list[Candidate]:
    """Without the streets, depots and people that the police clear at a protest: « L'avenue a été libérée » takes nothing back."""
    if not any(is_a(candidate.type, "Protest") for candidate in candidates):
        return list(candidates)
    cleared = [candidate for candidate in candidates if candidate.type == "Recapture" and _is_cleared(candidate, cues)]
    unread.extend(Unread(candidate.trigger, "what is cleared of demonstrators") for candidate in cleared)
    return [candidate for candidate in candidates if candidate not in cleared]


def _is_cleared(candidate: Candidate, cues: Cues) -> bool:
    hit = candidate.role("opponent")
    if any(is_a(filler.meant.kind, kind) for filler in hit for kind in _ARMED) or not all(
        _is_among(filler, cues.police) for filler in candidate.role("agent")
    ):
        return False
    return bool(hit) or all(filler.meant.kind == "Facility" for filler in candidate.role("place"))


def _tell_wrecked(candidates: Sequence[Candidate], cues: Cues) -> None:
    """« Des manifestants ont défilé. Des commerces ont été pillés »: nobody said to do it, where no armed hands are told of."""
    if any(map(_is_of_arms, candidates)):
        return
    told = [c.sentence.index for c in candidates if is_a(c.type, "Protest") or c.type == RIOT]
    for candidate in candidates:
        wrecked = (
            candidate.type == "Attack" and candidate.frame.pos == "verb" and candidate.head.lemma_ in cues.wrecking
        )
        alone = not candidate.role("agent", "instrument") and not candidate.quantities and not candidate.frame.people
        if wrecked and alone and any(0 <= candidate.sentence.index - index <= _REACH for index in told):
            candidate.type = RIOT


def _is_of_arms(candidate: Candidate) -> bool:
    """Whether an armed group is in the deed, or it is one that no crowd does."""
    parties = candidate.role("agent", "participant", "target", "opponent")
    return any(is_a(filler.meant.kind, "ArmedGroup") for filler in parties) or any(
        is_a(candidate.type, type_) for type_ in _WITH_ARMS
    )


def _is_with_police(battle: Candidate, cues: Cues) -> bool:
    """« deux jeunes sont morts dans des heurts avec la police »."""
    parties = battle.role("participant")
    clash = any(stem(battle.head.lemma_) == stem(noun) for noun in cues.clashes)
    return clash and bool(parties) and all(_is_among(filler, cues.police) for filler in parties)


def _is_clash(parties: Sequence[Filler], cues: Cues) -> bool:
    """Demonstrators against anybody but an armed group; any other people without arms against the police or each other."""
    if not parties or any(is_a(filler.meant.kind, "ArmedGroup") for filler in parties):
        return False
    if any(_is_among(filler, cues.demonstrators) for filler in parties):
        return True
    crowds = [filler for filler in parties if _is_crowd(filler, cues)]
    others = [filler for filler in parties if filler not in crowds]
    if others:
        return bool(crowds) and all(_is_among(filler, cues.police) for filler in others)
    return any(_is_among(filler, cues.camps) for filler in crowds)


def _is_crowd(filler: Filler, cues: Cues) -> bool:
    return is_a(filler.meant.kind, "Group") or _is_among(filler, cues.demonstrators | cues.camps)


def _is_among(filler: Filler, nouns: frozenset[str]) -> bool:
    """Whether a description is headed by one of the nouns: « des manifestants serbes », « les forces de l'ordre »."""
    words = [stem(word) for word in filler.mention.anchor.text.replace("’", "'").replace("'", "' ").split()]
    return any(stem(filler.mention.head.text) == stem(noun) or _begins(words, noun) for noun in nouns)


def _begins(words: Sequence[str], noun: str) -> bool:
    """Whether a noun of several words stands at the beginning of the description."""
    parts = [stem(part) for part in noun.replace("'", "' ").split()]
    return len(parts) > 1 and any(list(words[i : i + len(parts)]) == parts for i in range(2))
