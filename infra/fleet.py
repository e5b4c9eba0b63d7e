#!/usr/bin/env python3
"""Plans and deploys the stacks of many tenants, which are the sections of samconfig.toml.

    infra/fleet.py plan [--stage prod] [--only acme,birch]
    infra/fleet.py deploy [--stage prod] [--only acme,birch] [--canary acme] [--at-once 4] [--yes]

Builds and packages once, creates and shows a change set for each stack, and executes exactly these: first that of the canary, then the
others, a few at a time. After the first failure, no further stack is deployed. Ends with a table; the exit status is 1 if anything failed.
docs/src/fleet.md describes its use. Needs SAM and boto3.
"""

import argparse
import re
import shlex
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

try:
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError, WaiterError
except ImportError:
    sys.exit("fleet.py needs boto3: pip install boto3")

ROOT = Path(__file__).resolve().parents[1]
BUILT = ROOT / ".aws-sam/build/template.yaml"
# Replacing a resource of these types creates an empty one and leaves the data behind.
LASTING = ("AWS::DynamoDB::Table", "AWS::S3::Bucket")
# The parameters of the table's warm throughput, with their names in a description of the table. DynamoDB refuses values that are lower
# than the current ones, so the update would fail after other resources have changed.
NEVER_LOWER = {"WarmWrites": "WriteUnitsPerSecond", "WarmReads": "ReadUnitsPerSecond"}
NOT_STARTED, UNCHANGED = "not started", "no changes"
# An hour: a stack has more than 100 resources, and its first deployment takes a few minutes.
WAIT = {"Delay": 5, "MaxAttempts": 720}


@dataclass
class Stack:
    """A section of samconfig.toml, and the state and result of its stack in this run."""

    section: str
    tenant: str
    stack_name: str
    region: str
    profile: str | None
    is_new: bool = False
    parameters: dict = field(default_factory=dict)
    before: str = "–"
    after: str = "–"
    change_set: str | None = None
    changes: list = field(default_factory=list)
    architecture: str | None = None
    result: str = NOT_STARTED
    has_failed: bool = False

    def client(self, service):
        return boto3.Session(profile_name=self.profile, region_name=self.region).client(service)

    def fail(self, reason):
        self.result, self.has_failed = reason, True


def pairs(value):
    """Returns the keys and values of an option that samconfig.toml may contain as text, list or table."""
    if isinstance(value, dict):
        return {key: str(one) for key, one in value.items()}
    words = shlex.split(value) if isinstance(value, str) else list(value or [])
    return dict(word.split("=", 1) for word in words if "=" in word)


def stacks_of(config, stage, only):
    """Returns the selected sections, in the order of the file. Exits if there are none, or if one has no region."""
    found, known = [], []
    for section, commands in config.items():
        deploy = commands.get("deploy", {}).get("parameters") if isinstance(commands, dict) else None
        settings = {**commands.get("global", {}).get("parameters", {}), **(deploy or {})} if deploy is not None else {}
        if "stack_name" not in settings:
            continue
        tags = pairs(settings.get("tags"))
        known.append(f"{section} (stage {tags.get('stage', '–')})")
        tenant = tags.get("tenant", section)
        is_named = not only or section in only or tenant in only
        if tags.get("stage") == stage and is_named:
            found.append(Stack(section, tenant, settings["stack_name"], settings.get("region"), settings.get("profile")))
    unknown = [name for name in only if not any(name in (one.section, one.tenant) for one in found)]
    if unknown or not found:
        what = f"no section of stage {stage} is named {', '.join(unknown)}" if unknown else f"no section has the tag stage={stage}"
        sys.exit(f"{what}. Sections with a stack: {', '.join(known) or 'none'}")
    without = [one.section for one in found if not one.region]
    if without:
        sys.exit(f"sections without a region: {', '.join(without)}")
    return found


def version_of(stack):
    """Sets `is_new` and the parameters of the stack. Returns the version in its outputs."""
    try:
        found = stack.client("cloudformation").describe_stacks(StackName=stack.stack_name)["Stacks"][0]
    except ClientError as error:
        if "does not exist" not in str(error):
            raise
        found = {"StackStatus": "REVIEW_IN_PROGRESS"}
    stack.is_new = found["StackStatus"] == "REVIEW_IN_PROGRESS"
    if stack.is_new:
        return "–"
    stack.parameters = {one["ParameterKey"]: one.get("ParameterValue") for one in found.get("Parameters", [])}
    return next((one["OutputValue"] for one in found.get("Outputs", []) if one["OutputKey"] == "Version"), "unknown")


