#!/usr/bin/env python3
"""Tests infra/fleet.py on the emulator: plans, a deployment that stops at the tenant that fails, and one that completes.

    tests/e2e/fleet.py TEMPLATE      the template as `sam build` wrote it
"""

import importlib.util
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import yaml

from checks import fail, head, want
from emulator import ROOT, REGION, Emulator

TENANTS = ("acme", "birch", "cedar", "dogwood", "elm")
PARAMETERS = ("Tenant={0} PortalOrigin=https://{0}.portal.example Issuer=https://login.example.org Audience=rollcall-{0} "
              "MailSender=portal@{0}.example")


class Fleet:
    def __init__(self, emulator, built, folder):
        self.emulator, self.folder = emulator, Path(folder)
        self.config, self.template = self.folder / "samconfig.toml", self.folder / "template.yaml"
        self.built = built
        sections = [self.section(name, f"rollcall-{name}", name, "prod") for name in TENANTS]
        self.config.write_text("version = 0.1\n" + "\n".join([*sections, self.section("acme-test", "rollcall-acme-test", "acme", "test")]))
        (self.folder / "elm.yaml").write_text("LogRetentionDays: 90\n")
        self.write_template(breaks="cedar")

    def section(self, name, stack_name, tenant, stage):
        parameters = [PARAMETERS.format(name)]
        if name == "elm":
            parameters.append(f"file://{self.folder}/elm.yaml")
        return "\n".join([
            f"[{name}.global.parameters]", f'stack_name = "{stack_name}"', f'region = "{REGION}"',
            f"[{name}.deploy.parameters]", "resolve_s3 = true", 'capabilities = "CAPABILITY_IAM"', f's3_prefix = "{stack_name}"',
            f'tags = "application=rollcall tenant={tenant} stage={stage}"', f"parameter_overrides = {parameters}", ""])

    def write_template(self, breaks=None):
        """Writes the built template. If `breaks` names a tenant, its stack contains a resource that cannot be created."""
        template = yaml.safe_load(self.built.read_text(encoding="utf-8"))
        for one in template["Resources"].values():
            if one["Type"] == "AWS::Serverless::Function":
                one["Properties"]["CodeUri"] = str(self.built.parent / one["Properties"]["CodeUri"])
        if breaks:
            template["Conditions"]["IsBroken"] = {"Fn::Equals": [{"Ref": "Tenant"}, breaks]}
            template["Resources"]["Broken"] = {"Type": "AWS::Nothing::AtAll", "Condition": "IsBroken"}
        self.template.write_text(yaml.safe_dump(template, sort_keys=False))

    def run(self, *arguments, status=0):
        command = [sys.executable, str(ROOT / "infra/fleet.py"), *arguments, "--config", str(self.config), "--template-file", str(self.template)]
        done = subprocess.run(command, env=self.emulator.environment, capture_output=True, text=True, timeout=1200)
        if done.returncode != status:
            fail(f"fleet.py {' '.join(arguments)} exits with {done.returncode} instead of {status}", done.stdout, done.stderr,
                 self.emulator.log.read_text(errors="replace"))
        return done.stdout + done.stderr

    def stacks(self):
        """Returns the status of each tenant's stack, by name."""
        listed = self.emulator.client("cloudformation").list_stacks()["StackSummaries"]
        return {one["StackName"]: one["StackStatus"] for one in listed
                if one["StackName"].startswith("rollcall-") and one["StackStatus"] != "DELETE_COMPLETE"}


def results(text):
    """Returns the last column of the table that infra/fleet.py prints, by section."""
    rows = text.splitlines()
    start = next(at for at, row in enumerate(rows) if row.startswith("section "))
    column = rows[start].index("result")
    return {row.split()[0]: row[column:].strip() for row in rows[start + 1:] if row.strip()}


def main():
    built = Path(sys.argv[1]).resolve()
    head("a fleet of five tenants")
    module = load()
    replaced(module)
    lowered(module)
    below_the_table(module)
    explained(module)
    soaked(module)
    unlisted(module)
    with tempfile.TemporaryDirectory() as folder:
        emulator = Emulator(folder)
        try:
            run(Fleet(emulator, built, folder))
        finally:
            emulator.stop()


