"""Validates the parameters that samconfig.toml gives each stack against template.yaml, as CloudFormation would, without an account."""

import difflib
import re
import shlex
import sys
import tomllib
from pathlib import Path

import boto3
from samcli.yamlhelper import yaml_parse

ROOT = Path(__file__).resolve().parents[2]


def given_in(overrides):
    """Returns the parameters of a section, given as text or as a list whose entries may name files; `None` if a file does not exist."""
    given = {}
    for word in [word for text in ([overrides] if isinstance(overrides, str) else overrides) for word in shlex.split(text)]:
        if word.startswith("file://"):
            path = ROOT / word.removeprefix("file://")
            if not path.exists():
                return None
            given |= {name: str(value) for name, value in yaml_parse(path.read_text(encoding="utf-8")).items()}
        else:
            name, value = word.split("=", 1)
            given[name] = value
    return given


def wrong_in(given, parameters):
    """Yields the errors in the parameters of one section, each with its remedy."""
    for name in sorted(parameters.keys() - given.keys()):
        if "Default" not in parameters[name]:
            yield f"{name} is missing. {parameters[name]['Description']}"
    for name, value in sorted(given.items()):
        if name not in parameters:
            yield f"{name} is not a parameter of template.yaml: it has {', '.join(sorted(parameters))}"
            continue
        rule = parameters[name]
        is_fine = re.fullmatch(rule.get("AllowedPattern", ".*"), value) and value in map(str, rule.get("AllowedValues", [value]))
        if rule["Type"] == "Number":
            is_fine = is_fine and value.isdigit() and rule.get("MinValue", 0) <= int(value) <= rule.get("MaxValue", 10**9)
        if not is_fine:
            yield f"{name}={value}: {rule.get('ConstraintDescription') or rule['Description']}"


def main():
    parameters = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))["Parameters"]
    for name, rule in parameters.items():
        if not rule.get("Description", "").strip():
            sys.exit(f"parameter {name} has no description")
        if "AllowedPattern" in rule and "ConstraintDescription" not in rule:
            sys.exit(f"parameter {name} has a pattern but no constraint description")
    config = tomllib.loads((ROOT / "samconfig.toml").read_text(encoding="utf-8"))
    regions = boto3.Session().get_available_regions("lambda")
    found, count = [], 0
    for section, commands in config.items():
        for command in ("deploy", "local_start_api", "local_start_lambda", "local_invoke"):
            text = commands.get(command, {}).get("parameters", {}).get("parameter_overrides") if isinstance(commands, dict) else None
            if text is None:
                continue
            count += 1
            given = given_in(text)
            if given is None:
                print(f"[{section}.{command}] names a file of parameters that is not here")
                continue
            region = commands.get("global", {}).get("parameters", {}).get("region")
            if region not in regions:
                near = difflib.get_close_matches(str(region), regions, 1)
                found.append(f"[{section}] region {region} is none of AWS" + (f": did you mean {near[0]}?" if near else ""))
            if given.get("Region", region) != region:
                found.append(f"[{section}] deploys to {region}, and its parameter Region says {given['Region']}")
            found += [f"[{section}.{command}] {wrong}" for wrong in wrong_in(given, parameters)]
    if found:
        sys.exit("\n".join(["samconfig.toml:", *dict.fromkeys(found)]))
    print(f"{count} sections of samconfig.toml match the parameters of template.yaml")


if __name__ == "__main__":
    main()
