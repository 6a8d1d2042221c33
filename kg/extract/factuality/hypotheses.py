"""What is only supposed, played, or happens again and again: no event of its own."""

from kg.extract import syntax
from kg.extract.attribution.speech import ends_a_quotation
from kg.extract.forms import fold, stem, stems_of
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.model import Timex
from kg.vocabulary import group_of, is_a

_OF_HABIT = ("Violence", "PublicOrder")  # the groups of deeds that may be told as many, none in particular
_SINGLE_BLOWS = ("Attack", "Coup")
_UNARMED = ("Government", "Person", "Organization")
_BODIES = ("Organization", "InternationalOrganization", "ArmedGroup")
_MONTH = 31  # days
_YEARS = 5 * 366  # days
_AS_MANY = 10  # dead since a month or a year
_LONG = ("month", "season", "year")
_MANY = 1000  # people that no one deed kills or takes away
_NEAR_ITS_DEED = 3  # words from « capables » to « frapper »
_STANDING = ("present", "imperfect", "gerund")  # what can be done, not what could be done once
_OF_PEOPLE = ("deaths", "injured", "abducted")


def is_hypothesis(candidate: Candidate, cues: Cues) -> bool:
    """« si … », « en cas de … », « toute attaque entraînerait … », « simule une attaque »: nothing happened."""
    if candidate.frame.pos == "noun" and (_is_condition(candidate, cues) or _is_unreal(candidate, cues)):
        return True
    if candidate.frame.pos == "noun" and _only_names(candidate, cues):
        return True
    if candidate.type == "Agreement" and candidate.frame.pos == "noun" and _is_broken(candidate, cues):
        return True
    if _stays_unnamed(candidate, cues):
        return True
    verb: Token | None = syntax.clause_head(candidate.head)
    for _ in range(4):
        if verb is None:
            return False
        if syntax.is_conditional_clause(verb) and syntax.tense_of(verb) in ("present", "imperfect", "past"):
            return not _is_quoted_before(verb, candidate)
        verb = syntax.parent_clause(verb)
    return False


def _is_quoted_before(verb: Token, candidate: Candidate) -> bool:
    """« « S'ils partent, tout recommencera », prédit X, reçue lundi à Paris »: what is said of the speaker, behind his words."""
    between = candidate.sentence.doc[verb.i : candidate.head.i]
    return any(token.text in syntax.CLOSING_QUOTES for token in between)


def _stays_unnamed(candidate: Candidate, cues: Cues) -> bool:
    """« a demandé à ne pas être nommé »: a source without a name, no post."""
    verb = candidate.head
    unnamed = candidate.type == "Appointment" and syntax.tense_of(verb) == "infinitive"
    return unnamed and syntax.is_passive(verb) and syntax.is_negated(verb, cues.pseudo_negation)


def is_ability(candidate: Candidate, cues: Cues) -> bool:
    """« des missiles capables de frapper Séoul », « permettent de bombarder »: what arms can do, no deed."""
    deed = candidate.head
    before = candidate.sentence.doc[max(0, deed.i - _NEAR_ITS_DEED) : deed.i] if candidate.frame.pos == "verb" else ()
    if cues.abilities.isdisjoint(token.lemma_.lower() for token in before):
        return False
    above = syntax.governor(deed)
    if above is None or syntax.tense_of(deed) != "infinitive":
        return False
    if syntax.is_verb(above):
        if above.lemma_ not in cues.made_for and syntax.tense_of(above) not in _STANDING:
            return False  # « des drones ont pu frapper Moscou »
        able = syntax.read_clause(above)
        arms = [*able.subjects, *(able.objects if able.passive else ()), above.head]
    else:
        arms = [above, above.head]
    mentions = [candidate.sentence.mention_at(token, cues) for token in arms]
    return any(mention is not None and is_a(mention.kind, "Weapon") for mention in mentions)


