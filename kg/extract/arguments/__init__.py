"""Arguments of triggers, by grammatical function and ontology range: the steps, in order, in one place.

Words come from the lexicon, functions from `kg.extract.syntax`. A preposition counts anywhere in the trigger's
clause; inside a trigger noun's own phrase the words are read from left to right, ignoring attachment.
"""

from kg.extract.arguments.accused import read_accused
from kg.extract.arguments.asides import join_across_asides, oppose_second, share_behind
from kg.extract.arguments.blamed import read_blamed
from kg.extract.arguments.classes import refine
from kg.extract.arguments.dates import attach_times
from kg.extract.arguments.entering import read_entering
from kg.extract.arguments.felled import read_felled
from kg.extract.arguments.figures import attach_figures
from kg.extract.arguments.gaps import read_gaps
from kg.extract.arguments.included import read_included
from kg.extract.arguments.meanwhile import share_day_around, share_place_around
from kg.extract.arguments.noun_phrases import read_means, read_noun
from kg.extract.arguments.offices import read_offices
from kg.extract.arguments.opening import share_opening
from kg.extract.arguments.owners import (
    read_aims,
    read_bringers,
    read_called,
    read_intending,
    read_owners,
    read_purposes,
    read_supporters,
    read_talkers,
    take_nearest,
)
from kg.extract.arguments.places import (
    aim_at_vehicles,
    chain_places,
    leave_clocks,
    leave_excepted,
    leave_roads,
    leave_travels,
    name_listed,
    place_of_complements,
    release_places,
)
from kg.extract.arguments.prepositions import read_prepositions
from kg.extract.arguments.punished import read_enacted, read_punished
from kg.extract.arguments.relatives import read_relatives
from kg.extract.arguments.roads import read_roads
from kg.extract.arguments.scene import Scene
from kg.extract.arguments.strays import read_strays
from kg.extract.arguments.supports import leave_envoys, read_supports
from kg.extract.arguments.travellers import read_travellers
from kg.extract.arguments.verbs import read_verb
from kg.extract.arguments.weapons import read_weapons
from kg.extract.reading import Candidate, SentenceReading
from kg.gazetteer import Gazetteer
from kg.lexicon import Lexicon


def read_arguments(
    sentence: SentenceReading, candidates: list[Candidate], lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    """Fill the roles, times and quantities of the `candidates` found in `sentence`."""
    scene = Scene(sentence, candidates, lexicon, gazetteer)
    read_supports(scene)
    for candidate in candidates:
        if candidate.frame.term:
            read_noun(scene, candidate)
    for candidate in candidates:
        if candidate.frame.pos == "verb":
            read_verb(scene, candidate)
        elif not candidate.frame.term:
            read_noun(scene, candidate)
    read_felled(scene)
    read_relatives(scene)
    read_prepositions(scene)
    leave_envoys(scene)
    join_across_asides(scene)
    share_behind(scene)
    oppose_second(scene)
    read_included(scene)
    read_accused(scene)
    read_blamed(scene)
    read_means(scene)
    read_entering(scene)
    read_weapons(scene)
    chain_places(scene)
    name_listed(scene)
    read_roads(scene)
    release_places(scene)
    aim_at_vehicles(scene)
    leave_roads(scene)
    leave_clocks(scene)
    leave_excepted(scene)
    leave_travels(scene)
    place_of_complements(scene)
    read_strays(scene)
    read_purposes(scene)
    read_aims(scene)
    read_owners(scene)
    read_intending(scene)
    read_talkers(scene)
    read_called(scene)
    read_travellers(scene)
    read_supporters(scene)
    read_bringers(scene)
    read_punished(scene)
    read_enacted(scene)
    read_offices(scene)
    take_nearest(scene)
    read_gaps(scene)
    attach_times(scene)
    share_opening(scene)
    share_day_around(scene)
    share_place_around(scene)
    attach_figures(scene)
    for candidate in candidates:
        refine(scene, candidate)


def note_frame(sentence: SentenceReading, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
    """The place that opens a sentence without a deed: « À Gao, le calme est revenu », for what is told behind it."""
    share_opening(Scene(sentence, [], lexicon, gazetteer))
