#!/usr/bin/env python3
"""Computes the costs of a stack from template.yaml, for the tables in the manual.

    docs/costs.py            prints the tables, and fails if the manual is out of date
    docs/costs.py --write    … and writes them into docs/src/limits-quotas-costs.md

Also fails if an idle stack costs more than IDLE_MAX. Needs PyYAML. List prices of us-east-1 in US dollars, without free tiers.
"""

import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/src/limits-quotas-costs.md"
# Maximum cost of an idle stack, in dollars per month.
IDLE_MAX = 2.00

# Prices in dollars, per million requests unless the name or a comment gives another unit.
ALARM_METRIC, DASHBOARD = 0.10, 3.00  # each, per month
QUEUE_REQUESTS, INVOCATIONS, READ_UNITS, WRITE_UNITS = 0.40, 0.20, 0.125, 0.625
GB_SECOND = 0.0000166667
LOG_GB, TRACES, KEY_REQUESTS = 0.50, 5.00, 3.00
S3_WRITES, S3_READS, S3_GB = 5.00, 0.40, 0.023

MINUTES = 730 * 60
# Lambda's pollers wait 20 s for a message. When idle, a mapping without a maximum concurrency has two pollers, one with it has five.
# Source: Lambda developer guide, "Configuring scaling behavior for SQS event source mappings".
POLLS_PER_MINUTE, POLLERS_MIN, POLLERS_LIMITED = 3, 2, 5
# A sweep that finds nothing: one query each for imports, batches, reports and feeds, and two reads of the index of due invitations, each
# half a unit; 20 ms; three log lines of the platform, 150 bytes each.
SWEEP_READS, SWEEP_S, SWEEP_LOG_BYTES = 6 * 0.5, 0.02, 450
# DynamoDB requests the table's key every five minutes while the table is in use.
KEY_REQUESTS_PER_HOUR = 12


def dollars(cost):
    """Formats an amount with two decimals, with half a cent rounded up."""
    return f"{cost + 1e-9:.2f}"


class Loader(yaml.SafeLoader):
    """Reads a CloudFormation tag as its argument: `!Ref Table` as the text `Table`."""


Loader.add_multi_constructor("!", lambda loader, tag, node: getattr(loader, f"construct_{node.id}")(node, *([True] if node.id != "scalar" else [])))


class Stack:
    def __init__(self, template, monitoring):
        self.is_full = monitoring == "full"
        self.functions, self.resources = {}, {}
        for name, one in template["Resources"].items():
            if one.get("Condition") != "MonitorsFully" or self.is_full:
                self.resources[name] = one
        self.globals = template["Globals"]["Function"]

    def of(self, kind):
        return {name: one.get("Properties", {}) for name, one in self.resources.items() if one["Type"] == kind}

    def alarm_metrics(self):
        """Returns the number of metrics in all alarms: CloudWatch charges for each metric of an expression."""
        def count(alarm):
            return sum("MetricStat" in metric for metric in alarm["Metrics"]) if "Metrics" in alarm else 1
        return sum(map(count, self.of("AWS::CloudWatch::Alarm").values()))

    def pollers(self):
        """Returns the number of queues with two pollers, and of those with five."""
        mappings = [event["Properties"] for function in self.of("AWS::Serverless::Function").values()
                    for event in function["Events"].values() if event["Type"] == "SQS"]
        limited = sum("MaximumConcurrency" in mapping.get("ScalingConfig", {}) for mapping in mappings)
        return len(mappings) - limited, limited

    def idle(self):
        """Yields the items of the cost of a month in which nothing happens: description, arithmetic, dollars."""
        (sweep,) = [function for function in self.of("AWS::Serverless::Function").values()
                    for event in function["Events"].values() if event["Type"] == "Schedule"]
        memory_gb = sweep.get("MemorySize", self.globals["MemorySize"]) / 1024
        metrics = self.alarm_metrics()
        free, limited = self.pollers()
        polls = (free * POLLERS_MIN + limited * POLLERS_LIMITED) * POLLS_PER_MINUTE * MINUTES
        yield "Alarms", f"{metrics} metrics × {ALARM_METRIC:.2f}", metrics * ALARM_METRIC
        dashboards = len(self.of("AWS::CloudWatch::Dashboard"))
        if dashboards:
            yield "Dashboard", "three are free in an account", dashboards * DASHBOARD
        yield ("Polling of the queues", f"({free} × {POLLERS_MIN} + {limited} × {POLLERS_LIMITED}) pollers × {POLLS_PER_MINUTE} a minute",
               polls * QUEUE_REQUESTS / 1e6)
        yield ("Sweep, once a minute", f"{MINUTES:,} × {SWEEP_S * 1000:.0f} ms × {memory_gb:g} GB",
               MINUTES * (INVOCATIONS / 1e6 + SWEEP_S * memory_gb * GB_SECOND))
        yield "Its reads", f"{MINUTES:,} × {SWEEP_READS:g} units", MINUTES * SWEEP_READS * READ_UNITS / 1e6
        yield "Its log", f"{MINUTES:,} × {SWEEP_LOG_BYTES} bytes", MINUTES * SWEEP_LOG_BYTES / 1e9 * LOG_GB
        yield "Key of the table", f"{KEY_REQUESTS_PER_HOUR} requests an hour", 730 * KEY_REQUESTS_PER_HOUR * KEY_REQUESTS / 1e6


