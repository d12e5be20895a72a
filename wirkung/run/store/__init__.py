"""The results store: every published result of an output folder as a row of a database.

The report folders are the record. All that stands here follows from their `manifest.json` and `results.json`, and
is put right from them whenever it differs: nothing is lost where the database was away, and nothing stays in it
that was withheld or withdrawn since.
"""
