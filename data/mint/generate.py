"""Write the sample data: `python data/mint/generate.py` (into this folder, or into the one that is named).

With `--truth` also `true_values.json`, found by asking some hundred thousand invented people (ten seconds),
and the tables of README.md, where the folder has one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from mint_sample.files import sample, write_all
from mint_sample.readme import write_tables
from mint_sample.truth import write_truth


def main() -> None:
    """Write the files and say which."""
    parser = argparse.ArgumentParser(description="Write the sample data of «Jugend macht MIN(T)!».")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--truth", action="store_true", help="also the true values and the tables of README.md")
    chosen = parser.parse_args()
    rows = sample()
    written = write_all(chosen.folder, rows)
    if chosen.truth:
        written += [write_truth(chosen.folder), write_tables(chosen.folder, rows)]
    for path in written:
        print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
