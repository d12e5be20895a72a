"""Warm kernels beside cold ones: `python -m tests.benchmarks.bench_kernels` (a minute, Linux).

From the wish for a kernel until everything is imported that a report imports: processor time of the kernel itself,
and time by the clock. One after the other in turn, so that whatever else runs on the machine meets both; the first
warm one, which imports everything for the others, is told apart.
"""

import statistics
import sys
import time
from subprocess import DEVNULL

from jupyter_client.manager import KernelManager

from wirkung.run.kernels.client import WarmKernel, close_server

ROUNDS = 5
LEAST = 10.0  # times less processor time
READY = """
import time
import matplotlib.pyplot, seaborn, statsmodels.api, wirkung.notebook, wirkung.report.show
print(time.process_time())
"""


def ready(name):
    """Processor time of the kernel, and seconds by the clock."""
    began = time.monotonic()
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(stderr=DEVNULL)
    if isinstance(manager.provisioner.process, WarmKernel) != (name == "wirkung"):
        raise SystemExit("the kernel «wirkung» is not installed, or the environment lets none be copied: run make")
    client = manager.client()
    client.start_channels()
    said = []
    client.wait_for_ready(timeout=120)
    client.execute_interactive(READY, timeout=120, output_hook=lambda message: said.append(message["content"]))
    seconds = time.monotonic() - began
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return float(next(each["text"] for each in said if each.get("name") == "stdout")), seconds


def told(kind, times):
    """A line: median, least and most, of processor time and by the clock."""
    parts = zip(("s of processor time", "s by the clock"), zip(*times, strict=True), strict=True)
    spread = (f"{statistics.median(each):.2f} ({min(each):.2f}-{max(each):.2f}) {unit}" for unit, each in parts)
    return f"{kind}: {', '.join(spread)}\n"


def main():
    """Print times and their ratios; exit status 1 where warm kernels gain too little."""
    _, first = ready("wirkung")
    cold, warm = [], []
    for _ in range(ROUNDS):
        cold.append(ready("python3"))
        warm.append(ready("wirkung"))
    close_server()
    gained = statistics.median(each for each, _ in cold) / statistics.median(each for each, _ in warm)
    sys.stdout.write(told("cold kernels", cold) + told("warm kernels", warm))
    sys.stdout.write(f"the first warm one: {first:.2f} s by the clock\n")
    sys.stdout.write(f"processor time: {gained:.1f} times less (at least {LEAST:g})\n")
    return int(gained < LEAST)


if __name__ == "__main__":
    sys.exit(main())
