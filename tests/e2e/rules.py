"""Rules for the translated template: what AWS rejects, ignores or charges for although every linter accepts it.

    rules.py TRANSLATED.json                     checks the template
    rules.py TRANSLATED.json --record RELEASE    records what a release stores data in

Each rule comes with a change that breaks it. The script applies the changes one by one and fails unless the rule notices, so that no rule
is vacuous. docs/src/design/real-aws.md lists where each rule comes from.
"""

import copy
import json
import re
import sys
from pathlib import Path

from translated import Stack

ROOT = Path(__file__).resolve().parents[2]

# The longest code of a Region, of the AWS partitions known in 2026.
REGION = "us-isof-south-1"
ACCOUNT = "123456789012"
# Concurrent executions of a new account.
NEW_ACCOUNT = 10

RULES = []


def rule(spoil):
    """Registers a rule with the change that breaks it."""
    def register(check):
        RULES.append((check.__name__.replace("_", " "), check, spoil))
        return check
    return register


def of_type(template, kind):
    return [(name, one["Properties"], one) for name, one in template["Resources"].items() if one["Type"] == kind]


def stack(template, **parameters):
    """The template as a stack with these parameters, whose resources have their logical names."""
    given = {"Tenant": "acme", "MailSender": "portal@acme.example", **parameters}
    return Stack(template, given, {name: name for name in template["Resources"]}, REGION, ACCOUNT, "rollcall-acme")


def first(template, kind):
    return of_type(template, kind)[0][1]


def set_in(kind, **changes):
    return lambda template: first(template, kind).update(changes)


def alarms(template):
    return of_type(template, "AWS::CloudWatch::Alarm") + of_type(template, "AWS::CloudWatch::CompositeAlarm")


def topics_of(actions):
    """The topics in a list of alarm actions, each of which may depend on a condition."""
    return {match for match in re.findall(r'"Ref": "(\w+)"', json.dumps(actions)) if "::" not in match}


@rule(set_in("AWS::SNS::Topic", KmsMasterKeyId="alias/aws/sns"))
def alarms_may_publish_to_their_topics(template):
    used = set().union(*(topics_of(one.get("AlarmActions", [])) for _, one, _ in alarms(template)))
    if not used:
        yield "no alarm has a topic"
    for name in used:
        # CloudWatch may not use an AWS managed key, and its policy cannot be changed.
        if "KmsMasterKeyId" in template["Resources"][name]["Properties"]:
            yield f"{name} is encrypted with a key: CloudWatch must be able to use it, and may not use alias/aws/sns"
    for policy, properties, _ in of_type(template, "AWS::SNS::TopicPolicy"):
        if used & topics_of(properties["Topics"]):
            admitted = [one for one in properties["PolicyDocument"]["Statement"]
                        if one["Effect"] == "Allow" and one["Principal"] == {"Service": "cloudwatch.amazonaws.com"}]
            if not admitted:
                yield f"{policy} replaces the default policy, but does not admit cloudwatch.amazonaws.com"


@rule(lambda template: template["Resources"]["Table"].update(DeletionPolicy="Retain"))
def failed_first_deployment_leaves_nothing(template):
    for name, one in template["Resources"].items():
        policies = one.get("DeletionPolicy"), one.get("UpdateReplacePolicy")
        if policies not in ((None, None), ("RetainExceptOnCreate", "Retain")):
            yield f"{name} has the policies {policies}: a first deployment that fails would leave it, and the next one could not create it"


@rule(lambda template: template["Resources"]["Table"].update(DeletionPolicy=None, UpdateReplacePolicy=None))
def data_outlives_the_stack(template):
    for kind in ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SES::EmailIdentity"):
        for name, _, one in of_type(template, kind):
            if not one.get("DeletionPolicy"):
                yield f"{name} would be deleted with its stack"


@rule(lambda template: template["Resources"]["UploadsBucket"]["Properties"].pop("BucketName"))
def stack_that_ignores_the_data_of_its_tenant_is_refused(template):
    named = [name for name, bucket, one in of_type(template, "AWS::S3::Bucket")
             if one.get("DeletionPolicy") and "${Tenant}" in json.dumps(bucket.get("BucketName"))]
    if not named:
        yield "no retained resource has a name: a new stack of a tenant would begin with an empty table, next to the one that was left"


