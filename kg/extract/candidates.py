"""From triggers to events: merging weak triggers, checking needs, linking topics, settling status and identity."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, product

from kg.extract import syntax
from kg.extract.arguments import note_frame, read_arguments
from kg.extract.arguments.bonds import since_whose_beginning
from kg.extract.arguments.dates import drop_rivals
from kg.extract.arguments.gaps import tell_gaps
from kg.extract.attribution import find_sources
from kg.extract.attribution.again import said_before
from kg.extract.attribution.persons import fill_sayer, speak_for_themselves
from kg.extract.attribution.voices import Voices
from kg.extract.bare_tolls import is_counted, tell_tolls
from kg.extract.bequests import bequeath, give_back, stands_behind
from kg.extract.bullets import leave_bullets
from kg.extract.clitics import fill_clitics
from kg.extract.commanders import find_commanders
from kg.extract.continuing import are_counted, is_blow, stands_after
from kg.extract.coreference import Mentions
from kg.extract.counted_again import count_again
from kg.extract.crowds import leave_cleared, leave_out_reasons, tell_riots
from kg.extract.deathbeds import leave_deathbed
from kg.extract.discourse import take_from_before
from kg.extract.ellipses import fill_ellipses
from kg.extract.event_pronouns import date_what_was_told, find_event_pronouns
from kg.extract.factuality import (
    find_status,
    is_ability,
    is_foreseen,
    is_habit,
    is_hypothesis,
    is_in_words,
    is_membership,
    is_statistic,
    is_struggle,
    leave_out_bystanders,
    tells_of_deeds_as_such,
)
from kg.extract.forms import stem, stems_of
from kg.extract.grouping import Facts, Grouping, Settling, has_toll
from kg.extract.labels import Label
from kg.extract.needs import may_be_met, unmet
from kg.extract.outcomes import tell_outcomes
from kg.extract.pairs import name_several, name_sources, spell_out
from kg.extract.people import add_aims, add_formations, add_people, add_towns, add_vehicles, add_weapons
from kg.extract.pointing import meeting_just_told, points_back
from kg.extract.quantities import NumberWords, counts_many_deeds, load_number_words
from kg.extract.reading import Candidate, Filler, SentenceReading, is_place
from kg.extract.running_counts import leave_running_counts
from kg.extract.succession import inherit_office
from kg.extract.times import ahead_of, behind
from kg.extract.tokens import Token
from kg.extract.topics import is_announced, is_demanded, link_topics, link_what_gave_way, take_up
from kg.extract.triggers import Triggers, bent, rules_out
from kg.extract.weighing import load_weights
from kg.gazetteer import Gazetteer
from kg.grammar import Grammar
from kg.lexicon import Cues, Lexicon, RoleChoice
from kg.model import EntityMention, Timex, Unread
from kg.vocabulary import STATES, group_of, is_a

_PARTING = (";", ":")
_WEEK = 7
_FEW_DAYS = 3  # within which a weekday beside a verb in the present is the coming one
_NEAR_WHICH = 8  # words from a noun to « dans laquelle »
_ONCE = ("Coup",)  # « ont pris le pouvoir et renversé le président »: nobody does it twice in a breath
_FIGHTERS = ("ArmedForce", "ArmedGroup")
_COMING = ("Capture", "Offensive")  # of fighters who enter or surround a place
_GATHERINGS = ("Protest", "Meeting")  # people come together for what they then do
_FIRST_WORDS = 4  # of a relative clause: « au cours desquels »
_LETTERS_OF_AN_OPENING = 3  # « Le 5 décembre, … »
_MOST_TRIES = 12  # frames tried for one word
_STATING_BODIES = ("InternationalOrganization", "Organization", "ArmedGroup")


def find_candidates(
    sentences: Sequence[SentenceReading],
    mentions: Mentions,
    voices: Voices,
    lexicon: Lexicon,
    triggers: Triggers,
    gazetteer: Gazetteer,
) -> tuple[list[Candidate], list[Unread]]:
    """Triggers with their arguments; those whose needs are not met are left unread, with the reason."""
    kept: list[Candidate] = []
    unread: list[Unread] = []
    found, grammar = [triggers.find(sentence) for sentence in sentences], lexicon.cues.grammar
    surely = [c for candidates in found for c in candidates if _is_sure(c, lexicon.cues)]
    in_conflict = any(group_of(candidate.type) == "Violence" for candidate in surely)
    in_unrest = any(is_a(candidate.type, "Protest") for candidate in surely)
    commanders = find_commanders(mentions) if in_conflict else frozenset()
    for sentence, candidates in zip(sentences, found, strict=True):
        sentence.in_conflict, sentence.in_unrest, sentence.commanders = in_conflict, in_unrest, commanders
        date_what_was_told(sentence, kept, lexicon.cues)
        candidates = [*candidates, *find_event_pronouns(sentence, kept, mentions, lexicon.cues)]
        if not candidates:
            note_frame(sentence, lexicon, gazetteer)
            continue
        candidates = [_unbent(candidate, triggers) for candidate in candidates]
        figures = [candidate for candidate in candidates if bent(candidate.frame, sentence)]
        unread.extend(Unread(figure.trigger, _field_reason(figure)) for figure in figures)
        candidates = [candidate for candidate in candidates if candidate not in figures]
        if voices.is_before_interview(sentence):
            spoken = [c for c in candidates if stem(c.head.lemma_) in stems_of(lexicon.cues.interviewing)]
            unread.extend(Unread(candidate.trigger, "an interview") for candidate in spoken)
            candidates = [candidate for candidate in candidates if candidate not in spoken]
        named = [candidate for candidate in candidates if _in_name(candidate, grammar)]
        unread.extend(Unread(candidate.trigger, "part of a name") for candidate in named)
        candidates = [candidate for candidate in candidates if candidate not in named]
        add_people(sentence, candidates, lexicon.cues)
        add_formations(sentence, candidates, lexicon.cues)
        add_aims(sentence, candidates, lexicon.cues)
        add_weapons(sentence, candidates, lexicon.cues)
        add_towns(sentence, candidates, lexicon.cues)
        add_vehicles(sentence, candidates, lexicon.cues)
        counted = [candidate for candidate in candidates if is_counted(candidate, lexicon.cues)]
        candidates = [candidate for candidate in candidates if candidate not in counted]
        candidates = _read_arguments(sentence, candidates, lexicon, triggers, gazetteer, mentions, voices, kept)
        candidates, summed = leave_running_counts(sentence, candidates, lexicon.cues)
        unread.extend(Unread(candidate.trigger, "a count up to now") for candidate in summed)
        candidates += [told for candidate in candidates for told in tell_gaps(candidate)]
        candidates += tell_tolls(counted, candidates, lexicon.cues)
        for candidate in candidates:
            if is_hypothesis(candidate, lexicon.cues):
                unread.append(Unread(candidate.trigger, "a hypothesis"))
            elif is_ability(candidate, lexicon.cues):
                unread.append(Unread(candidate.trigger, "what arms can do"))
            elif _is_of_an_accident(candidate):
                unread.append(Unread(candidate.trigger, "what happened by accident"))
            elif is_habit(candidate, lexicon.cues):
                unread.append(Unread(candidate.trigger, "what happens again and again"))
            elif is_statistic(candidate, lexicon.cues):
                unread.append(Unread(candidate.trigger, "a statistic of many deeds"))
            elif is_struggle(candidate, lexicon.cues):
                unread.append(Unread(candidate.trigger, "a fight in general"))
            elif is_in_words(candidate, lexicon.cues):
                unread.append(Unread(candidate.trigger, "an attack in words"))
            elif is_membership(candidate, lexicon.cues):
                unread.append(Unread(candidate.trigger, "whom a body is made of"))
            elif _is_charge(candidate, lexicon.cues):
                unread.append(Unread(candidate.trigger, "a charge"))
            elif _is_said_of_somebody(candidate, lexicon.cues):
                unread.append(Unread(candidate.trigger, "whom a speaker means"))
            elif _is_rumour(candidate, lexicon.cues):
                unread.append(Unread(candidate.trigger, "a rumour or an alert"))
            elif _is_hit(candidate, candidates):
                unread.append(Unread(candidate.trigger, "what was attacked"))
            elif _is_taken(candidate, candidates):
                unread.append(Unread(candidate.trigger, "what was taken"))
            else:
                _resolve(candidate, mentions)
                spell_out(candidate, kept, mentions, lexicon.cues)
                kept.append(candidate)
    return kept, unread


def _unbent(candidate: Candidate, triggers: Triggers) -> Candidate:
    """« sera investi » in an article about an election: where one meaning is a figure of speech, the word's next one."""
    if not bent(candidate.frame, candidate.sentence):
        return candidate
    frame = next((frame for frame in triggers.alternatives(candidate)), None)
    if frame is None or bent(frame, candidate.sentence):
        return candidate
    return candidate.afresh(frame, triggers.words(candidate, frame))


def _field_reason(figure: Candidate) -> str:
    field = figure.sentence.about
    return f"a figure of speech: the text is about {field.name if field else ''}"


def _is_of_an_accident(candidate: Candidate) -> bool:
    """« Huit militaires ont été tués », by nobody, in an article that opens on an air crash and tells of no violence."""
    opening = candidate.sentence.opening
    bends = opening is not None and candidate.frame.weak and opening.bends(candidate.type)
    return bends and not candidate.sentence.in_conflict and not candidate.role("agent", "instrument")


def _is_sure(candidate: Candidate, cues: Cues) -> bool:
    """A strong word in a sentence of our field, which tells more than a rumour."""
    frame = candidate.frame
    return (
        not frame.weak
        and not _in_name(candidate, cues.grammar)
        and not _is_rumour(candidate, cues)
        and not bent(frame, candidate.sentence)
    )


