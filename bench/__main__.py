"""python -m bench: every measurement, one after the other, in about twelve minutes."""

from bench import end_to_end, first_load, ingest, listening, replay, reports, router, walking
from bench.proc import machine
from bench.table import Report


def main() -> None:
    print(machine(), flush=True)
    with Report() as report:
        ingest.measure(report)
        end_to_end.measure(report)
        router.measure(report)
        reports.measure(report)
        replay.measure(report)
        walking.measure(report)
        listening.measure(report)
        first_load.measure(report)


if __name__ == "__main__":
    main()
