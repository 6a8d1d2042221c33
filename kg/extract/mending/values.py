"""What the steps write and read: a present, parts of speech that a verb is misread as."""

PRESENT = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
MISREAD = frozenset({"NOUN", "ADV", "ADJ", "PROPN", "X"})
