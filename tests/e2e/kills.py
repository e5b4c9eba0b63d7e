#!/usr/bin/env python3
"""Kills the program at random moments of an import until the import completes, and compares the result with an undisturbed run.

    kills.py PROGRAM [--kills N] [--rows N] [--seed N]

One import creates all users, the next one changes all of them. Each kill is a `kill -9` of the whole program, servers included, after a
random time; then the same command is started again. After N kills, on as many data directories as needed, every CSV, JSON and list of
users must equal the undisturbed one with ids and times masked, and no import may have written a user more than once. Prints the seed
for reproducing a failure, although the timing varies slightly.
"""

import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import time

from program import parse_arguments, work_folder

IDS = re.compile(r'"(import_id|user_id|run_id)":"[^"]*"')
TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def masked(text):
    return TIMES.sub("TIME", IDS.sub(r'"\1":"ID"', text))


def write_file(path, rows, role):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("enabled,name,email,companyName,languageCode,job_role,module requested 1,module requested 2\r\n")
        for n in range(rows):
            file.write(f"1,Nora,nora.{n}@example.org,Harbour & Vale Ltd,en-GB,{role},Forklift Basics,Presenting Well\r\n")


def command(program, data, file):
    return [program, "--data-dir", str(data), "import", str(file), "--update-existing", "--json", "--out", str(data / "out")]


def start(program, data, file):
    return subprocess.Popen(command(program, data, file), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def users_of(program, data):
    """Returns the list of users, without the values that differ between runs."""
    listing = [program, "--data-dir", str(data), "users", "--json"]
    return masked(subprocess.run(listing, check=True, capture_output=True, text=True).stdout)


def end_of(program, data, output):
    """Returns the result of an import: counts, exports and users, without the values that differ between runs."""
    document = json.loads(output)
    read = lambda form: pathlib.Path(document["files"][form]).read_text(encoding="utf-8-sig")
    return {
        "status": document["status"],
        "summary": document["summary"],
        "csv": read("csv"),
        "json": masked(read("json")),
        "users": users_of(program, data),
        "writes": writes(data),
    }


def writes(data):
    """Returns the number of users by number of writes. Each write of a user increments its version."""
    with sqlite3.connect(data / "dynamodb.sqlite") as table:
        version = "json_extract(item_json, '$.version.N')"
        return dict(table.execute(f"SELECT {version}, count(*) FROM rollcall WHERE sk = 'S:USER' GROUP BY 1"))


def import_with_kills(program, data, file, longest, kills_max, chance):
    """Repeats an import until an attempt prints its result before it is killed. Returns the output and the number of kills: at most six,
    so that several imports are killed."""
    kills = 0
    while True:
        process = start(program, data, file)
        try:
            output, _ = process.communicate(timeout=chance.uniform(0.02, longest) if kills < min(6, kills_max) else None)
            assert process.returncode == 0, f"the import ended with {process.returncode} after {kills} kills"
            return output, kills
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
            kills += 1
            # The program was killed while its servers were stopping: the same command would import the file again.
            if output.endswith(b"\n"):
                return output, kills


def main():
    arguments, chance = parse_arguments(kills=5, rows=5_000)
    print(f"seed {arguments.seed}, {arguments.kills} kills, {arguments.rows} rows")
    with work_folder(arguments) as work:
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
                output, here = import_with_kills(arguments.program, data, file, longest[place], arguments.kills - kills, chance)
                kills, imports = kills + here, imports + 1
                found = end_of(arguments.program, data, output)
                for part, value in expected[place].items():
                    assert found[part] == value, f"{part} differs after {here} kills of {file.name}: {str(found[part])[:600]}, not {str(value)[:600]}"
            shutil.rmtree(data)
        print(f"ok    {kills} kills in {imports} imports: users, counts, CSV and JSON match the undisturbed run; no user was written twice")


if __name__ == "__main__":
    sys.exit(main())
