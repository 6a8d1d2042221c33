"""The post that stands bare after the trigger: « nommé X ministre des Armées »."""

from kg.extract import syntax
from kg.extract.arguments.scene import Scene
from kg.extract.reading import with_kind
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of


def read_offices(scene: Scene) -> None:
    """« nommé X ministre des Armées », « au poste de Premier ministre »: the post stands bare after the trigger."""
    for candidate in scene.candidates:
        takes = any(choice.role == "office" for choices in candidate.functions.values() for choice in choices)
        if not takes or candidate.role("office") or group_of(candidate.type) != "Office":
            continue
        end = max(word.i for word in candidate.words) + 1
        for mention in scene.sentence.outer:
            first, stop = scene.sentence.words(mention)
            if first < end or mention.level == "pronoun":
                continue
            if _is_named(scene, mention, end):
                end = stop + (stop < len(scene.doc) and scene.doc[stop].text == ",")
                continue  # « le général Paul Ba gouverneur », « un général, Paul Ba, gouverneur »
            between = [
                token
                for token in scene.doc[end:first]
                if token.pos_ not in ("DET", "ADJ", "ADV", "ADP")
                and not scene.in_time(token)
                and token.lemma_ not in scene.cues.post_nouns
            ]
            if between or candidate.type == "Departure":
                break
            start = syntax.noun_phrase_start(scene.doc[first])
            bare = (
                scene.doc[start].pos_ != "DET"
                and (
                    scene.doc[start - 1].pos_ not in ("DET", "ADP")
                    or scene.doc[start - 1].lower_ in scene.grammar.prepositions.likening
                )
                and mention.level == "nominal"
                and mention.number != "plur"
                and scene.doc[first].pos_ != "NUM"
            )
            if _right_behind(scene, mention):
                candidate.fillers = [filler for filler in candidate.fillers if filler.mention != mention]
                end = stop  # « la première femme Premier ministre »
                continue
            if mention.kind == "Post" or (bare and mention.kind == "Person"):
                candidate.fillers = [filler for filler in candidate.fillers if filler.mention != mention]
                post = with_kind(mention, "Post")
                candidate.add((RoleChoice("office"),), post, "attribute", scene.sentence.index)
                break
            if not candidate.has(mention) and not (mention.kind == "Person" and mention.level == "name"):
                break
            end = stop


def _is_named(scene: Scene, mention: EntityMention, end: int) -> bool:
    """Whether a mention is the name of whoever ends at a word: right behind the description, or set apart by commas."""
    first, stop = scene.sentence.words(mention)
    if mention.level != "name" or mention.kind != "Person" or end == 0:
        return False
    described = any(m.level == "nominal" and scene.sentence.words(m)[1] == end for m in scene.sentence.outer)
    apart = first == end + 1 and scene.doc[end].text == "," and stop < len(scene.doc) and scene.doc[stop].text == ","
    return described and (first == end or apart)


def _right_behind(scene: Scene, mention: EntityMention) -> list[EntityMention]:
    """A description that a word for a human being holds (« la première femme Premier ministre »)."""
    end = scene.sentence.words(mention)[1]
    return [
        other
        for other in scene.sentence.outer
        if mention.level == other.level == "nominal" and scene.sentence.words(other)[0] == end
    ]
