"""newskg: conflict and diplomacy news into a knowledge graph that a person can question and check."""

import os

# The parser's matrices are small: threads that wait for each other cost twice the CPU time and win nothing. It must be
# said before anything imports numpy; who imported it earlier, or sets the variable, decides.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
