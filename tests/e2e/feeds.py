#!/usr/bin/env python3
"""Imports the nightly files of a feed while the program is killed, and compares each night with a model.

    feeds.py PROGRAM [--rows N] [--kills N] [--seed N] [--keep]

In each round of nights, people join, change, leave and return; files wait at the brake until they are superseded, confirmed or out of
date; several files arrive at once; files are undone. After each night, all users, the counts and the CSV export of the import, and the feed
must match the model. This includes the imports in each user's history and the user's version, so no import may write a user twice. Each
kill is a `kill -9` of `rollcall serve` after a random time while files are uploaded, checked, held, confirmed, written or undone; then it
is started again with the same data. Rounds are repeated until there have been N kills. The seed determines the files and the times of the
kills, although the timing varies slightly.
"""

import csv
import http.client
import io
import json
import random
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from checks import fail, head, ok, until
from flow import SAMPLES
from http_api import HttpApi, request
from program import Program, Server, parse_arguments, work_folder

BRAKE = {"create_percent": 50, "update_percent": 50, "disable_percent": 10, "failed_percent": 20, "unreadable_rows": 0, "min_users": 20}
CONFIG = {"missing": "disable", "missing_after": 1, "brake": BRAKE}
# A truncated file has a third of the people, which exceeds limits, and stays at the brake. Other files that exceed a limit are confirmed.
ROUND = [
    *("ordinary", "ordinary", "truncated", "ordinary", "reorganized", "whole", "at once"),
    *("undo", "ordinary", "truncated", "undo", "undo", "ordinary"),
]
COUNTS = ["created", "updated", "disabled", "removed", "skipped", "failed"]
ENDED = {"completed", "rejected", "cancelled", "failed", "expired"}
# An import that is interrupted more often while it is checked or written fails, since its file may be the cause.
KILLS_IN_A_ROW_MAX = 3
# Maximum number of imports in the history of a user.
HISTORY_MAX = 8
# Number of later entries after which an undo is no longer retried.
RETRIED_WITHIN = 4
# Number of users that are also compared as the API shows them: this many of those that the latest import wrote, and this many of all.
SHOWN_MAX = 5


@dataclass(frozen=True)
class User:
    role: str
    enabled: bool = True
    feed: str | None = "hr"
    # The imports and undos that wrote the user, oldest first.
    imports: tuple = ()


@dataclass
class Night:
    """A completed file: its people, and the previous state of the users that it wrote."""

    import_id: str
    roster: set
    before: dict


@dataclass
class Model:
    """What a feed with `missing: disable` and `missing_after: 1` should do. A file maps each address to a role."""

    users: dict = field(default_factory=dict)
    nights: list = field(default_factory=list)
    # The imports that were undone, by undo.
    undone: dict = field(default_factory=dict)
    # The latest import or undo that was completed.
    latest: str = ""

    def roster(self):
        return self.nights[-1].roster if self.nights else set()

    def plan(self, file):
        """Returns the outcome and the reason for each person."""
        rows = {}
        for address, role in file.items():
            user = self.users.get(address)
            if user is None:
                rows[address] = ("created", "")
            elif (user.role, user.enabled, user.feed) == (role, True, "hr"):
                rows[address] = ("skipped", "unchanged")
            else:
                rows[address] = ("updated", "")
        return rows | {address: ("disabled", "missing-from-feed") for address in self.roster() - file.keys()}

    def exceeded(self, file):
        """Returns the limits of the brake that a file exceeds."""
        if not self.nights:
            return []
        roster, counts = self.roster(), Counter(outcome for outcome, _ in self.plan(file).values())
        found = {f"{change}_percent": counts[f"{change}d"] for change in ("create", "update", "disable")}
        limits = [limit for limit, users in found.items() if users > BRAKE["min_users"] and users * 100 > BRAKE[limit] * len(roster)]
        is_half_absent = len(roster) > BRAKE["min_users"] and len(roster & file.keys()) * 2 < len(roster)
        return limits + ["absent_percent"] * is_half_absent

    def complete(self, import_id, file):
        self.latest = import_id
        written = {address: outcome for address, (outcome, _) in self.plan(file).items() if outcome != "skipped"}
        self.nights.append(Night(import_id, set(file), {address: self.users.get(address) for address in written}))
        for address, outcome in written.items():
            imports = self.users[address].imports if outcome != "created" else ()
            user = User(file[address]) if address in file else replace(self.users[address], enabled=False, feed=None)
            self.users[address] = replace(user, imports=(*imports, import_id))

    def plan_undo(self):
        return {address: ("removed" if user is None else "updated", "") for address, user in self.nights[-1].before.items()}

    def undo(self, import_id):
        self.latest = import_id
        night = self.nights.pop()
        self.undone[import_id] = night.import_id
        for address, before in night.before.items():
            user = self.users.pop(address)
            if before is not None:
                self.users[address] = replace(before, imports=(*user.imports, import_id))

    def values_of(self, user):
        """Returns a user's values, with the imports in the user's history. Imports that were undone make room for others first."""
        history = []
        for import_id in user.imports:
            history.append(import_id)
            if len(history) > HISTORY_MAX:
                undone = {self.undone[one] for one in history if one in self.undone}
                imports = [one for one in history[:-1] if one in undone]
                settled = history[: max(0, len(history) - 1 - RETRIED_WITHIN)]
                undos = [one for one in settled if one in self.undone and self.undone[one] not in history]
                history.remove([*imports, *undos, history[0]][0])
        return (user.enabled, user.role, user.feed, history)


