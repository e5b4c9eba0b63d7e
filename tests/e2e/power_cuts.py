#!/usr/bin/env python3
"""Copies the data directory at random moments of an import, as a power cut would leave it, and imports the file again in the copy.

    power_cuts.py PROGRAM [--cuts N] [--rows N] [--seed N]

The program is stopped (not killed) while its directory is copied. SQLite does not wait for the disk at each commit, so a power cut can lose
the last commits of each database, independently of each other: the copy of each write-ahead log is cut at a random place after its last
synchronized frame. Afterwards, a program that is started on the copy must complete the import: each user exists, was written once, and
equals the user of an undisturbed run. The result files exist unless the program reports that they were lost. Prints the seed
for reproducing a failure, although the timing varies slightly.
"""

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import time

from kills import command, start, users_of, write_file, writes
from program import parse_arguments, work_folder

# https://www.sqlite.org/walformat.html: the header of the log and of a frame, in bytes, and fields of the log's index in shared memory.
LOG_HEADER, FRAME_HEADER = 32, 24
PAGE_SIZE_AT, LAST_FRAME_AT, SYNCHRONIZED_AT = 14, 16, 128


def cut_log(database, chance):
    """Cuts the log of a database. Frames that a checkpoint has begun to copy were synchronized before and stay. Returns the bytes lost."""
    log, index = (database.with_name(database.name + suffix) for suffix in ("-wal", "-shm"))
    if not log.exists() or not index.exists():
        return 0
    fields = index.read_bytes()
    index.unlink()
    if len(fields) <= SYNCHRONIZED_AT + 4 or log.stat().st_size <= LOG_HEADER:
        return 0
    page, last = struct.unpack_from("=H", fields, PAGE_SIZE_AT)[0], struct.unpack_from("=I", fields, LAST_FRAME_AT)[0]
    synchronized = struct.unpack_from("=I", fields, SYNCHRONIZED_AT)[0]
    frame = FRAME_HEADER + (page if page > 1 else 65_536)
    end = min(LOG_HEADER + last * frame, log.stat().st_size)
    at = chance.randint(min(LOG_HEADER + synchronized * frame, end), end)
    os.truncate(log, at)
    return end - at


def cut_at_the_beginning(program, work):
    """Cuts the log of the table after each frame of the first start, as a power cut or a kill might. Returns the number of cuts."""
    data = work / "first"
    process = subprocess.Popen([program, "--data-dir", str(data), "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    while not (data / "lock").exists() or "http" not in (data / "lock").read_text():
        time.sleep(0.02)
    process.send_signal(signal.SIGSTOP)
    shutil.copytree(data, work / "begun")
    process.kill()
    process.wait()
    log = work / "begun" / "dynamodb.sqlite-wal"
    page = struct.unpack_from(">I", log.read_bytes(), 8)[0]
    frames = (log.stat().st_size - LOG_HEADER) // (FRAME_HEADER + page)
    for last in range(frames):
        copy = work / "begun-again"
        shutil.copytree(work / "begun", copy)
        (copy / "dynamodb.sqlite-shm").unlink()
        os.truncate(copy / "dynamodb.sqlite-wal", LOG_HEADER + last * (FRAME_HEADER + page))
        done = subprocess.run([program, "--data-dir", str(copy), "users", "--json"], capture_output=True, text=True)
        assert done.returncode == 0, f"cut after frame {last} of the first start: {done.stderr[-2000:]}"
        shutil.rmtree(copy)
    return frames


def main():
    arguments, chance = parse_arguments(cuts=10, rows=2_000)
    print(f"seed {arguments.seed}, {arguments.cuts} cuts, {arguments.rows} rows")
    with work_folder(arguments) as work:
        frames = cut_at_the_beginning(arguments.program, work)
        print(f"ok    cut after each of the {frames} frames that the first start writes: the next start works")
        file = work / "people.csv"
        write_file(file, arguments.rows, "Role")
        begun = time.monotonic()
        start(arguments.program, work / "undisturbed", file).communicate()
        longest = time.monotonic() - begun
        expected = users_of(arguments.program, work / "undisturbed")
        lost, complete = 0, 0
        for cut in range(arguments.cuts):
            data, copy = work / f"data-{cut}", work / f"copy-{cut}"
            process = start(arguments.program, data, file)
            time.sleep(chance.uniform(0.05, longest))
            process.send_signal(signal.SIGSTOP)
            is_running = process.poll() is None
            shutil.copytree(data, copy, symlinks=True)
            process.kill()
            process.wait()
            complete += not is_running
            lost += sum(cut_log(database, chance) for database in sorted(copy.glob("*.sqlite")))
            done = subprocess.run(command(arguments.program, copy, file), capture_output=True, text=True)
            assert done.returncode == 0, f"cut {cut}: the import ended with {done.returncode}: {done.stderr[-2000:]}"
            document = json.loads(done.stdout)
            summary = document["summary"]
            counted = summary["created"] + summary["updated"] + summary["skipped"]
            assert counted == arguments.rows and not summary["failed"], f"cut {cut}: {summary}"
            # The result files of an import that had completed are lost if the cut reached them, and the program says so.
            assert document["files"] or "no longer exist" in done.stderr, f"cut {cut}: no result files: {done.stderr[-2000:]}"
            assert users_of(arguments.program, copy) == expected, f"cut {cut}: the users differ from those of the undisturbed run"
            assert writes(copy) == {"1": arguments.rows}, f"cut {cut}: users by number of writes: {writes(copy)}"
            shutil.rmtree(data)
            shutil.rmtree(copy)
        print(
            f"ok    {arguments.cuts} copies ({complete} of a completed import, {lost:,} bytes of the logs lost): each import completed, "
            "and each user was written once"
        )


if __name__ == "__main__":
    sys.exit(main())
