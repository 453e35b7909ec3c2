"""Compare invented names by the million and see that every score is the sum of its lines, from either side.

``python -m tools.soak`` (``make soak``; ARGS="--pairs 100000 --seed 7"): tells how far it is, stops at the first broken pair.
"""

import argparse
import sys
import time

from tests.names.million import rounds


def main() -> int:
    """0 when all pairs held, 1 when one did not."""
    parser = argparse.ArgumentParser(prog="python -m tools.soak", description=__doc__)
    parser.add_argument("--pairs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    begun, tried = time.monotonic(), 0
    for found in rounds(asked.seed, asked.pairs):
        tried += found.pairs
        if found.broken:
            sys.stdout.write("\n" + "\n".join(found.broken) + "\n")
            return 1
        sys.stdout.write(f"\r{tried:,} of {asked.pairs:,} pairs, {time.monotonic() - begun:.0f} s")
        sys.stdout.flush()
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
