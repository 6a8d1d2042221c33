"""Places beside places, and places inside the words for the forces: « à Gao, dans le nord du Mali »."""

from kg.distances import load_distance_words
from kg.extract import syntax
from kg.extract.arguments.choices import overlapping
from kg.extract.arguments.landmarks import is_called_by_neighbour, is_landmark, is_near_another
from kg.extract.arguments.owners import possessive_before
from kg.extract.arguments.scene import Scene
from kg.extract.forms import stem
from kg.extract.reading import is_actor, is_place, kind_in_role, with_kind
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of

_BOMBS = ("Bombing", "SuicideAttack")
_LEFT_OUT = ("place", "participant", "agent", "target")
_MOST_BEHIND_TRAVEL = 5  # words from « route » to the town of « deux heures de route au nord de la ville de X »
_MOST_JOINING = 3  # « , et de »
_MOST_BETWEEN = 6  # words from « salon » to « Sdérot »


def chain_places(scene: Scene) -> None:
    """« à Gao, dans le nord du Mali »: a place right after a place belongs to the same event."""
    previous: EntityMention | None = None
    for mention in scene.sentence.outer:
        if mention.level == "pronoun" or (previous is not None and _is_its_name(scene, previous, mention)):
            continue
        span = (mention.anchor.start, mention.anchor.end)
        if previous is not None and span not in scene.placed and is_place(mention):
            owner = scene.placed.get((previous.anchor.start, previous.anchor.end))
            if (
                owner is not None
                and owner[1] in ("place", "target", "origin")
                and is_place(previous)
                and _adjacent(scene, previous, mention)
                and not _acts(scene, mention)
                and not is_landmark(scene, mention, of=group_of(owner[0].type))
                and not is_near_another(scene, mention)
            ):
                role = "place" if owner[1] == "target" else owner[1]
                renamed = _renames(scene, previous, mention)  # only what its words name is another place
                if renamed or owner[0].add((RoleChoice(role),), mention, owner[2], scene.sentence.index):
                    scene.placed[span] = (owner[0], role, owner[2])
        previous = mention
    for span, (candidate, role, function) in list(scene.placed.items()):
        if role not in ("place", "target"):
            continue
        outer = next((m for m in scene.sentence.outer if (m.anchor.start, m.anchor.end) == span), None)
        if outer is None or outer.head.text in load_distance_words().units:
            continue  # « 30 km au nord de Kidal » is not Kidal
        housed = role == "target" and is_actor(outer) and stem(outer.head.text) in scene.cues.speaking_buildings
        if not is_place(outer) and not housed:  # « la mairie de Koro » is a building, too
            continue
        for inner in scene.sentence.inside(outer):
            if inner.kind == "Country" and stem(outer.head.text) in scene.cues.missions:
                continue  # « l'ambassade de France » stands elsewhere
            if inner.key is None and stem(outer.head.text) in scene.roads:
                continue  # « la route X-Y », which is no town
            if is_called_by_neighbour(scene, outer, inner) or _is_name_of(scene, outer, inner):
                continue
            if is_place(inner) and inner.level == "name" and not (outer.level == "name" and outer.kind != "Facility"):
                candidate.add((RoleChoice("place"),), inner, function, scene.sentence.index)


def _is_its_name(scene: Scene, building: EntityMention, name: EntityMention) -> bool:
    """« l'école de police General Santander de Bogota »: the name right behind a building is the building's."""
    described = building.kind == "Facility" and building.level == "nominal" and name.level == "name"
    return described and scene.sentence.words(building)[1] == scene.sentence.words(name)[0]


def _is_name_of(scene: Scene, building: EntityMention, name: EntityMention) -> bool:
    """« l'église Saint-Georges », « l'oléoduc Caño Limón »: no town, but what the building is called."""
    at = scene.sentence.head(building).i + 1
    between = scene.doc[at : scene.sentence.words(name)[0]]
    return building.kind == "Facility" and all(token.pos_ == "ADJ" for token in between)


def place_of_complements(scene: Scene) -> None:
    """« un salon de coiffure de Sdérot », « un dépôt de vivres de Bunia »: behind what a building is for, where it stands."""
    of = scene.grammar.functions.of
    for candidate in scene.candidates:
        for filler in candidate.role("target", "place"):
            if filler.mention.kind != "Facility" or filler.mention.level != "nominal":
                continue
            at = scene.sentence.words(filler.mention)[1]
            name = next((m for m in scene.sentence.outer if scene.sentence.words(m)[0] > at), None)
            if name is None or name.level != "name" or not is_place(name) or scene.is_placed(name):
                continue
            between = scene.doc[at : scene.sentence.words(name)[0]]
            told = all(token.pos_ in ("ADP", "NOUN", "ADJ") for token in between) and len(between) <= _MOST_BETWEEN
            cases = [token for token in between if token.pos_ == "ADP"]
            if told and len(cases) > 1 and all(syntax.plain(token) == of for token in cases):
                candidate.add((RoleChoice("place"),), name, of, scene.sentence.index)


