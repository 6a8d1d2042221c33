"""Which event of the sentence a figure belongs to, and which figures are one toll."""

from dataclasses import replace

from kg.extract import syntax
from kg.extract.arguments.bonds import stands_near, told_by_relative
from kg.extract.arguments.choices import overlapping
from kg.extract.arguments.relatives import inside_relative
from kg.extract.arguments.scene import Scene
from kg.extract.forms import stem, stems_of
from kg.extract.quantities import counts_many_deeds, load_number_words
from kg.extract.reading import Candidate, is_actor
from kg.model import Anchor, EntityMention, Quantity
from kg.vocabulary import STATES, group_of, is_a

_OF_TROOPS = ("Deployment", "TroopPresence")
_TO_A_DEATH = 3  # words up the tree from a number to « la mort »
_FATE_OF = {"Abduction": "abducted", "Arrest": "detained"}
_TOLL = ("deaths", "injured")
_WITHOUT_TOLL = ("Arrest", "Sanction")
_ADDED = ("deaths", "injured", "abducted", "detained")
_MEASURE_CLASSES = {
    "deaths": ("Violence", "PublicOrder", "Territory"),
    "injured": ("Violence", "PublicOrder", "Territory"),
    "displaced": ("Violence", "Territory"),
    "personnel": ("Movement", "Presence", "Support"),
    "detained": ("Arrest",),
    "abducted": ("Abduction",),
}


def attach_figures(scene: Scene) -> None:
    """Give each figure to the event of the sentence that it may count and to which it is bound most."""
    spans = ((q, scene.sentence.span(q.anchor.start, q.anchor.end)[0]) for q in scene.sentence.quantities)
    own = [quantity for quantity, first in spans if first not in scene.gapped]
    for quantity in _summed(scene, [_fate_of(scene, quantity) for quantity in own]):
        if quantity.subset or quantity.measure in (None, "distance"):
            continue
        first, end = scene.sentence.span(quantity.anchor.start, quantity.anchor.end)
        if quantity.measure == "personnel" and _is_what_was(scene, first, end):
            continue
        if quantity.measure == "occurrence":
            owner = next((c for c in scene.candidates if c.frame.pos == "noun" and first <= c.head.i <= end + 1), None)
            if owner is not None and not _tells_them_apart(owner):
                owner.quantities.append(quantity)
            continue
        wanted = _MEASURE_CLASSES.get(quantity.measure or "", ())
        options = [c for c in scene.candidates if any(is_a(c.type, group) for group in wanted)]
        if quantity.measure in _TOLL:  # « provoquant cent morts et l'arrestation de cinquante personnes »
            options = [c for c in options if c.type not in _WITHOUT_TOLL]
            struck = [c for c in options if c.type not in STATES]  # « un raid sur X, fief rebelle, a fait 19 morts »
            options = struck or options
        if quantity.measure == "personnel":
            options = [
                c for c in options if any(_counts(scene, f.mention, quantity) for f in c.role(*_moved_in(c)))
            ] or [c for c in options if stands_near(scene, c, first) and c.type != "Visit"]
        options = [c for c in options if not _follows(scene, c, first) and not _is_of_the_whole(scene, c, first)]
        if options:
            owner = max(options, key=lambda c: (_figure_bond(scene, c, first, quantity), -abs(c.head.i - first)))
            owner.quantities.append(_with_joined(scene, owner, quantity))


def _moved_in(candidate: Candidate) -> tuple[str, ...]:
    """The roles of those whom a number of troops counts: of a training, those who are taught."""
    return ("force", "agent", "beneficiary") if candidate.type == "Training" else ("force", "agent")


def _is_what_was(scene: Scene, first: int, end: int) -> bool:
    """« ramenés de 3.000 à 2.500 hommes »: the number behind « de » and before « à » is what they were."""
    doc, functions = scene.doc, scene.grammar.functions
    if not first or end + 1 >= len(doc) or doc[end + 1].pos_ != "NUM":
        return False
    return syntax.plain(doc[first - 1]) == functions.of and syntax.plain(doc[end]) == functions.to


def _counts(scene: Scene, mention: EntityMention, quantity: Quantity) -> bool:
    """Whether the words for the forces hold the number, or it is their strength: « un contingent fort de 300 hommes »."""
    if overlapping(mention.anchor, quantity.anchor):
        return True
    noun = scene.doc[scene.sentence.span(quantity.anchor.start, quantity.anchor.end)[1] - 1]
    if noun.head.lemma_ in scene.grammar.modality.strong:  # « la mission, forte de 300 hommes »
        return noun.head.i - scene.sentence.words(mention)[1] in (0, 1)
    return noun.dep_ in syntax.NOUN_COMPLEMENTS and noun.head == scene.sentence.head(mention)