@rule(lambda template: first(template, "AWS::ApiGatewayV2::Stage")["AccessLogSettings"].update(DestinationArn={"Fn::GetAtt": ["SendFunctionLogs", "Arn"]}))
def access_logs_share_one_entry_of_the_delivery_policy(template):
    for name, stage, _ in of_type(template, "AWS::ApiGatewayV2::Stage"):
        group, _ = stage["AccessLogSettings"]["DestinationArn"]["Fn::GetAtt"]
        named = stack(template).resolve(template["Resources"][group]["Properties"].get("LogGroupName", ""))
        if not named.startswith("/aws/vendedlogs/"):
            yield f"the logs of {name} are not below /aws/vendedlogs/: each stack would lengthen the policy that all stacks share"


@rule(set_in("AWS::ApiGatewayV2::Api", FailOnWarnings=True))
def api_is_created_despite_warnings(template):
    for name, api, _ in of_type(template, "AWS::ApiGatewayV2::Api"):
        if api.get("FailOnWarnings"):
            yield f"{name} has FailOnWarnings: SAM's own OpenAPI document causes warnings"


@rule(lambda template: first(template, "AWS::ApiGatewayV2::Stage")["DefaultRouteSettings"].update(DetailedMetricsEnabled=True))
def routes_have_no_metrics_of_their_own(template):
    for name, stage, _ in of_type(template, "AWS::ApiGatewayV2::Stage"):
        if stage["DefaultRouteSettings"].get("DetailedMetricsEnabled"):
            yield f"{name} has detailed metrics: up to 50 dollars a month, and nothing reads them"


@rule(lambda template: template["Resources"]["UploadsBucket"]["Properties"].update(BucketName={"Fn::Sub": "rollcall-${Tenant}-uploads-${AWS::AccountId}-${AWS::Region}"}))
def names_of_buckets_are_unique_and_short_enough(template):
    longest = stack(template, Tenant="t" * 20)
    for name, bucket, _ in of_type(template, "AWS::S3::Bucket"):
        if "BucketName" in bucket:
            resolved = longest.resolve(bucket["BucketName"])
            if len(resolved) > 63:
                yield f"{name}: {resolved} has {len(resolved)} characters; S3 allows 63"
            if REGION not in resolved or ACCOUNT not in resolved:
                yield f"{name}: {resolved} exists once in all Regions and accounts, so it must contain both"


@rule(lambda template: first(template, "AWS::SES::ConfigurationSetEventDestination")["EventDestination"].update(MatchingEventTypes=["SEND"]))
def event_types_are_in_small_letters(template):
    for name, one, _ in of_type(template, "AWS::SES::ConfigurationSetEventDestination"):
        wrong = [kind for kind in one["EventDestination"]["MatchingEventTypes"] if kind != kind.lower()]
        if wrong:
            yield f"{name}: CloudFormation accepted {wrong} only since 2025"


@rule(lambda template: template["Resources"]["ChunkQueue"]["Properties"].update(VisibilityTimeout=300))
def messages_stay_invisible_for_six_timeouts(template):
    for name, mapping, _ in of_type(template, "AWS::Lambda::EventSourceMapping"):
        queue = template["Resources"][mapping["EventSourceArn"]["Fn::GetAtt"][0]]["Properties"]
        function = template["Resources"][mapping["FunctionName"]["Ref"]]["Properties"]
        if queue.get("VisibilityTimeout", 30) < 6 * function["Timeout"]:
            yield f"{name}: the visibility timeout is less than six times the timeout of the function"


@rule(lambda template: template["Mappings"]["Sizes"]["small"].update(WorkersMax=8))
def small_stack_fits_into_a_new_account(template):
    for name, size in template["Mappings"]["Sizes"].items():
        if set(size) != set(template["Mappings"]["Sizes"]["medium"]):
            yield f"{name} does not set the same values as medium"
    small = stack(template, Size="small")
    parallel = [small.resolve(mapping["ScalingConfig"])["MaximumConcurrency"] for _, mapping, _ in
                of_type(template, "AWS::Lambda::EventSourceMapping") if "ScalingConfig" in mapping]
    # One import, one sweep, one e-mail event and one request besides.
    if sum(parallel) + 4 > NEW_ACCOUNT or min(parallel) < 2:
        yield f"{parallel} workers and senders leave nothing of the {NEW_ACCOUNT} concurrent executions of a new account"


