#!/usr/bin/env python3
"""Measures the CSV import of a learning platform, for comparison: Kolibri's management command bulkimportusers.

    KOLIBRI_HOME=EMPTY_FOLDER kolibri_import.py FILE.csv ROWS

Converts the first ROWS users of Rollcall's file to Kolibri's columns, in kolibri.csv next to that file, provisions a fresh
device and imports them. Needs the interpreter of an environment with the package kolibri. Kolibri writes its log to the
same output; the result is the last line.

Kolibri hashes one password per user (PBKDF2, hundreds of thousands of rounds), which is deliberately slow and takes most of the
time. Rollcall invites people and stores no passwords, so the result also shows the rate without the hashing.
"""

import csv
import itertools
import os
import re
import sqlite3
import sys
import time

# This file must not be named kolibri.py: Python would import it instead of the package.
import kolibri
from kolibri.utils.main import initialize

COLUMNS = "UUID,USERNAME,PASSWORD,FULL_NAME,USER_TYPE,IDENTIFIER,BIRTH_YEAR,GENDER,ENROLLED_IN,ASSIGNED_TO".split(",")


def convert(source, target, limit):
    """Writes Kolibri's file. It has no column for courses; the cohort becomes the class. Returns the number of users."""
    rows = 0
    with open(source, newline="", encoding="utf-8-sig") as file, open(target, "w", newline="", encoding="utf-8") as to:
        out = csv.DictWriter(to, COLUMNS, restval="")
        out.writeheader()
        for row in itertools.islice(csv.DictReader(file), limit):
            # Usernames may contain only letters, digits and underscores.
            username = re.sub(r"\W", "", row["email"].split("@")[0])
            out.writerow(
                {
                    "USERNAME": username,
                    # Required for new users.
                    "PASSWORD": f"{username}-{rows}",
                    "FULL_NAME": f"{row['name']} {row['last_name']}",
                    "USER_TYPE": "LEARNER",
                    "ENROLLED_IN": row["cohortName"],
                }
            )
            rows += 1
    return rows


def stored():
    """Returns the numbers of learners with a hashed password and of learners in a class, read directly from the database."""
    database = sqlite3.connect(os.path.join(os.environ["KOLIBRI_HOME"], "db.sqlite3"))
    users = "kolibriauth_facilityuser AS user WHERE user.username <> 'admin' AND user.password LIKE 'pbkdf2%'"
    members = (
        "kolibriauth_membership AS member JOIN kolibriauth_collection AS class ON class.id = member.collection_id "
        "WHERE class.kind = 'classroom'"
    )
    return tuple(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in (users, members))


def main():
    source, limit = sys.argv[1], int(sys.argv[2])
    target = os.path.join(os.path.dirname(os.path.abspath(source)), "kolibri.csv")
    rows = convert(source, target, limit)

    initialize()
    from django.core.management import call_command
    from kolibri.core.auth.management.commands import bulkimportusers

    call_command("provisiondevice", facility="Harbour & Vale Ltd", preset="formal", language_id="en",
                 superusername="admin", superuserpassword="admin", interactive=False)
    assert stored() == (0, 0), stored()

    make_password, hashing = bulkimportusers.make_password, 0.0

    def timed(*arguments):
        nonlocal hashing
        begun = time.perf_counter()
        hashed = make_password(*arguments)
        hashing += time.perf_counter() - begun
        return hashed

    bulkimportusers.make_password = timed
    # Called in this process, so that the start of Python and Django, which takes seconds, does not count.
    begun = time.perf_counter()
    call_command("bulkimportusers", target)
    took = time.perf_counter() - begun
    assert stored() == (rows, rows), stored()
    print(f"kolibri {kolibri.__version__}, bulkimportusers: {rows} rows in {took:.2f} s: {rows / took:.0f} rows/s; "
          f"{hashing:.2f} s of it hash passwords, without them {rows / (took - hashing):.0f} rows/s")


if __name__ == "__main__":
    main()
