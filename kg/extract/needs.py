"""What a frame needs to tell an event, and what of it is missing."""

from collections.abc import Sequence

from kg.distances import load_distance_words
from kg.extract import syntax
from kg.extract.reading import Candidate, Filler, SentenceReading
from kg.extract.tokens import Token
from kg.grammar import Grammar
from kg.lexicon import RoleChoice
from kg.vocabulary import group_of, is_a

_POLITICAL = ("State", "Government", "InternationalOrganization", "ArmedForce", "ArmedGroup")
_LED = ("ArmedGroup", "Organization", "InternationalOrganization", "ArmedForce")
_OF_FORCES = ("Movement", "Territory", "Violence")
_VIOLENCE_MEASURES = ("deaths", "injured", "displaced")


def unmet(candidate: Candidate, sentence: SentenceReading, grammar: Grammar, without_topics: bool = False) -> str:
    """The first need of the frame that is not met, as words; empty when all are."""
    for need in candidate.frame.needs:
        if without_topics and any(isinstance(part, RoleChoice) and part.role == "topic" for part in need):
            continue
        if not any(_met(part, candidate, sentence, grammar) for part in need):
            return "needs " + " or ".join(
                part
                if isinstance(part, str)
                else part.role + (" (" + ", ".join(part.kinds) + ")" if part.kinds else "")
                for part in need
            )
    return ""


def may_be_met(candidate: Candidate, sentence: SentenceReading, grammar: Grammar) -> bool:
    """Whether somebody fills whatever the frame lacks, who may yet be known for what he is: « le groupe enlevait la base »."""
    lacking = [need for need in candidate.frame.needs if not any(_met(p, candidate, sentence, grammar) for p in need)]
    roles = [[part.role for part in need if isinstance(part, RoleChoice)] for need in lacking]
    return all(any(candidate.role(role) for role in told) for told in roles)


def lacks(candidate: Candidate, need: Sequence[RoleChoice | str], grammar: Grammar) -> bool:
    """Whether nothing of one need is met."""
    return not any(_met(part, candidate, candidate.sentence, grammar) for part in need)


