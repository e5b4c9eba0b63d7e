"""Lists the permissions of the functions in template.yaml after SAM's translation.

    granted.py TRANSLATED.json          writes the translated template, and fails if the committed list is out of date
    granted.py TRANSLATED.json --write  … and rewrites the list

The list is tests/flows/permissions/granted.json. `cargo test` compares it with the calls that the functions make, without
needing Python.
"""

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")

from samcli.yamlhelper import yaml_parse  # noqa: E402
from samtranslator.translator.transform import transform  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "tests/flows/permissions/granted.json"


def translate(source):
    """Returns the translated template, and the binary of each function by logical name."""
    template = yaml_parse(source)
    binaries = {}
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            binaries[name] = resource["Metadata"]["BuildProperties"]["Binary"].removeprefix("rollcall-")
            # A deployment replaces this with the location of the uploaded code; here any valid URI will do.
            resource["Properties"]["CodeUri"] = "s3://code/of-the-function"
    return transform(template, {}, SimpleNamespace(load=lambda: {})), binaries


def plain(value):
    """Returns a value with its references in the form of Fn::Sub, such as `${Table.Arn}`."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (name, argument), = value.items()
        if name == "Ref":
            return f"${{{argument}}}"
        if name == "Fn::GetAtt":
            return f"${{{argument if isinstance(argument, str) else '.'.join(argument)}}}"
        if name == "Fn::Sub" and isinstance(argument, str):
            return argument
        if name in ("Fn::Select", "Fn::Split"):
            first, second = argument
            return f"{name.removeprefix('Fn::')}({json.dumps(first)}, {plain(second)})"
        if name.startswith("Fn::"):
            raise SystemExit(f"a statement uses {name}: write it without functions that have to be evaluated")
    return {key: plain(one) for key, one in value.items()}


def listed(value):
    return value if isinstance(value, list) else [value]


def statements_of(document):
    """Returns the statements of a policy, each with sorted lists."""
    statements = []
    for one in plain(document)["Statement"]:
        unknown = set(one) - {"Sid", "Effect", "Action", "Resource", "Condition", "Principal"}
        if unknown or "Sid" not in one:
            raise SystemExit(f"a statement has no Sid or unknown members {unknown}: {one}")
        statement = {"sid": one["Sid"], "effect": one["Effect"], "actions": sorted(listed(one["Action"])),
                     "resources": sorted(listed(one["Resource"]))}
        if "Principal" in one:
            statement["principal"] = one["Principal"]
        if "Condition" in one:
            statement["conditions"] = [
                {"test": test, "key": key, "values": sorted(listed(values))}
                for test, keys in sorted(one["Condition"].items()) for key, values in sorted(keys.items())]
        statements.append(statement)
    return statements


def own_policy(role, arn):
    """Returns the logical name of a policy of this template that a role has under a condition. All conditions are assumed to be met."""
    match arn:
        case {"Fn::If": [_, {"Ref": name}, {"Ref": "AWS::NoValue"}]} if "::" not in name:
            return name
    raise SystemExit(f"{role} has managed policies of others: write statements instead")


def functions_of(resources, binaries):
    """Returns the statements of each function's role, and the settings with which the platform uses that role."""
    functions = {}
    for logical, binary in sorted(binaries.items(), key=lambda pair: pair[1]):
        role = plain(resources[logical]["Properties"]["Role"]).removeprefix("${").removesuffix(".Arn}")
        properties = resources[role]["Properties"]
        documents = [policy["PolicyDocument"] for policy in properties["Policies"]]
        documents += [resources[own_policy(role, arn)]["Properties"]["PolicyDocument"] for arn in properties.get("ManagedPolicyArns", [])]
        policies = [statement for document in documents for statement in statements_of(document)]
        ours = f"${{{logical}}}"
        functions[binary] = {
            "statements": policies,
            "log_group": plain(resources[logical]["Properties"]["LoggingConfig"]["LogGroup"]),
            # What Lambda does with a chain of more than 16 invocations through a queue.
            "recursive_loop": resources[logical]["Properties"].get("RecursiveLoop", "Terminate"),
            "reads_queues": sorted(plain(one["Properties"]["EventSourceArn"]) for one in resources.values()
                                   if one["Type"] == "AWS::Lambda::EventSourceMapping" and plain(one["Properties"]["FunctionName"]) == ours),
            "fails_to": sorted(plain(one["Properties"]["DestinationConfig"]["OnFailure"]["Destination"]) for one in resources.values()
                               if one["Type"] == "AWS::Lambda::EventInvokeConfig" and plain(one["Properties"]["FunctionName"]) == ours
                               and "OnFailure" in one["Properties"].get("DestinationConfig", {})),
        }
    return functions


