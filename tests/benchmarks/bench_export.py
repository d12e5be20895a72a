"""All formats of the sample report: `python -m tests.benchmarks.bench_export`.

Processor time in a warm process, after one round that loads libraries and fonts. The ratio to the web page alone
means something on any machine; the seconds are those of this one, against the bound that a run keeps.
"""

import sys
import time
from pathlib import Path

import nbformat

from wirkung.report.document.reading import read_document
from wirkung.report.formats.export import export
from wirkung.report.formats.html import report_html

ROUNDS = 5
MOST_SECONDS, MOST_BYTES = 1.5, 2_500_000
NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "evaluation.ipynb"


def seconds(call):
    """The processor time of one call, all threads together."""
    start = time.process_time()
    call()
    return time.process_time() - start


def main():
    """Print times and sizes; exit status 1 where all formats take too long or are too large."""
    document = read_document(nbformat.read(NOTEBOOK, as_version=4), language="de")
    files = export(document)
    whole, page = [], []
    for _ in range(ROUNDS):
        whole.append(seconds(lambda: export(document)))
        page.append(seconds(lambda: report_html(document)))
    size = sum(len(content) for content in files.values())
    sizes = ", ".join(f"{suffix} {len(content) / 1000:.0f} kB" for suffix, content in files.items())
    sys.stdout.write(
        f"all formats: {min(whole):.2f} s of processor time (at most {MOST_SECONDS:g}), "
        f"{min(whole) / min(page):.1f} web pages\n"
        f"size: {size / 1000:.0f} kB (at most {MOST_BYTES / 1000:.0f}): {sizes}\n"
    )
    return int(min(whole) > MOST_SECONDS or size > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