def _met(part: RoleChoice | str, candidate: Candidate, sentence: SentenceReading, grammar: Grammar) -> bool:
    if isinstance(part, RoleChoice):
        if part.role == "topic":
            return any(
                not part.kinds or any(is_a(topic.type, kind) for kind in part.kinds) for topic in candidate.topics
            )
        return bool(candidate.fillers) and (
            any(_may_be(part, filler, candidate) for filler in candidate.fillers if filler.mention.level == "pronoun")
            or any(
                not part.kinds
                or any(is_a(filler.meant.kind, kind) for kind in part.kinds)
                or any(is_a(inner.kind, kind) for inner in sentence.inside(filler.mention) for kind in _armed(part))
                or ("InternationalOrganization" in part.kinds and _is_mission(filler, sentence))
                or (not {"ArmedForce", "ArmedGroup"}.isdisjoint(part.kinds) and _commands(filler, candidate))
                or ("Group" in part.kinds and _is_crowd(filler, sentence, grammar))
                or ("Government" in part.kinds and candidate.type != "Departure" and _rules(filler, sentence, grammar))
                or (
                    not {"State", "ArmedForce"}.isdisjoint(part.kinds) and _is_people_at_war(filler, candidate, grammar)
                )
                or (
                    filler.meant.kind in ("Country", "City")
                    and "State" in part.kinds
                    and filler.mention.kind == "State"
                )
                or (filler.meant.kind == "Country" and "State" in part.kinds and filler.mention.level == "pronoun")
                or (filler.meant.kind == "Country" and "Region" in part.kinds and _is_in_part(filler, sentence))
                for filler in candidate.role(part.role)
            )
        )
    if part == "parties":
        return len(candidate.role("participant")) >= 2
    if part == "participant2":
        parties = candidate.role("participant")
        return len(parties) >= 2 or any(filler.meant.number == "plur" for filler in parties)
    if part == "violence":
        return (
            any(quantity.measure in _VIOLENCE_MEASURES for quantity in [*candidate.quantities, *sentence.quantities])
            or any(is_a(mention.kind, "Weapon") for mention in sentence.mentions)
            or _are_armed_hands(candidate)
        )
    if part == "conflict":
        return sentence.in_conflict
    if part == "struck":  # « une centaine de sites ont été visés »: by whom need not be told where there is war
        return sentence.in_conflict and _is_struck(candidate.head)
    if part == "felled":  # « un militaire a été tué lundi à Gao »: not « un ancien militaire a avoué avoir tué »
        return _is_struck(candidate.head)
    if part == "wrecked":  # « la mairie a été incendiée », nor where there is a riot
        return (sentence.in_conflict or sentence.in_unrest) and _is_struck(candidate.head)
    if part == "sealed":
        return _is_sealed(candidate, sentence, grammar)
    if part == "known":
        return _is_known(candidate, sentence, grammar)
    if part == "held":  # « les pourparlers ont repris lundi »: between whom was told, or is what the article is about
        carried = bool(candidate.supports) and bool(candidate.times) and candidate.definite == "definite"
        return carried and _is_of_states(sentence)
    if part == "anyone":  # « on se bat toujours à X »: who fights is not told
        return any(child.lower_ in grammar.pronouns.anyone for child in candidate.head.children)
    if part == "states":
        return _is_of_states(sentence)
    if part == "officials":  # « vous avez vu le général X »: both are named, or tell their post
        return all(f.meant.level != "nominal" or f.meant.of is not None for f in candidate.role("participant"))
    if part == "carried":
        return bool(candidate.supports)
    if part == "verbless":  # « Obus sur Gao : un mort »: the noun opens a line, and no verb tells of it
        return _opens_without_a_verb(candidate)
    if part == "people":  # « des avocats ont manifesté », not « ont manifesté leur intérêt »
        several = any(filler.meant.number == "plur" for filler in candidate.role("agent"))
        return several and not syntax.read_clause(candidate.head).objects
    if part == "new":  # « ces violences » are those just told, whatever they are
        pointing = candidate.definite in ("definite", "demonstrative", "possessive")
        return not pointing or len(candidate.role("participant")) >= 2
    if part == "undertaken":  # « avoir mené l'opération » speaks of a deed that was told under another name
        return bool(candidate.supports) and candidate.definite not in ("definite", "demonstrative")
    if part == "post":
        return bool(candidate.role("office")) or not _named_otherwise(candidate)
    if (
        part == "named"
    ):  # who a text names speaks for more than himself; « le syndicat réclame une hausse » is no affair of ours
        return any(f.meant.level == "name" for f in candidate.role("agent", "participant"))
    if part == "public":  # an agreement between companies is none of ours
        parties = candidate.role("participant")
        return not parties or any(f.meant.kind != "Organization" or f.meant.level == "pronoun" for f in parties)
    if (
        part == "politics"
    ):  # a meeting of which only the place is told is ours where a state or an armed body is in the sentence
        return _told_before(candidate) or any(
            is_a(mention.kind, kind) for mention in sentence.mentions for kind in _POLITICAL
        )
    if part == "single":  # « élire 217 députés » fills no office
        return any(f.mention.level == "name" or f.meant.number != "plur" for f in candidate.role("target"))
    if part == "guest":  # « a été reçu mardi à Paris »: by whom is not told
        clause = syntax.read_clause(candidate.head)
        return clause.passive and not clause.subjects
    if part == "quoted":
        return _announces_what_comes(candidate)
    if part == "act":
        return _asks_for_an_act(candidate, grammar)
    if part == "bare":  # « a appelé le président hier », not « a appelé le président à agir »
        hosts = [candidate.head, *syntax.read_clause(candidate.head).objects]
        behind = [child for host in hosts for child in host.children if child.i > candidate.head.i]
        asked = any(syntax.is_introduced_by(child, grammar.functions.to) for child in behind)
        return not asked and not _asks_for_an_act(candidate, grammar)
    if part == "time":
        return bool(candidate.times)
    if part == "units":  # « l'envoi de deux bataillons »: counted, they are those of one deed
        heads = [sentence.head(filler.mention) for filler in candidate.role("force")]
        return any(child.pos_ == "NUM" for head in heads for child in head.children)
    if part == "body":  # « dirige le TPLF depuis 2018 »: a body that is named
        objects = {token.i for token in syntax.read_clause(candidate.head).objects}
        return any(is_a(m.kind, kind) for m in sentence.outer for kind in _LED if sentence.head(m).i in objects)
    if part == "since":
        return any(timex.relation == "since" for timex in candidate.times)
    return any(quantity.measure == part for quantity in candidate.quantities)


def _is_crowd(filler: Filler, sentence: SentenceReading, grammar: Grammar) -> bool:
    """« des milliers de militants »: counted by a noun, people of a kind are a crowd."""
    mention = filler.mention
    if not is_a(mention.kind, "Person") or mention.number != "plur" or mention.level != "nominal":
        return False
    head = sentence.head(mention)
    return head.head.i < head.i and syntax.is_introduced_by(head, grammar.functions.of) and head.head.pos_ == "NOUN"