def name_listed(scene: Scene) -> None:
    """« X, Y et Z, trois localités tenues par … »: several that have just been named are those names."""
    for candidate in scene.candidates:
        for filler in candidate.role("place", "target"):
            names = _names_before(scene, filler.mention)
            if names:
                candidate.fillers.remove(filler)
                for name in reversed(names):
                    candidate.add((RoleChoice("place"),), name, filler.function, scene.sentence.index)


def _names_before(scene: Scene, described: EntityMention) -> list[EntityMention]:
    """The towns of the list that ends with the comma before a description of several, in reverse."""
    if described.level != "nominal" or described.number != "plur" or described.kind != "City":
        return []
    end = scene.sentence.words(described)[0]
    while end and scene.doc[end - 1].pos_ in ("DET", "NUM"):
        end -= 1
    if not end or scene.doc[end - 1].text != ",":
        return []
    names: list[EntityMention] = []
    for mention in reversed(scene.sentence.outer):
        first, last = scene.sentence.words(mention)
        if last >= end:
            continue
        gap = scene.doc[last:end]
        small = len(gap) <= _MOST_JOINING and all(t.text == "," or t.pos_ in ("CCONJ", "ADP", "DET") for t in gap)
        if not small or mention.level != "name" or mention.kind not in ("City", "Region"):
            break
        if len(names) == 1 and not any(token.lower_ in scene.grammar.lists.joining for token in gap):
            return []
        names.append(mention)
        end = first
    return names if len(names) > 1 else []


def leave_roads(scene: Scene) -> None:
    """« tendre une embuscade sur la route de Gao », « tirer sur un bus sur l'axe »: a road is where it happens."""
    for candidate in scene.candidates:
        if group_of(candidate.type) != "Violence" or candidate.type == "Bombing":
            continue
        for filler in candidate.role("target"):
            road = filler.mention.kind == "Facility" and stem(filler.mention.head.text) in scene.cues.ways
            if road and filler.function not in ("object", "subject"):
                filler.role = "place"


def _renames(scene: Scene, left: EntityMention, right: EntityMention) -> bool:
    """« Rubaya, site minier de la province »: a description without a preposition is the place just named."""
    if left.level == "pronoun" or right.level != "nominal":
        return False
    return syntax.preposition_before(scene.doc, scene.sentence.words(right)[0], scene.cues) is None


def _acts(scene: Scene, mention: EntityMention) -> bool:
    """« Après la prise de Goma, Kinshasa a rompu … »: a name between a comma and a verb is its subject, and no place beside the one before."""
    first, end = scene.sentence.words(mention)
    if mention.level != "name" or not first or scene.doc[first - 1].text != ",":
        return False
    while end < len(scene.doc) and scene.doc[end].pos_ in ("PRON", "ADV"):
        end += 1
    return end < len(scene.doc) and (scene.doc[end].pos_ == "AUX" or syntax.is_finite(scene.doc[end]))


def _adjacent(scene: Scene, left: EntityMention, right: EntityMention) -> bool:
    first, last = scene.sentence.words(left)[1], scene.sentence.words(right)[0]
    between = [scene.doc[i] for i in range(first, last)]
    parting = scene.grammar.prepositions.parting | scene.grammar.prepositions.apart_from
    if any(
        quantity.measure == "distance" and left.anchor.end <= quantity.anchor.start < right.anchor.start
        for quantity in scene.sentence.quantities
    ):
        return False
    return (
        last - first <= 10
        and all(
            token.text in (",", "(", ")")
            or token.pos_ in ("ADP", "DET", "NUM", "ADJ", "ADV")
            or (token.pos_ == "PROPN" and left.kind == "Facility")
            or (  # « un marché très fréquenté de … », not « un convoi parti de … »
                token.dep_ in syntax.PARTICIPLES
                and token.nbor(1).pos_ == "ADP"
                and token.lemma_ not in scene.cues.travels
            )
            or token.lower_ in load_distance_words().located  # « un camp basé près de Gao »
            or stem(token.lemma_) in scene.between_places
            for token in between
        )
        and not any(token.lower_ in parting for token in between)
    )