def _read_arguments(
    sentence: SentenceReading,
    candidates: list[Candidate],
    lexicon: Lexicon,
    triggers: Triggers,
    gazetteer: Gazetteer,
    mentions: Mentions,
    voices: Voices,
    before: Sequence[Candidate],
) -> list[Candidate]:
    """The candidates with their arguments; where a word's first frame lacks what it needs, its next one is tried."""
    options = [[candidate.frame] for candidate in candidates]
    choice = [0] * len(candidates)
    tried = [-1] * len(candidates)  # the last frame found wrong, by its number
    hopeful: list[int | None] = [None] * len(candidates)  # a frame that may yet have what it needs, by its number
    for _ in range(_MOST_TRIES):
        current = [
            candidate.afresh(frames[number], triggers.words(candidate, frames[number]))
            for candidate, frames, number in zip(candidates, options, choice, strict=True)
        ]
        read_arguments(sentence, current, lexicon, gazetteer)
        _fill_from_context(current, mentions, voices, before)
        lacking = [bool(unmet(c, sentence, lexicon.cues.grammar, without_topics=True)) for c in current]
        wrong = [i for i, candidate in enumerate(current) if lacking[i] or _misled(candidate, mentions)]
        for i in wrong:
            if tried[i] < 0:
                options[i].extend(triggers.alternatives(candidates[i]))
            tried[i] = max(tried[i], choice[i])
            if may_be_met(current[i], sentence, lexicon.cues.grammar):
                hopeful[i] = choice[i]
        untried = [i for i in wrong if tried[i] + 1 < len(options[i])]
        waiting = {i: n for i in wrong if i not in untried and (n := hopeful[i]) is not None and choice[i] != n}
        if not untried and not waiting:
            fallen = [c for c, lacks in zip(current, lacking, strict=True) if lacks and c.absorbed_by is None]
            again = _without_fallen(sentence, current, fallen, lexicon, gazetteer)
            if again is not current:
                _fill_from_context(again, mentions, voices, before)
            return again
        for i in untried:
            choice[i] += 1
        for i, number in waiting.items():
            choice[i] = number
    return current


def _fill_from_context(
    candidates: Sequence[Candidate], mentions: Mentions, voices: Voices, before: Sequence[Candidate]
) -> None:
    """What small words, the first person, whoever says so and what was told before give to the roles of a sentence's deeds."""
    for candidate in candidates:
        fill_clitics(candidate, mentions, [*before, *candidates])
        voices.speak(candidate)
        fill_sayer(candidate, candidate.sentence, mentions.cues)
        fill_ellipses(candidate, mentions)
        _look_up(candidate, mentions)
        inherit_office(candidate, mentions, [*before, *candidates])


def _look_up(candidate: Candidate, mentions: Mentions) -> None:
    """Say of the pronouns among the fillers what they stand for, where that is known, before the needs are looked at."""
    name_several(candidate, mentions)
    for filler in candidate.fillers:
        if filler.mention.level == "pronoun" and filler.antecedent is None:
            best = mentions.best(filler.mention)
            filler.antecedent = best if best.level != "pronoun" else None
        elif filler.function == "adjective" and filler.mention.level == "nominal":
            filler.antecedent = mentions.described_so(filler.mention)
        elif filler.mention.level == "nominal" and filler.mention.kind == "Organization":
            best = mentions.best(filler.mention)  # « Le mouvement a pris Sake », of an armed group
            known = best.level == "name" or best.key is not None
            filler.antecedent = best if known and best.kind == "ArmedGroup" else None


def _misled(candidate: Candidate, mentions: Mentions) -> bool:
    """« leur départ »: whether they whom a possessive stands for can be moved as forces are."""
    for filler in candidate.role("force"):
        if filler.mention.level == "pronoun":
            best = mentions.best(filler.mention)
            return best.level == "pronoun" or _role_of(candidate, filler, best) != filler.role
    return False


def _without_fallen(
    sentence: SentenceReading,
    candidates: list[Candidate],
    fallen: list[Candidate],
    lexicon: Lexicon,
    gazetteer: Gazetteer,
) -> list[Candidate]:
    """Read again without the words that tell no event, so that what they took goes to those that do."""
    taken = any(c.fillers or c.times or c.shifts or c.quantities for c in fallen)
    if not taken:
        return candidates
    alone = len(fallen) == len(candidates)
    if alone:  # « un convoi humanitaire est entré à Madaya »: what the verb took is the noun's
        fallen = [candidate for candidate in fallen if candidate.frame.pos == "verb"]
        if len(fallen) == len(candidates):  # « compte 300 hommes, déployés à Gao »: it is the participle's
            fallen = [c for c in fallen if not any(other.head in c.head.ancestors for other in fallen)]
        if len(fallen) == len(candidates):
            return candidates
    again = [
        candidate if candidate in fallen else candidate.afresh(candidate.frame, candidate.words)
        for candidate in candidates
    ]
    rest = [candidate for candidate in again if candidate not in fallen]
    read_arguments(sentence, rest, lexicon, gazetteer)
    if alone and all(unmet(candidate, sentence, lexicon.cues.grammar, without_topics=True) for candidate in rest):
        return candidates
    for upper, lower in product(fallen, rest):  # whoever counts or keeps them has them there
        if upper.type in STATES and group_of(lower.type) == group_of(upper.type) and upper.head in lower.head.ancestors:
            lower.fillers += [] if lower.role("agent") else upper.role("agent")
    return again


def _in_name(candidate: Candidate, grammar: Grammar) -> bool:
    """Whether the trigger word stands inside a name or a title (« ministère de la Défense », « L'Assassinat du duc »)."""
    if candidate.frame.term:
        return False
    if candidate.frame.pos == "noun" and (_is_capital_inside(candidate) or _names_a_kind(candidate, grammar)):
        return True
    at = candidate.sentence.offset(candidate.head)
    for mention in candidate.sentence.mentions:
        if not mention.anchor.start <= at < mention.anchor.end or mention.level == "pronoun":
            continue
        if candidate.frame.pos == "verb":
            if mention.head.start != at:
                return True  # « des hommes armés »
        elif mention.key is None and mention.anchor.start == at and _heads_a_pair(candidate):
            continue
        else:
            if mention.level == "name" or (
                mention.head.start != at
                and mention.kind
                in ("Government", "Organization", "InternationalOrganization", "Facility", "Post", "Person", "Weapon")
            ):
                return True
    return False


def _is_hit(candidate: Candidate, candidates: Sequence[Candidate]) -> bool:
    """« une embuscade contre un convoi de vivres », « ont encerclé la garnison »: what a deed goes for is told as its target."""
    if candidate.frame.pos != "noun" or group_of(candidate.type) not in ("Support", "Presence"):
        return False
    at = candidate.sentence.offset(candidate.head)
    return any(
        filler.mention.anchor.start <= at < filler.mention.anchor.end
        for other in candidates
        if group_of(other.type) == "Violence"
        for filler in other.role("target", "place", "opponent")
    )


def _is_taken(candidate: Candidate, candidates: Sequence[Candidate]) -> bool:
    """« l'armée a repris Tchanzu, bastion du M23 »: it was theirs until it was taken."""
    if candidate.type != "TerritorialControl" or candidate.frame.pos != "noun" or candidate.times:
        return False
    held = {filler.mention.anchor for filler in candidate.role("place") if filler.function == "host"}
    taking = [other for other in candidates if is_a(other.type, "Capture") and other.frame.pos == "verb"]
    return any(filler.mention.anchor in held for other in taking for filler in other.role("place"))


def _is_charge(candidate: Candidate, cues: Cues) -> bool:
    """« inculpé pour tentative d'assassinat »: a bare noun behind a verb of justice says what somebody is charged with."""
    if candidate.frame.pos != "noun" or group_of(candidate.type) != "Violence" or candidate.definite:
        return False
    verb = syntax.clause_head(candidate.head)
    if verb.lemma_ not in cues.charges or verb.i > candidate.head.i or not syntax.is_passive(verb):
        return False
    phrase = candidate.head
    while phrase.head != verb and phrase.head.pos_ == "NOUN" and phrase.head.i < phrase.i:
        phrase = phrase.head
    start = syntax.noun_phrase_start(phrase)
    bare = start == phrase.i and (start == 0 or candidate.sentence.doc[start - 1].pos_ == "ADP")
    return bare and not candidate.role("target", "agent")


def _is_said_of_somebody(candidate: Candidate, cues: Cues) -> bool:
    """« a déclaré le porte-parole, visant encore les rebelles »: a gerund behind a verb of speech aims with words."""
    if candidate.frame.pos != "verb" or group_of(candidate.type) != "Violence" or candidate.quantities:
        return False
    above = syntax.governor(candidate.head)
    if above is None or above.i > candidate.head.i or above.lemma_ not in cues.speech_verbs:
        return False
    return syntax.tense_of(candidate.head) == "gerund" and candidate.head.nbor(-1).text == ","


def _is_rumour(candidate: Candidate, cues: Cues) -> bool:
    """« des rumeurs d'attentat », « une fausse alerte à la bombe »: nothing of the kind has happened."""
    if candidate.frame.pos != "noun" or group_of(candidate.type) != "Violence" or candidate.definite:
        return False
    around = candidate.head.head
    return around.i < candidate.head.i and around.lemma_.lower() in cues.rumours


def _names_a_kind(candidate: Candidate, grammar: Grammar) -> bool:
    """« des troupes de combat », « un fusil d'assaut »: a bare singular after « de » tells what kind of forces or arms."""
    head = candidate.head
    left = head.nbor(-1).lower_ if head.i else ""
    if (
        group_of(candidate.type) != "Violence"
        or left not in grammar.prepositions.bare_of
        or head.head.i >= head.i
        or head.morph.get("Number", []) == ["Plur"]
    ):
        return False
    at = candidate.sentence.offset(head.head)
    return any(
        mention.head.start == at and mention.kind in ("Weapon", "ArmedForce", "ArmedGroup", "Facility")
        for mention in candidate.sentence.mentions
    )


