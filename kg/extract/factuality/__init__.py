"""Status of an event mention, and whether it tells an event at all."""

from kg.extract.factuality.bystanders import leave_out_bystanders
from kg.extract.factuality.governing import refused_claim
from kg.extract.factuality.hypotheses import (
    is_ability,
    is_habit,
    is_hypothesis,
    is_in_words,
    is_membership,
    is_statistic,
    is_struggle,
    tells_of_deeds_as_such,
)
from kg.extract.factuality.status import find_status, is_foreseen, is_presupposed

__all__ = [
    "find_status",
    "is_ability",
    "is_foreseen",
    "is_habit",
    "is_hypothesis",
    "is_in_words",
    "is_membership",
    "is_presupposed",
    "is_statistic",
    "is_struggle",
    "leave_out_bystanders",
    "refused_claim",
    "tells_of_deeds_as_such",
]