def package(stacks, template, folder):
    """Uploads the functions once for each Region and profile. Returns the packaged templates, by Region and profile."""
    packaged = {}
    for place in dict.fromkeys((one.region, one.profile) for one in stacks):
        region, profile = place
        packaged[place] = Path(folder) / f"packaged-{len(packaged)}.yaml"
        sam("package", "--template-file", template, "--resolve-s3", "--s3-prefix", "rollcall", "--region", region,
            *(("--profile", profile) if profile else ()), "--output-template-file", packaged[place], "--no-progressbar", check=True)
    return packaged


def sam(*arguments, check=False):
    """Runs SAM with its output captured. With `check`, exits if SAM fails."""
    done = subprocess.run(["sam", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True)
    if check and done.returncode != 0:
        sys.exit(f"sam {arguments[0]} exits with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


def plan(stack, template, options):
    """Creates a change set. A failure becomes the stack's result."""
    try:
        stack.before = stack.after = version_of(stack)
        done = sam("deploy", "--config-env", stack.section, "--config-file", options.config, "--template-file", template,
                   "--stack-name", stack.stack_name, "--region", stack.region, "--no-execute-changeset", "--no-confirm-changeset",
                   "--no-fail-on-empty-changeset", "--no-progressbar")
        found = re.search(r"arn:[\w-]+:cloudformation:\S+:changeSet/[\w/-]+", done.stdout)
        if done.returncode != 0:
            lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
            stack.fail(f"no change set: {lines[-1] if lines else f'sam exits with {done.returncode}'}")
        elif found is None:
            stack.result = UNCHANGED
        else:
            stack.change_set = found.group(0)
            read_changes(stack)
    except (BotoCoreError, ClientError, OSError) as error:
        stack.fail(f"no change set: {error}")


def pages(list_page, **question):
    """Yields the pages of a list."""
    while True:
        page = list_page(**question)
        yield page
        if "NextToken" not in page:
            break
        question["NextToken"] = page["NextToken"]


def read_changes(stack):
    parameters = {}
    for page in pages(stack.client("cloudformation").describe_change_set, ChangeSetName=stack.change_set, StackName=stack.stack_name):
        stack.changes += [one["ResourceChange"] for one in page.get("Changes", []) if "ResourceChange" in one]
        parameters.update({one["ParameterKey"]: one.get("ParameterValue") for one in page.get("Parameters", [])})
    stack.architecture = parameters.get("Architecture", stack.architecture)
    lost = [one["LogicalResourceId"] for one in stack.changes
            if one["ResourceType"] in LASTING and one.get("Replacement") == "True"]
    if lost:
        stack.fail(f"refused: would replace {', '.join(lost)} and leave the data behind")
        return
    lowered = lowered_parameters(stack.parameters, parameters)
    if lowered:
        stack.fail(f"refused: would lower {', '.join(lowered)}, but warm throughput can only be raised")
        return
    too_low = parameters_below_table(stack, parameters)
    if too_low:
        stack.fail(f"refused: warm throughput can only be raised, and the table has more: {', '.join(too_low)}")


def lowered_parameters(before, after):
    """Returns the parameters of `NEVER_LOWER` whose value is lowered. With WarmWrites 0, the table has no warm throughput of its own."""
    if float(before.get("WarmWrites") or 0) == 0:
        return []
    pairs = [(name, before.get(name), after.get(name)) for name in NEVER_LOWER]
    return [f"{name} from {old} to {new}" for name, old, new in pairs if old and new and float(new) < float(old)]


def parameters_below_table(stack, after):
    """Returns the parameters of `NEVER_LOWER` whose new value is lower than what the table or one of its indexes has.

    DynamoDB raises the warm throughput of a table as its use grows, so it may be higher than the stack has ever set it.
    """
    is_changed = any(after.get(name) != stack.parameters.get(name) for name in NEVER_LOWER)
    if stack.is_new or not is_changed or float(after.get("WarmWrites") or 0) == 0:
        return []
    found = stack.client("cloudformation").describe_stack_resource(StackName=stack.stack_name, LogicalResourceId="Table")
    name = found["StackResourceDetail"]["PhysicalResourceId"]
    table = stack.client("dynamodb").describe_table(TableName=name)["Table"]
    parts = [table, *table.get("GlobalSecondaryIndexes", [])]
    current = {name: max(part.get("WarmThroughput", {}).get(member, 0) for part in parts) for name, member in NEVER_LOWER.items()}
    return [f"set {name} to {current[name]} or more, not {after[name]}" for name in NEVER_LOWER
            if after.get(name) and float(after[name]) < current[name]]


def show(stack):
    """Prints the change set of a stack."""
    kind = "new stack" if stack.is_new else f"version {stack.before}"
    print(f"\n{stack.section}: {stack.stack_name} in {stack.region}, {kind}")
    if stack.change_set is None:
        print(f"  {stack.result}")
    if stack.is_new and stack.changes:
        print(f"  Add      {len(stack.changes)} resources")
    else:
        for one in sorted(stack.changes, key=lambda one: (one["Action"], one["LogicalResourceId"])):
            replaced = {"True": ", replaced", "Conditional": ", perhaps replaced"}.get(one.get("Replacement"), "")
            print(f"  {one['Action']:<8} {one['LogicalResourceId']} ({one['ResourceType']}{replaced})")
    if stack.change_set and stack.has_failed:
        print(f"  {stack.result}")


def deploy(stack):
    """Executes the change set that was shown, and waits until it has completed or failed."""
    formation = stack.client("cloudformation")
    begun = time.time()
    try:
        formation.execute_change_set(ChangeSetName=stack.change_set, StackName=stack.stack_name)
        stack.change_set = None
        kind = "stack_create_complete" if stack.is_new else "stack_update_complete"
        formation.get_waiter(kind).wait(StackName=stack.stack_name, WaiterConfig=WAIT)
        stack.after = version_of(stack)
        stack.result = "deployed"
    except WaiterError as error:
        stack.fail(f"failed: {reason_of(formation, stack, begun) or error}")
    except (BotoCoreError, ClientError) as error:
        stack.fail(f"failed: {error}")
    print(f"{stack.section}: {stack.result}, {time.time() - begun:.0f} s", flush=True)


def reason_of(formation, stack, begun):
    """Returns the first failure of a deployment, or `None`. `begun` is the time of its start; the clocks may differ by a minute."""
    failed = []
    # Newest first, 100 on a page: a rollback alone has several hundred.
    for page in pages(formation.describe_stack_events, StackName=stack.stack_name):
        events = [one for one in page["StackEvents"] if one["Timestamp"].timestamp() >= begun - 60]
        failed += [one for one in events if one["ResourceStatus"].endswith("_FAILED")]
        if len(events) < len(page["StackEvents"]):
            break
    first = min(failed, key=lambda one: one["Timestamp"], default=None)
    return first and f"{first['LogicalResourceId']}: {first.get('ResourceStatusReason', first['ResourceStatus'])}"


def alarms_of(stack):
    """Returns the names of a stack's alarms. A prefix is not enough: the alarms of `rollcall-acme-test` also begin with `rollcall-acme-`."""
    found = pages(stack.client("cloudformation").list_stack_resources, StackName=stack.stack_name)
    resources = [one for page in found for one in page["StackResourceSummaries"]]
    return [one["PhysicalResourceId"] for one in resources if one["ResourceType"] == "AWS::CloudWatch::Alarm"]


def soak(canary, seconds):
    """Watches the canary's alarms for a time, before the others are deployed. An alarm makes the canary fail."""
    end = time.monotonic() + seconds
    try:
        alarms = alarms_of(canary)
        # Without names, CloudWatch would return the alarms of all stacks.
        while alarms and time.monotonic() < end and not canary.has_failed:
            time.sleep(min(15, max(0, end - time.monotonic())))
            found = canary.client("cloudwatch").describe_alarms(AlarmNames=alarms, StateValue="ALARM")
            names = [one["AlarmName"] for one in found["MetricAlarms"]]
            if names:
                canary.fail(f"deployed, but in alarm: {', '.join(names)}")
    except (BotoCoreError, ClientError) as error:
        canary.fail(f"deployed, but its alarms cannot be listed: {error}")
    if canary.has_failed:
        print(f"{canary.section}: {canary.result}", flush=True)


def clean_up(stacks):
    """Deletes change sets that were not executed, and the empty stacks that CloudFormation created for new stacks."""
    for stack in stacks:
        if stack.change_set is None:
            continue
        formation = stack.client("cloudformation")
        try:
            formation.delete_change_set(ChangeSetName=stack.change_set, StackName=stack.stack_name)
            if stack.is_new:
                formation.delete_stack(StackName=stack.stack_name)
        except (BotoCoreError, ClientError) as error:
            print(f"{stack.section}: its change set is left: {error}", file=sys.stderr)


def table(stacks):
    rows = [("section", "tenant", "before", "after", "result"),
            *((one.section, one.tenant, one.before, one.after, one.result) for one in stacks)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    print()
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)), row[4], sep="  ")


