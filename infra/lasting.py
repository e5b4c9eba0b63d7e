#!/usr/bin/env python3
"""Prints what a new stack needs to adopt the resources that outlived another stack: the table, the buckets and the sender identity.

    infra/lasting.py                                   prints a template with these resources
    infra/lasting.py --resources Table=NAME …          prints them as a list for --resources-to-import, with their names in the account

Needs PyYAML. docs/src/upgrade-and-delete.md describes its use.
"""
import json
import sys
from pathlib import Path

import yaml

SECTIONS = {"AWSTemplateFormatVersion", "Description", "Parameters", "Conditions", "Resources"}
# The property that identifies a resource of each type in its account.
IDENTIFIERS = {"AWS::DynamoDB::Table": "TableName", "AWS::S3::Bucket": "BucketName", "AWS::SES::EmailIdentity": "EmailIdentity"}


def keep(mapping, is_kept):
    """Removes all members of a mapping node except those for which `is_kept` is true."""
    mapping.value = [(key, value) for key, value in mapping.value if is_kept(key.value, value)]


def member(mapping, name):
    return next((value for key, value in mapping.value if key.value == name), None)


def walk(node):
    """Yields a node and all nodes below it. Nodes still have CloudFormation tags such as !Sub."""
    yield node
    if not isinstance(node, yaml.ScalarNode):
        for child in node.value:
            for part in child if isinstance(child, tuple) else [child]:
                yield from walk(part)


def lasting():
    """Returns the template, reduced to the resources that outlive a stack."""
    template = yaml.compose((Path(__file__).parent.parent / "template.yaml").read_text(encoding="utf-8"))
    keep(template, lambda name, _: name in SECTIONS)
    resources = member(template, "Resources")
    keep(resources, lambda _, resource: member(resource, "DeletionPolicy"))
    for _, resource in resources.value:
        # A failed import must never delete what it should adopt. The next deployment restores the policy of the template.
        member(resource, "DeletionPolicy").value = "Retain"
    for node in walk(resources):
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                # The API does not exist yet; the next deployment adds its origin.
                if key.value == "AllowedOrigins":
                    value.value = [origin for origin in value.value if origin.tag != "!Sub"]
    used = {node.value for node in walk(resources) if isinstance(node, yaml.ScalarNode)}
    keep(member(template, "Conditions"), lambda name, _: name in used)
    return template


def resources_to_import(template, names):
    """Returns the entries of `--resources-to-import` for these names in the account. Resources without a condition are required."""
    found = []
    for key, resource in member(template, "Resources").value:
        kind, name = member(resource, "Type").value, names.pop(key.value, None)
        if name:
            found.append({"ResourceType": kind, "LogicalResourceId": key.value, "ResourceIdentifier": {IDENTIFIERS[kind]: name}})
        elif not member(resource, "Condition"):
            sys.exit(f"the name of {key.value} is missing")
    if names:
        sys.exit(f"not a resource that outlives its stack: {', '.join(names)}")
    return found


def main(*options):
    template = lasting()
    if options:
        names = dict(option.split("=", 1) for option in options[1:])
        print(json.dumps(resources_to_import(template, names), indent=2))
    else:
        print(yaml.serialize(template, width=140, allow_unicode=True), end="")


if __name__ == "__main__":
    main(*sys.argv[1:])