def is_struggle(candidate: Candidate, cues: Cues) -> bool:
    """« l'allié de Paris dans la bataille contre les djihadistes »: the fight in general, no battle of a day or a town."""
    if candidate.type == "Riot" and any(is_a(filler.meant.kind, "ArmedGroup") for filler in candidate.role("agent")):
        return candidate.frame.pos == "noun"  # « Boko Haram mène depuis 2009 une insurrection »
    after = max(word.i for word in candidate.words) + 1
    if candidate.type != "Battle" or candidate.frame.pos != "noun" or after >= len(candidate.sentence.doc):
        return False
    one = candidate.definite in ("definite", "possessive") and candidate.head.morph.get("Number", []) == ["Sing"]
    towns = [f for f in candidate.role("place") if is_a(f.meant.kind, "City") or is_a(f.meant.kind, "Facility")]
    told = candidate.times or candidate.quantities or towns or candidate.sentence.kind != "body"
    return one and not told and candidate.sentence.doc[after].lower_ == cues.grammar.functions.against


def is_in_words(candidate: Candidate, cues: Cues) -> bool:
    """« a protesté, s'attaquant au fondateur », « a répondu en attaquant l'opposition »: how somebody without arms speaks."""
    verb, above = candidate.head, syntax.governor(candidate.head)
    if candidate.frame.pos == "verb" and group_of(candidate.type) == "Violence" and ends_a_quotation(verb):
        return True  # « « … », a attaqué l'opposant »
    if candidate.type != "Attack" or candidate.frame.pos != "verb" or above is None or candidate.quantities:
        return False
    said = syntax.tense_of(verb) == "gerund" and syntax.is_verb(above) and above.lemma_ in cues.speech_verbs
    hit = candidate.role("place", "instrument") or any(f.mention.kind == "Facility" for f in candidate.role("target"))
    return said and not hit and all(filler.meant.kind in _UNARMED for filler in candidate.role("agent"))


def is_membership(candidate: Candidate, cues: Cues) -> bool:
    """« la coalition qui réunit trois partis »: whom a body is made of, who need not meet."""
    if candidate.type != "Meeting" or candidate.head.dep_ not in syntax.RELATIVE_CLAUSES or candidate.times:
        return False
    if syntax.has_auxiliary(candidate.head) or not syntax.is_finite(candidate.head):
        return False  # « réunit » may be of the past by its form
    body = candidate.head.head
    mention = candidate.sentence.mention_at(body, cues)
    return stem(body.lemma_) in stems_of(cues.bodies) or (mention is not None and mention.kind in _BODIES)


def _is_of_years(candidate: Candidate, cues: Cues) -> bool:
    """« après vingt ans de combats », « tués en quelques décennies de heurts »: fights of years are no one deed."""
    if group_of(candidate.type) != "Violence":
        return False
    doc = candidate.sentence.doc
    if candidate.frame.pos == "verb":  # « tués durant les décennies de heurts »
        spans = [token for token in doc[candidate.head.i :] if token.lower_ in cues.years]
        fights = [doc[token.i + 2] for token in spans if token.i + 2 < len(doc)]
        return (
            candidate.frame.weak
            and any(syntax.clause_head(span) == candidate.head for span in spans)
            and any(stem(fight.lemma_) in stems_of(cues.wars | cues.clashes) for fight in fights)
        )
    before = syntax.preposition_before(doc, syntax.noun_phrase_start(candidate.head), cues)
    if before is None or before.phrase != cues.grammar.functions.of or not before.first:
        return False
    return doc[before.first - 1].lower_ in cues.years


def is_statistic(candidate: Candidate, cues: Cues) -> bool:
    """« 78 meurtres ont été enregistrés entre janvier et septembre »: counted over a span of time, none in particular."""
    if _is_done_by_war(candidate, cues) or _is_counted_since(candidate) or _is_of_years(candidate, cues):
        return True
    if candidate.frame.pos != "noun" or not any(is_a(candidate.type, kind) for kind in _SINGLE_BLOWS):
        return False
    if candidate.role("agent") or candidate.head.morph.get("Number", []) != ["Plur"]:
        return False
    counts = [child.text for child in candidate.head.children if child.pos_ == "NUM" and child.i < candidate.head.i]
    digits = ["".join(char for char in count if char.isdigit()) for count in counts]
    if not any(len(number) > 1 for number in digits):
        return False
    spans = [t.interval for t in candidate.times if t.interval is not None]
    long = any(span.begin and span.end and (span.end - span.begin).days > _MONTH for span in spans)
    verb = syntax.clause_head(candidate.head)
    return long or (verb.lemma_ in cues.counting and not candidate.frame.toll)