def _tells_them_apart(owner: Candidate) -> bool:
    """« La première explosion a eu lieu devant l'hôtel, la seconde … »: of several deeds of the day, no n-th one."""
    verb = syntax.clause_head(owner.head)
    return is_a(owner.type, "Violence") and owner.definite == "definite" and owner.head.i < verb.i


def _fate_of(scene: Scene, quantity: Quantity) -> Quantity:
    """« faire prisonniers trente soldats », « ont capturé vingt soldats »: what the figure counts, by its event."""
    if quantity.measure not in {None, "personnel", *_FATE_OF.values()} or quantity.subset:
        return quantity
    for candidate in scene.candidates:
        sent = candidate.role("force") if candidate.type in _OF_TROOPS else []
        if quantity.measure is None and any(_is_people(f.mention, quantity) for f in sent):
            return replace(quantity, measure="personnel")  # « un millier de Rwandais sont déployés »
        measure = _FATE_OF.get(candidate.type) or ("deaths" if _kills(scene, candidate, quantity) else None)
        if measure and any(overlapping(f.mention.anchor, quantity.anchor) for f in candidate.role("target")):
            return replace(quantity, measure=measure, amount=replace(quantity.amount, change="total"))
    return quantity


def _kills(scene: Scene, candidate: Candidate, quantity: Quantity) -> bool:
    """« a tué par erreur trois otages », « le massacre de quatorze bûcherons »: people whom the trigger says to be dead."""
    killing = group_of(candidate.type) == "Violence" and candidate.head.lemma_.lower() in scene.cues.killing
    if not killing or quantity.measure not in (None, "personnel", "abducted"):
        return False
    if candidate.head.i + 1 < len(scene.doc) and candidate.head.nbor(1).lower_ in scene.grammar.lists.joining:
        return False  # « 22 personnes tuées ou blessées »
    if counts_many_deeds(scene.sentence.anchor.text, load_number_words(scene.doc.language)):
        return False
    hit = [f.mention for f in candidate.role("target") if overlapping(f.mention.anchor, quantity.anchor)]
    return any(is_actor(mention) for mention in hit)


def _is_people(mention: EntityMention, quantity: Quantity) -> bool:
    """Whether people told by their nation alone are counted: no « techniciens » are troops."""
    nation = mention.of is not None and mention.head.text.istitle()
    return mention.kind == "Group" and nation and overlapping(mention.anchor, quantity.anchor)


def _summed(scene: Scene, quantities: list[Quantity]) -> list[Quantity]:
    """« un soldat et deux rebelles ont été tués »: three dead, not two tolls."""
    kept: list[Quantity] = []
    for quantity in quantities:
        last = kept[-1] if kept else None
        if last is None or quantity.subset or last.subset or not _adds(scene, last, quantity):
            kept.append(quantity)
            continue
        one, two = last.amount, quantity.amount
        low = one.low + two.low if one.low is not None and two.low is not None else None
        high = one.high + two.high if one.high is not None and two.high is not None else None
        start, end = last.anchor.start, quantity.anchor.end
        offset = scene.sentence.anchor.start
        words = Anchor(start, end, scene.sentence.anchor.text[start - offset : end - offset])
        kept[-1] = replace(last, anchor=words, amount=replace(one, low=low, high=high))
    return kept


def _with_joined(scene: Scene, owner: Candidate, quantity: Quantity) -> Quantity:
    """« le maire et trois conseillers », « quatre écoliers et leur chauffeur »: who is told beside those counted counts, too."""
    if quantity.measure not in _ADDED or quantity.amount.low is None or not quantity.anchor.text:
        return quantity
    targets = [f for f in owner.role("target") if f.mention.level != "pronoun"]
    mine = next((f for f in targets if overlapping(f.mention.anchor, quantity.anchor)), None)
    others = [q.anchor for q in scene.sentence.quantities if q.measure != "occurrence"]
    one = [
        f
        for f in targets
        if mine is not None
        and f.function == mine.function
        and f.mention.kind == "Person"
        and f.mention.number != "plur"
        and not any(overlapping(f.mention.anchor, anchor) for anchor in others)
        and _stand_in_one_list(scene, f.mention, mine.mention)
    ]
    low, high = quantity.amount.low, quantity.amount.high
    amount = replace(quantity.amount, low=low + len(one), high=None if high is None else high + len(one))
    return replace(quantity, amount=amount) if one else quantity


def _stand_in_one_list(scene: Scene, one: EntityMention, two: EntityMention) -> bool:
    """Whether « et » joins two mentions, with a name or a description of the first between at most."""
    left, right = sorted((scene.sentence.words(one), scene.sentence.words(two)))
    between = scene.doc[left[1] : right[0]]
    named = ("PROPN", "PUNCT") if left == scene.sentence.words(one) else ()  # « le maire, Jean Tao, et trois autres »
    joined = any(token.lower_ == scene.grammar.lists.conjunction for token in between)
    return joined and all(token.pos_ in {"CCONJ", "DET", "ADJ", "NUM", "ADP", *named} for token in between)


