"""python -m bench: every measurement, one after the other, in about six minutes."""

import sys

from bench import end_to_end, ingest
from bench.proc import machine
from bench.table import Line, table
from bench.world import Failed


def main() -> int:
    """What was measured is told even when what comes after it fails."""
    print(machine(), flush=True)
    lines: list[Line] = []
    try:
        for measure in (ingest.measure, end_to_end.measure):
            measured, more = measure()
            lines += measured
            print(*more, sep="\n\n", end="\n\n", flush=True)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    finally:
        print(table(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