class Office:
    """The HR system: the staff with their roles, and the people who have left."""

    def __init__(self, rows, chance):
        self.chance, self.serial, self.left = chance, rows, {}
        self.staff = {f"nora.{n}@example.org": "Cook" for n in range(rows)}

    def next_night(self, share):
        """This share of the staff leaves, as many people join and up to as many return, and twice as many change their role."""
        count = max(1, int(len(self.staff) * share))
        returned = self.chance.sample(sorted(self.left), min(count, len(self.left)))
        for address in self.chance.sample(sorted(self.staff), count):
            self.left[address] = self.staff.pop(address)
        for address in returned:
            self.staff[address] = self.left.pop(address)
        for address in self.chance.sample(sorted(self.staff), count * 2):
            self.staff[address] = f"Role {self.chance.randrange(1000)}"
        for _ in range(count):
            self.staff[f"nora.{self.serial}@example.org"] = "Cook"
            self.serial += 1

    def export(self, share=1.0):
        """Returns the file of the night, or the given share of it."""
        people = list(self.staff.items())
        self.chance.shuffle(people)
        return dict(people[: int(len(people) * share)])


def to_csv(file):
    lines = [f"1,Nora,{address},Harbour & Vale Ltd,en-GB,{role}\r\n" for address, role in file.items()]
    return ("enabled,name,email,companyName,languageCode,job_role\r\n" + "".join(lines)).encode()


