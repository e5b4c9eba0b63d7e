"""The template after SAM's translation: the routes of its HTTP API, their scopes and their functions.

Everything is read from the OpenAPI document that SAM writes into the API's resource, so that nothing is repeated here.
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
    """Returns SAM's translation of a built template."""
    from samtranslator.translator.transform import transform

    with open(path, encoding="utf-8") as file:
        template = yaml.safe_load(file)
    os.environ.setdefault("AWS_DEFAULT_REGION", region)
    for resource in template["Resources"].values():
        # A deployment replaces this with the location of the uploaded code; here any valid URI will do.
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://code/of-the-function"
    return transform(template, {}, SimpleNamespace(load=lambda: {}))


def api_of(template):
    apis = [(name, one["Properties"]) for name, one in template["Resources"].items() if one["Type"] == "AWS::ApiGatewayV2::Api"]
    if len(apis) != 1:
        raise ValueError(f"one HTTP API was expected, not {len(apis)}")
    return apis[0]


def authorizers_of(body):
    schemes = body.get("components", {}).get("securitySchemes", {})
    return {name: scheme["x-amazon-apigateway-authorizer"] for name, scheme in schemes.items()
            if "x-amazon-apigateway-authorizer" in scheme}


def routes_of(template):
    _, api = api_of(template)
    routes = []
    for path, operations in api["Body"]["paths"].items():
        for method, operation in operations.items():
            if method not in METHODS or "x-amazon-apigateway-integration" not in operation:
                continue
            uri = json.dumps(operation["x-amazon-apigateway-integration"]["uri"])
            function = re.search(r"\$\{(\w+)\.(?:Arn|Alias)", uri) or re.search(r'"Fn::GetAtt": \["(\w+)"', uri)
            scopes = [name_of(scope) for one in operation.get("security", []) for scopes in one.values() for scope in scopes]
            is_open = scheme_of(operation) is None
            method = "ANY" if "any" in method else method.upper()
            routes.append(Route(method, path, function.group(1), None if is_open else tuple(scopes)))
    return sorted(routes, key=lambda route: (route.path, route.method))


def name_of(scope):
    """Returns the name of a scope without the prefix from the parameter `ScopePrefix`."""
    return (scope["Fn::Sub"] if isinstance(scope, dict) else scope).removeprefix("${ScopePrefix}")


def scheme_of(operation):
    """Returns the authorizer of an operation, or `None`. SAM marks an open route with the authorizer `NONE`."""
    return next((name for one in operation.get("security", []) for name in one if name != "NONE"), None)


class Stack:
    """A stack of a template, in which parameters, resources and conditions have values."""

    def __init__(self, template, parameters, physical, region, account, name):
        self.template, self.physical = template, physical
        defaults = {key: one.get("Default") for key, one in template.get("Parameters", {}).items()}
        self.values = {**defaults, **parameters, "AWS::Region": region, "AWS::AccountId": account, "AWS::Partition": "aws",
                       "AWS::StackName": name, "AWS::URLSuffix": "amazonaws.com", "AWS::NoValue": None}

    def resolve(self, value):
        """Evaluates the intrinsic functions in a value, as far as the template uses them."""
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
                return self.resolve(argument[1] if self.is_met(argument[0]) else argument[2])
            if name == "Fn::Join":
                return argument[0].join(map(str, self.resolve(argument[1])))
            if name == "Fn::Split":
                return self.resolve(argument[1]).split(argument[0])
            if name == "Fn::FindInMap":
                key, first, second = map(self.resolve, argument)
                return self.template["Mappings"][key][first][second]
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

    def is_met(self, condition):
        """Returns `True` if the condition is met."""
        if isinstance(condition, str):
            return self.is_met(self.template["Conditions"][condition])
        (name, argument), = condition.items()
        if name == "Fn::Equals":
            left, right = map(self.resolve, argument)
            return str(left) == str(right)
        if name == "Fn::Not":
            return not self.is_met(argument[0])
        if name == "Fn::And":
            return all(map(self.is_met, argument))
        if name == "Fn::Or":
            return any(map(self.is_met, argument))
        if name == "Condition":
            return self.is_met(argument)
        raise ValueError(f"{name} is not known here")