def run(fleet):
    text = fleet.run("plan", "--only", "nobody", status=1)
    want("an unknown tenant is named, with the sections that exist", "nobody" in text and "acme-test (stage test)" in text, text)

    text = fleet.run("plan")
    found = results(text)
    want("a plan shows a change set for each tenant of the stage", tuple(found) == TENANTS and all("changes" in one for one in found.values()), text)
    want("… and leaves nothing behind", fleet.stacks() == {}, fleet.stacks())

    for selection in ((), ("--only", "acme")):
        text = fleet.run("plan", "--stage", "test", *selection)
        found = results(text)
        want(f"a plan {' '.join(('--stage', 'test', *selection))} shows the stack of that stage only",
             list(found) == ["acme-test"] and "changes" in found["acme-test"], text)
    want("… and leaves nothing behind either", fleet.stacks() == {}, fleet.stacks())

    text = fleet.run("deploy", "--yes", "--soak", "0", "--canary", "birch", "--at-once", "1", status=1)
    found, stacks = results(text), fleet.stacks()
    order = [line.split(":")[0] for line in text.splitlines() if ": deployed, " in line or ": failed: " in line]
    want("the canary is deployed first, and the first failure ends the deployment", order == ["birch", "acme", "cedar"], text)
    want("… with its reason", found["cedar"].startswith("failed: Broken: "), text)
    want("… and the others are not started", found["dogwood"] == found["elm"] == "not started", text)
    states = {name: stacks.get(f"rollcall-{name}") for name in TENANTS}
    want("… as their stacks show", [states[name] for name in ("birch", "acme")] == ["CREATE_COMPLETE"] * 2
         and states["dogwood"] is states["elm"] is None and states["cedar"] == "ROLLBACK_COMPLETE", stacks)

    fleet.emulator.client("cloudformation").delete_stack(StackName="rollcall-cedar")
    fleet.write_template()
    text = fleet.run("deploy", "--yes", "--soak", "1")
    want("the next deployment completes the fleet", results(text) == dict.fromkeys(TENANTS, "deployed"), text)
    version = yaml.safe_load(fleet.built.read_text(encoding="utf-8"))["Outputs"]["Version"]["Value"]
    want("… and shows the versions before and after", all(words in " ".join(text.split()) for words in (
        f"acme acme {version} {version} deployed", f"elm elm – {version} deployed")), text)
    elm = fleet.emulator.client("cloudformation").describe_stacks(StackName="rollcall-elm")["Stacks"][0]
    parameters = {one["ParameterKey"]: one["ParameterValue"] for one in elm["Parameters"]}
    want("a parameter file of a tenant is applied", parameters["LogRetentionDays"] == "90", parameters)
    want("… and no stack of another stage is touched", "rollcall-acme-test" not in fleet.stacks(), fleet.stacks())

    text = fleet.run("plan", "--only", "acme,elm")
    want("a second run changes nothing", results(text) == {"acme": "no changes", "elm": "no changes"}, text)


def load():
    """Loads infra/fleet.py as a module, to test it with what the emulator never reports."""
    spec = importlib.util.spec_from_file_location("fleet", ROOT / "infra/fleet.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["fleet"] = module
    spec.loader.exec_module(module)
    return module


def stack_with(module, name="acme", **calls):
    """Returns a stack with a change set, whose clients have these methods."""
    stack = module.Stack(name, name, f"rollcall-{name}", REGION, None, change_set="arn")
    stack.client = lambda service: SimpleNamespace(**calls)
    return stack


def listed(parameters):
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]


def replaced(module):
    """Tests a change set that would replace the table."""
    change = {"Action": "Modify", "LogicalResourceId": "Table", "ResourceType": "AWS::DynamoDB::Table", "Replacement": "True"}
    page = {"Changes": [{"ResourceChange": change}], "Parameters": []}
    stack = stack_with(module, describe_change_set=lambda **_: page)
    module.read_changes(stack)
    want("a change set that replaces the table is refused", stack.has_failed and "would replace Table" in stack.result, stack)