def plan_all(stacks, options):
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.at_once) as pool:
        packaged = package(stacks, options.template_file, folder)
        list(pool.map(lambda stack: plan(stack, packaged[stack.region, stack.profile], options), stacks))
    for stack in stacks:
        show(stack)
    kinds = {one.architecture for one in stacks if one.architecture}
    if len(kinds) > 1:
        for stack in stacks:
            stack.fail(f"refused: one build cannot serve {' and '.join(sorted(kinds))}; select with --only")


def deploy_all(stacks, options):
    canary, others = stacks[0], stacks[1:]
    if canary.change_set:
        print(f"\ncanary: {canary.section}", flush=True)
        deploy(canary)
        if not canary.has_failed and any(one.change_set for one in others):
            soak(canary, options.soak)

    def unless_failed(stack):
        if stack.change_set and not any(one.has_failed for one in stacks):
            deploy(stack)

    with ThreadPoolExecutor(options.at_once) as pool:
        list(pool.map(unless_failed, others))


def arguments():
    parser = argparse.ArgumentParser(description="Plans and deploys the stacks of many tenants.")
    parser.add_argument("command", choices=("plan", "deploy"))
    parser.add_argument("--stage", default="prod", help="the tag stage of the sections [default: prod]")
    parser.add_argument("--only", default="", help="sections or tenants, separated by commas [default: all of the stage]")
    parser.add_argument("--canary", help="the section or tenant that is deployed first [default: the first one]")
    parser.add_argument("--at-once", type=int, default=4, help="stacks deployed at the same time after the canary [default: 4]")
    parser.add_argument("--soak", type=int, default=120, help="seconds to watch the canary's alarms before the others follow [default: 120]")
    parser.add_argument("--yes", action="store_true", help="do not ask before the deployment")
    parser.add_argument("--config", type=Path, default=ROOT / "samconfig.toml", help="[default: samconfig.toml]")
    parser.add_argument("--template-file", type=Path, help="a template that `sam build` wrote; omits the build")
    return parser.parse_args()