class Stack:
    """A server that is killed at random times, and started again with the same data."""

    def __init__(self, program, seed, kills):
        self.program, self.kills, self.killed = program, kills, 0
        # A separate generator: how many of its numbers are used depends on the timing.
        self.chance = random.Random(f"kills {seed}")
        self.server, self.longest, self.error = Server(program), 1.0, None
        # How often the open imports were in each state at a kill.
        self.killed_in = Counter()

    def call(self, method, path, document=None, headers=None):
        return self.repeat(lambda: HttpApi(self.server.api).call(method, path, document, headers))

    def get(self, path):
        response = self.call("GET", path)
        if response.status != 200:
            fail(f"GET {path}", response)
        return response.json

    def repeat(self, attempt):
        """Repeats a request until the server responds."""
        end = time.monotonic() + 60
        while True:
            try:
                return attempt()
            except (OSError, http.client.HTTPException) as error:
                if self.error or time.monotonic() > end:
                    fail("the server responds", error, self.error)
                time.sleep(0.02)

    @contextmanager
    def kills_during(self, nights_left):
        """Kills the server at random times while the block runs. On average, the remaining kills are spread over the remaining nights."""
        wanted = sum(self.chance.random() * nights_left < 1 for _ in range(self.kills - self.killed))
        pauses = [self.chance.uniform(0.02, self.longest) for _ in range(min(wanted, KILLS_IN_A_ROW_MAX))]
        ended, killed, begun = threading.Event(), self.killed, time.monotonic()
        killer = threading.Thread(target=self.kill_after, args=(pauses, ended))
        killer.start()
        try:
            yield
        finally:
            ended.set()
            killer.join()
        if self.killed == killed:
            self.longest = time.monotonic() - begun

    def kill_after(self, pauses, ended):
        try:
            for pause in pauses:
                if ended.wait(pause):
                    return
                self.server.kill()
                self.killed += 1
                items = self.program.stored_items("IMPORT")
                self.killed_in.update({item["status"]["S"] for item in items if item["open"]["BOOL"]} or {"none open"})
                self.server = Server(self.program)
        except (Exception, SystemExit) as error:
            self.error = error

    def upload(self, name, body):
        """Uploads a file of the feed through the API. Returns the id of its import."""
        document = {"file_name": name, "size_bytes": len(body), "feed": "hr"}

        def attempt():
            response = HttpApi(self.server.api).call("POST", "/imports", document, {"idempotency-key": name})
            if response.status != 201:
                fail(f"POST /imports for {name}", response)
            # If there is no target, or it refuses a second file, an earlier attempt has uploaded the file.
            if target := response.json.get("upload"):
                sent = request(target["method"], target["url"], target["headers"], body)
                if sent.status not in (200, 412):
                    fail(f"uploading {name}", sent)
            return response.json["import_id"]

        return self.repeat(attempt)

    def find(self, name):
        """Returns the id of the import of a dropped file, or `None`."""
        items = self.get("/imports?feed=hr&limit=100")["items"]
        return next((one["import_id"] for one in items if one["file"] and one["file"]["name"] == name), None)

    def settled(self, import_id):
        """Returns the import once it has ended or waits for confirmation."""

        def probe():
            view = self.get(f"/imports/{import_id}")
            return view if view["status"] in ENDED | {"awaiting_confirmation"} else None

        # After a kill, an undo waits until the workers of its import must have stopped (90 s), and then for the next minute of the sweep.
        return until(240, f"import {import_id} ends or waits", probe)

    def listed_users(self):
        """Returns the users on all pages of the list, by address."""
        items, path = [], "/users?limit=300"
        while path:
            page = self.get(path)
            items += page["items"]
            path = page["next_cursor"] and f"/users?limit=300&cursor={quote(page['next_cursor'])}"
        users = {line["email"]: line for line in items}
        same("each user is listed once", len(items), len(users))
        return users

    def export(self, import_id):
        """Returns the rows of the CSV export by address: outcome and reason."""
        location = self.call("GET", f"/imports/{import_id}/export?format=csv", headers={"accept": "application/json"})
        if location.status != 200:
            fail(f"the export of import {import_id}", location)
        rows = list(csv.DictReader(io.StringIO(request("GET", location.json["url"]).body.decode("utf-8-sig"))))
        found = {row["email"]: (row["status"], row["reason"]) for row in rows}
        same(f"the export of import {import_id} has each address once", len(rows), len(found))
        return found


def same(text, found, expected):
    """Fails with the differences unless both are equal."""
    if found == expected:
        return
    if isinstance(found, dict) and isinstance(expected, dict):
        keys = sorted(key for key in found.keys() | expected.keys() if found.get(key) != expected.get(key))
        lines = [f"{key}: {found.get(key)}, not {expected.get(key)}" for key in keys[:5]]
        fail(f"{text}: {len(keys)} differ", *lines)
    fail(text, f"{found}, not {expected}")


def same_status(text, view, expected):
    if view["status"] != expected:
        fail(f"{text}: {view['status']}, not {expected}", view)