@rule(lambda template: template["Conditions"].update(HasWorkersMax={"Fn::Equals": ["", "x"]}))
def parameters_override_the_size(template):
    overridden = stack(template, Size="small", WorkersMax="7", SendersMax="8", ImportMemory="2000", ApplyMemory="900",
                       RequestsPerSecond="11", RequestsBurst="12")
    found = set()
    for kind, member in (("AWS::Lambda::EventSourceMapping", "ScalingConfig"), ("AWS::Lambda::Function", "MemorySize"),
                         ("AWS::ApiGatewayV2::Stage", "DefaultRouteSettings")):
        for _, properties, _ in of_type(template, kind):
            value = overridden.resolve(properties.get(member))
            found |= {str(one) for one in (value.values() if isinstance(value, dict) else [value])}
    missing = {"7", "8", "2000", "900", "11", "12"} - found
    if missing:
        yield f"parameters have no effect: {sorted(missing)}"


def sending_statements(template):
    for name, role, _ in of_type(template, "AWS::IAM::Role"):
        for policy in role["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                if "ses:SendEmail" in statement["Action"]:
                    yield name, statement


def spoil_sending(template):
    for _, statement in sending_statements(template):
        statement.pop("Condition", None)


@rule(spoil_sending)
def functions_send_only_as_the_tenants_sender(template):
    for name, statement in sending_statements(template):
        if "identity/" not in json.dumps(statement["Resource"]):
            continue
        for sender in ("portal@acme.example", "Acme <portal@acme.example>"):
            condition = stack(template, MailSender=sender).resolve(statement.get("Condition", {}))
            if condition != {"StringEqualsIgnoreCase": {"ses:FromAddress": "portal@acme.example"}}:
                yield f"{name} may send as others than {sender}: {condition}"


@rule(set_in("AWS::Lambda::Function", TracingConfig={"Mode": "Active"}))
def functions_are_traced_only_on_request(template):
    for mode in ("PassThrough", "Active"):
        for name, function, _ in of_type(template, "AWS::Lambda::Function"):
            found = stack(template, Tracing=mode).resolve(function.get("TracingConfig", {})).get("Mode")
            if found != mode:
                yield f"{name} is traced as {found} if Tracing is {mode}: a trace of each sweep and mail event is charged"


@rule(lambda template: template["Resources"]["TableThrottlesAlarm"]["Properties"].update(
    Namespace="AWS/DynamoDB", MetricName="WriteThrottleEvents", Dimensions=[{"Name": "TableName", "Value": {"Ref": "Table"}}]))
def throttled_index_raises_an_alarm(template):
    alarm = template["Resources"]["TableThrottlesAlarm"]["Properties"]
    if "AWS/DynamoDB" in json.dumps(alarm):
        yield "TableThrottlesAlarm watches a metric of the table, which does not include its indexes"


@rule(lambda template: first(template, "AWS::Lambda::Function")["Environment"]["Variables"].update(KEY={"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]}))
def functions_get_no_key_that_others_can_read(template):
    for name, function, _ in of_type(template, "AWS::Lambda::Function"):
        if "AWS::StackId" in json.dumps(function.get("Environment", {})):
            yield f"the environment of {name} contains the stack's id, which is in the tags of every resource"


@rule(lambda template: template["Resources"]["SweepErrorsAlarm"]["Properties"].update(AlarmDescription="The sweep fails."))
def alarms_have_one_severity(template):
    composites = of_type(template, "AWS::CloudWatch::CompositeAlarm")
    combined = {}
    for name, composite, _ in composites:
        for alarm in re.findall(r"ALARM\(\$\{(\w+)\}\)", composite["AlarmRule"]["Fn::Sub"]):
            combined.setdefault(alarm, []).append(name.removesuffix("Alarm"))
    for name, alarm, _ in of_type(template, "AWS::CloudWatch::Alarm"):
        severities = combined.get(name, [])
        if len(severities) != 1 or not alarm["AlarmDescription"].startswith(f"{severities[0]}: "):
            yield f"{name} must be in one composite alarm, whose severity its description begins with: {severities}"


def storage(template):
    """What an update of a stack must find unchanged: the keys and indexes of the table, and the names of the buckets."""
    def plain(index):
        return {"KeySchema": index["KeySchema"], "Projection": index["Projection"]}
    table = template["Resources"]["Table"]["Properties"]
    return {"keys": table["KeySchema"],
            "indexes": {index["IndexName"]: plain(index) for index in table["GlobalSecondaryIndexes"]},
            "buckets": {name: bucket.get("BucketName") for name, bucket, _ in of_type(template, "AWS::S3::Bucket")}}


def recorded(release):
    return ROOT / "tests/compatibility" / release / "storage.json"


def last_release():
    """What the last release stores data in."""
    releases = [one.parent.name for one in (ROOT / "tests/compatibility").glob("*.*.*/storage.json")]
    last = max(releases, key=lambda release: [int(number) for number in release.split(".")])
    return json.loads(recorded(last).read_text(encoding="utf-8"))


def obstacles(before, now):
    """Why CloudFormation cannot update a stack without losing its data."""
    if now["keys"] != before["keys"]:
        yield "the table has other keys"
    for name, index in now["indexes"].items():
        if index != before["indexes"].get(name, index):
            yield f"the index {name} is another one, and an index cannot be changed"
    if len(now["indexes"].keys() ^ before["indexes"].keys()) > 1:
        yield "more than one index is new or gone, and an update can create or delete only one"
    for name, bucket in now["buckets"].items():
        if bucket != before["buckets"].get(name, bucket):
            yield f"{name} has another name, so it would be replaced by an empty bucket"


def spoil_storage(template):
    """Makes an update possible that the changelog excludes, or the other way round."""
    table = template["Resources"]["Table"]["Properties"]
    before = last_release()
    if list(obstacles(before, storage(template))):
        table["KeySchema"] = before["keys"]
        table["GlobalSecondaryIndexes"] = [{"IndexName": name, **index} for name, index in before["indexes"].items()]
        for name, bucket in before["buckets"].items():
            template["Resources"][name]["Properties"]["BucketName"] = bucket
    else:
        table["GlobalSecondaryIndexes"][0]["Projection"] = {"ProjectionType": "ALL"}


@rule(lambda template: template["Resources"].pop(of_type(template, "AWS::Events::Rule")[0][0]))
def manual_counts_what_each_stack_takes_of_the_quotas(template):
    page = (ROOT / "docs/src/limits-quotas-costs.md").read_text(encoding="utf-8")
    for row, kind in (("IAM, roles", "AWS::IAM::Role"), ("EventBridge, rules of a bus", "AWS::Events::Rule"),
                      ("SES, configuration sets", "AWS::SES::ConfigurationSet"), ("S3 buckets", "AWS::S3::Bucket")):
        found = re.search(rf"^\| {row} \| [\d,]+ \| (\d+) for each stack \|$", page, re.MULTILINE)
        count = len(of_type(template, kind))
        if not found or int(found[1]) != count:
            yield f"{row}: a stack has {count}, but the manual says {found and found[1]}"


@rule(spoil_storage)
def changelog_requires_a_new_stack_exactly_if_a_stack_cannot_be_updated(template):
    unreleased = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## [")[1]
    requires = "as a new stack" in " ".join(unreleased.split())
    found = list(obstacles(last_release(), storage(template)))
    if found and not requires:
        yield f"{'; '.join(found)}: the section [Unreleased] must say that the version is deployed as a new stack"
    if requires and not found:
        yield "a stack can be updated, but the section [Unreleased] requires a new one"


def main(path, *options):
    with open(path, encoding="utf-8") as file:
        template = json.load(file)
    if options:
        recorded(options[1]).parent.mkdir(exist_ok=True)
        recorded(options[1]).write_text(json.dumps(storage(template), indent=2) + "\n", encoding="utf-8")
        return
    found = [f"{name}: {finding}" for name, check, _ in RULES for finding in check(template)]
    if found:
        sys.exit("\n".join(found))
    for name, check, spoil in RULES:
        spoiled = copy.deepcopy(template)
        spoil(spoiled)
        if not list(check(spoiled)):
            sys.exit(f"{name}: the rule does not notice the change that breaks it")
    print(f"{len(RULES)} rules for AWS are met, and each notices a change that breaks it")


if __name__ == "__main__":
    main(*sys.argv[1:])