def main():
    options = arguments()
    options.config = options.config.resolve()
    only = [name for name in options.only.split(",") if name]
    stacks = stacks_of(tomllib.loads(options.config.read_text(encoding="utf-8")), options.stage, only)
    if options.canary:
        first = [one for one in stacks if options.canary in (one.section, one.tenant)]
        if not first:
            sys.exit(f"the canary {options.canary} is not among {', '.join(one.section for one in stacks)}")
        stacks = first[:1] + [one for one in stacks if one is not first[0]]
    if options.template_file is None:
        subprocess.run(["sam", "build", "--config-env", stacks[0].section, "--config-file", str(options.config)], cwd=ROOT, check=True)
        options.template_file = BUILT
    options.template_file = options.template_file.resolve()
    try:
        plan_all(stacks, options)
        ready = [one for one in stacks if one.change_set]
        if options.command == "plan":
            for stack in ready:
                if not stack.has_failed:
                    stack.result = f"{len(stack.changes)} changes"
        elif ready and not any(one.has_failed for one in stacks):
            if options.yes or input(f"\nDeploy to {len(ready)} stacks? [y/N] ").strip().lower() == "y":
                deploy_all(stacks, options)
    finally:
        clean_up(stacks)
        table(stacks)
    sys.exit(1 if any(one.has_failed for one in stacks) else 0)


if __name__ == "__main__":
    main()
