"""Checks the translated template for what AWS rejects, ignores or charges for although every linter accepts it.

    rules.py TRANSLATED.json                     checks the template
    rules.py TRANSLATED.json --record RELEASE    records the table and the buckets in which a release stores data

Each rule comes with changes that break it. The script applies them one by one and fails unless the rule notices each, so that no rule is
vacuous. docs/src/design/real-aws.md lists where each rule comes from.
"""

import copy
import json
import re
import sys
from pathlib import Path

from translated import Stack, api_of, routes_of, scheme_of

ROOT = Path(__file__).resolve().parents[2]

# The longest code of a Region in the AWS partitions known in 2026.
REGION = "us-isof-south-1"
ACCOUNT = "123456789012"
# Concurrent executions of a new account.
NEW_ACCOUNT = 10

RULES = []


def rule(*spoils):
    """Registers a rule with the changes that break it."""
    def register(check):
        RULES.append((check.__name__.replace("_", " "), check, spoils))
        return check
    return register


def of_type(template, kind):
    return [(name, one["Properties"], one) for name, one in template["Resources"].items() if one["Type"] == kind]


def stack(template, **parameters):
    """Returns the template as a stack with these parameters, in which physical names are the logical ones."""
    given = {"Tenant": "acme", "MailSender": "portal@acme.example", **parameters}
    return Stack(template, given, {name: name for name in template["Resources"]}, REGION, ACCOUNT, "rollcall-acme")


def first(template, kind):
    return of_type(template, kind)[0][1]


def set_in(kind, **changes):
    return lambda template: first(template, kind).update(changes)


def alarms(template):
    return of_type(template, "AWS::CloudWatch::Alarm") + of_type(template, "AWS::CloudWatch::CompositeAlarm")


def topics_of(actions):
    """Returns the topics in a list of alarm actions, each of which may depend on a condition."""
    return {match for match in re.findall(r'"Ref": "(\w+)"', json.dumps(actions)) if "::" not in match}


def listed(value):
    return value if isinstance(value, list) else [value]


def add_topic_policy(**changes):
    """Returns a change that adds a policy to the topic. Without `changes`, the policy admits CloudWatch."""
    statement = {"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish",
                 "Resource": {"Ref": "AlarmTopic"}, **changes}
    policy = {"Topics": [{"Ref": "AlarmTopic"}], "PolicyDocument": {"Statement": [statement]}}
    return lambda template: template["Resources"].update(Policy={"Type": "AWS::SNS::TopicPolicy", "Properties": policy})


@rule(set_in("AWS::SNS::Topic", KmsMasterKeyId="alias/aws/sns"),
      add_topic_policy(Action=["sns:Subscribe"]),
      add_topic_policy(Principal={"AWS": "*"}),
      add_topic_policy(Effect="Deny"),
      add_topic_policy(Resource={"Ref": "Table"}))
