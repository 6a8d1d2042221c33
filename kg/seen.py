"""Which keys were there before, whatever their number: a set that goes to the disk when it is large, and is then forgotten."""

import sqlite3


class Seen:
    """A set of texts or bytes in a file without a name, of which some megabytes are held in memory."""

    def __init__(self) -> None:
        self._db = sqlite3.connect(
            "", isolation_level=None
        )  # a file that SQLite makes when it must, and that goes with it
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("CREATE TABLE seen (key PRIMARY KEY) WITHOUT ROWID")

    def add(self, key: str | bytes) -> bool:
        """Put a key in; whether it was not there."""
        return self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,)).rowcount > 0

    def __contains__(self, key: str | bytes) -> bool:
        return self._db.execute("SELECT 1 FROM seen WHERE key = ?", (key,)).fetchone() is not None
