#!/usr/bin/env python3
"""Kills the program at random moments of an import until it is through, and compares the end with an undisturbed run.

    kills.py PROGRAM [--kills N] [--rows N] [--seed N]

One import creates all users, the next one changes all of them. Each kill is `kill -9` of the whole program, servers included, after a
random time; then the same command goes on. When N kills were survived, on as many data directories as that takes, every CSV, JSON and
list of users must be the undisturbed one's, ids and times masked, and no user written more than once by an import. Prints the seed, so
that a failure can be tried again; the moments differ a little all the same.
"""

import argparse
import json
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

IDS = re.compile(r'"(import_id|user_id|run_id)":"[^"]*"')
TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def masked(text):
    return TIMES.sub("TIME", IDS.sub(r'"\1":"ID"', text))


def write_file(path, rows, role):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("enabled,name,email,companyName,languageCode,job_role,module requested 1,module requested 2\r\n")
        for n in range(rows):
            file.write(f"1,Nora,nora.{n}@example.org,Harbour & Vale Ltd,en-GB,{role},Forklift Basics,Presenting Well\r\n")


def start(program, data, file):
    command = [program, "--data-dir", str(data), "import", str(file), "--update-existing", "--json", "--out", str(data / "out")]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def end_of(program, data, output):
    """What is left after an import: its counts, exports and users, without what differs between any two runs."""
    document = json.loads(output)
    read = lambda form: pathlib.Path(document["files"][form]).read_text(encoding="utf-8-sig")
    users = subprocess.run(
        [program, "--data-dir", str(data), "users", "--json"], check=True, capture_output=True, text=True
    ).stdout
    return {
        "status": document["status"],
        "summary": document["summary"],
        "csv": read("csv"),
        "json": masked(read("json")),
        "users": masked(users),
        "writes": writes(data),
    }


def writes(data):
    """How often users were written: a user's version grows with each write. How many there are of each number."""
    with sqlite3.connect(data / "dynamodb.sqlite") as table:
        version = "json_extract(item_json, '$.version.N')"
        return dict(table.execute(f"SELECT {version}, count(*) FROM rollcall WHERE sk = 'S:USER' GROUP BY 1"))


def kill_and_go_on(program, data, file, longest, kills_max, chance):
    """Starts an import until one is not killed; answers what that one said, and how many were. Six at most, so that what lies about
    of earlier ones is tried too."""
    kills = 0
    while True:
        process = start(program, data, file)
        try:
            output, _ = process.communicate(timeout=chance.uniform(0.02, longest) if kills < min(6, kills_max) else None)
            assert process.returncode == 0, f"the import ended with {process.returncode} after {kills} kills"
            return output, kills
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            kills += 1


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--kills", type=int, default=5)
    arguments.add_argument("--rows", type=int, default=5_000)
    arguments.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    arguments = arguments.parse_args()
    chance = random.Random(arguments.seed)
    print(f"seed {arguments.seed}, {arguments.kills} kills, {arguments.rows} rows")
    work = pathlib.Path(tempfile.mkdtemp())
    try:
        # One that creates all users, and one that changes all of them.
        files = [work / "people.csv", work / "other-roles.csv"]
        expected, longest = [], []
        for place, file in enumerate(files):
            write_file(file, arguments.rows, f"Role {place}")
            begun = time.monotonic()
            output, _ = start(arguments.program, work / "undisturbed", file).communicate()
            longest.append(time.monotonic() - begun)
            expected.append(end_of(arguments.program, work / "undisturbed", output))
            count = ("created", "updated")[place]
            assert expected[-1]["summary"][count] == arguments.rows, expected[-1]["summary"]
            assert expected[-1]["writes"] == {str(place + 1): arguments.rows}, expected[-1]["writes"]
        kills = imports = 0
        while kills < arguments.kills:
            data = work / f"killed-{imports}"
            for place, file in enumerate(files):
                output, here = kill_and_go_on(arguments.program, data, file, longest[place], arguments.kills - kills, chance)
                kills, imports = kills + here, imports + 1
                found = end_of(arguments.program, data, output)
                for part, value in expected[place].items():
                    assert found[part] == value, f"{part} differs after {here} kills of {file.name}"
            shutil.rmtree(data)
        print(f"ok    {kills} kills in {imports} imports: users, counts, CSV and JSON are those of the undisturbed run; no user was written twice")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
