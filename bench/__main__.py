"""python -m bench: every measurement, one after the other, in about five minutes."""

import sys

from bench import end_to_end, ingest
from bench.proc import machine
from bench.table import table
from bench.world import Failed


def main() -> int:
    print(machine(), flush=True)
    try:
        first, rest = ingest.measure(), end_to_end.measure()
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    print(table([*first[0], *rest[0]]), *first[1], *rest[1], sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
