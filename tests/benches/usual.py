#!/usr/bin/env python3
"""Imports a file as a simple Lambda function usually does, for comparison: csv.DictReader and batch_writer, one unconditional put per row.

    usual.py FILE.csv TABLE

Writes one user item per row with the keys and index attributes of Rollcall's table, so that the store does the same work.
Does less than an import: no lookups and no validation, and existing users are overwritten. An import also writes an item for
each identifier, so the file must contain none. Endpoint, region and credentials come from the environment.
"""

import csv
import hashlib
import secrets
import sys
import time
import uuid

import boto3

# The number of shards of a new stack.
SHARDS = 64
SECRET = secrets.token_bytes(16)


def hashed(address):
    """Returns the user's key, which has as many characters as Rollcall's, and their shard."""
    digest = hashlib.blake2b(address.encode(), digest_size=16, key=SECRET).digest()
    return digest.hex()[:26], int.from_bytes(digest, "big") % SHARDS


def main():
    path, table_name = sys.argv[1:]
    table = boto3.resource("dynamodb").Table(table_name)
    begun = time.perf_counter()
    rows = 0
    with open(path, newline="", encoding="utf-8-sig") as file, table.batch_writer() as batch:
        for row in csv.DictReader(file):
            # Not the users of the import, but users of almost the same size.
            address = "py." + row["email"].strip().lower()
            key, shard = hashed(address)
            titles = [value for name, value in row.items() if name.startswith("module requested") and value]
            batch.put_item(
                Item={
                    "pk": f"USER#{key}",
                    "sk": "USER",
                    "list_pk": f"USERS#{shard}",
                    "list_sk": address,
                    "company_pk": f"COMPANY_USERS#python#{shard}",
                    "user_id": uuid.uuid4().hex[:26],
                    "address": address,
                    "email": row["email"],
                    "enabled": row["enabled"] == "1",
                    "name": row["name"],
                    "last_name": row["last_name"],
                    "company_id": "python",
                    "cohort_id": "python",
                    "language": row["languageCode"],
                    "job_role": row["job_role"],
                    "region": row["region"],
                    "invitation": "none",
                    "status": "pending",
                    "courses": {title: {"import_id": "python", "at": "2026-01-01T00:00:00Z"} for title in titles},
                    "version": 1,
                    "history": [{"import_id": "python", "row": rows + 2, "outcome": "created"}],
                }
            )
            rows += 1
    took = time.perf_counter() - begun
    print(f"{rows} rows in {took:.2f} s: {rows / took:.0f} rows/s")


if __name__ == "__main__":
    main()
