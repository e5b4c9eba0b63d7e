"""The template as SAM translates it: the routes of its HTTP API, who may call them and which function answers.

Everything is read from the OpenAPI document that SAM writes into the API's resource, so that nothing of it stands here a second
time.
"""

import json
import os
import re
from dataclasses import dataclass
from types import SimpleNamespace

import yaml

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "any", "x-amazon-apigateway-any-method")


@dataclass(frozen=True)
class Route:
    """One route. `scopes` is None if it is open."""

    method: str
    path: str
    function: str
    scopes: tuple | None

    @property
    def key(self):
        return f"{self.method} {self.path}"


def translate(path, region):
    """The translated template of a built one, as a document."""
    from samtranslator.translator.transform import transform

    with open(path, encoding="utf-8") as file:
        template = yaml.safe_load(file)
    os.environ.setdefault("AWS_DEFAULT_REGION", region)
    for resource in template["Resources"].values():
        # A deploy uploads the code and writes where it lies: here no more than its form counts.
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://code/of-the-function"
    return transform(template, {}, SimpleNamespace(load=lambda: {}))


def api_of(template):
    """Logical name and properties of the HTTP API."""
    apis = [(name, one["Properties"]) for name, one in template["Resources"].items() if one["Type"] == "AWS::ApiGatewayV2::Api"]
    if len(apis) != 1:
        raise ValueError(f"one HTTP API was expected, not {len(apis)}")
    return apis[0]


def authorizers_of(body):
    """The JWT authorizers by their names in the document."""
    schemes = body.get("components", {}).get("securitySchemes", {})
    return {name: scheme["x-amazon-apigateway-authorizer"] for name, scheme in schemes.items()
            if "x-amazon-apigateway-authorizer" in scheme}


def routes_of(template):
    """All routes."""
    _, api = api_of(template)
    routes = []
    for path, operations in api["Body"]["paths"].items():
        for method, operation in operations.items():
            if method not in METHODS or "x-amazon-apigateway-integration" not in operation:
                continue
            uri = json.dumps(operation["x-amazon-apigateway-integration"]["uri"])
            function = re.search(r"\$\{(\w+)\.(?:Arn|Alias)", uri) or re.search(r'"Fn::GetAtt": \["(\w+)"', uri)
            scopes = [scope for one in operation.get("security", []) for scopes in one.values() for scope in scopes]
            is_open = scheme_of(operation) is None
            method = "ANY" if "any" in method else method.upper()
            routes.append(Route(method, path, function.group(1), None if is_open else tuple(scopes)))
    return sorted(routes, key=lambda route: (route.path, route.method))


def scheme_of(operation):
    """Name of the authorizer that an operation wants, if any; SAM writes an open route as one that wants `NONE`."""
    return next((name for one in operation.get("security", []) for name in one if name != "NONE"), None)


class Stack:
    """What the names of a template became in a stack: parameters, resources, conditions."""

    def __init__(self, template, parameters, physical, region, account, name):
        self.template, self.physical = template, physical
        defaults = {key: one.get("Default") for key, one in template.get("Parameters", {}).items()}
        self.values = {**defaults, **parameters, "AWS::Region": region, "AWS::AccountId": account, "AWS::Partition": "aws",
                       "AWS::StackName": name, "AWS::URLSuffix": "amazonaws.com", "AWS::NoValue": None}

    def resolve(self, value):
        """A value with its intrinsic functions carried out, of those that templates use here."""
        if isinstance(value, list):
            return [one for one in map(self.resolve, value) if one is not None]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (name, argument), = value.items()
            if name == "Ref":
                return self.ref(argument)
            if name == "Fn::GetAtt":
                return self.attribute(*(argument.split(".", 1) if isinstance(argument, str) else argument))
            if name == "Fn::Sub":
                return self.substitute(argument)
            if name == "Fn::If":
                return self.resolve(argument[1] if self.holds(argument[0]) else argument[2])
            if name == "Fn::Join":
                return argument[0].join(map(str, self.resolve(argument[1])))
            if name == "Fn::Split":
                return self.resolve(argument[1]).split(argument[0])
            if name == "Fn::Select":
                return self.resolve(argument[1])[int(argument[0])]
            if name.startswith("Fn::"):
                raise ValueError(f"{name} is not known here")
        return {key: one for key, one in ((key, self.resolve(one)) for key, one in value.items()) if one is not None}

    def ref(self, name):
        if name in self.values:
            return self.values[name]
        return self.physical[name]

    def attribute(self, name, attribute):
        if attribute == "Arn" and self.template["Resources"][name]["Type"] == "AWS::Lambda::Function":
            return (f"arn:aws:lambda:{self.values['AWS::Region']}:{self.values['AWS::AccountId']}"
                    f":function:{self.physical[name]}")
        raise ValueError(f"{name}.{attribute} is not known here")

    def substitute(self, argument):
        text, more = (argument, {}) if isinstance(argument, str) else argument

        def one(match):
            name = match.group(1)
            if name in more:
                return str(self.resolve(more[name]))
            return str(self.attribute(*name.split(".", 1)) if "." in name else self.ref(name))

        return re.sub(r"\$\{([^!}]+)\}", one, text)

    def holds(self, condition):
        """Whether a condition is true."""
        if isinstance(condition, str):
            return self.holds(self.template["Conditions"][condition])
        (name, argument), = condition.items()
        if name == "Fn::Equals":
            left, right = map(self.resolve, argument)
            return str(left) == str(right)
        if name == "Fn::Not":
            return not self.holds(argument[0])
        if name == "Fn::And":
            return all(map(self.holds, argument))
        if name == "Fn::Or":
            return any(map(self.holds, argument))
        if name == "Condition":
            return self.holds(argument)
        raise ValueError(f"{name} is not known here")