def million(template):
    """Yields the items of the cost of importing a million new users of up to 1 KB each: description, quantity, price, dollars."""
    functions = {name: one["Properties"] for name, one in template["Resources"].items() if one["Type"] == "AWS::Serverless::Function"}
    size = template["Mappings"]["Sizes"]["medium"]
    indexes = template["Resources"]["Table"]["Properties"]["GlobalSecondaryIndexes"]
    # A new user has entries in the indexes that lists use; the others contain only open work.
    listing = sum(index["Projection"]["ProjectionType"] == "INCLUDE" for index in indexes)
    apply_gb, import_gb = size["ApplyMemory"] / 1024, size["ImportMemory"] / 1024
    import_s = 2 * min(600, functions["ImportFunction"]["Timeout"])
    yield ("Table writes: the user, and its entries in two indexes", f"{1 + listing} × 1,000,000 units", f"{WRITE_UNITS} per million",
           (1 + listing) * WRITE_UNITS)
    yield "Table reads: one consistent read per address", "1,000,000 units", f"{READ_UNITS} per million", READ_UNITS
    yield (f"`apply`: 2,000 chunks × 2 s × {apply_gb:g} GB", f"{4000 * apply_gb:,.0f} GB-s", f"{GB_SECOND:.10f}", 4000 * apply_gb * GB_SECOND)
    yield (f"`import`: reading and completing, 2 × 10 min × {import_gb:.2f} GB at most", f"{import_s * import_gb:,.0f} GB-s",
           f"{GB_SECOND:.10f}", import_s * import_gb * GB_SECOND)
    yield ("S3: 2,000 chunk results and about 300 parts written; read once", "2,300 writes · 2,300 reads",
           f"{S3_WRITES:.2f} · {S3_READS:.2f} per million", 2300 * (S3_WRITES + S3_READS) / 1e6)
    yield "Queue: send, receive, delete", "6,000 requests", f"{QUEUE_REQUESTS:.2f} per million", 6000 * QUEUE_REQUESTS / 1e6
    yield "Files: 0.1 GB for a week, 2 GB for a month", "2 GB-months", f"{S3_GB}", 2 * S3_GB


def idle_tables(template):
    kinds = {kind: list(Stack(template, kind).idle()) for kind in ("essential", "full")}
    totals = {kind: sum(cost for *_, cost in lines) for kind, lines in kinds.items()}
    lines = ["| What, in a month | `essential` | Dollars | `full` | Dollars |", "| --- | --- | --- | --- | --- |"]
    essential = {name: (how, cost) for name, how, cost in kinds["essential"]}
    for name, how, cost in kinds["full"]:
        own_how, own = essential.get(name, ("–", None))
        lines.append(f"| {name} | {own_how} | {'–' if own is None else dollars(own)} | {how if how != own_how else 'the same'} | {dollars(cost)} |")
    lines.append(f"| **Total** | | **{dollars(totals['essential'])}** | | **{dollars(totals['full'])}** |")
    return "\n".join(lines), totals["essential"]


def million_table(template):
    lines = ["| What | How much | Price | Dollars |", "| --- | --- | --- | --- |"]
    rows = list(million(template))
    lines += [f"| {what} | {count} | {price} | {dollars(cost)} |" for what, count, price, cost in rows]
    lines.append(f"| **Total** | | | **{dollars(sum(cost for *_, cost in rows))}** |")
    return "\n".join(lines)


def replace(page, name, table):
    begin, end = f"<!-- {name}: written by docs/costs.py -->\n\n", f"\n\n<!-- end of {name} -->"
    before, rest = page.split(begin)
    _, after = rest.split(end)
    return f"{before}{begin}{table}{end}{after}"


def main(write):
    template = yaml.load((ROOT / "template.yaml").read_text(encoding="utf-8"), Loader)
    idle, total = idle_tables(template)
    tables = {"idle stack": idle, "million rows": million_table(template)}
    for table in tables.values():
        print(table, end="\n\n")
    page = current = PAGE.read_text(encoding="utf-8")
    for name, table in tables.items():
        page = replace(page, name, table)
    if write:
        PAGE.write_text(page, encoding="utf-8")
    elif page != current:
        sys.exit("docs/src/limits-quotas-costs.md is not what template.yaml costs: run docs/costs.py --write")
    if total > IDLE_MAX:
        sys.exit(f"an idle stack costs {total:.2f} dollars a month; the limit is {IDLE_MAX:.2f}")
    print(f"an idle stack costs {total:.2f} dollars a month")


if __name__ == "__main__":
    main("--write" in sys.argv[1:])