def _is_mission(filler: Filler, sentence: SentenceReading) -> bool:
    """« la mission de l'ONU », « la mission de l'Union africaine »: what an organisation of States has sent is as good as itself."""
    meant = filler.meant
    inner = sentence.inside(filler.mention)
    return meant.kind == "Organization" and any(
        one.kind == "InternationalOrganization" and one.key == meant.of for one in inner
    )


def _rules(filler: Filler, sentence: SentenceReading, grammar: Grammar) -> bool:
    """« la junte a expulsé l'ambassadeur », « les militaires au pouvoir »: armed hands that govern."""
    if filler.meant.kind not in ("ArmedForce", "ArmedGroup", "Group") or filler.mention.level == "pronoun":
        return False
    ruling = grammar.modality.ruling
    if filler.mention.head.text.lower() in ruling:
        return True
    end = sentence.words(filler.mention)[1]
    return " ".join(token.lower_ for token in sentence.doc[end : end + 2]) in ruling


def _commands(filler: Filler, candidate: Candidate) -> bool:
    """« le maréchal Haftar assiège Tripoli »: who leads armed hands does with them what they do."""
    known = candidate.sentence.commanders
    named = filler.meant.anchor in known or filler.mention.anchor in known
    hit = [
        *candidate.role("target", "opponent"),
        *(candidate.role("participant") if filler.role == "participant" else []),
    ]
    there = candidate.role("place") or candidate.quantities or any(_is_hit(one) for one in hit if one is not filler)
    led = group_of(candidate.type) in ("Violence", "Territory") and candidate.type != "Abduction"
    return led and bool(named and there)


def _is_hit(filler: Filler) -> bool:
    return any(is_a(filler.meant.kind, kind) for kind in ("ArmedForce", "ArmedGroup", "Group"))


def _is_people_at_war(filler: Filler, candidate: Candidate, grammar: Grammar) -> bool:
    """« Les Russes ont pris Soledar », « le départ des Ethiopiens »: those of a state, all of them, where there is war, are its forces."""
    meant, sentence = filler.meant, candidate.sentence
    if meant.kind != "Group" or meant.of is None or filler.mention.level == "pronoun" or not sentence.in_conflict:
        return False
    first, end = sentence.words(filler.mention)
    before = sentence.doc[first - 1].lower_ if first else ""
    definite = before in grammar.determiners.definite or before in grammar.prepositions.contracted
    return definite and end - first == 1 and group_of(candidate.type) in _OF_FORCES


def _opens_without_a_verb(candidate: Candidate) -> bool:
    doc, head = candidate.sentence.doc, candidate.head
    end = next((token.i for token in doc[head.i :] if token.text in (":", ";")), len(doc))
    before = any(token.pos_ in ("NOUN", "PROPN", "VERB") for token in doc[: head.i])
    return not before and not syntax.has_finite(doc[:end])


def _are_armed_hands(candidate: Candidate) -> bool:
    """« Ils ont été tués sur la route de X », of soldiers told before."""
    they = [filler for filler in candidate.role("target") if filler.mention.level == "pronoun"]
    return any(is_a(filler.meant.kind, kind) for filler in they for kind in ("ArmedForce", "ArmedGroup"))


def _is_struck(verb: Token) -> bool:
    """« de nombreux combattants ont été tués »: a passive that tells what has happened."""
    told = syntax.is_passive(verb) and syntax.has_auxiliary(verb) and syntax.tense_of(verb) == "past"
    return told and not syntax.is_reflexive(verb) and not syntax.is_negated(verb)


def _is_in_part(filler: Filler, sentence: SentenceReading) -> bool:
    """« le sud du Liban », « dans le nord d'Israël »: a part of a country is a region."""
    first = sentence.words(filler.mention)[0]
    return first > 1 and sentence.doc[first - 2].lower_ in load_distance_words().directions


def _is_sealed(candidate: Candidate, sentence: SentenceReading, grammar: Grammar) -> bool:
    """« l'accord conclu en décembre à Genève »: by whom need not be told where States or war are spoken of."""
    others = [mention for mention in sentence.outer if not candidate.has(mention)]
    signers = [filler.mention for filler in candidate.role("participant")]
    political = any(is_a(mention.kind, kind) for mention in [*others, *signers] for kind in ("Country", *_POLITICAL))
    if not (sentence.in_conflict or political) or not (candidate.times or candidate.role("place")):
        return False
    head = candidate.head
    around = [child for child in head.children if syntax.is_verb(child)]
    above = syntax.clause_head(head)
    if syntax.is_verb(above) and head in syntax.read_clause(above).objects:
        around.append(above)
    return any(verb.lemma_ in grammar.modality.sealing and syntax.is_passive(verb) for verb in around)