def _is_done_by_war(candidate: Candidate, cues: Cues) -> bool:
    """« un conflit qui a tué 36.000 personnes »: what a war has done in all, where no day is told."""
    if candidate.frame.pos != "verb" or not is_a(candidate.type, "Attack") or candidate.times:
        return False
    wars, verb = stems_of(cues.wars), candidate.head
    while verb.dep_ in syntax.COORDINATES and syntax.is_verb(verb.head):
        verb = verb.head
    doers = [verb.head] if verb.dep_ in syntax.NOUN_CLAUSES and not syntax.is_passive(verb) else []
    clause = syntax.read_clause(verb)
    doers += [] if clause.passive else clause.subjects
    return any(stem(noun.text) in wars for noun in doers)


def _is_counted_since(candidate: Candidate) -> bool:
    """« Plus de 600 personnes ont été tuées dans la région depuis janvier », by nobody in particular."""
    if not candidate.frame.weak or candidate.frame.pos != "verb" or group_of(candidate.type) != "Violence":
        return False
    verb = candidate.sentence.offset(candidate.head)  # « les attaques ont fait 200 morts » are told by their noun
    told = [q for q in candidate.quantities if q.measure == "deaths" and q.anchor.start < verb]
    dead = [quantity for quantity in told if (quantity.amount.low or 0) >= _AS_MANY]
    since = [t for t in candidate.times if (t.relation == "since" and t.granularity in _LONG) or _is_of_months(t)]
    return bool(dead and since) and since == candidate.times and not candidate.role("agent", "instrument")


def _is_of_months(timex: Timex) -> bool:
    """« entre janvier et août », « l'an dernier »: a known span of more than a month."""
    span = timex.interval
    return span is not None and bool(span.begin and span.end and (span.end - span.begin).days > _MONTH)


def is_habit(candidate: Candidate, cues: Cues) -> bool:
    """« la ville est régulièrement visée », « soumise à de fréquents tirs »: what happens again and again is no one deed."""
    if group_of(candidate.type) not in _OF_HABIT:
        return False
    if _is_lasting(candidate, cues) or _are_thousands(candidate) or _are_of_a_decade(candidate):
        return True
    if candidate.quantities:
        return False
    if _is_usual(candidate, cues):
        return True
    if any(timex.relation != "since" and not _is_span(timex) for timex in candidate.times):
        return False
    if _are_many_as_such(candidate, cues) or _are_all_of_them(candidate, cues):
        return True
    if group_of(candidate.type) != "Violence":
        return False
    if _is_what_they_do(candidate, cues) or _is_what_it_is_for(candidate, cues):
        return True
    verb = candidate.head if candidate.frame.pos == "verb" else syntax.clause_head(candidate.head)
    words = [candidate.head, verb, *(word for word in (candidate.head.head,) if word.i < candidate.head.i)]
    if not syntax.is_finite(verb):  # « mène régulièrement des frappes affirmant viser X »
        words += [word for word in verb.ancestors if syntax.is_verb(word)][:2]
        verb = next((word for word in words[::-1] if syntax.is_verb(word)), verb)
    often = any(child.lower_ in cues.often for word in words for child in (word, *word.children, *_manner(word, cues)))
    return often and syntax.tense_of(verb) in ("present", "participle", "infinitive", "imperfect", "past")


def _are_of_a_decade(candidate: Candidate) -> bool:
    """« les incursions des années 1990 », « les attentats des années de plomb »: many deeds of many years."""
    several = candidate.frame.pos == "noun" and candidate.head.morph.get("Number", []) == ["Plur"]
    if not several or candidate.quantities or not any(is_a(candidate.type, kind) for kind in _SINGLE_BLOWS):
        return False
    spans = [timex.interval for timex in candidate.times if timex.interval is not None]
    return any(span.begin and span.end and (span.end - span.begin).days > _YEARS for span in spans)