def _is_capital_inside(candidate: Candidate) -> bool:
    """A common noun of violence with a capital, in a body sentence and not its first word, is a name."""
    if group_of(candidate.type) != "Violence" or candidate.sentence.kind != "body" or not candidate.head.text.istitle():
        return False
    return any(token.is_alpha or token.text.endswith("'") for token in candidate.sentence.doc[: candidate.head.i])


def _heads_a_pair(candidate: Candidate) -> bool:
    """« Rencontre Poutine-Erdogan »: the recogniser takes the whole headline for a name."""
    doc, after = candidate.sentence.doc, max(word.i for word in candidate.words) + 1
    return "compound" in candidate.functions and after + 1 < len(doc) and "-" in (doc[after].text, doc[after + 1].text)


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
        if filler.mention.level == "pronoun":
            role = _role_of(candidate, filler, best)
            if role is None:
                candidate.fillers.remove(filler)
            else:
                filler.role = role
    _aim_at_others(candidate, mentions)
    if group_of(candidate.type) == "Statement":
        _address_others(candidate)
        if any(filler.function == "subject" for filler in candidate.role("agent")):
            candidate.fillers = [  # « ont réitéré leur condamnation »: their own
                f for f in candidate.fillers if f.role != "agent" or f.function != "possessive"
            ]


def _aim_at_others(candidate: Candidate, mentions: Mentions) -> None:
    """« a été exécuté par ses ravisseurs, le groupe X »: who does it is not whom it is done to."""
    if group_of(candidate.type) != "Violence" or candidate.frame.pos != "verb":
        return
    doers = [mentions.identity(f.mention) for f in candidate.role("agent") if f.function == "subject"]
    hit = candidate.role("target")
    own = [f for f in hit if f.mention.level != "pronoun" and mentions.identity(f.mention) in doers]
    own = own if len(own) < len(hit) else []
    everyone = {mentions.identity(f.mention) for f in candidate.role("agent")}
    own += [f for f in hit if f.mention.level == "pronoun" and mentions.identity(f.mention) in everyone]
    if own:  # « Assaillis par les rebelles, ils sont restés à l'hôtel »: whoever they are
        candidate.fillers = [f for f in candidate.fillers if f not in own]


def _address_others(candidate: Candidate) -> None:
    """« a téléphoné à X pour lui présenter ses condoléances »: nobody addresses himself."""
    speakers = {filler.meant.anchor for filler in candidate.role("agent")}
    for filler in [f for f in candidate.role("target") if f.meant.anchor in speakers]:
        candidate.fillers.remove(filler)


def _role_of(candidate: Candidate, filler: Filler, best: EntityMention) -> str | None:
    """The role of a pronoun once it is known what it stands for; None where that cannot fill one."""
    kind = "State" if best.kind == "Country" else best.kind
    choices = candidate.frame.functions.get(filler.function, ())
    fitting = [choice.role for choice in choices if choice.accepts(kind)]
    if fitting:
        return fitting[0]
    return filler.role if not choices and RoleChoice(filler.role).accepts(kind) else None


def settle(
    candidates: list[Candidate],
    unread: list[Unread],
    sentences: Sequence[SentenceReading],
    mentions: Mentions,
    voices: Voices,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    published: date | None,
) -> list[Candidate]:
    """Merge weak triggers, check needs, link topics, settle status, source, time and identity."""
    cues = lexicon.cues
    by_sentence: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        by_sentence.setdefault(candidate.sentence.index, []).append(candidate)
    kept: list[Candidate] = []
    repeated = {id(candidate.repeats): candidate for candidate in candidates if candidate.repeats is not None}
    for candidate in candidates:
        leave_deathbed(candidate, cues)
        leave_out_bystanders(candidate, cues)
    for number, everything_told in by_sentence.items():
        _absorb(everything_told, cues)
        found = [candidate for candidate in everything_told if candidate.absorbed_by is None]
        for candidate in found:
            _fill_from_headings(candidate, sentences[number], cues)
            _date_from_entry(candidate, found)
            speak_for_themselves(candidate, sentences[number], cues)
            if number not in voices.interview.answers:
                voices.authors.speak(candidate, kept)
        told = [c for c in found if not any(_is_topic(need) for need in c.frame.needs)]
        deeds = [
            candidate
            for candidate in told
            if _needs_met(candidate, sentences[number], unread, kept, cues.grammar, repeated.get(id(candidate)))
        ]
        freed = give_back([candidate for candidate in told if candidate not in deeds], everything_told, cues)
        found, told = [*found, *freed], [*told, *freed]
        deeds += [c for c in freed if _needs_met(c, sentences[number], unread, kept, cues.grammar)]
        announced = [
            c for c in told if c not in deeds and (is_announced(c, found, cues) or is_demanded(c, found, cues))
        ]
        deeds += announced
        unread[:] = [u for u in unread if u.anchor not in [c.trigger for c in announced]]
        bequeath([candidate for candidate in told if candidate not in deeds], deeds)
        speaking = [c for c in found if c not in deeds and any(_is_topic(need) for need in c.frame.needs)]
        everything = sorted([*deeds, *speaking], key=lambda c: c.head.i)
        for candidate in everything:
            link_topics(candidate, everything, cues)
            link_what_gave_way(candidate, everything_told)
        for candidate in speaking:
            take_up(candidate, kept, everything, cues)
        for candidate in list(speaking):
            if not _needs_met(candidate, sentences[number], unread, kept, cues.grammar):
                speaking.remove(candidate)
        kept.extend(sorted([*deeds, *speaking], key=lambda c: c.head.i))
    kept = [candidate for candidate in kept if not _of_an_accident(candidate, sentences, unread)]
    for candidate in kept:
        count_again(candidate, sentences, cues)
    numbers = load_number_words(lexicon.language)
    kept = [candidate for candidate in kept if not _of_many_deeds(candidate, numbers, unread)]
    tell_riots(kept, cues)
    kept = leave_cleared(kept, cues, unread)
    kept = leave_out_reasons(kept, cues)
    alive = set(map(id, kept))
    for candidate in kept:
        candidate.topics = [topic for topic in candidate.topics if id(topic) in alive]
    wanted = {id(topic) for candidate in kept if candidate.type in ("Demand", "Threat") for topic in candidate.topics}
    threatened = {id(topic) for candidate in kept if candidate.type == "Threat" for topic in candidate.topics}
    for candidate in kept:
        candidate.status, candidate.certain = find_status(candidate, cues)
        if "sayer" in candidate.functions:
            candidate.status = "asserted"  # « dit n'avoir rien à voir avec l'attentat »: that is what is said
        if (
            candidate.sentence.anchor.text.rstrip(' »"”').endswith("?")
            and candidate.status == "asserted"
            and candidate.frame.pos == "verb"
        ):
            candidate.status, candidate.certain = "possible", True
        # « de sanctions si X n'est pas libéré »
        unkept = candidate.status == "denied" and candidate.frame.pos == "noun"
        if id(candidate) in threatened and (candidate.status == "asserted" or unkept) and not candidate.definite:
            candidate.status = "possible"  # « menace X de sanctions »
    tell_outcomes(kept, sentences, lexicon)
    for candidate in kept:
        ahead = candidate.status == "possible" and id(candidate) in wanted
        ahead = ahead or (candidate.status == "denied" and is_foreseen(candidate, cues))
        _settle_times(candidate, published, ahead, cues.grammar)
        if candidate.status in ("planned", "possible"):
            candidate.times = [timex for timex in candidate.times if timex is not candidate.sentence.entry]
    kept = [candidate for candidate in kept if not _is_unsaid(candidate, unread)]
    find_sources(sentences, kept, cues, voices)
    told_of = {id(topic) for candidate in kept for topic in candidate.topics}
    for candidate in kept:  # « La rencontre a été franche, a dit X »: that they met was told before
        if candidate.repeats is not None and group_of(candidate.type) == "Contact" and not candidate.times:
            candidate.sources = candidate.sources if id(candidate) in told_of else []
    for sentence in sentences:
        here = [candidate for candidate in kept if candidate.sentence is sentence]
        for candidate in here:
            _resolve_sources(candidate, sentences, mentions, cues)
            name_sources(candidate, sentences, kept, mentions, cues)
            candidate.during = _during(candidate, here, cues.grammar)
    for candidate in kept:
        for topic in candidate.topics if candidate.type in ("Condemnation", "ClaimOfResponsibility") else ():
            topic.definite = topic.definite or "definite"  # « condamne une attaque lâche »: the one just told
    facts = Facts(mentions, gazetteer, cues, published)
    grouping = Grouping(kept, facts, load_weights(lexicon.language))
    Settling(facts, grouping.groups).settle()
    leave_bullets(kept, cues)
    _deny(kept)
    return _with_topics(_without_empty(kept, unread, lexicon), unread, cues.grammar)


def _with_topics(candidates: Sequence[Candidate], unread: list[Unread], grammar: Grammar) -> list[Candidate]:
    """« Le maire annonce un bilan de douze morts »: without a deed whose toll it is, nothing of ours is announced."""
    alive, kept = set(map(id, candidates)), []
    for candidate in candidates:
        lost = [topic for topic in candidate.topics if id(topic) not in alive]
        candidate.topics = [topic for topic in candidate.topics if id(topic) in alive]
        reason = unmet(candidate, candidate.sentence, grammar) if lost else ""
        if reason:
            unread.append(Unread(candidate.trigger, f"{candidate.type} {reason}"))
        else:
            kept.append(candidate)
    return kept


def _deny(candidates: Sequence[Candidate]) -> None:
    """« Abou Dhabi, accusé d'armer les rebelles, le nie »: known by a denial alone, where nobody is named who accuses."""
    for denial in candidates:
        if denial.type != "Denial" or denial.status != "asserted":
            continue
        groups = {topic.group for topic in denial.topics if topic.status == "possible"}
        for member in candidates:
            told = [other for other in candidates if other.group == member.group]
            if member.group in groups and not any(other.sources for other in told if other.status == "possible"):
                member.status = "denied"
                member.sources = [
                    Filler("source", f.mention, "source", f.sentence, f.antecedent) for f in denial.role("agent")
                ]