def _is_of_states(sentence: SentenceReading) -> bool:
    """Whether the article tells of war, or the sentence of a State or an armed body."""
    return sentence.in_conflict or any(
        is_a(mention.kind, kind) for mention in sentence.outer for kind in ("Country", *_POLITICAL)
    )


def _is_known(candidate: Candidate, sentence: SentenceReading, grammar: Grammar) -> bool:
    """« l'accord d'Alger prévoyait », « de 1960 »: known by its town or year; « sans l'accord de Paris », « a obtenu l'accord de Kiev » are leave given."""
    head, of = candidate.head, grammar.functions.of
    if candidate.definite != "definite" or not _is_of_states(sentence):
        return False
    towns = [filler for filler in candidate.role("place") if filler.function == of]
    known = bool(towns) or _is_of_its_year(candidate, sentence, of)
    if not known or any(filler.function == "subject" for filler in candidate.fillers):
        return False
    start = syntax.noun_phrase_start(head)
    before = sentence.doc[start - 1].lower_ if start else ""
    if before in grammar.modality.without or before == grammar.functions.along:
        return False
    return syntax.clause_head(head).lemma_ not in grammar.modality.consenting


def _is_of_its_year(candidate: Candidate, sentence: SentenceReading, of: str) -> bool:
    """« l'accord de 2015 »: told apart by the day or year right behind « de »."""
    firsts = [sentence.span(timex.anchor.start, timex.anchor.end)[0] for timex in candidate.times]
    return any(syntax.plain(sentence.doc[first - 1]) == of for first in firsts if first > candidate.head.i)


def _asks_for_an_act(candidate: Candidate, grammar: Grammar) -> bool:
    """« a appelé les partis à travailler ensemble »: an infinitive says what whoever is addressed should do."""
    head = candidate.head
    hosts = [head, *syntax.read_clause(head).objects]
    return any(
        child.i > head.i
        and syntax.tense_of(child) == "infinitive"
        and not grammar.clauses.of_infinitive.isdisjoint(syntax.marks(child))
        for host in hosts
        for child in host.children
        if syntax.is_verb(child)
    )


def _announces_what_comes(candidate: Candidate) -> bool:
    """« Nous frapperons », a averti X: the verb is inserted behind a quotation that tells what would come."""
    head = candidate.head
    if not syntax.is_inserted(head):
        return False
    quoted = candidate.sentence.doc[: head.i]
    closed = any(token.text in syntax.CLOSING_QUOTES for token in quoted)
    return closed and any(syntax.tense_of(token) == "future" for token in quoted if syntax.is_verb(token))


def _told_before(candidate: Candidate) -> bool:
    """« La rencontre, qui devait se tenir lundi »: a bare definite noun points back to what the article is about."""
    doc, after = candidate.sentence.doc, max(word.i for word in candidate.words) + 1
    definite = candidate.definite in ("definite", "demonstrative")
    return definite and (after == len(doc) or doc[after].pos_ in ("PUNCT", "VERB", "AUX", "PRON"))


def _named_otherwise(candidate: Candidate) -> bool:
    """« élue personnalité de l'année », « nommée meilleure joueuse »: what stands bare behind is no post."""
    doc, sentence = candidate.sentence.doc, candidate.sentence
    after = max(word.i for word in candidate.words) + 1
    while after < len(doc) and doc[after].pos_ in ("ADV", "ADJ"):
        after += 1
    if after == len(doc) or doc[after].pos_ != "NOUN" or syntax.has_auxiliary(doc[after]):
        return False
    at = sentence.offset(doc[after])
    return not any(timex.anchor.start <= at < timex.anchor.end for timex in sentence.times) and not any(
        filler.mention.anchor.start <= at < filler.mention.anchor.end for filler in candidate.fillers
    )


def _armed(part: RoleChoice) -> tuple[str, ...]:
    """« un chef de Boko Haram »: one who belongs to armed hands counts as one of them, as a target."""
    return tuple(kind for kind in part.kinds if kind in ("ArmedForce", "ArmedGroup")) if part.role == "target" else ()


def _may_be(part: RoleChoice, filler: Filler, candidate: Candidate) -> bool:
    """« sa capture par l'armée »: a pronoun that nobody has resolved yet may fill any role of its function."""
    if filler.antecedent is not None:
        return False
    return any(choice.role == part.role for choice in candidate.frame.functions.get(filler.function, ()))