def _is_what_it_is_for(candidate: Candidate, cues: Cues) -> bool:
    """« s'y sont installés pour mener des attaques contre Kampala », « des bases pour lancer des raids »: any number of them, on no day."""
    several = candidate.head.morph.get("Number", []) == ["Plur"]
    counted = any(child.pos_ == "NUM" for child in candidate.head.children)
    if candidate.frame.pos != "noun" or not several or counted or candidate.definite:
        return False
    if not any(is_a(candidate.type, kind) for kind in _SINGLE_BLOWS):
        return False
    purpose, using = cues.grammar.clauses.purpose, cues.grammar.modality.making_use
    for verb in candidate.supports:
        if syntax.tense_of(verb) == "infinitive" and not purpose.isdisjoint(syntax.marks(verb)):
            above = syntax.parent_clause(verb)  # « ont profité du brouillard pour mener des raids »: they did
            return above is None or above.lemma_ not in using or syntax.tense_of(above) in _STANDING
    return False


def _is_span(timex: Timex) -> bool:
    """« ces derniers mois »: more than a month, in which a deed may come again."""
    begin, end = (timex.interval.begin, timex.interval.end) if timex.interval is not None else (None, None)
    return timex.interval is None or bool(begin and end and (end - begin).days >= _MONTH)


def _manner(word: Token, cues: Cues) -> list[Token]:
    """« de façon régulière »: the words that say how something is done."""
    return [token for child in word.children if child.lower_ in cues.ways_of_doing for token in child.children]


def _is_usual(candidate: Candidate, cues: Cues) -> bool:
    """« depuis le début de la guerre le 7 octobre, échange régulièrement des tirs »: the verb says so, whatever day stands there."""
    verb = candidate.head
    usual = any(child.lower_ in cues.often for child in verb.children)
    return candidate.frame.pos == "verb" and usual and syntax.tense_of(verb) == "present"


def _is_lasting(candidate: Candidate, cues: Cues) -> bool:
    """« la région est depuis des années le théâtre d'affrontements »: what goes on there, none of a day."""
    head, scene = candidate.head, candidate.head.head
    if candidate.frame.pos != "noun" or scene.lemma_ not in cues.suffering_nouns or scene.i > head.i:
        return False
    several = head.morph.get("Number", []) == ["Plur"]
    sides = any(filler.function == cues.grammar.functions.between for filler in candidate.fillers)
    if (candidate.quantities or sides) and not candidate.times:
        return False
    now = syntax.tense_of(syntax.clause_head(scene)) == "present"
    since = all(t.relation == "since" and t.granularity not in ("day", "hour", "week") for t in candidate.times)
    months = bool(candidate.times) and all(
        _is_span(timex) for timex in candidate.times
    )  # « a été ces derniers mois le théâtre »
    return several and ((now and since) or months)


def _are_thousands(candidate: Candidate) -> bool:
    """« Boko Haram a enlevé des milliers de personnes », « a fait plus de 20.000 morts »: those of a war, of no day or town."""
    if candidate.frame.pos != "verb" or candidate.sentence.kind != "body" or group_of(candidate.type) != "Violence":
        return False
    if syntax.is_passive(candidate.head) or not candidate.role("agent"):
        return False
    if syntax.tense_of(candidate.head) not in ("past", "present", "imperfect"):
        return False
    towns = any(is_a(f.meant.kind, kind) for f in candidate.role("place", "target") for kind in ("City", "Facility"))
    lows = [q.amount.low for q in candidate.quantities if q.measure in _OF_PEOPLE]
    return not candidate.times and not towns and any(low is not None and low >= _MANY for low in lows)


def tells_of_deeds_as_such(candidate: Candidate, cues: Cues) -> bool:
    """« les enlèvements sont devenus une industrie », « les attaques des shebab ont paralysé l'économie »: none in particular.

    A plural without a day, a place or a figure, that nobody is said to have carried out against somebody.
    """
    if candidate.frame.pos != "noun" or not any(is_a(candidate.type, kind) for kind in _SINGLE_BLOWS):
        return False
    if candidate.head.morph.get("Number", []) != ["Plur"] or candidate.definite == "demonstrative":
        return False
    carried = any(not _only_had_consequences(candidate, verb) for verb in candidate.supports)
    told = candidate.times or candidate.quantities or carried or candidate.sentence.kind != "body"
    sides = (candidate.role("agent"), candidate.role("target"))
    if told or candidate.status != "asserted" or candidate.role("place", "instrument") or all(sides):
        return False
    return not _is_cause(candidate, cues)


