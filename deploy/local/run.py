"""What `make` calls: sees that this Python will do, then hands over. Standard library only, and readable by an old
Python, so that an old one gets a sentence instead of a traceback.

Usage: python3 -m deploy.local.run demo|stop|web|test|test-containers|check|bench|constraints [arguments]
"""

import sys

OLDEST = (3, 11)


def main() -> None:
    if sys.version_info[:2] < OLDEST:
        sys.exit(
            "FAILED: Smallhours needs Python 3.11 or later; this one is {}.{} ({}).\n"
            "Name another with: make PYTHON=python3.11 demo".format(*sys.version_info[:2], sys.executable)
        )
    from deploy.local.commands import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
