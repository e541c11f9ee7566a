"""Runs one command and prints its wall time (s), the peak memory of its largest process (KiB) and its exit status.

A process of its own, and a small one: Linux counts the memory of a process as its child's until that has begun, so that
the benchmark with all of its posts would be the least that it could measure.
"""

import os
import sys
import time

start = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
print(time.perf_counter() - start, usage.ru_maxrss, os.waitstatus_to_exitcode(status), file=sys.stderr)
