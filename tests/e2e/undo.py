#!/usr/bin/env python3
"""Imports a wrong file, undoes it while the program is killed, and compares the table with the one before, item by item.

    undo.py PROGRAM [--rows N] [--edited N] [--kills N] [--seed N]

Half of the rows of the wrong file create users, the other half update users, all with courses. After the undo, every user must equal the
one before the import, apart from versions, serial numbers, histories and times. Then the same again, with some users changed by another
import before the undo: exactly these changes are kept, and each user is listed with the changed fields. Each kill is a `kill -9` of the
whole program after a random time; then the same command is started again, which delivers every unfinished message again.
"""

import json
import subprocess
import sys
import time

from checks import head, ok, until, want
from program import Program, parse_arguments, work_folder

HEADER = "enabled,name,email,companyName,cohortName,languageCode,job_role,region,module requested 1,module requested 2\r\n"
# Members of a stored user that an undo need not restore.
ASIDE = {"version", "history", "updated_at", "invitation_serial"}


def write_file(path, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        file.writelines(line + "\r\n" for line in lines)


def old(n):
    return f"1,Nora,nora.{n}@example.org,Harbour & Vale Ltd,,en-GB,Cook,North,Forklift Basics,"


def wrong(n, rows):
    """Returns a line of the wrong file: in its first half, new users; in the second half, existing users."""
    if n < rows // 2:
        return f"1,Milo,milo.{n}@example.org,Harbour & Vale Ltd,,en-GB,Chef,South,Forklift Basics,Presenting Well"
    return f"1,Norah,nora.{n - rows // 2}@example.org,Harbour & Vale Ltd,,fr,Chef,South,Presenting Well,"


class UndoProgram(Program):
    def users(self):
        """Returns every stored user by address, without the members that an undo need not restore."""
        items = self.stored_items("USER")
        return {item["address"]["S"]: {name: value for name, value in item.items() if name not in ASIDE} for item in items}

    def import_file(self, path):
        return self.run("import", str(path), "--update-existing", "--json", "--out", str(self.data / "out"))

    def undo(self, import_id, status, kills, chance, longest):
        """Undoes an import, killing the program up to this many times. Returns the document and the number of kills."""
        killed = 0
        while True:
            process = subprocess.Popen(
                self.command("undo", import_id, "--yes", "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            try:
                timeout = chance.uniform(0.05, longest) if killed < kills else None
                output, errors = process.communicate(timeout=timeout)
                want(f"rollcall undo exits with {status} after {killed} kills", process.returncode == status, process.returncode, errors)
                return json.loads(output), killed
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                killed += 1

    def deliver(self, import_id, times):
        """Sends an import's resume message this many times to a running server, and waits until the queue is empty."""
        with self.serve() as server:
            for _ in range(times):
                server.call_sqs("SendMessage", MessageBody=json.dumps({"import_id": import_id}))
            until(60, "the queue is empty", lambda: is_empty(server.call_sqs("GetQueueAttributes", AttributeNames=["All"])))


def is_empty(response):
    counts = response["Attributes"]
    return all(counts[name] in ("0", 0) for name in ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"))


def differing(one, other):
    return sorted(address for address in one.keys() | other.keys() if one.get(address) != other.get(address))


def main():
    arguments, chance = parse_arguments(rows=2_000, edited=100, kills=3)
    rows, half, edited = arguments.rows, arguments.rows // 2, arguments.edited // 2
    head(f"an import of {rows} rows and its undo: seed {arguments.seed}, {arguments.kills} kills")
    with work_folder(arguments) as work:
        write_file(work / "old.csv", [old(n) for n in range(half)])
        write_file(work / "wrong.csv", [wrong(n, rows) for n in range(rows)])
        program = UndoProgram(arguments.program, work / "data")
        program.import_file(work / "old.csv")
        before = program.users()

        begun = time.monotonic()
        imported = program.import_file(work / "wrong.csv")
        import_s = time.monotonic() - begun
        want(
            f"the wrong file creates {half} and updates {half}",
            (imported["summary"]["created"], imported["summary"]["updated"]) == (half, half),
            imported["summary"],
        )
        begun = time.monotonic()
        preview = program.run("undo", imported["import_id"], "--dry-run", "--json")
        want("a preview changes nothing", len(differing(program.users(), before)) == rows, preview["summary"])
        undone, killed = program.undo(imported["import_id"], 0, arguments.kills, chance, import_s)
        undo_s = time.monotonic() - begun
        summary = undone["summary"]
        want(
            f"the undo removes {half}, restores {half} and takes {half * 3} courses away",
            (summary["removed"], summary["updated"], summary["skipped"], summary["course_assignments_removed"])
            == (half, half, 0, half * 3),
            summary,
        )
        differs = differing(program.users(), before)
        want("every user equals the one before", not differs, differs[:5])
        program.deliver(undone["import_id"], 3)
        want("its event delivered three times changes nothing", not differing(program.users(), before))
        repeated = program.run("undo", imported["import_id"], "--yes", "--json")
        want("the same command again shows the same result", repeated == undone, repeated)
        print(f"      {rows} rows: import {import_s:.1f} s, preview and undo {undo_s:.1f} s with {killed} kills")

        imported = program.import_file(work / "wrong.csv")
        changed = [n for n in range(edited)]
        edit = [wrong(n, rows).replace(",Chef,", ",Baker,") for n in changed + [half + n for n in changed]]
        write_file(work / "edit.csv", edit)
        program.import_file(work / "edit.csv")
        undone, killed = program.undo(imported["import_id"], 4, arguments.kills, chance, import_s)
        summary = undone["summary"]
        want(
            f"with {edited * 2} users changed since, {edited} stay and {edited} are restored in part",
            (summary["removed"], summary["updated"], summary["skipped"]) == (half - edited, half, edited),
            summary,
        )
        after = program.users()
        expected = {f"milo.{n}@example.org" for n in changed} | {f"nora.{n}@example.org" for n in changed}
        want("exactly these users differ from the table before", set(differing(after, before)) == expected)
        restored = [after[f"nora.{n}@example.org"] for n in changed]
        want(
            "their other fields are restored",
            all((user["name"]["S"], user["region"]["S"], user["job_role"]["S"]) == ("Nora", "North", "Baker") for user in restored),
        )
        listed = {row["user"]["email"]: [kept["column"] for kept in row["kept"]] for row in undone["kept"]}
        fields = {f"nora.{n}@example.org": ["job_role", "module requested"] for n in changed}
        fields |= {f"milo.{n}@example.org": [] for n in changed}
        want("each is listed with its field", listed == fields, list(listed.items())[:3])
        ok(f"{arguments.kills + killed} kills in two undos")


if __name__ == "__main__":
    sys.exit(main())
