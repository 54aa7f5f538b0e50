"""Hold the project against facts and real pages that are not shipped: `python benchmarks/shared_facts.py PATH`.

PATH is a folder with facts/*.yaml, pages/, language/ and seeds/. The checks stand in benchmarks/facts/check_*.py.
"""

import os
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[1]


def main() -> int:
    """Run every check; pytest's exit code, or 2 where the folder is not one of facts."""
    if len(sys.argv) < 2 or not (Path(sys.argv[1]) / "facts").is_dir():
        print("usage: python benchmarks/shared_facts.py PATH (a folder with facts, pages, language, seeds)")
        return 2
    import pytest

    os.environ["KLIPING_FACTS"] = str(Path(sys.argv[1]).resolve())
    os.chdir(HOUSE)
    sys.path.insert(0, str(HOUSE))
    checks = ["-o", "python_files=check_*.py", "-p", "tests.conftest", "benchmarks/facts"]
    return int(pytest.main(["-q", *checks, *sys.argv[2:]]))


if __name__ == "__main__":
    sys.exit(main())
