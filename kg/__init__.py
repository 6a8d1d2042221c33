"""newskg: conflict and diplomacy news into a knowledge graph that a person can question and check."""