def _is_cause(candidate: Candidate, cues: Cues) -> bool:
    """« soutenus par des frappes », « en représailles aux bombardements »: those that brought about what is told."""
    left = syntax.noun_phrase_start(candidate.head)
    before = candidate.sentence.doc[left - 1].lower_ if left else ""
    above = candidate.head.head
    return before == cues.grammar.functions.by or stem(above.lemma_) in stems_of(cues.replies)


def _only_had_consequences(candidate: Candidate, verb: Token) -> bool:
    """« les attaques ont paralysé l'économie »: what they brought about, no word of their being carried out."""
    clause = syntax.read_clause(verb)
    return candidate.head in clause.subjects and not clause.passive and bool(clause.objects or clause.complements)


def _are_many_as_such(candidate: Candidate, cues: Cues) -> bool:
    """« ont multiplié les attaques », « l'augmentation des enlèvements », « de multiples raids », « des milliers de frappes »: no one deed of them."""
    head = candidate.head
    if candidate.frame.pos != "noun":
        return False
    above = head.head.lemma_.lower() if head.head.i < head.i else ""
    menaced = (
        candidate.type == "Sanction" and above in cues.status_nouns["possible"]
    )  # « brandit la menace de sanctions »
    growing = (above in cues.growing and not menaced) or (above in cues.hundreds and candidate.sentence.kind == "body")
    several = head.morph.get("Number", []) == ["Plur"]
    return (several and growing) or any(child.lower_ in cues.manifold for child in head.children)


def _are_all_of_them(candidate: Candidate, cues: Cues) -> bool:
    """« libérer toutes les personnes enlevées »: whoever they are, without a day, a place or a number."""
    verb = candidate.head
    bare = verb.dep_ in syntax.PARTICIPLES and not syntax.has_auxiliary(verb) and verb.head.i < verb.i
    if candidate.frame.pos != "verb" or not bare or group_of(candidate.type) not in ("Violence", "PublicOrder"):
        return False
    told = candidate.times or candidate.quantities or candidate.role("agent", "place")
    before = verb.doc[max(0, verb.head.i - 2) : verb.head.i]
    return not told and any(token.lower_ in cues.grammar.ellipses.all_of for token in before)


def _is_what_they_do(candidate: Candidate, cues: Cues) -> bool:
    """« des gangs qui pillent et tuent dans la région », « où il commet des attentats »: what they are known for, in no town."""
    noun = candidate.frame.pos == "noun"
    if noun and (not candidate.supports or candidate.times or candidate.head.morph.get("Number", []) != ["Plur"]):
        return False
    if any(f.meant.level == "name" and is_a(f.meant.kind, "City") for f in candidate.role("place", "target")):
        return False
    told = verb = candidate.supports[0] if noun else candidate.head
    if (
        noun
        and told.dep_ in syntax.NOUN_CLAUSES
        and told.head == candidate.head
        and len(candidate.role("participant")) > 1
    ):
        return False  # « les combats qui opposent l'armée aux rebelles »
    if noun and told.lemma_ in cues.practising and syntax.tense_of(told) in ("present", "imperfect"):
        return True
    while verb.dep_ in syntax.COORDINATES and syntax.is_verb(verb.head):
        verb = verb.head
    return (
        candidate.sentence.kind == "body"
        and verb.dep_ in syntax.NOUN_CLAUSES
        and syntax.tense_of(told) == syntax.tense_of(verb) == "present"
        and (noun or verb.head.morph.get("Number", []) == ["Plur"])
    )


def _is_broken(candidate: Candidate, cues: Cues) -> bool:
    """« a rompu l'accord »: an agreement of other days, of which no more is told than its end."""
    verb = syntax.governor(candidate.head)
    broken = verb is not None and syntax.is_verb(verb) and verb.lemma_ in cues.breaking
    return broken and verb is not None and candidate.head in syntax.read_clause(verb).objects and not candidate.times