def release_places(scene: Scene) -> None:
    """« retirer ses militaires de Syrie »: a place inside the words for the forces is the place they leave.

    It is whose the forces are only where nobody else is (« le retrait des troupes du Tchad »).
    """
    for candidate in scene.candidates:
        taken = candidate.functions.get(scene.grammar.functions.of, ())
        choices = [choice for choice in taken if choice.role == "place"]
        if candidate.frame.pos == "verb" and not choices:
            choices = [choice for choice in taken if choice.role == "agent"]
        if not choices:
            continue
        for filler in candidate.role("force", "instrument", "opponent"):
            inner = _place_at_end(scene, filler.mention)
            if filler.role == "opponent" and (inner is None or inner.kind not in ("City", "Facility") or inner.of):
                continue  # « a chassé les rebelles de Goma », but « les troupes de Kiev » are the State's
            if inner is None or not any(kind_in_role(inner, choice) for choice in choices):
                continue
            owned = candidate.role("agent") or possessive_before(scene, filler.mention) is not None
            theirs = inner.kind == "Country" and filler.mention.of == inner.key
            if theirs and not owned and candidate.frame.pos == "noun":
                continue
            outer = filler.mention
            if outer.head.start >= inner.anchor.start:  # « ses troupes du Mali et du Niger »: nothing but the place
                candidate.fillers.remove(filler)
            candidate.add(choices, inner, scene.grammar.functions.of, scene.sentence.index)
            if outer.head.start >= inner.anchor.start:
                continue
            end = scene.sentence.words(inner)[0]
            while end > 0 and scene.doc[end - 1].pos_ in ("ADP", "DET"):
                end -= 1
            words = scene.sentence.anchor_of(scene.doc[scene.sentence.words(outer)[0]], scene.doc[end - 1])
            of = None if outer.of == inner.key else outer.of
            filler.mention = EntityMention(
                words, outer.kind, outer.level, outer.head, None, of, outer.number, outer.gender
            )
        named = [
            f
            for f in candidate.role("place")
            if f.function == scene.grammar.functions.of and f.mention.kind == "Country"
        ]
        if len(named) > 1 and candidate.frame.pos == "noun" and not candidate.role("agent"):
            owner = next((c for c in candidate.functions[scene.grammar.functions.of] if c.role == "agent"), None)
            kind = kind_in_role(named[0].mention, owner) if owner is not None else None
            if kind is not None:  # « le désengagement de la Suède du Mali »
                named[0].role, named[0].mention = "agent", with_kind(named[0].mention, kind)


def leave_clocks(scene: Scene) -> None:
    """« à 8 heures locales (15 heures en France) »: whose clock it is, not where it was."""
    hours = [timex.anchor for timex in scene.sentence.times if timex.granularity == "hour"]
    for candidate in scene.candidates:
        for filler in candidate.role("place"):
            if any(overlapping(filler.mention.anchor, hour) for hour in hours):
                candidate.fillers.remove(filler)


def leave_excepted(scene: Scene) -> None:
    """« tout le pays, hormis X », « tous les présidents, à l'exception de ceux de X et de Y »: not there."""
    excepting = scene.grammar.prepositions.excepting
    for token in scene.doc:
        if token.lower_ not in excepting:
            continue
        after = scene.doc[token.i + 1 :]
        end = next((word.i for word in after if word.pos_ in ("VERB", "AUX", "PUNCT")), len(scene.doc))
        for candidate in scene.candidates:
            for filler in list(candidate.fillers):
                here = filler.role in _LEFT_OUT and filler.sentence == scene.sentence.index
                if here and token.i < scene.sentence.words(filler.mention)[0] < end:
                    candidate.fillers.remove(filler)


def leave_travels(scene: Scene) -> None:
    """« à Tondibi, à deux heures de route de Gao »: how far off it is, and from where."""
    words = load_distance_words()
    for token in scene.doc[2:]:
        if token.lower_ not in words.travel or scene.doc[token.i - 2].lower_ not in words.spans:
            continue
        for candidate in scene.candidates:
            places = [(filler, scene.sentence.words(filler.mention)) for filler in candidate.role("place")]
            named = any(end < token.i for _, (_, end) in places)
            for filler, (first, end) in places:
                behind = token.i < first <= token.i + _MOST_BEHIND_TRAVEL
                way = first <= token.i < end
                if way or (named and behind and _only_leads(scene, token.i + 1, first)):
                    candidate.fillers.remove(filler)
                for inner in scene.sentence.inside(filler.mention) if way and not named else ():
                    candidate.add((RoleChoice("place"),), inner, filler.function, scene.sentence.index)


def _only_leads(scene: Scene, start: int, end: int) -> bool:
    return all(token.pos_ in ("ADP", "DET", "NOUN", "ADJ") for token in scene.doc[start:end])


def aim_at_vehicles(scene: Scene) -> None:
    """« une bombe a explosé dans un train »: what goes from town to town is what the bomb hits, not where."""
    for candidate in scene.candidates:
        if candidate.type not in _BOMBS:
            continue
        for filler in candidate.role("place"):
            if filler.mention.kind == "Facility" and stem(filler.mention.head.text) in scene.cues.carriers:
                filler.role = "target"


def _place_at_end(scene: Scene, mention: EntityMention) -> EntityMention | None:
    """The name of a place that ends a longer mention after « de », else None."""
    for inner in scene.sentence.inside(mention):
        if inner.anchor.end == mention.anchor.end and inner.level != "pronoun" and is_place(inner):
            first = scene.sentence.words(inner)[0]
            before = syntax.preposition_before(scene.doc, first, scene.cues)
            if (
                before is not None
                and before.phrase == scene.grammar.functions.of
                and mention.anchor.start < inner.anchor.start
            ):
                return inner
    return None
