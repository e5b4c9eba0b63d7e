#!/usr/bin/env python3
"""Prints a template with the resources that outlive their stack (the table and the buckets), for a new stack that adopts them.

    infra/lasting.py >lasting.yaml

Needs PyYAML. docs/src/upgrade-and-delete.md describes its use.
"""
from pathlib import Path

import yaml

SECTIONS = {"AWSTemplateFormatVersion", "Description", "Parameters", "Conditions", "Resources"}
RESOURCES = {"Table", "UploadsBucket", "ResultsBucket"}


def keep(mapping, names):
    """Removes all members of a mapping node except those with these names."""
    mapping.value = [(key, value) for key, value in mapping.value if key.value in names]


def walk(node):
    """Yields a node and all nodes below it. Nodes keep CloudFormation tags such as !Sub."""
    yield node
    if not isinstance(node, yaml.ScalarNode):
        for child in node.value:
            for part in child if isinstance(child, tuple) else [child]:
                yield from walk(part)


template = yaml.compose((Path(__file__).parent.parent / "template.yaml").read_text(encoding="utf-8"))
keep(template, SECTIONS)
sections = {key.value: value for key, value in template.value}
resources = sections["Resources"]
keep(resources, RESOURCES)
for node in walk(resources):
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            # The API does not exist yet; the next deploy adds its origin.
            if key.value == "AllowedOrigins":
                value.value = [origin for origin in value.value if origin.tag != "!Sub"]
keep(sections["Conditions"], {node.value for node in walk(resources) if isinstance(node, yaml.ScalarNode)})
print(yaml.serialize(template, width=140, allow_unicode=True), end="")