def _counts_people(scene: Scene, quantity: Quantity) -> bool:
    """Whether somebody is mentioned where one is counted: « un soldat et deux civils », not « une mine d'or »."""
    return any(is_actor(m) and overlapping(m.anchor, quantity.anchor) for m in scene.sentence.mentions)


def _adds(scene: Scene, one: Quantity, two: Quantity) -> bool:
    """Whether two counts of the same fate stand in one coordination."""
    if one.measure != two.measure or one.measure not in _ADDED or one.amount.unit == two.amount.unit:
        return False
    if any(quantity.amount.low == 1 and not _counts_people(scene, quantity) for quantity in (one, two)):
        return False
    first = scene.sentence.span(one.anchor.start, one.anchor.end)[1]
    between = scene.doc[first : scene.sentence.span(two.anchor.start, two.anchor.end)[0]]
    joined = any(token.lower_ in (scene.grammar.lists.conjunction, ",") for token in between)
    if _begins_anew(scene, one, two):
        return False
    return (
        joined
        and len(between) <= 6
        and all(token.pos_ in ("NOUN", "PROPN", "ADJ", "DET", "ADP", "CCONJ") or token.text == "," for token in between)
    )


def _begins_anew(scene: Scene, one: Quantity, two: Quantity) -> bool:
    """« a coûté la vie à 17 civils, les deux armées ont … », « douze morts, trois policiers ayant été lynchés »: who does or undergoes another thing."""
    first, second = (scene.doc[scene.sentence.span(q.anchor.start, q.anchor.end)[1] - 1] for q in (one, two))
    above = syntax.governor(first)
    governed = above is not None and syntax.is_verb(above) and above.i < first.i and first.dep_ not in syntax.SUBJECTS
    return governed and second.dep_ in syntax.SUBJECTS


def _follows(scene: Scene, candidate: Candidate, at: int) -> bool:
    """« a tiré des roquettes après la mort d'un chef »: the figure is of what came before, not of the event."""
    words = scene.doc[max(candidate.head.i + 1, at - 5) : at]
    told = [scene.by_word[token.i] for token in words if token.i in scene.by_word]
    after = any(token.lower_ in scene.grammar.prepositions.after for token in words)
    return after and all(other is candidate or other.frame.toll for other in told)


def _is_of_the_whole(scene: Scene, candidate: Candidate, at: int) -> bool:
    """« Les trois hommes, dont deux ont été arrêtés »: how many there are is not how many of them it befell."""
    some = scene.grammar.ellipses.some | scene.grammar.ellipses.numbers
    for pronoun in scene.doc[at : candidate.head.i]:
        if pronoun.lower_ in scene.grammar.pronouns.whose:
            part = pronoun.nbor(1)
            bare = (part.pos_ == "NUM" or part.lower_ in some) and part.nbor(1).pos_ in ("AUX", "VERB", "PRON")
            return bare and candidate in inside_relative(scene, pronoun)
    return False


def _die_in_it(scene: Scene, candidate: Candidate, at: int) -> bool:
    """« après la mort de cinq soldats dans une embuscade, l'armée a bombardé X »: the deed right behind those who died is theirs."""
    head = candidate.head
    if head.i < at or any(syntax.is_verb(token) or token.text == "," for token in scene.doc[at : head.i]):
        return False
    deaths = stems_of(scene.cues.toll_nouns)
    above = scene.doc[at]
    for _ in range(_TO_A_DEATH):
        above = above.head
        if above.pos_ == "NOUN" and above.i < at and stem(above.lemma_) in deaths:
            start = syntax.noun_phrase_start(head)
            before = scene.doc[start - 1]
            apart = before.lower_ in scene.grammar.prepositions.apart_from
            return (
                before.pos_ == "ADP" and not apart and not any(at < other.head.i < head.i for other in scene.candidates)
            )
    return False


def _figure_bond(scene: Scene, candidate: Candidate, at: int, quantity: Quantity) -> float:
    if candidate.frame.pos == "noun" and told_by_relative(scene, candidate, at):
        return 9.0 + 0.001 * candidate.head.i
    if any(overlapping(filler.mention.anchor, quantity.anchor) for filler in candidate.fillers):
        return 10.0
    clause = syntax.clause_head(scene.doc[at])
    if candidate.frame.pos == "noun" and _die_in_it(scene, candidate, at):
        return 9.0
    if clause == candidate.head or clause in candidate.supports:
        return 8.0
    if candidate.frame.pos == "noun" and stands_near(scene, candidate, at):
        return 6.0
    return 4.0 - 0.05 * abs(candidate.head.i - at)