def lowered(module):
    """Tests change sets with a warm throughput other than the stack's."""
    for before, after, refused in (
        ({"WarmWrites": "8000", "WarmReads": "12000"}, {"WarmWrites": "4000", "WarmReads": "12000"}, "WarmWrites from 8000 to 4000,"),
        ({"WarmWrites": "8000", "WarmReads": "20000"}, {"WarmWrites": "9000", "WarmReads": "12000"}, "WarmReads from 20000 to 12000,"),
        ({"WarmWrites": "8000", "WarmReads": "12000"}, {"WarmWrites": "0", "WarmReads": "12000"}, "WarmWrites from 8000 to 0,"),
        ({"WarmWrites": "8000", "WarmReads": "12000"}, {"WarmWrites": "8000", "WarmReads": "20000"}, None),
        # WarmReads has no effect while WarmWrites is 0.
        ({"WarmWrites": "0", "WarmReads": "20000"}, {"WarmWrites": "8000", "WarmReads": "12000"}, None),
        # A stack of a version that lacks these parameters.
        ({}, {"WarmWrites": "8000", "WarmReads": "12000"}, None),
    ):
        described = {"StackStatus": "UPDATE_COMPLETE", "Outputs": [], "Parameters": listed(before)}
        stack = stack_with(module, describe_stacks=lambda **_: {"Stacks": [described]},
                           describe_change_set=lambda **_: {"Changes": [], "Parameters": listed(after)},
                           describe_stack_resource=lambda **_: {"StackResourceDetail": {"PhysicalResourceId": "acme-Table-1"}},
                           describe_table=lambda **_: {"Table": {}})
        module.version_of(stack)
        module.read_changes(stack)
        is_as_expected = stack.has_failed == (refused is not None) and (refused is None or f"would lower {refused}" in stack.result)
        want(f"{before} to {after} is {'refused' if refused else 'accepted'}", is_as_expected, stack.result)


def below_the_table(module):
    """Tests change sets that set a warm throughput for a table whose own has grown."""
    def part(reads, writes, **more):
        return {"WarmThroughput": {"ReadUnitsPerSecond": reads, "WriteUnitsPerSecond": writes, "Status": "ACTIVE"}, **more}

    # The reads of an index are higher than those of the table, and its writes are lower.
    table = part(12_000, 9_000, TableName="acme-Table-1", GlobalSecondaryIndexes=[part(18_000, 4_000, IndexName="listing"), {"IndexName": "open"}])
    unset, reads, writes = {"WarmWrites": "0", "WarmReads": "12000"}, "set WarmReads to 18000 or more", "set WarmWrites to 9000 or more"
    for before, after, expected in (
        (unset, {"WarmWrites": "10000", "WarmReads": "12000"}, [f"{reads}, not 12000"]),
        (unset, {"WarmWrites": "8000", "WarmReads": "18000"}, [f"{writes}, not 8000"]),
        (unset, {"WarmWrites": "8000", "WarmReads": "12000"}, [f"{writes}, not 8000", f"{reads}, not 12000"]),
        ({"WarmWrites": "4000", "WarmReads": "12000"}, {"WarmWrites": "9000", "WarmReads": "12000"}, [f"{reads}, not 12000"]),
        ({}, {"WarmWrites": "8000", "WarmReads": "18000"}, [f"{writes}, not 8000"]),
        # Equal values are accepted.
        (unset, {"WarmWrites": "9000", "WarmReads": "18000"}, []),
        # Values that do not change, or have no effect, are not compared with those of the table.
        ({"WarmWrites": "4000", "WarmReads": "12000"}, {"WarmWrites": "4000", "WarmReads": "12000"}, []),
        (unset, {"WarmWrites": "0", "WarmReads": "13000"}, []),
    ):
        described = {"StackStatus": "UPDATE_COMPLETE", "Outputs": [], "Parameters": listed(before)}
        stack = stack_with(
            module, describe_stacks=lambda **_: {"Stacks": [described]},
            describe_change_set=lambda **_: {"Changes": [], "Parameters": listed(after)},
            describe_stack_resource=lambda **asked: {"StackResourceDetail": {"PhysicalResourceId": f"acme-{asked['LogicalResourceId']}-1"}},
            describe_table=lambda TableName: {"Table": table if TableName == table["TableName"] else {}})
        module.version_of(stack)
        module.read_changes(stack)
        is_as_expected = stack.has_failed == bool(expected) and all(words in stack.result for words in expected)
        want(f"{before} to {after} is {'refused' if expected else 'accepted'} if the table has more", is_as_expected, stack.result)