def _of_many_deeds(candidate: Candidate, words: NumberWords, unread: list[Unread]) -> bool:
    """« Plus de 7 000 civils ont été tués au cours de la guerre »: a statistic, where nobody is said to have killed them."""
    sentence, counted = candidate.sentence, candidate.role("target")
    if (
        not candidate.frame.weak
        or candidate.frame.pos != "verb"
        or group_of(candidate.type) != "Violence"
        or candidate.role("agent", "instrument")
        or candidate.quantities
        or any(timex.relation == "in" for timex in candidate.times)
        or not any(q.anchor.start < f.mention.anchor.end for q in sentence.quantities for f in counted)
        or not counts_many_deeds(sentence.anchor.text, words)
    ):
        return False
    unread.append(Unread(candidate.trigger, "the dead of many deeds"))
    return True


def _is_unsaid(candidate: Candidate, unread: list[Unread]) -> bool:
    """« n'a pas encore revendiqué l'attaque », « refuse de condamner »: what nobody has said is no statement."""
    if group_of(candidate.type) != "Statement" or candidate.status != "denied":
        return False
    unread.append(Unread(candidate.trigger, "a statement that was not made"))
    return True


def _of_an_accident(candidate: Candidate, sentences: Sequence[SentenceReading], unread: list[Unread]) -> bool:
    """The dead of an article that tells of a crash or a flood, where nobody and nothing is said to have killed them."""
    frame = candidate.frame
    if (
        not frame.weak
        or frame.pos != "verb"
        or group_of(candidate.type) != "Violence"
        or candidate.role("agent", "instrument")
        or candidate.sentence.in_conflict
        or not any(rules_out(frame, sentence) for sentence in sentences)
    ):
        return False
    unread.append(Unread(candidate.trigger, "the article tells of an accident"))
    return True


def _without_empty(candidates: Sequence[Candidate], unread: list[Unread], lexicon: Lexicon) -> list[Candidate]:
    """Drop deeds of which the article tells nobody, no place, no day and no figure: « une fusillade s'en est suivie ».

    What another deed or statement takes up stays: « l'attaque n'a pas été revendiquée ».
    """
    taken_up = {topic.group for c in candidates for topic in c.topics}
    groups: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.group, []).append(candidate)
    as_such = {
        number
        for number, members in groups.items()
        if all(tells_of_deeds_as_such(member, lexicon.cues) for member in members)
    } - taken_up
    for candidate in [c for c in candidates if c.group in as_such]:
        unread.append(Unread(candidate.trigger, "deeds as such, none in particular"))
    candidates = [c for c in candidates if c.group not in as_such]
    own = {c.group for c in candidates if not c.frame.toll}
    if any(group_of(c.type) == "Violence" for c in candidates if c.group in own):
        own |= {c.group for c in candidates if c.group not in own and _tells_of_its_town(c)}
    for candidate in [c for c in candidates if c.group not in own and not is_counted(c, lexicon.cues)]:
        unread.append(Unread(candidate.trigger, "no event was told whose toll it is"))
    candidates = [c for c in candidates if c.group in own]
    lent = {c.group for c in candidates if not c.borrows} | taken_up
    for candidate in [c for c in candidates if c.group not in lent]:
        unread.append(Unread(candidate.trigger, "points to none of the deeds told before"))
    candidates = [c for c in candidates if c.group in lent]
    told = {c.group for c in candidates if c.fillers or c.times or c.quantities or c.sources or c.frame.pos == "verb"}
    told |= {topic.group for c in candidates for topic in c.topics}
    kept = []
    for candidate in candidates:
        frames = lexicon.verbs.get(syntax.clause_head(candidate.head).lemma_, ())
        spoken_of = candidate.definite == "demonstrative" or (
            candidate.definite and any(len(frame.words) == 1 for frame in frames)
        )
        stands = _is_laid_down(candidate) or _is_brokered(candidate, lexicon.cues)
        if candidate.group in told or spoken_of or stands or group_of(candidate.type) == "Statement":
            kept.append(candidate)
        else:
            unread.append(Unread(candidate.trigger, f"{candidate.type} needs somebody, a place, a day or a figure"))
    return kept


def _tells_of_its_town(toll: Candidate) -> bool:
    """« - Gao : trois morts », in an article about attacks: the toll of a line is all that is told of its town."""
    label = toll.sentence.label
    if label is None or not toll.quantities:
        return False
    for place in label.places:
        toll.add((RoleChoice("place"),), place, "label", toll.sentence.index)
    return True


def _is_laid_down(candidate: Candidate) -> bool:
    """« Le texte prévoit un cessez-le-feu »: a truce that words lay down is one, whoever keeps it."""
    laid = is_a(candidate.type, "Ceasefire") and candidate.status == "planned" and candidate.certain
    return laid and syntax.tense_of(syntax.clause_head(candidate.head)) not in ("participle", "gerund", "infinitive")


def _is_brokered(candidate: Candidate, cues: Cues) -> bool:
    """« Une trêve négociée par le Qatar a mis fin aux combats »: a truce that somebody has brought about, whoever keeps it."""
    verbs = cues.grammar.modality.sealing | cues.talking_verbs
    return is_a(candidate.type, "Ceasefire") and any(
        child.lemma_ in verbs and syntax.is_passive(child) and not syntax.is_finite(child)
        for child in candidate.head.children
    )


def _is_topic(need: Sequence[RoleChoice | str]) -> bool:
    return any(isinstance(part, RoleChoice) and part.role == "topic" for part in need)


def _needs_met(
    candidate: Candidate,
    sentence: SentenceReading,
    unread: list[Unread],
    before: Sequence[Candidate],
    grammar: Grammar,
    again: Candidate | None = None,
) -> bool:
    """Whether the frame has what it needs; « cette annonce », « le massacre » need nothing where one was told before.

    `again` tells more of it by a pronoun: « Un raid a eu lieu mardi. Il visait un dépôt. »
    """
    reason = unmet(candidate, sentence, grammar)
    if reason and again is not None and not unmet(again, again.sentence, grammar):
        return True
    if reason and _tells_its_toll(candidate, before):
        return True
    if reason and candidate.repeats is None:
        candidate.repeats = meeting_just_told(candidate, before)
    if reason and (candidate.repeats in before or points_back(candidate, before)):
        # « les violences », not « les frappes de l'armée »
        bare = candidate.definite == "definite" and not candidate.role("agent")
        candidate.borrows = bare and group_of(candidate.type) == "Violence"
        return True
    if reason:
        take_from_before(candidate, before)
        reason = unmet(candidate, sentence, grammar)
    if reason:
        candidate.fallen = reason
        unread.append(Unread(candidate.trigger, f"{candidate.type} {reason}"))
    return not reason


def _tells_its_toll(candidate: Candidate, before: Sequence[Candidate]) -> bool:
    """« Une explosion a secoué la gare. Vingt-cinq personnes ont péri »: the dead of a deed that is told right before."""
    counted = any(quantity.measure in ("deaths", "injured") for quantity in candidate.quantities)
    named = any(filler.mention.level != "pronoun" for filler in candidate.role("place", "agent"))
    if not counted or named or not candidate.frame.weak or candidate.frame.pos != "verb":
        return False
    number = candidate.sentence.index
    return any(
        group_of(c.type) == "Violence" and c.frame.pos == "noun" and c.sentence.index == number - 1 for c in before
    )


def _absorb(found: list[Candidate], cues: Cues) -> None:
    """« Douze civils tués dans une attaque »: the weak word gives all it has to the strong one."""
    candidates = [candidate for candidate in found if candidate.stands is None]
    for weak in candidates:
        if weak.absorbed_by is not None:
            continue
        if weak.frame.weak:
            strong = [other for other in candidates if _stronger(other, weak, cues) and _linked(weak, other, cues)]
            if weak.frame.toll:  # « fait état de 22 blessés et de deux véhicules détruits »
                strong = [s for s in strong if s.frame.pos == "noun" or not unmet(s, s.sentence, cues.grammar)]
            elif weak.frame.pos == "verb":  # « ont péri et deux véhicules ont été atteints »
                strong = [s for s in strong if not _comes_to_nothing(s, weak, cues)]
            strong = strong or [
                other
                for other in candidates
                if _goes_on(weak, other) or (other.absorbed_by is None and _is_died_of(other, weak, cues))
            ]
        else:
            strong = [other for other in candidates if _happens_in(weak, other, cues)] or [
                other
                for other in candidates
                if _names_more_exactly(other, weak, cues.grammar)
                or _is_aim(weak, other, cues.grammar)
                or _is_one_act(other, weak)
                or _says_how(weak, other)
                or (_is_by_the_way(weak, other) and not unmet(other, other.sentence, cues.grammar))
                or _is_way_in(weak, other)
                or _is_what_it_did(weak, other)
                or _is_purpose(weak, other)
                or _is_outcome(weak, other)
                or _is_moved(weak, other)
            ]
        strong = [s for s in strong if not any(_told_of_two_days(weak, mate) for mate in _beside(s, candidates))]
        strong = [other for other in strong if other.holder is not weak]  # no two give each other all they have
        if strong:
            own = syntax.clause_head(weak.head), syntax.parent_clause(weak.head)
            weak.give_way(
                min(strong, key=lambda other: (*(other.head != verb for verb in own), abs(other.head.i - weak.head.i)))
            )
    for weak in candidates:
        owner = weak.holder
        if owner is weak:
            continue
        moved = _is_moved(weak, owner)
        for filler in weak.fillers:
            if moved and filler.role == "force":
                continue  # « un contingent de 600 soldats »
            if filler.role == "target" and _only_counted(weak, owner):
                continue
            if filler.role == "force" and any(f.function == "self" for f in owner.role("force")):
                continue  # « le contingent compte 4.000 hommes »
            if filler.role == "agent" and _shot_at_it(weak, owner, filler):
                continue
            if weak.type == "Meeting" and owner.type != "Meeting" and syntax.is_passive(weak.head):
                continue  # « une trêve négociée par l'Egypte »: who brings it about is no party to it
            if not owner.has(filler.mention) and not (filler.role == "agent" and owner.role("agent")):
                owner.fillers.append(_as_party(filler) if is_a(owner.type, "Battle") else filler)
        if not _is_died_of(owner, weak, cues):  # the day of his death is not that of the deed
            owner.times.extend(timex for timex in weak.times if timex not in owner.times)
        owner.time_bonds.update(weak.time_bonds)
        owner.shifts.extend(weak.shifts)
        drop_rivals(owner)
        counted = [
            q for q in weak.quantities if q not in owner.quantities and not (moved and q.measure == "occurrence")
        ]
        owner.quantities.extend(counted)
        owner.supports.extend([weak.head] if weak.frame.pos == "verb" else [])
        if is_a(weak.type, owner.type):
            owner.type = weak.type
        for gap in [other for other in found if other.stands is not None and other.head == weak.head]:
            _retell(gap, owner)
    for candidate in candidates:
        origins = [(timex, origin.holder) for timex, origin in candidate.shifts]
        candidate.shifts = [(timex, origin) for timex, origin in origins if origin is not candidate]


