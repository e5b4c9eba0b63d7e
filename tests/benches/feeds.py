#!/usr/bin/env python3
"""Compares a night of a feed with a plain import of the same file, and measures the undo of the first night: time, peak memory, and users
written.

    tests/benches/feeds.py PROGRAM [--rows 1000000] [--churn 0.01] [--folder DIR]

The first file of the feed creates every user. In the second file, a share of them (`--churn`) is absent, as many have joined, and as
many have another role. The second file is imported as a file of the feed, with `missing: disable`, and as an ordinary file with
`--update-existing`, each into its own copy of the same data directory. In a third copy, the first file is undone.
"""

import argparse, contextlib, json, os, pathlib, re, shutil, sqlite3, subprocess, sys, tempfile, time

HEADER = "enabled,name,email,companyName,cohortName,languageCode,job_role,region,module requested 1,module requested 2\r\n"


def write_file(path, people, changed=range(0)):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        for n in people:
            role = "Chef" if n in changed else "Cook"
            file.write(f"1,Nora,nora.{n}@example.org,Harbour & Vale Ltd,,en-GB,{role},North,Forklift Basics,\r\n")


def versions(data):
    """Returns the sum of the versions of all users: the number of times that users were written."""
    with contextlib.closing(sqlite3.connect(data / "dynamodb.sqlite")) as table:
        query = "SELECT sum(CAST(json_extract(item_json, '$.version.N') AS INTEGER)) FROM rollcall WHERE sk = 'S:USER'"
        return table.execute(query).fetchone()[0] or 0


def roster(data):
    """Returns the size in bytes of the only object whose first line is the id of a user: the roster."""
    sizes = []
    for path in (data / "s3" / "blobs").iterdir():
        with open(path, "rb") as file:
            if re.fullmatch(rb"[0-9a-z]{20,40}( \d+)?\n", file.readline(100)):
                sizes.append(path.stat().st_size)
    (size,) = sizes
    return size


def run(program, data, *arguments, name=None):
    """Runs a command and returns the JSON document that it printed. With `name`, prints time, peak memory and users written."""
    before = versions(data) if name else 0
    begun = time.monotonic()
    process = subprocess.Popen([program, "--data-dir", str(data), *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(arguments)} failed with status {status}: {printed.decode()}")
    took = time.monotonic() - begun
    document = json.loads(printed) if printed else None
    if name:
        counts = {key: count for key, count in document["summary"].items() if isinstance(count, int) and count}
        print(f"{name:<30} {took:7.1f} s  {used.ru_maxrss / 1024:6.0f} MiB  users written {versions(data) - before:>9,}  {counts}", flush=True)
    return document


def main():
    arguments = argparse.ArgumentParser(usage=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--churn", type=float, default=0.01)
    arguments.add_argument("--folder")
    options = arguments.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(dir=options.folder))
    data, plain, undone = (folder / name for name in ("feed", "plain", "undone"))
    rows, churned = options.rows, int(options.rows * options.churn)
    first, second = folder / "night-1.csv", folder / "night-2.csv"
    write_file(first, range(rows))
    write_file(second, range(churned, rows + churned), range(churned, 2 * churned))
    data.mkdir()
    run(options.program, data, "feeds", "set", "hr", "--missing", "disable")
    upload = ["--json", "--out", str(folder / "out")]
    try:
        night = run(options.program, data, "import", str(first), "--feed", "hr", *upload, name="first file of the feed")
        for copy in (plain, undone):
            shutil.copytree(data, copy)
        print(f"{'its roster':<30} {roster(data):,} bytes")
        run(options.program, data, "import", str(second), "--feed", "hr", *upload, name="second file of the feed")
        run(options.program, plain, "import", str(second), "--update-existing", *upload, name="the same file, no feed")
        run(options.program, undone, "undo", night["import_id"], "--yes", "--json", name="undo of the first file")
    finally:
        shutil.rmtree(folder)


main()