class Nights:
    """Plays the nights on a stack and on the model."""

    def __init__(self, stack, rows, chance):
        self.stack, self.model, self.office, self.chance = stack, Model(), Office(rows, chance), chance
        # The file at the brake: its import and its people.
        self.held = None
        self.number = self.files = 0

    def play(self, kind, nights_left):
        self.number += 1
        begun, killed = time.monotonic(), self.stack.killed
        if kind == "undo":
            done = self.undo(nights_left)
        elif kind == "at once":
            done = self.import_at_once(nights_left)
        else:
            if kind == "ordinary" and self.model.nights:
                self.office.next_night(0.04)
            share = 0.33 if kind in ("truncated", "reorganized") else 1.0
            done = self.import_one(self.office.export(share), kind != "truncated", nights_left)
        self.compare()
        kills = self.stack.killed - killed
        ok(f"night {self.number}, {kind}: {done}; kills: {kills}, {time.monotonic() - begun:.1f} s")

    def send(self, file, nights_left, more=()):
        """Sends files of the feed, and may kill the server while they are imported. Returns the imports once all have ended or wait."""
        names = [f"night-{self.number}-{self.files + place}.csv" for place in range(1 + len(more))]
        self.files += len(names)
        bodies = [to_csv(one) for one in (file, *more)]
        is_dropped = self.chance.random() < 0.5
        if is_dropped:
            # Dropping a file is not idempotent, so the server is not killed meanwhile.
            for name, body in zip(names, bodies):
                self.stack.server.put_object(f"drop/feeds/hr/{name}", body)
        with self.stack.kills_during(nights_left):
            if is_dropped:
                ids = [until(60, f"{name} has an import", lambda: self.stack.find(name)) for name in names]
            else:
                ids = [self.stack.upload(name, body) for name, body in zip(names, bodies)]
            return [self.stack.settled(import_id) for import_id in ids]

    def import_one(self, file, confirms, nights_left):
        (view,) = self.send(file, nights_left)
        return self.check(view, file, confirms, nights_left)

    def check(self, view, file, confirms, nights_left):
        """Compares an import with the model. If it waits and `confirms` is set, confirms it."""
        import_id, limits = view["import_id"], self.model.exceeded(file)
        same_status(f"import {import_id} waits if it exceeds a limit", view, "awaiting_confirmation" if limits else "completed")
        same(f"the limits that import {import_id} exceeds", [one["limit"] for one in view["held"]], limits)
        rows = self.model.plan(file)
        self.check_rows(view, rows)
        superseded, self.held = self.held, None
        if superseded:
            older = self.stack.get(f"/imports/{superseded[0]}")
            same(f"import {superseded[0]} is superseded", (older["status"], older["superseded_by"]), ("cancelled", import_id))
        text = describe(rows)
        if limits:
            self.held = (import_id, file)
            text += f", held by {' and '.join(limits)}"
            if not confirms:
                return text
            # Nothing is written before the confirmation.
            self.compare()
            view = self.confirm(nights_left)
            self.check_rows(view, rows)
            text += ", confirmed"
        self.model.complete(import_id, file)
        return text

    def confirm(self, nights_left):
        import_id, _ = self.held
        with self.stack.kills_during(nights_left):
            response = self.stack.call("POST", f"/imports/{import_id}/confirm", {"ignore_errors": False})
            if response.status != 202:
                fail(f"import {import_id} is confirmed", response)
            view = self.stack.settled(import_id)
        same_status(f"import {import_id} is completed after its confirmation", view, "completed")
        self.held = None
        return view

    def import_at_once(self, nights_left):
        """Imports three files that arrive at once. The last is completed; each earlier one is completed in order, or not written at all."""
        files = []
        for _ in range(3):
            self.office.next_night(0.01)
            files.append(self.office.export())
        views = self.send(files[0], nights_left, files[1:])
        ids, done = [view["import_id"] for view in views], []
        for place, (view, file) in enumerate(zip(views, files)):
            codes = [problem["code"] for problem in view["problems"]["file"]]
            if view["status"] == "rejected" and codes == ["feed-out-of-date"]:
                done.append("out of date")
            elif view["status"] == "cancelled" and view["superseded_by"] in ids[place + 1 :]:
                done.append("superseded")
            else:
                done.append(self.check(view, file, True, nights_left))
        same("the last of several files is imported", self.model.nights[-1].import_id, ids[-1])
        return " | ".join(done)

    def undo(self, nights_left):
        """Undoes the newest file. A file at the brake can then no longer be confirmed: it was compared with another roster."""
        night, rows = self.model.nights[-1], self.model.plan_undo()
        with self.stack.kills_during(nights_left):
            response = self.stack.call("POST", f"/imports/{night.import_id}/undo", {"confirm": False})
            # An attempt whose response was lost may have completed the undo.
            if response.status != 201 and response.code != "already-undone":
                fail(f"the undo of import {night.import_id} starts", response)
            undo_id = self.stack.get(f"/imports/{night.import_id}")["undone_by"]
            view = self.stack.settled(undo_id)
        same_status(f"undo {undo_id} is completed", view, "completed")
        self.check_rows(view, rows)
        self.model.undo(undo_id)
        if not self.held:
            return describe(rows)
        response = self.stack.call("POST", f"/imports/{self.held[0]}/confirm", {"ignore_errors": False})
        same(f"import {self.held[0]} is out of date after an undo", (response.status, response.code), (409, "feed-out-of-date"))
        return f"{describe(rows)}; the file at the brake is out of date"

    def check_rows(self, view, rows):
        """Compares the counts and the export of an import with the outcomes of its rows."""
        counts = Counter(outcome for outcome, _ in rows.values())
        import_id = view["import_id"]
        same(f"the counts of import {import_id}", {name: view["summary"][name] for name in COUNTS}, {name: counts[name] for name in COUNTS})
        same(f"the export of import {import_id}", self.stack.export(import_id), rows)

    def compare(self):
        """Compares the feed and all users with the model."""
        newest = self.model.nights[-1] if self.model.nights else None
        expected = {
            "newest": newest and (newest.import_id, len(newest.roster)),
            "held": self.held and self.held[0],
            "waiting": None,
        }

        def feed():
            view = self.stack.get("/feeds/hr")
            file = view["newest"]
            return {"newest": file and (file["import_id"], file["users"]), "held": view["held"], "waiting": view["waiting"]}

        # An import that was cancelled or rejected leaves its feed shortly afterwards.
        end = time.monotonic() + 20
        while (found := feed()) != expected and time.monotonic() < end:
            time.sleep(0.1)
        same("the feed", found, expected)
        self.compare_users()

    def compare_users(self):
        """Compares the list, the stored users and some single users with the model."""
        when, users = f"after night {self.number}", self.model.users
        listed = self.stack.listed_users()
        found = {address: line["status"] for address, line in listed.items()}
        same(f"the list {when}", found, {address: "pending" if user.enabled else "disabled" for address, user in users.items()})
        found = {item["address"]["S"]: stored(item) for item in self.stack.program.stored_items("USER")}
        expected = {address: (self.model.values_of(user), len(user.imports)) for address, user in users.items()}
        same(f"the stored users and their numbers of writes {when}", found, expected)
        recent = [address for address, user in users.items() if user.imports[-1] == self.model.latest]
        for address in {*self.some_of(recent), *self.some_of(users)}:
            shown = self.stack.get(f"/users/{listed[address]['user_id']}")
            values = (shown["enabled"], shown["job_role"], shown["feed"], [one["import_id"] for one in shown["imports"]])
            same(f"user {address} {when}", values, self.model.values_of(users[address]))

    def some_of(self, addresses):
        return self.chance.sample(sorted(addresses), min(len(addresses), SHOWN_MAX))