def explained(module):
    """Tests that the cause of a failure is found behind the events of the rollback, and before those of earlier deployments."""
    begun = 1_000_000.0

    def event(seconds, status, name):
        return {"LogicalResourceId": name, "ResourceStatus": status, "Timestamp": datetime.fromtimestamp(begun + seconds, UTC)}

    pages = [
        {"StackEvents": [event(300 - n, "DELETE_COMPLETE", f"Queue{n}") for n in range(100)], "NextToken": "1"},
        {"StackEvents": [event(90, "CREATE_FAILED", "Cancelled"), event(80, "CREATE_FAILED", "Cause"), event(-500, "CREATE_FAILED", "Earlier")],
         "NextToken": "2"},
    ]
    read = []

    def describe_stack_events(StackName, NextToken="0"):
        read.append(NextToken)
        return pages[int(NextToken)]

    formation = SimpleNamespace(describe_stack_events=describe_stack_events)
    reason = module.reason_of(formation, stack_with(module), begun)
    want("the first failure is found on a later page of events", reason == "Cause: CREATE_FAILED", reason)
    want("… and no events of earlier deployments are read", read == ["0", "1"], read)


def soaked(module):
    """Tests that the canary's alarms, and no others, are watched before the others are deployed."""
    options = SimpleNamespace(soak=0.2, at_once=1)
    own, other_stages = "rollcall-acme-SweepErrorsAlarm-1", "rollcall-acme-test-SweepErrorsAlarm-1"

    def resource(kind, name):
        return {"ResourceType": kind, "PhysicalResourceId": name}

    resources = {
        "0": {"StackResourceSummaries": [resource("AWS::SQS::Queue", "rollcall-acme-ChunkQueue-1")], "NextToken": "1"},
        "1": {"StackResourceSummaries": [resource("AWS::CloudWatch::Alarm", own)]},
    }
    for active, expected in (
        ((), ["deployed", "deployed"]),
        ((other_stages,), ["deployed", "deployed"]),
        ((own, other_stages), [f"deployed, but in alarm: {own}", module.NOT_STARTED]),
    ):
        questions = []

        def list_stack_resources(StackName, NextToken="0"):
            return resources[NextToken] if StackName == "rollcall-acme" else fail(f"the resources of {StackName} are listed")

        def describe_alarms(AlarmNames, StateValue):
            questions.append(StateValue)
            return {"MetricAlarms": [{"AlarmName": name} for name in active if name in AlarmNames], "CompositeAlarms": []}

        def deploy(stack):
            stack.change_set, stack.result = None, "deployed"

        calls = {"list_stack_resources": list_stack_resources, "describe_alarms": describe_alarms}
        stacks = [stack_with(module, name, **calls) for name in ("acme", "birch")]
        replaced_deploy, module.deploy = module.deploy, deploy
        try:
            module.deploy_all(stacks, options)
        finally:
            module.deploy = replaced_deploy
        found = [stack.result for stack in stacks]
        is_stopped = own in active
        what = "a canary in alarm stops the deployment" if is_stopped else f"a canary without an alarm is followed by the others: {active}"
        want(what, found == expected and stacks[0].has_failed == is_stopped, found)
        # By default, AWS returns alarms in every state.
        want("… and only its active alarms are requested", questions and set(questions) == {"ALARM"}, questions)


def unlisted(module):
    """Tests that the canary fails if its alarms, or their states, cannot be listed."""
    alarm = {"ResourceType": "AWS::CloudWatch::Alarm", "PhysicalResourceId": "rollcall-acme-SweepErrorsAlarm-1"}

    def denied(**_):
        raise module.ClientError({"Error": {"Code": "AccessDenied", "Message": "not authorized"}}, "List")

    for calls in (
        {"list_stack_resources": denied},
        {"list_stack_resources": lambda **_: {"StackResourceSummaries": [alarm]}, "describe_alarms": denied},
    ):
        stack = stack_with(module, **calls)
        module.soak(stack, 0.2)
        want("a canary whose alarms cannot be listed has failed",
             stack.has_failed and "its alarms cannot be listed: " in stack.result and "AccessDenied" in stack.result, stack)


if __name__ == "__main__":
    main()