def callers_of(resources, binaries):
    callers = set()
    for resource in resources.values():
        if resource["Type"] == "AWS::Lambda::Permission":
            one = resource["Properties"]
            function = binaries[plain(one["FunctionName"]).removeprefix("${").removesuffix("}").removesuffix(".Arn")]
            source = one["SourceArn"] if "SourceArn" in one else one["SourceAccount"]
            if isinstance(source, dict) and isinstance(source.get("Fn::Sub"), list):
                source = source["Fn::Sub"][0].replace("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/", "")
            callers.add(f"{function} by {one['Principal']} for {plain(source)}")
    return sorted(callers)


def table_of(resources):
    """Returns the keys and indexes of the table, for comparison with the embedded one."""
    (table,) = [one["Properties"] for one in resources.values() if one["Type"] == "AWS::DynamoDB::Table"]
    keys = lambda schema: [f"{key['KeyType']} {key['AttributeName']}" for key in schema]
    return {
        "keys": keys(table["KeySchema"]),
        "ttl": table["TimeToLiveSpecification"]["AttributeName"],
        "indexes": {index["IndexName"]: {"keys": keys(index["KeySchema"]), "projection": index["Projection"]["ProjectionType"],
                                         "attributes": sorted(index["Projection"].get("NonKeyAttributes", []))}
                    for index in sorted(table["GlobalSecondaryIndexes"], key=lambda index: index["IndexName"])},
    }


def one_line_each(value, depth):
    """Returns JSON with one line for each value at this depth, so that a change of one statement changes one line."""
    if depth == 0 or not isinstance(value, (dict, list)) or not value:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {one_line_each(one, depth - 1)}" for key, one in value.items()]
        return "{\n" + ",\n".join(parts) + "\n}"
    return "[\n" + ",\n".join(one_line_each(one, depth - 1) for one in value) + "\n]"


def main(translated_to, write):
    translated, binaries = translate((ROOT / "template.yaml").read_text(encoding="utf-8"))
    Path(translated_to).write_text(json.dumps(translated, indent=1, default=str), encoding="utf-8")
    resources = translated["Resources"]
    of_others = {name: statements_of(one["Properties"]["PolicyDocument"]) for name, one in sorted(resources.items())
                 if one["Type"] in ("AWS::IAM::ManagedPolicy", "AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy")}
    document = {"functions": functions_of(resources, binaries), "others": {"statements": of_others},
                "callers": callers_of(resources, binaries), "table": table_of(resources)}
    text = one_line_each(document, 4) + "\n"
    if write:
        LIST.write_text(text, encoding="utf-8")
    elif not LIST.exists() or LIST.read_text(encoding="utf-8") != text:
        raise SystemExit(f"{LIST.relative_to(ROOT)} is not what template.yaml grants: run tests/e2e/template.sh --write and review the change")
    count = sum(len(one["statements"]) for one in document["functions"].values())
    print(f"{count} statements of {len(binaries)} functions match the committed list")


if __name__ == "__main__":
    main(sys.argv[1], "--write" in sys.argv[2:])