def alarms_may_publish_to_their_topics(template):
    used = set().union(*(topics_of(one.get("AlarmActions", [])) for _, one, _ in alarms(template)))
    if not used:
        yield "no alarm has a topic"
    for name in used:
        # CloudWatch may not use an AWS managed key, and the policy of such a key cannot be changed.
        if "KmsMasterKeyId" in template["Resources"][name]["Properties"]:
            yield f"{name} is encrypted with a key: CloudWatch must be able to use it, and may not use alias/aws/sns"
    for policy, properties, _ in of_type(template, "AWS::SNS::TopicPolicy"):
        for topic in used & topics_of(properties["Topics"]):
            admitted = [one for one in properties["PolicyDocument"]["Statement"]
                        if one["Effect"] == "Allow" and one["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
                        and "sns:Publish" in listed(one["Action"]) and {"Ref": topic} in listed(one["Resource"])]
            if not admitted:
                yield f"{policy} replaces the default policy of {topic}, but does not allow cloudwatch.amazonaws.com to publish"


def add_composite_alarm(template):
    """Adds a composite alarm that sends e-mails if the monitoring is full."""
    combined = {"AlarmRule": {"Fn::Sub": "ALARM(${SweepErrorsAlarm}) OR ALARM(${FeedsWaitAlarm})"}, "AlarmActions": [{"Ref": "AlarmTopic"}]}
    template["Resources"].update(
        Combined={"Type": "AWS::CloudWatch::CompositeAlarm", "Condition": "MonitorsFully", "Properties": combined})


def be_silent_if_full(name):
    """Returns a change after which this alarm sends no e-mails if the monitoring is full."""
    actions = [{"Fn::If": ["MonitorsFully", {"Ref": "AWS::NoValue"}, {"Ref": "AlarmTopic"}]}]
    return lambda template: template["Resources"][name]["Properties"].update(AlarmActions=actions)


@rule(lambda template: template["Resources"]["SweepErrorsAlarm"]["Properties"].pop("AlarmActions"),
      lambda template: template["Resources"]["SweepErrorsAlarm"].update(Condition="MonitorsFully"),
      lambda template: template["Resources"]["SweepErrorsAlarm"]["Properties"].update(ActionsEnabled=False),
      lambda template: template["Resources"]["ChunksWaitAlarm"].pop("Condition"),
      be_silent_if_full("SweepErrorsAlarm"),
      be_silent_if_full("FeedsWaitAlarm"),
      add_composite_alarm)
def every_failure_is_reported_once(template):
    for monitoring in ("essential", "full"):
        given = stack(template, AlarmEmail="it@acme.example", Monitoring=monitoring)
        for name, alarm, one in alarms(template):
            exists = "Condition" not in one or given.is_met(one["Condition"])
            has_topic = given.resolve(alarm.get("AlarmActions", [])) == ["AlarmTopic"] and alarm.get("ActionsEnabled", True)
            if one["Type"] == "AWS::CloudWatch::CompositeAlarm":
                # A message stays in a dead-letter queue for up to 14 days, and a feed can be overdue for as long.
                if exists and has_topic:
                    yield f"{name} sends e-mails with the monitoring {monitoring}, but none for a failure while another one lasts"
                continue
            reports = monitoring == "full" or alarm["AlarmDescription"].startswith("Critical: ")
            if reports != exists:
                yield f"{name} {'exists' if exists else 'is missing'} with the monitoring {monitoring}"
            if exists and not has_topic:
                yield f"{name} sends no e-mail of its own with the monitoring {monitoring}"


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


@rule(lambda template: template["Resources"]["Table"]["Properties"].pop("DeletionProtectionEnabled"),
      lambda template: template["Resources"]["Table"]["Properties"].update(DeletionProtectionEnabled=True))
def table_is_protected_only_on_request(template):
    for requested in ("false", "true"):
        found = stack(template, DeletionProtection=requested).resolve(template["Resources"]["Table"]["Properties"].get("DeletionProtectionEnabled"))
        if found != requested:
            yield f"the protection of the table is {found} if DeletionProtection is {requested}: CloudFormation cannot roll back a protected table"


@rule(lambda template: template["Parameters"]["WarmWrites"].update(AllowedPattern="[0-9]+"),
      lambda template: template["Parameters"]["WarmWrites"].update(AllowedPattern="0|[4-9][0-9]{3}"),
      lambda template: template["Parameters"]["WarmWrites"].update(Default="4000"))
def warm_throughput_is_the_default_or_accepted_by_the_table(template):
    pattern = template["Parameters"]["WarmWrites"]["AllowedPattern"]
    for value, is_expected in (("0", True), ("1", False), ("3999", False), ("04000", False), ("4000", True), ("12000", True), ("-1", False)):
        if bool(re.fullmatch(pattern, value)) != is_expected:
            yield f"WarmWrites={value} is {'refused' if is_expected else 'accepted'}: DynamoDB accepts 4,000 and more, and 0 means the default"
    for given, is_warm in (({}, False), ({"WarmWrites": "0"}, False), ({"WarmWrites": "4000"}, True)):
        if stack(template, **given).is_met("IsWarm") != is_warm:
            yield f"the warm throughput is wrong with {given}"


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


def scheduled_functions(template):
    """Returns the logical names of the functions that a schedule invokes."""
    return [target["Arn"]["Fn::GetAtt"][0] for _, event_rule, _ in of_type(template, "AWS::Events::Rule")
            if "ScheduleExpression" in event_rule for target in event_rule["Targets"]]


def invoke_configs_of(template, function):
    return [config for _, config, _ in of_type(template, "AWS::Lambda::EventInvokeConfig") if config["FunctionName"] == {"Ref": function}]


def spoil_invoke_config(change):
    return lambda template: change(invoke_configs_of(template, scheduled_functions(template)[0])[0])


@rule(spoil_invoke_config(lambda config: config.pop("MaximumRetryAttempts")),
      spoil_invoke_config(lambda config: config.update(MaximumRetryAttempts=2)))
def failed_run_of_a_schedule_is_not_retried(template):
    functions = scheduled_functions(template)
    if not functions:
        yield "no function runs on a schedule"
    for function in functions:
        if [config.get("MaximumRetryAttempts") for config in invoke_configs_of(template, function)] != [0]:
            yield f"Lambda retries a failed run of {function} twice, unless MaximumRetryAttempts of its EventInvokeConfig is 0"


@rule(spoil_invoke_config(lambda config: config.pop("MaximumEventAgeInSeconds")),
      spoil_invoke_config(lambda config: config.update(MaximumEventAgeInSeconds=21_600)))
def throttled_runs_of_a_schedule_do_not_pile_up(template):
    for function in scheduled_functions(template):
        if [config.get("MaximumEventAgeInSeconds") for config in invoke_configs_of(template, function)] != [60]:
            yield f"Lambda keeps runs of {function} that are throttled for hours, and then starts them at the same time"


@rule(lambda template: template["Resources"]["SweepsDroppedAlarm"]["Properties"].update(MetricName="Throttles"),
      lambda template: template["Resources"]["SweepsDroppedAlarm"]["Properties"].update(Dimensions=[]),
      lambda template: [config.pop("DestinationConfig", None) for _, config, _ in of_type(template, "AWS::Lambda::EventInvokeConfig")])
def dropped_events_are_stored_or_raise_an_alarm(template):
    watched = [alarm["Dimensions"] for _, alarm, _ in of_type(template, "AWS::CloudWatch::Alarm")
               if alarm.get("MetricName") == "AsyncEventsDropped"]
    for _, config, _ in of_type(template, "AWS::Lambda::EventInvokeConfig"):
        is_stored = "OnFailure" in config.get("DestinationConfig", {})
        if not is_stored and [{"Name": "FunctionName", "Value": config["FunctionName"]}] not in watched:
            yield f"no one would notice that Lambda drops events of {config['FunctionName']}"


@rule(lambda template: template["Mappings"]["Sizes"]["small"].update(WorkersMax=8))
def small_stack_fits_into_a_new_account(template):
    for name, size in template["Mappings"]["Sizes"].items():
        if set(size) != set(template["Mappings"]["Sizes"]["medium"]):
            yield f"{name} does not set the same values as medium"
    small = stack(template, Size="small")
    scaling = [small.resolve(mapping.get("ScalingConfig")) for _, mapping, _ in of_type(template, "AWS::Lambda::EventSourceMapping")]
    parallel = [one["MaximumConcurrency"] for one in scaling if one]
    # Plus one import, one sweep, one e-mail event and one request.
    if sum(parallel) + 4 > NEW_ACCOUNT or min(parallel) < 2:
        yield f"{parallel} workers and senders leave nothing of the {NEW_ACCOUNT} concurrent executions of a new account"


def reader_of_files(template):
    """Returns the logical name and the properties of the function that object events invoke."""
    (name,) = {one["Function"]["Fn::GetAtt"][0] for _, bucket, _ in of_type(template, "AWS::S3::Bucket")
               for one in bucket.get("NotificationConfiguration", {}).get("LambdaConfigurations", [])}
    return name, template["Resources"][name]["Properties"]


def resumes_of(template, function):
    """Returns the mappings from queues to a function."""
    return [mapping for _, mapping, _ in of_type(template, "AWS::Lambda::EventSourceMapping") if mapping["FunctionName"] == {"Ref": function}]


@rule(lambda template: reader_of_files(template)[1].pop("ReservedConcurrentExecutions"),
      lambda template: reader_of_files(template)[1].update(ReservedConcurrentExecutions=10),
      lambda template: resumes_of(template, reader_of_files(template)[0])[0].pop("ScalingConfig"),
      lambda template: resumes_of(template, reader_of_files(template)[0])[0].update(ScalingConfig={"MaximumConcurrency": 10}),
      lambda template: template["Parameters"]["ImportsMax"].update(AllowedPattern="[0-9]{1,3}|1000"),
      lambda template: invoke_configs_of(template, reader_of_files(template)[0])[0].update(MaximumEventAgeInSeconds=3_600))
def files_that_arrive_together_wait_and_are_not_lost(template):
    name, reader = reader_of_files(template)
    for imports_max, expected in (("0", None), ("21", "21")):
        given = stack(template, ImportsMax=imports_max)
        found = [given.resolve(reader.get("ReservedConcurrentExecutions"))]
        found += [(given.resolve(mapping.get("ScalingConfig")) or {}).get("MaximumConcurrency") for mapping in resumes_of(template, name)]
        if set(found) != {expected}:
            yield f"{name} may run {found} times at once if ImportsMax is {imports_max}"
    if re.fullmatch(template["Parameters"]["ImportsMax"]["AllowedPattern"], "1"):
        yield "ImportsMax may be 1, but the least maximum concurrency of a queue is 2"
    if [config.get("MaximumEventAgeInSeconds") for config in invoke_configs_of(template, name)] != [21_600]:
        yield f"Lambda drops object events that are throttled for less than six hours before it invokes {name}"


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


def records_of_domains(template):
    """Returns the outputs that name the DNS records of a sender identity."""
    return [(name, one) for name, one in template["Outputs"].items() if "DkimDNSToken" in json.dumps(one["Value"])]


@rule(lambda template: records_of_domains(template)[0][1].update(Condition="CreatesMailIdentity"),
      lambda template: records_of_domains(template)[0][1].pop("Condition"),
      lambda template: records_of_domains(template)[0][1].update(Condition="HasTenantName"))
def only_a_domain_has_dns_records(template):
    for identity, is_expected in (("", False), ("portal@acme.example", False), ("acme.example", True)):
        given = stack(template, MailIdentity=identity)
        for name, output in records_of_domains(template):
            if (not output.get("Condition") or given.is_met(output["Condition"])) != is_expected:
                yield f"{name} exists for the identity {identity!r}, or is missing: SES has DNS records only for domains, and a missing attribute fails the deployment"


def variables_of_guarded(template):
    """Returns the environments of the functions that check tokens, by name."""
    guarded = {route.function for route in routes_of(template) if route.scopes is not None}
    return {name: template["Resources"][name]["Properties"]["Environment"]["Variables"] for name in sorted(guarded)}


def spoil_last_guarded(change):
    return lambda template: change(list(variables_of_guarded(template).values())[-1])


def spoil_scope_of_gateway(template):
    """Makes one route require a scope without the prefix."""
    _, api = api_of(template)
    operation = api["Body"]["paths"]["/imports"]["get"]
    operation["security"] = [{name: ["imports:read"] for name in one} for one in operation["security"]]


@rule(spoil_last_guarded(lambda variables: variables.pop("ROLLCALL_SCOPE_PREFIX")),
      spoil_last_guarded(lambda variables: variables.update(ROLLCALL_SCOPE_PREFIX="")),
      spoil_last_guarded(lambda variables: variables.update(ROLLCALL_TENANT_CLAIM={"Ref": "TenantValue"})),
      spoil_last_guarded(lambda variables: variables.pop("ROLLCALL_TENANT_VALUE")),
      spoil_scope_of_gateway)
def functions_check_the_same_tokens_as_the_gateway(template):
    given = stack(template, ScopePrefix="p/", TenantClaim="org", TenantValue="o-1")
    expected = {"ROLLCALL_SCOPE_PREFIX": "p/", "ROLLCALL_TENANT_CLAIM": "org", "ROLLCALL_TENANT_VALUE": "o-1"}
    for name, variables in variables_of_guarded(template).items():
        found = {key: given.resolve(variables.get(key)) for key in expected}
        if found != expected:
            yield f"{name} checks tokens with {found} instead of {expected}"
    _, api = api_of(template)
    for path, operations in api["Body"]["paths"].items():
        for method, operation in operations.items():
            if not isinstance(operation, dict) or scheme_of(operation) is None:
                continue
            scopes = given.resolve([scope for one in operation["security"] for scope in one[scheme_of(operation)]])
            if not scopes or not all(scope.startswith("p/") for scope in scopes):
                yield f"{method.upper()} {path} requires the scopes {scopes}, without the prefix p/"


def spoil_end_of_scope(template):
    """Makes one route require a scope that ends with the scope of another route."""
    _, api = api_of(template)
    api["Body"]["paths"]["/imports"]["get"]["security"] = [{"Jwt": [{"Fn::Sub": "${ScopePrefix}all-imports:write"}]}]


@rule(spoil_end_of_scope)
def no_scope_is_the_end_of_another(template):
    # The pages do not know the prefix, so they compare only the ends of a token's scopes (functions/portal/src/api/client.js).
    scopes = {scope for route in routes_of(template) for scope in route.scopes or ()}
    for scope in sorted(scopes):
        longer = [other for other in scopes if other != scope and other.endswith(scope)]
        if longer:
            yield f"a page would take {longer[0]} for {scope}"


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
    for name, alarm, _ in of_type(template, "AWS::CloudWatch::Alarm"):
        if not alarm["AlarmDescription"].startswith(("Critical: ", "Warning: ")):
            yield f"the description of {name} must begin with its severity"


def storage(template):
    """Returns what an update of a stack must not change: the keys and indexes of the table, and the names of the buckets."""
    def plain(index):
        return {"KeySchema": index["KeySchema"], "Projection": index["Projection"]}
    table = template["Resources"]["Table"]["Properties"]
    return {"keys": table["KeySchema"],
            "indexes": {index["IndexName"]: plain(index) for index in table["GlobalSecondaryIndexes"]},
            "buckets": {name: bucket.get("BucketName") for name, bucket, _ in of_type(template, "AWS::S3::Bucket")}}


def recorded(release):
    return ROOT / "tests/compatibility" / release / "storage.json"


def last_release():
    """Returns the recorded storage of the latest release."""
    releases = [one.parent.name for one in (ROOT / "tests/compatibility").glob("*.*.*/storage.json")]
    last = max(releases, key=lambda release: [int(number) for number in release.split(".")])
    return json.loads(recorded(last).read_text(encoding="utf-8"))


def obstacles(before, now):
    """Yields the reasons why CloudFormation cannot update a stack without losing its data."""
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
    """Makes an update possible that the changelog rules out, or the other way round."""
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
    for name, check, spoils in RULES:
        for number, spoil in enumerate(spoils, 1):
            spoiled = copy.deepcopy(template)
            spoil(spoiled)
            if not list(check(spoiled)):
                sys.exit(f"{name}: the rule does not notice change {number} of those that break it")
    print(f"{len(RULES)} rules for AWS are met, and notice each of {sum(len(spoils) for _, _, spoils in RULES)} changes that break them")


if __name__ == "__main__":
    main(*sys.argv[1:])