def _beside(noun: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """« ont été tués lundi dans une embuscade »: what the verb of a noun's clause tells, which is told of the same deed."""
    verb = syntax.clause_head(noun.head)
    return [other for other in candidates if other.head is verb and other is not noun and other.frame.weak]


def _retell(gap: Candidate, owner: Candidate) -> None:
    """« des raids ont visé Alep lundi, Idleb mardi »: another raid."""
    gap.frame, gap.type, gap.head, gap.words = owner.frame, owner.type, owner.head, owner.words
    gap.supports, gap.definite = list(owner.supports), owner.definite
    told = {filler.role for filler in gap.fillers}
    gap.fillers.extend(replace(filler) for filler in owner.fillers if filler.role not in told)


def _comes_to_nothing(other: Candidate, weak: Candidate, cues: Cues) -> bool:
    """A verb that goes on behind another one, or what is said of nobody (« tués aux portes de X »), and tells no deed itself."""
    behind = other.frame.pos == "verb" and other.head.i > weak.head.i
    return (behind or "host" in other.functions) and bool(unmet(other, other.sentence, cues.grammar))


def _shot_at_it(weak: Candidate, owner: Candidate, filler: Filler) -> bool:
    """« tués par la police lors d'une manifestation »: who kills at a protest does not protest."""
    armed = is_a(filler.meant.kind, "ArmedForce") or is_a(filler.meant.kind, "State")
    return armed and is_a(owner.type, "Protest") and group_of(weak.type) == "Violence"


def _only_counted(weak: Candidate, owner: Candidate) -> bool:
    """« douze civils tués dans une attaque »: the dead are a figure, not whom the attack aimed at."""
    return weak.frame.weak and weak.frame.pos == "verb" and owner.frame.pos == "noun" and syntax.is_passive(weak.head)


def _as_party(filler: Filler) -> Filler:
    """« L'armée a tué dix rebelles au cours d'un échange de tirs »: who kills and who falls fight each other."""
    if filler.role in ("agent", "target") and any(is_a(filler.meant.kind, kind) for kind in _FIGHTERS):
        return replace(filler, role="participant")
    return filler


def _stronger(other: Candidate, weak: Candidate, cues: Cues) -> bool:
    """A trigger of the same group that is not weak; among weak ones the noun is stronger than the verb."""
    if other is weak or other.absorbed_by is not None or other.frame.toll:
        return False
    if group_of(other.type) != group_of(weak.type) and not (
        has_toll(other.type) and (weak.frame.toll or _befalls(weak, other, cues))
    ):
        return False
    if is_a(other.type, "Abduction") and other.frame.pos == "verb" and weak.frame.pos == "verb":
        return False  # « ont tué deux gardes et enlevé trois employés »
    return not other.frame.weak or (other.frame.pos == "noun" and weak.frame.pos == "verb")


def _befalls(weak: Candidate, other: Candidate, cues: Cues) -> bool:
    """« tués au cours des émeutes », « blessés dans une manifestation »: the noun says in what."""
    if weak.frame.pos != "verb" or other.frame.pos != "noun" or not syntax.is_passive(weak.head):
        return False
    since = since_whose_beginning(other.head, cues) and syntax.clause_head(other.head) == weak.head
    return since or stands_behind(other.head, weak.head, cues)


def _goes_on(weak: Candidate, other: Candidate) -> bool:
    """« ont tué trois policiers et en ont blessé deux »: the second verb counts on, it tells no other event."""
    if other is weak or not (other.frame.weak and other.frame.pos == "verb"):
        return False
    return (
        weak.frame.pos == "verb"
        and weak.head.lemma_ != other.head.lemma_
        and weak.head.i > other.head.i
        and (syntax.coordinated_with(weak.head) == other.head or weak.head.head == other.head)
        and not (weak.role("place") and other.role("place"))
        and not _told_of_two_days(weak, other)
    )


def _is_died_of(blow: Candidate, death: Candidate, cues: Cues) -> bool:
    """« un gendarme, blessé à Plum, a succombé », « a été touché et en est mort »: what happened to him before is the deed."""
    if blow.frame.pos != "verb" or group_of(blow.type) != "Violence":
        return False
    verb, hurt = death.head, blow.head
    if death.frame.pos != "verb" or verb.lemma_ not in cues.dying or hurt.i > verb.i or not syntax.is_passive(hurt):
        return False
    said_of = hurt.dep_ in syntax.NOUN_CLAUSES and hurt.head in syntax.read_clause(verb).subjects
    return said_of or syntax.coordinated_with(verb) == hurt


def _names_more_exactly(other: Candidate, candidate: Candidate, grammar: Grammar) -> bool:
    """« signer un accord de cessez-le-feu »: the second word names the same event, by its narrower class."""
    if other is candidate or other.absorbed_by is not None or other.frame.pos != "noun":
        return False
    if candidate.head.pos_ == "PRON":
        return False  # « celui à la voiture piégée »: the deed that the pronoun tells has the bomb
    if other.frame.weak and unmet(other, other.sentence, grammar):
        return False  # « détruit par une bombe »: the bomb tells no deed beside the verb's
    if not is_a(other.type, candidate.type) or _is_aim(other, candidate, grammar) or stands_after(other, grammar):
        return False
    return other.head.head in candidate.words and other.head.i > other.head.head.i


def _happens_in(verb: Candidate, noun: Candidate, cues: Cues) -> bool:
    """« abattus lors d'un raid à Jénine », « assassiné dans une frappe »: one deed, the noun says how it was done."""
    if verb.frame.pos != "verb" or noun.frame.pos != "noun" or noun.absorbed_by is not None:
        return False
    if not any(is_a(filler.meant.kind, "Actor") for filler in verb.role("target")):
        return False
    if group_of(verb.type) != "Violence" or group_of(noun.type) != "Violence" or noun.head.i < verb.head.i:
        return False
    if is_a(verb.type, "Abduction") or is_a(noun.type, "Battle") or noun.definite:
        return False
    return stands_behind(noun.head, verb.head, cues)


def _is_one_act(first: Candidate, second: Candidate) -> bool:
    """« ont été attaqués et pillés », « a attaqué et incendié le village »: two verbs of one act, done to the same."""
    if first is second or first.absorbed_by is not None or first.head.i > second.head.i:
        return False
    if first.frame.pos != "verb" or second.frame.pos != "verb" or syntax.coordinated_with(second.head) != first.head:
        return False
    if first.type != second.type:  # « ont attaqué le village et ont tiré sur les habitants »
        here = not second.times and not second.role("place") and not syntax.own_subjects(second.head)
        bare = first.type == "Shooting" and not first.role(
            "target", "place"
        )  # « ont ouvert le feu et tiré des roquettes »
        here |= bare and not second.times and not syntax.own_subjects(second.head)
        return (first.type == "Attack" or bare) and is_blow(second) and here and not syntax.is_passive(second.head)
    if syntax.own_subjects(second.head) and (first.type in _ONCE or _told_of_two_days(first, second)):
        return False  # « A a été limogé mardi, et B a démissionné mercredi »
    if first.type in _ONCE:
        return True
    if first.type == "Meeting" and _meet_others(first, second):
        return False
    if group_of(first.type) == "Statement":  # « dénonce et condamne l'attaque », not « dénonce A et condamne B »
        clauses = [syntax.read_clause(statement.head) for statement in (first, second)]
        return not all(clause.objects or clause.complements for clause in clauses)
    roles = ("place",) if _in_one_breath(first, second) else ("target", "place")
    return not any(_apart_in(role, first, second) for role in roles)


def _meet_others(first: Candidate, second: Candidate) -> bool:
    """« recevra X et s'entretiendra avec Y »: each verb names somebody whom the other does not."""
    named = [[f.mention for f in meeting.role("participant")] for meeting in (first, second)]
    if any(mention.level == "pronoun" for mention in named[1]):
        return False  # « a reçu X et s'est entretenu avec lui »
    mine, other = ({mention.anchor for mention in mentions} for mentions in named)
    return bool(mine - other) and bool(other - mine)


def _in_one_breath(first: Candidate, second: Candidate) -> bool:
    """« ont incendié la mairie et pillé le marché »: who did the one did the other, no other day is told."""
    active = not syntax.is_passive(first.head) and not syntax.is_passive(second.head)
    alone = not syntax.has_auxiliary(second.head) and not syntax.own_subjects(second.head)
    days = {timex.anchor for timex in first.times}
    return active and alone and first.type == "Attack" and not (days and {t.anchor for t in second.times} - days)


def _is_by_the_way(gerund: Candidate, verb: Candidate) -> bool:
    """« ont attaqué le village, tirant sur les habitants et mettant le feu aux maisons »: what they did there in one assault."""
    if verb is gerund or verb.absorbed_by is not None or not (is_blow(gerund) and is_blow(verb)):
        return False
    first = gerund.head
    while (before := syntax.coordinated_with(first)) is not None and syntax.tense_of(before) == "gerund":
        first = before
    above = syntax.parent_clause(first)
    told = (verb.head,) if verb.frame.pos == "verb" else verb.supports
    return (
        syntax.tense_of(gerund.head) == syntax.tense_of(first) == "gerund"
        and first.i > verb.head.i
        and above in told
        and not gerund.times
    )


def _is_way_in(coming: Candidate, blow: Candidate) -> bool:
    """« sont entrés dans le village en tuant des habitants », « l'ont encerclé avant d'abattre dix hommes »: they came to kill, not to hold it."""
    if coming.type not in _COMING or coming.frame.pos != "verb" or blow.frame.pos != "verb":
        return False
    hit = blow.role("target")
    if blow.absorbed_by is not None or not is_blow(blow) or blow.head.i < coming.head.i or not hit:
        return False
    if any(is_a(filler.meant.kind, kind) for filler in hit for kind in (*_FIGHTERS, "Weapon", "Place")):
        return False
    if syntax.own_subjects(blow.head) or blow.times or _apart_in("place", coming, blow):
        return False
    last: Token = blow.head
    above = syntax.parent_clause(last)
    while above is not None and above != coming.head and above.i > coming.head.i:
        last = above
        above = syntax.parent_clause(last)
    shape = syntax.tense_of(blow.head)
    return above == coming.head and (shape in ("gerund", "infinitive") or syntax.tense_of(last) == "gerund")


def _says_how(participle: Candidate, verb: Candidate) -> bool:
    """« a été tué mercredi, touché par une balle »: a participle of the same victim says how it was done."""
    if participle.frame.pos != "verb" or verb.frame.pos != "verb" or participle.head.i <= verb.head.i:
        return False
    if verb.absorbed_by is not None or not (is_blow(participle) and is_blow(verb)):
        return False  # « enlevé puis assassiné » undergoes two deeds
    bare = syntax.is_passive(participle.head) and not syntax.has_auxiliary(participle.head)
    return bare and participle.head.head == verb.head and not _apart_in("target", verb, participle)


def _is_what_it_did(verb: Candidate, noun: Candidate) -> bool:
    """« des tirs d'obus ayant visé un camp »: a participle that the deed's noun is the subject of."""
    if verb.frame.pos != "verb" or noun.frame.pos != "noun" or noun.absorbed_by is not None:
        return False
    if group_of(verb.type) != "Violence" or group_of(noun.type) != "Violence" or syntax.is_passive(verb.head):
        return False
    return verb.head.head == noun.head and verb.head.dep_ in syntax.NOUN_CLAUSES and verb.head.i > noun.head.i


def _is_outcome(fall: Candidate, coup: Candidate) -> bool:
    """« le coup d'État qui a chassé du pouvoir X »: the fall of whom it was done to is the coup itself."""
    if fall.type == "Departure" and coup.type == "Coup" and (fall.frame.pos, coup.frame.pos) == ("noun", "verb"):
        fallen = {filler.mention.anchor for filler in fall.role("agent", "target")}  # « la chute de X, renversé par Y »
        described = coup.head.dep_ in syntax.NOUN_CLAUSES and not syntax.has_auxiliary(coup.head)
        return described and any(filler.mention.anchor in fallen for filler in coup.role("target"))
    if fall.type != "Departure" or fall.frame.pos != "verb" or coup.type != "Coup" or coup.frame.pos != "noun":
        return False
    end = max(word.i for word in coup.words) + 1
    behind = any(
        child.i == end and child.dep_ in syntax.SUBJECTS for child in fall.head.children
    )  # « l'anniversaire du putsch qui … »
    described = behind or fall.head.head == coup.head
    return (
        fall.head.dep_ in syntax.NOUN_CLAUSES and fall.head.i > coup.head.i and described
    ) or coup.head in syntax.read_clause(fall.head).subjects


def _is_moved(presence: Candidate, movement: Candidate) -> bool:
    """« a dépêché un contingent au Soudan », « l'envoi d'un contingent »: the force that is sent is not there yet."""
    if presence.type != "TroopPresence" or movement.type not in ("Deployment", "Withdrawal"):
        return False
    own = {filler.mention.anchor for filler in presence.role("force") if filler.function == "self"}
    return any(filler.mention.anchor in own for filler in movement.role("force"))


def _is_purpose(inner: Candidate, outer: Candidate) -> bool:
    """« sont descendus dans la rue pour protester », « se sont réunis pour discuter »: what they come together for is what they do."""
    if inner.type != outer.type or inner.type not in _GATHERINGS or outer.absorbed_by is not None:
        return False
    if inner.frame.pos != "verb" or syntax.tense_of(inner.head) != "infinitive" or _told_of_two_days(inner, outer):
        return False
    return syntax.parent_clause(inner.head) in ((outer.head,) if outer.frame.pos == "verb" else outer.supports)


def _apart_in(role: str, first: Candidate, second: Candidate) -> bool:
    """Whether both name what fills the role, and name nothing in common; « fait irruption dans un temple et abattu X » was there."""
    mine, other = ({f.mention.anchor for f in candidate.role(role)} for candidate in (first, second))
    entered = {f.mention.anchor for f in first.role("target")} if role == "place" else set()
    return bool(mine) and bool(other) and not (mine | entered) & other


def _have_scenes_of_their_own(first: Candidate, second: Candidate) -> bool:
    """« A a bombardé lundi X, alors que B a tué mardi neuf paysans à Y »: each clause has its place, and its day or its doer."""
    if not _apart_in("place", first, second):
        return False
    if _told_of_two_days(first, second):
        return True
    doers = [[filler.mention for filler in telling.role("agent")] for telling in (first, second)]
    told = all(doers) and not any(mention.level == "pronoun" for each in doers for mention in each)
    return told and _apart_in("agent", first, second)


def _told_of_two_days(first: Candidate, second: Candidate) -> bool:
    """Whether each of two tellings of a sentence has a day of its own."""
    days = [{timex.anchor for timex in telling.times if timex.relation == "in"} for telling in (first, second)]
    return bool(days[0]) and bool(days[1]) and days[0].isdisjoint(days[1])


def _is_aim(noun: Candidate, verb: Candidate, grammar: Grammar) -> bool:
    """« est arrivée à Riga pour une visite »: the noun says what the verb, of one class with it, has told."""
    if noun.frame.pos != "noun" or verb.frame.pos != "verb" or noun.type != verb.type or noun.head.head != verb.head:
        return False
    before = [token.lower_ for token in noun.sentence.doc[verb.head.i : noun.head.i]]
    return grammar.functions.aimed_for in before[-4:]


def _happened_in_which(verb: Token, noun: Token, cues: Cues) -> bool:
    """« l'attaque dans laquelle huit personnes ont été tuées », however far the verb is."""
    between = noun.doc[noun.i + 1 : verb.i]
    which = [token.i for token in between if token.lower_ in cues.grammar.pronouns.which]
    own = any(syntax.is_verb(token) and syntax.is_finite(token) and token.head != verb for token in between)
    return bool(which) and which[0] - noun.i <= _NEAR_WHICH and not own


def _is_its_toll(verb: Token, cues: Cues) -> bool:
    """« l'embuscade tendue à une patrouille …, qui a coûté la vie à dix soldats », however far: only a deed costs lives."""
    which = any(child.lower_ in cues.grammar.pronouns.relative for child in verb.children)
    return which and syntax.phrase_at(verb, cues.done_by_events) is not None


def _spells_out(toll: Candidate, deed: Candidate) -> bool:
    """« L'attaque d'un poste à X a choqué le pays : vingt gendarmes y ont été tués »: what a colon opens, without a place or day of its own."""
    doc, told = deed.sentence.doc, syntax.clause_head(deed.head)
    colons = [token.i for token in doc[deed.head.i : toll.head.i] if token.text == ":"]
    if len(colons) != 1 or told.i > colons[0] or deed.head not in syntax.own_subjects(told):
        return False
    others = (token for token in doc[colons[0] : toll.head.i] if syntax.is_verb(token) and syntax.is_finite(token))
    return not (toll.times or toll.role("place")) and all(token.head == toll.head for token in others)


def _happened_there_before(weak: Candidate, strong: Candidate, cues: Cues) -> bool:
    """« L'attaque a eu lieu à l'endroit où 28 pèlerins avaient été tués en mai »: what had happened at that place."""
    happens = any(syntax.phrase_at(verb, cues.happening) is not None for verb in strong.supports)
    where = not cues.grammar.pronouns.where.isdisjoint(child.lower_ for child in weak.head.children)
    return happens and where and syntax.is_pluperfect(weak.head) and weak.head.head != strong.head


def _is_what_came_before(weak: Candidate, strong: Candidate, cues: Cues) -> bool:
    """« Cette attaque intervient une semaine après que des hommes armés ont tué 200 personnes »: two deeds."""
    if strong.head.i > weak.head.i or syntax.clause_head(strong.head) == weak.head:
        return False
    between = strong.sentence.doc[strong.head.i + 1 : weak.head.i]
    after, that = cues.grammar.prepositions.after, cues.grammar.clauses.opening
    return any(a.lower_ in after and b.lower_ in that for a, b in pairwise(between))


def _linked(weak: Candidate, strong: Candidate, cues: Cues) -> bool:
    """Whether two triggers of a sentence tell the same thing: one clause, or « dans une attaque »."""
    if _strikes_who_struck(weak, strong) or _strikes_who_struck(strong, weak):
        return False
    if _have_scenes_of_their_own(weak, strong):
        return False
    if are_counted(weak, strong):
        return False  # « a tué deux soldats, deux semaines après qu'un attentat a fait dix morts »
    if weak.frame.pos == "noun":
        if _apart_in("place", weak, strong):
            return False  # « l'attentat de Baga, ainsi que les explosions de Mora »
        if weak.head.i > strong.head.i and stands_after(weak, cues.grammar):
            return False  # « une nuit de violences après la mort d'un adolescent »
        clauses = {syntax.clause_head(weak.head), *weak.supports}, {syntax.clause_head(strong.head), *strong.supports}
        return bool(clauses[0] & clauses[1]) or any(
            verb.dep_ not in syntax.COORDINATES and syntax.parent_clause(verb) in others
            for one, others in (clauses, clauses[::-1])
            for verb in one
        )
    if strong.frame.pos == "noun":
        doc = strong.sentence.doc
        clause = syntax.read_clause(weak.head)
        if strong.head in clause.subjects or weak.head in strong.supports:
            return True
        if _happened_there_before(weak, strong, cues) or _is_what_came_before(weak, strong, cues):
            return False
        same = syntax.clause_head(strong.head)
        if same.lemma_ in cues.charges and same != weak.head and syntax.is_passive(same):
            return False  # « des détenus inculpés pour l'assassinat de X ont été tués »
        if same == weak.head or syntax.parent_clause(strong.head) == weak.head:
            return True
        if weak.head.i > strong.head.i and _happened_in_which(weak.head, strong.head, cues):
            return True
        if syntax.tense_of(weak.head) == "gerund" and syntax.parent_clause(weak.head) in {same, *strong.supports}:
            return True  # « a mené les frappes les plus intenses de …, tuant »
        if weak.head.i > strong.head.i and (_is_its_toll(weak.head, cues) or _spells_out(weak, strong)):
            return True
        return abs(strong.head.i - weak.head.i) <= 15 and not any(
            token.text in (";",) for token in doc[min(strong.head.i, weak.head.i) : max(strong.head.i, weak.head.i)]
        )
    counts_on = syntax.tense_of(weak.head) == "gerund" and not any(
        syntax.is_verb(token) and token not in strong.supports
        for token in weak.sentence.doc[strong.head.i + 1 : weak.head.i]
    )
    return (
        (counts_on and strong.head.i < weak.head.i)
        or weak.head.head in strong.words
        or strong.head.head in weak.words
        or syntax.parent_clause(strong.head) == weak.head
        or syntax.parent_clause(weak.head) == strong.head
    ) and not (_are_joined(weak.head, strong.head) and _apart_in("place", weak, strong))


def _are_joined(one: Token, two: Token) -> bool:
    """« ont tué vingt villageois à A et encerclé B »: two verbs side by side."""
    if "gerund" in (syntax.tense_of(one), syntax.tense_of(two)):
        return False
    return syntax.coordinated_with(one) == two or syntax.coordinated_with(two) == one


def _strikes_who_struck(first: Candidate, second: Candidate) -> bool:
    """« a tué trois passants avant d'être abattu »: he who did the one is whom the other goes for."""
    struck = [filler.mention for filler in second.role("target")]
    return any(filler.mention in struck for filler in first.role("agent"))


def _fill_from_headings(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> None:
    """Where an event was that names no place: the prefix of its headline, the label of its line, the heading above it."""
    if sentence.prefix is not None:
        _fill_from_heading(candidate, sentence, (sentence.prefix,), "prefix", cues)
    if sentence.label is not None and not _is_of_its_own_seat(candidate, sentence.label):
        _fill_from_heading(candidate, sentence, sentence.label.places, "label", cues)
    if (
        sentence.section is not None
        and sentence.section.places
        and group_of(candidate.type) in ("Violence", "PublicOrder", "Contact")
    ):
        _fill_from_heading(candidate, sentence, sentence.section.places, "heading", cues)


def _fill_from_heading(
    candidate: Candidate, sentence: SentenceReading, places: Sequence[EntityMention], function: str, cues: Cues
) -> None:
    """« Syrie : … » is the place of a headline's event that names none, and what « le pays » means there."""
    if any(is_a(place.kind, "Country") for place in places):
        candidate.fillers = [
            f for f in candidate.fillers if f.mention.kind not in ("Country", "State") or f.mention.level != "nominal"
        ]
    if group_of(candidate.type) == "Statement" or candidate.frame.toll:
        return
    named = [
        filler.mention
        for filler in candidate.fillers
        if is_place(filler.mention) and not _is_bare_building(filler.mention, sentence)
    ]
    if group_of(candidate.type) == "Territory":  # what is taken or held is the verb's own
        if function != "label" or not named or any(mention.level == "name" for mention in named):
            return
        known = {m.anchor for m in named if m.kind == "City" and m.number != "plur"}
        candidate.fillers = [f for f in candidate.fillers if f.mention.anchor not in known]
        named = []  # « Bunia : des miliciens sont entrés dans la ville »
    near = places[0].kind in ("City", "Region") and all(_is_in_town(mention, sentence, cues) for mention in named)
    if named and not near:
        return
    before = sentence.anchor.text[: candidate.trigger.start - sentence.anchor.start]
    if before.count("«") > before.count("»"):
        return  # a quotation, or the title of a work, is not the headline's own event
    functions = candidate.frame.functions
    if any(choice.role == "place" for choices in functions.values() for choice in choices):
        for place in places:
            candidate.add((RoleChoice("place"),), place, function, sentence.index)


def _is_bare_building(place: EntityMention, sentence: SentenceReading) -> bool:
    """« un convoi », « l'aéroport »: it stands somewhere, of which it says nothing."""
    inner = sentence.inside(place)
    return place.kind == "Facility" and place.level == "nominal" and not any(is_place(m) for m in inner)


def _is_in_town(place: EntityMention, sentence: SentenceReading, cues: Cues) -> bool:
    """« un poste de police », « le quartier de Jadida »: a building, or a part of a town."""
    first, end = sentence.words(place)
    words = {stem(token.text) for token in sentence.doc[max(0, first - 2) : end]}
    return place.kind == "Facility" or not words.isdisjoint(stems_of(cues.quarters))


def _is_of_its_own_seat(candidate: Candidate, label: Label) -> bool:
    """« Londres : le Premier ministre exclut d'envoyer des troupes »: a capital says who acts, not where troops go."""
    if group_of(candidate.type) not in ("Movement", "Support", "Presence"):
        return False
    if any(is_a(place.kind, "Country") for place in label.places):
        return True  # « Etats-Unis : Joe Biden a autorisé l'envoi de 1.000 soldats »
    state, agents = label.places[0].of, candidate.role("agent")
    if state is None:
        return False
    if is_a(candidate.type, "Visit"):
        return any(state in (f.meant.key, f.meant.of) for f in agents)
    ordered = not agents and not candidate.role("place") and syntax.is_passive(candidate.head)
    return ordered or any(state in (f.meant.key, f.meant.of) or f.meant.kind == "Person" for f in agents)


def _date_from_entry(candidate: Candidate, found: Sequence[Candidate]) -> None:
    """The date of its line in a chronology, for what its main clause tells without a day of its own.

    Not for a noun that only goes with what is told: « les combats reprennent deux jours après l'attaque ».
    """
    entry = candidate.sentence.entry
    told_when = any(timex.relation != "for" for timex in candidate.times)  # « une trêve d'un mois » says not when
    if entry is None or told_when or candidate.frame.toll:
        return
    verb = syntax.clause_head(candidate.head)
    beside = candidate.frame.pos == "noun" and candidate.head.dep_ in syntax.OBLIQUES and not candidate.supports
    told = any(other is not candidate and other.sentence is candidate.sentence for other in found)
    if _stands_in_main(verb) and not (beside and told):
        candidate.times.extend(_narrowed(entry, candidate.sentence))


def _narrowed(entry: Timex, sentence: SentenceReading) -> list[Timex]:
    """Under the heading of a year the day that opens the sentence, if any; nothing where a day stands elsewhere in it."""
    if entry.granularity != "year":
        return [entry]
    days = [t for t in sentence.times if t.granularity in ("day", "month") and t.relation == "in" and t.interval]
    if not days:
        return [entry]
    opens = days[0].anchor.start - sentence.anchor.start <= _LETTERS_OF_AN_OPENING
    return days[:1] if opens else []


def _stands_in_main(verb: Token) -> bool:
    """Whether a verb is the main one, joined to it or to a noun without a verb, or put in: « …, annonce Pékin »."""
    while verb.dep_ in syntax.COORDINATES and syntax.is_verb(verb.head):
        verb = verb.head
    noun = verb.head
    told_by = noun.head == noun or syntax.is_inserted(noun.head)  # « Trois soldats tués à Gao », « …, annonce X »
    start = next((subject.left_edge.i for subject in syntax.own_subjects(verb)), 0)
    apart = start > 0 and verb.doc[start - 1].text in _PARTING and syntax.is_finite(verb)
    bare = verb.dep_ in syntax.PARTICIPLES and told_by
    return bare or apart or syntax.parent_clause(verb) is None or syntax.is_inserted(verb)


def _settle_times(candidate: Candidate, published: date | None, ahead: bool, grammar: Grammar) -> None:
    """« se rendra lundi », « appellent à manifester lundi »: the next Monday, where what is told is still to come.

    « a été tué le 14 juillet », told on the 11th: last year's.
    """
    if published is None:
        return
    if candidate.status == "planned" and _has_come(candidate, published, grammar):
        candidate.status = "asserted"
    elif (candidate.status == "planned" and not _was_the_aim(candidate)) or ahead:
        candidate.times = [ahead_of(timex) for timex in candidate.times]
        candidate.opening_times = [ahead_of(timex) for timex in candidate.opening_times]
    elif candidate.status == "asserted" and any(
        syntax.tense_of(verb) == "past"
        for verb in ([candidate.head] if candidate.frame.pos == "verb" else candidate.supports)
    ):
        candidate.times = [
            ahead_of(timex) if _is_of_future(timex, candidate) else behind(timex) for timex in candidate.times
        ]
        candidate.opening_times = [behind(timex) for timex in candidate.opening_times]
    elif candidate.status == "asserted" and _told_in_the_present(candidate):
        nearest = [_nearest(timex, published) for timex in candidate.times]
        if nearest != candidate.times:  # « accueille mardi un sommet », told on Monday
            candidate.times, candidate.status, candidate.certain = nearest, "planned", True


def _is_of_future(timex: Timex, candidate: Candidate) -> bool:
    """« ont signé une trêve qui entrera en vigueur le 4 août »: a day of what a clause of its own tells as still to come."""
    sentence = candidate.sentence
    if not sentence.anchor.start <= timex.anchor.start < sentence.anchor.end:
        return False
    verb = syntax.clause_head(sentence.doc[sentence.span(timex.anchor.start, timex.anchor.end)[0]])
    return verb != candidate.head and syntax.is_verb(verb) and syntax.tense_of(verb) == "future"


def _has_come(candidate: Candidate, published: date, grammar: Grammar) -> bool:
    """« L'armée le destituera le 11 avril 2009 »: the future of a history, whose day is long gone."""
    verbs = [candidate.head] if candidate.frame.pos == "verb" else candidate.supports
    ends = [timex.interval.end for timex in candidate.times if timex.interval is not None and timex.basis == "text"]
    gone = (bool(ends) or candidate.sentence.narrated) and all(end is not None and end <= published for end in ends)
    return gone and any(syntax.tense_of(verb) == "future" or _is_coming(verb, grammar) for verb in verbs)


def _is_coming(verb: Token, grammar: Grammar) -> bool:
    """« allait s'emparer de la ville »: an infinitive of what came next."""
    above = syntax.governor(verb)
    return above is not None and syntax.tense_of(verb) == "infinitive" and above.lemma_ in grammar.modality.coming


def _told_in_the_present(candidate: Candidate) -> bool:
    if group_of(candidate.type) not in ("Contact", "Movement"):
        return False  # « la frappe de mardi fait dix morts »
    verbs = [candidate.head] if candidate.frame.pos == "verb" else candidate.supports
    return bool(verbs) and all(syntax.tense_of(verb) == "present" for verb in verbs)


def _nearest(timex: Timex, published: date) -> Timex:
    """The coming weekday, where it is near and the last one is not."""
    coming = ahead_of(timex)
    if timex.granularity != "day" or coming == timex or not (timex.interval and coming.interval):
        return timex
    last, following = timex.interval.begin, coming.interval.begin
    if last is None or following is None or (following - last).days != _WEEK:
        return timex
    return coming if 0 < (following - published).days <= _FEW_DAYS < (published - last).days else timex


def _resolve_sources(
    candidate: Candidate, sentences: Sequence[SentenceReading], mentions: Mentions, cues: Cues
) -> None:
    """Say whom pronouns and descriptions among the sources stand for; a pronoun that stands for nobody falls."""
    for filler in list(candidate.sources):
        best = mentions.best(filler.mention)
        if best.anchor == filler.mention.anchor and best.level == "nominal":
            before = sentences[filler.sentence - 1] if filler.sentence else None
            earlier = said_before(best, sentences[filler.sentence], mentions, cues, before)
            if earlier is not None:
                numbers = mentions.index_of(earlier), mentions.index_of(best)
                if numbers[0] is not None and numbers[1] is not None:
                    mentions.join(numbers[0], numbers[1])
                best = mentions.best(earlier)
        if best.anchor != filler.mention.anchor:
            filler.antecedent = best
        elif filler.mention.level == "pronoun":
            spoke, several = sentences[filler.sentence].spoke_last, mentions.all_of(filler.mention)
            if several:  # « …, ont-ils déclaré », of two who met
                candidate.sources.remove(filler)
                candidate.sources += [Filler(filler.role, one, filler.function, filler.sentence) for one in several]
            elif len(spoke) == 1 and (filler.mention.number or spoke[0].number) == spoke[0].number:
                filler.mention = spoke[0]  # « les organisateurs … Selon ces derniers, … »
            else:
                candidate.sources.remove(filler)
    if group_of(candidate.type) == "Statement":  # « accuse l'armée, qui selon elle … »: nobody tells his own words
        own = {mentions.identity(f.meant) for f in candidate.role("agent")}
        candidate.sources = [
            f for f in candidate.sources if mentions.identity(f.meant) not in own and not _is_itself(f, candidate, cues)
        ]


def _is_itself(source: Filler, statement: Candidate, cues: Cues) -> bool:
    """« La Cédéao condamne X », a déclaré l'organisation: the body that states it, told by what it is."""
    body = source.meant.level == "nominal" and stem(source.meant.head.text) in stems_of(cues.bodies)
    return body and any(f.meant.kind in _STATING_BODIES and f.meant.level == "name" for f in statement.role("agent"))


def _was_the_aim(candidate: Candidate) -> bool:
    """« se trouvait jeudi à Doha pour discuter », « pour y livrer des secours »: what was aimed at is not to come any more."""
    aim = candidate.head if candidate.frame.pos == "verb" else syntax.clause_head(candidate.head)
    if not syntax.is_verb(aim) or syntax.tense_of(aim) != "infinitive":
        return False
    above, aimed = syntax.governor(aim), bool(syntax.marks(aim))
    if above is not None and syntax.tense_of(above) == "infinitive":  # « pour y faire entrer des vivres »
        aimed = aimed or bool(syntax.marks(above))
        above = syntax.governor(above)
    told = above is not None and syntax.is_verb(above) and syntax.tense_of(above) in ("past", "imperfect")
    return aimed and told


def _struck_crowd(candidate: Candidate, others: Sequence[Candidate], grammar: Grammar) -> Candidate | None:
    """« a attaqué une manifestation à Kaboul », « un attentat lors d'une marche »: the protest that was hit, of that day and town."""
    if group_of(candidate.type) != "Violence":
        return None
    doc, own = candidate.sentence.doc, {candidate.head, syntax.clause_head(candidate.head), *candidate.words}
    for other in others:
        if other.frame.pos != "noun" or not is_a(other.type, "Protest") or other.head.i < candidate.head.i:
            continue
        start = syntax.noun_phrase_start(other.head)
        amid = not grammar.prepositions.amid.isdisjoint(token.lower_ for token in doc[max(0, start - 2) : start])
        above = syntax.governor(other.head)
        if above in (own if amid else {candidate.head, *candidate.words}):
            return other
    return None


def _during(candidate: Candidate, here: Sequence[Candidate], grammar: Grammar) -> Candidate | None:
    """The event during which this one is told to go on (« alors qu'il effectuait sa visite », « lors de »)."""
    others = [other for other in here if other is not candidate]
    if not others:
        return None
    doc = candidate.sentence.doc
    anchor = candidate.supports[0] if candidate.supports else candidate.head
    verb = syntax.clause_head(anchor)
    start = verb.left_edge.i
    before_it = doc[max(0, start - 2) : verb.i] if syntax.is_verb(verb) else []
    introduced = [w.lower_ for w in before_it if w.i < start or syntax.clause_head(w) is verb]
    noun_intro = (
        [doc[i].lower_ for i in range(max(0, candidate.head.i - 4), candidate.head.i)]
        if candidate.frame.pos == "noun"
        else []
    )
    goes_on = not (grammar.clauses.meanwhile.isdisjoint(introduced) or grammar.clauses.that.isdisjoint(introduced))
    goes_on = goes_on and syntax.tense_of(verb) != "past"  # « alors que X a condamné … » is set against it
    if (
        goes_on
        and not candidate.supports
        and any(other.head is verb and group_of(other.type) == "Statement" for other in others)
    ):
        return None  # « alors que l'Union a condamné l'attaque de Djibo »: the saying goes on, not what it is about
    if goes_on or not grammar.prepositions.during.isdisjoint(noun_intro):
        before = [other for other in others if other.head.i < candidate.head.i]
        outer = syntax.parent_clause(verb)
        exact = [other for other in others if outer is not None and (other.head is outer or outer in other.supports)]
        chosen = exact or before[-1:]
        return chosen[0] if chosen else None
    within = _told_within(verb, others, grammar) if syntax.is_verb(verb) else None
    if within is not None:
        return within
    crowd = _struck_crowd(candidate, others, grammar)
    if crowd is not None:
        return crowd
    parent = syntax.governor(verb) if syntax.is_verb(verb) and syntax.tense_of(verb) == "gerund" else None
    while parent is not None:  # « a attaqué le village, tuant deux gardes et enlevant un médecin »
        told = next((other for other in others if other.head == parent or parent in other.supports), None)
        if told is not None or syntax.tense_of(parent) != "gerund":
            return told
        parent = syntax.governor(parent)
    return None


def _told_within(verb: Token, others: Sequence[Candidate], grammar: Grammar) -> Candidate | None:
    """« des pourparlers à Doha, au cours desquels ils ont convenu … », « à Doha, où ils ont signé »: the event that the relative adds to."""
    main = syntax.parent_clause(verb)
    if main is None or (syntax.is_pluperfect(verb) and not syntax.is_pluperfect(main)):
        return None
    start = verb.left_edge.i
    opening = [token.lower_ for token in verb.doc[start : verb.i]][:_FIRST_WORDS]
    there = bool(opening[:1]) and opening[0] in grammar.pronouns.where
    days = [timex for timex in others[0].sentence.times if timex.relation == "in" and timex.interval is not None]
    whole = (
        there and len(days) == 1
    )  # « est arrivée dimanche à Bosso, où elle a rencontré … », whatever the parser says
    if verb.dep_ not in syntax.NOUN_CLAUSES and not (whole and verb.dep_ in syntax.ADVERBIAL_CLAUSES):
        return None
    before = [token.lower_ for token in verb.doc[max(0, start - _FIRST_WORDS) : start]]  # « au cours desquels »
    around = [*before, *opening] if any(word in grammar.pronouns.which for word in before) else opening
    during = not grammar.prepositions.during.isdisjoint(around) and any(w in grammar.pronouns.which for w in around)
    if not (during or there):
        return None
    if syntax.tense_of(verb) != syntax.tense_of(main):
        return None
    told = [other for other in others if other.head.i < verb.left_edge.i]
    return next(
        (other for other in told if other.head == main or main in other.supports),
        told[-1] if told and during else None,
    )
