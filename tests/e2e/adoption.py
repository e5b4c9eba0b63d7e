"""Checks what CloudFormation's resource import requires of a new stack that adopts a retained table and its buckets.

    adoption.py TRANSLATED.json

The emulator does not implement resource import, so the template and the list that infra/lasting.py prints are checked against the user
guide. Changes that break the rules must be noticed.
"""

import copy
import json
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
# Maximum size of a template in the body of a request.
BYTES_MAX = 51_200
NAMES = {"Table": "rollcall-acme-Table-1", "UploadsBucket": "rollcall-acme-123456789012-eu-west-1", "ResultsBucket": "rollcall-acme-results"}
IDENTITY = {"MailSenderIdentity": "acme.example"}


def construct(loader, tag, node):
    """Returns a tag in its long form, as SAM's translation writes it."""
    value = getattr(loader, f"construct_{node.id}")(node, *([True] if node.id != "scalar" else []))
    return {tag if tag in ("Ref", "Condition") else f"Fn::{tag}": value.split(".") if tag == "GetAtt" else value}


class Loader(yaml.SafeLoader):
    """Reads a template with CloudFormation's tags."""


Loader.add_multi_constructor("!", construct)


def lasting(*options):
    """Runs infra/lasting.py. Returns whether it succeeded, and its output or error message."""
    done = subprocess.run([sys.executable, ROOT / "infra/lasting.py", *options], capture_output=True, text=True)
    return done.returncode == 0, done.stdout if done.returncode == 0 else done.stderr


def references(value):
    """Returns the names that a value refers to."""
    if isinstance(value, list):
        return set().union(*map(references, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    found = set()
    for name, inner in value.items():
        if name == "Ref":
            found.add(inner)
        elif name == "Fn::GetAtt":
            found.add(inner[0])
        elif name == "Fn::Sub":
            text = inner if isinstance(inner, str) else inner[0]
            found |= {part.split("}")[0].split(".")[0] for part in text.split("${")[1:]}
        else:
            found |= references(inner)
    return found


def check(adopted, translated):
    """Yields what a resource import, or the deployment after it, would reject."""
    lasts = {name for name, one in translated["Resources"].items() if one.get("DeletionPolicy", "Delete") != "Delete"}
    if set(adopted["Resources"]) != lasts:
        yield f"{sorted(adopted['Resources'])} are adopted, but {sorted(lasts)} outlive a stack, and would exist already"
    for name, one in adopted["Resources"].items():
        if one.get("DeletionPolicy") != "Retain":
            yield f"{name} could be deleted if the import fails"
        outside = {other for other in references(one) if "::" not in other} - set(adopted["Parameters"]) - set(adopted["Resources"])
        if outside:
            yield f"{name} refers to {sorted(outside)}, which an import cannot create"
        whole = translated["Resources"].get(name, {"Properties": {}})["Properties"]
        for property_name, value in one["Properties"].items():
            if property_name != "CorsConfiguration" and value != whole.get(property_name):
                yield f"{property_name} of {name} would change in the next deployment"
    for section in ("Transform", "Outputs", "Rules", "Globals"):
        if section in adopted:
            yield f"an import accepts no {section}"


def main(path):
    translated = json.loads(Path(path).read_text(encoding="utf-8"))
    _, text = lasting()
    adopted = yaml.load(text, Loader)
    found = list(check(adopted, translated))
    if len(text.encode()) > BYTES_MAX:
        found.append(f"the template has {len(text.encode())} bytes; a request takes {BYTES_MAX}")
    for names, is_complete in ((NAMES, True), (NAMES | IDENTITY, True), ({"Table": "one"}, False), (NAMES | {"Api": "a"}, False)):
        is_written, output = lasting("--resources", *(f"{name}={value}" for name, value in names.items()))
        if is_written != is_complete:
            found.append(f"--resources {names}: {output}")
        elif is_complete and {one["LogicalResourceId"] for one in json.loads(output)} != set(names):
            found.append(f"--resources {names} prints {output}")
    if found:
        sys.exit("\n".join(found))
    changes = (
        lambda template: template["Resources"].pop("ResultsBucket"),
        lambda template: template["Resources"]["Table"].update(DeletionPolicy="RetainExceptOnCreate"),
        lambda template: template["Resources"]["UploadsBucket"]["Properties"].update(BucketName={"Fn::Sub": "${Api}-uploads"}),
        lambda template: template["Resources"]["Table"]["Properties"].update(BillingMode="PROVISIONED"),
        lambda template: template.update(Outputs={}),
    )
    for place, change in enumerate(changes):
        spoiled = copy.deepcopy(adopted)
        change(spoiled)
        if not list(check(spoiled, translated)):
            sys.exit(f"change {place} of an adopted template is not noticed")
    print(f"a new stack can adopt {', '.join(adopted['Resources'])}: {len(changes)} changes that prevent it are noticed")


if __name__ == "__main__":
    main(sys.argv[1])
