"""Whom an article is about: the one person whom its headline names first (« Jean Sow, le général qui … »)."""

from kg.extract.coreference.chains import Mentions
from kg.vocabulary import is_a


def protagonist(mentions: Mentions) -> int | None:
    """The mention in the headline of the one person named there; None where somebody stands before him or beside."""
    headline = mentions.sentences[0] if mentions.sentences else None
    if headline is None or headline.kind != "headline":
        return None
    told = [(j, m) for j, m in enumerate(mentions.all) if mentions.where[j] is headline and m in headline.outer]
    people = {mentions.find(j): j for j, m in told if m.kind == "Person" and m.level == "name"}
    if len(people) != 1:
        return None
    found = next(iter(people.values()))
    before = [m for j, m in told if m.anchor.end <= mentions.all[found].anchor.start and is_a(m.kind, "Actor")]
    own = mentions.chain(mentions.all[found])
    return found if all(m in own for m in before) and mentions.all[found].number != "plur" else None


def join_lead(mentions: Mentions) -> None:
    """« L'ancien président, condamné en 2016, s'est éteint »: the subject of the lead, who has no name in it."""
    hero = protagonist(mentions)
    lead = next((sentence for sentence in mentions.sentences if sentence.kind == "body"), None)
    if hero is None or lead is None:
        return
    for i, mention in enumerate(mentions.all):
        if mentions.where[i] is not lead or mention not in lead.outer or mention.kind != "Person":
            continue
        if any(m.level == "name" for m in mentions.chain(mention)):
            return
        genders = {mention.gender, mentions.all[hero].gender} - {None}
        known = mention.level == "nominal" and mentions.determiner(lead, mention) == "definite"
        if known and mention.number != "plur" and len(genders) < 2 and mentions.is_subject(lead, mention):
            mentions.join(hero, i)
            return
