"""Run a command and write down what it cost: ``python measure.py COST.json COMMAND...``.

Only the standard library, and run as a script: the peak of a process begins with that of the process it was
forked from, so this one must be small.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time


def main() -> int:
    """Run the command; its exit status is this one's."""
    start = time.perf_counter()
    child = subprocess.Popen(sys.argv[2:])
    _, status, used = os.wait4(child.pid, 0)
    cost = {
        "wall": time.perf_counter() - start,
        "cpu": used.ru_utime + used.ru_stime,
        "peak_mib": used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10),
    }
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(cost, file)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