def _only_names(candidate: Candidate, cues: Cues) -> bool:
    """« la zone des combats », « le commandant des opérations militaires »: a place or post is called after them."""
    head, of = candidate.head, cues.grammar.functions.of
    several = head.morph.get("Number", []) == ["Plur"]
    called = (
        several and head.head.i < head.i and head.head.pos_ == "NOUN" and stem(head.head.lemma_) in cues.called_after
    )
    return candidate.type in ("Battle", "Offensive") and called and syntax.is_introduced_by(head, of)


def _is_condition(candidate: Candidate, cues: Cues) -> bool:
    """« en cas de … »; « toute attaque » as the subject of what would follow."""
    doc, head, grammar = candidate.sentence.doc, candidate.head, cues.grammar
    left = syntax.noun_phrase_start(head)
    before = [syntax.plain(doc[i]) for i in range(max(0, left - 3), left)]
    if " ".join(before).removesuffix(f" {grammar.functions.of}").endswith(tuple(grammar.modality.in_case)):
        return True
    against = before[-1:] == [grammar.functions.against]
    if against and _is_warned_of(head, cues):
        return True  # « met en garde Paris contre l'envoi de soldats »
    if group_of(candidate.type) == "Office" and any(
        stem(doc[i].text) in grammar.modality.running for i in range(max(0, left - 2), left)
    ):
        return True  # « candidat à sa réélection »
    if left < head.i and doc[left].lower_ in grammar.modality.every:
        if against and syntax.clause_head(head).lemma_ in cues.warning_verbs:
            return True  # « a mis en garde Moscou contre toute incursion »
        verb = syntax.clause_head(head)
        if verb.lemma_ in cues.replies and not candidate.times:
            return True  # « riposter à toute attaque »
        if head in syntax.read_clause(verb).subjects and not syntax.is_negated(verb):
            reported = syntax.tense_of(verb) == "imperfect" and not grammar.clauses.that.isdisjoint(syntax.marks(verb))
            return reported or syntax.tense_of(verb) in ("conditional", "future", "present")
        if left + 1 == head.i and doc[left].morph.get("Number", []) == ["Sing"] and not candidate.times:
            above = syntax.governor(head)
            if above is not None and fold(above.lemma_) in grammar.modality.judging_any:
                return True  # « condamne toute attaque », « responsable de toute attaque »
    return _is_judged_in_law(candidate, cues)


def _is_judged_in_law(candidate: Candidate, cues: Cues) -> bool:
    """« les attaques contre les casques bleus peuvent constituer des crimes de guerre »: of attacks as such."""
    head, words = candidate.head, cues.grammar.modality
    several = head.morph.get("Number", []) == ["Plur"] and candidate.definite != "demonstrative" and not candidate.times
    verb = syntax.clause_head(head)
    inner = [verb, *syntax.read_clause(verb).complements]
    offences = stems_of(words.offences)
    amounts = any(
        other.lemma_ in words.amounting and any(stem(o.lemma_) in offences for o in syntax.read_clause(other).objects)
        for other in inner
    )
    return several and amounts and head in syntax.read_clause(verb).subjects and syntax.tense_of(verb) == "present"


def _is_warned_of(noun: Token, cues: Cues) -> bool:
    """Whether somebody is warned against what the noun tells."""
    verb = syntax.clause_head(noun)
    following = {token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 4]}
    words = cues.grammar.modality
    alone = verb.lemma_ not in words.warns_with
    return verb.lemma_ in cues.warning_verbs and (alone or bool(words.warning & following))


def _is_unreal(candidate: Candidate, cues: Cues) -> bool:
    """« l'exercice simule une attaque », « le roman raconte l'invasion »."""
    governing = syntax.governor(candidate.head)
    if governing is None or not syntax.is_verb(governing):
        return governing is not None and (stem(governing.lemma_) in cues.unreal_nouns)
    clause = syntax.read_clause(governing)
    if candidate.head not in clause.objects:
        return False
    return governing.lemma_ in cues.unreal_verbs or any(
        stem(subject.lemma_) in cues.unreal_nouns for subject in clause.subjects
    )