def stored(item):
    """Returns values and version of a stored user. Each write increments the version. A feed is stored as its name, @ and a time."""
    feed = item.get("feed", {}).get("S", "").split("@")[0] or None
    imports = [entry["M"]["import_id"]["S"] for entry in item["history"]["L"]]
    return (item["enabled"]["BOOL"], item["job_role"]["S"], feed, imports), int(item["version"]["N"])


def describe(rows):
    counts = Counter(outcome for outcome, _ in rows.values())
    return ", ".join(f"{counts[name]} {name}" for name in COUNTS if counts[name]) or "no rows"


def main():
    arguments, chance = parse_arguments(rows=500, kills=4)
    head(f"a feed of {arguments.rows} people: seed {arguments.seed}, {arguments.kills} kills")
    with work_folder(arguments) as work:
        stack = Stack(Program(arguments.program, work / "data"), arguments.seed, arguments.kills)
        try:
            for path, document in (("/catalog", json.loads((SAMPLES / "catalog.json").read_text("utf-8"))), ("/feeds/hr", CONFIG)):
                response = stack.call("PUT", path, document)
                if response.status not in (200, 201):
                    fail(f"PUT {path}", response)
            nights = Nights(stack, arguments.rows, chance)
            while True:
                for place, kind in enumerate(ROUND):
                    nights.play(kind, len(ROUND) - place)
                if stack.killed >= arguments.kills:
                    break
        finally:
            stack.server.stop()
        users = nights.model.users
        writes = sum(len(user.imports) for user in users.values())
        print(f"      open imports at the kills: {', '.join(f'{count} {status}' for status, count in stack.killed_in.most_common())}")
        ok(f"{stack.killed} kills in {nights.number} nights, {nights.files} files: {writes} writes of {len(users)} users match the model")


if __name__ == "__main__":
    sys.exit(main())
