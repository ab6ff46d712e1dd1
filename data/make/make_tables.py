#!/usr/bin/env python3
"""Make the reference tables of data/ from the source files.

    python3 data/make/make_tables.py [--shared DIR] [--check]

The same sources give the same bytes. With --check the tables are made in a temporary folder and compared.
"""

import argparse
import pathlib
import sys
import tempfile

import claims
import desnz
import edgar
import ember
import epa
import gcb_fossil
import gcb_land
import gcb_transfers
import gppd
import natural_earth
import owid
import sources
import uncertainties
from common import MakeError, Output, Regions, Shared

DATA = pathlib.Path(__file__).resolve().parent.parent
REPOSITORY = DATA.parent

# The last two need what the others have used.
STEPS = [gcb_fossil, gcb_transfers, edgar, owid, natural_earth, gcb_land, ember, gppd, epa, desnz, claims,
         uncertainties, sources]


def make(shared, root):
    """All tables into root; the names of the files written."""
    output = Output(root, Regions(shared))
    for step in STEPS:
        print(step.__name__)
        step.make(shared, output)
    output.index()
    return output.files


def check(shared):
    """Names of the files in data/ that are not what the sources give."""
    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(folder)
        files = make(shared, made)
        return [f for f in files
                if not (DATA / f).is_file() or (DATA / f).read_bytes() != (made / f).read_bytes()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=pathlib.Path, default=REPOSITORY.parent / "shared" / "data", metavar="DIR",
                        help="folder of the source files (default: ../shared/data beside the repository)")
    parser.add_argument("--check", action="store_true", help="compare with the tables that are there; write nothing")
    arguments = parser.parse_args()
    try:
        shared = Shared(arguments.shared)
        if arguments.check:
            different = check(shared)
            if different:
                raise MakeError("not what the sources give: " + ", ".join(different))
            print("every table is what the sources give")
        else:
            files = make(shared, DATA)
            print(f"{len(files)} files written to {DATA}")
    except MakeError as error:
        print(f"make_tables: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
