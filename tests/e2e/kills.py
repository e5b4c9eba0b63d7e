#!/usr/bin/env python3
"""Kills the program at random moments of an import until it is through, and compares the end with an undisturbed run.

    kills.py PROGRAM [--kills N] [--rows N] [--seed N]

Each kill is `kill -9` of the whole program, servers included, after a random time; then the same command goes on. When N kills were
survived, on as many data directories as that takes, every CSV, JSON and list of users must be the undisturbed one's, ids and times
masked. Prints the seed, so that a failure can be tried again; the moments differ a little all the same.
"""

import argparse
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

IDS = re.compile(r'"(import_id|user_id|run_id)":"[^"]*"')
TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def masked(text):
    return TIMES.sub("TIME", IDS.sub(r'"\1":"ID"', text))


def write_file(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("enabled,name,email,companyName,languageCode,module requested 1,module requested 2\r\n")
        for n in range(rows):
            file.write(f"1,Nora,nora.{n}@example.org,Harbour & Vale Ltd,en-GB,Forklift Basics,Presenting Well\r\n")


def start(program, data, file):
    command = [program, "--data-dir", str(data), "import", str(file), "--json"]
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
    }


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
        file = work / "people.csv"
        write_file(file, arguments.rows)
        begun = time.monotonic()
        undisturbed = start(arguments.program, work / "undisturbed", file)
        output, _ = undisturbed.communicate()
        whole = time.monotonic() - begun
        expected = end_of(arguments.program, work / "undisturbed", output)
        assert expected["status"] == "completed" and expected["summary"]["created"] == arguments.rows, expected["summary"]
        kills = directories = 0
        while kills < arguments.kills:
            directories += 1
            data = work / f"killed-{directories}"
            here = 0
            while True:
                program = start(arguments.program, data, file)
                try:
                    # Six kills a directory at most, so that what lies about of earlier ones is tried too.
                    patience = chance.uniform(0.02, whole) if here < 6 and kills < arguments.kills else None
                    output, _ = program.communicate(timeout=patience)
                    break
                except subprocess.TimeoutExpired:
                    program.kill()
                    program.communicate()
                    kills, here = kills + 1, here + 1
            assert program.returncode == 0, f"the import ended with {program.returncode} after {here} kills"
            found = end_of(arguments.program, data, output)
            for part, value in expected.items():
                assert found[part] == value, f"{part} differs after {here} kills"
            shutil.rmtree(data)
        print(f"ok    {kills} kills in {directories} imports: users, counts, CSV and JSON are those of the undisturbed run")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
