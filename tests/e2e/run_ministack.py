"""Starts ministack with additions.

- Support for `UPDATE … SET "a"=? SET "b"=? REMOVE "c" WHERE …`, as in DynamoDB. Unpatched, it reads only a single SET with commas, and
  treats the quotes of a name after REMOVE as part of the name.
- The element `DeleteChangeSetResult`, without which boto3 cannot read the response.
- Alarms for an expression, which are created as alarms for its first metric.
"""

import re

from ministack import app
from ministack.services import dynamodb
from ministack.services.cloudformation import changesets, provisioners

CLAUSE = re.compile(r'\s(SET|REMOVE)\s"([^"]+)"(?:=\?)?')
read_update = dynamodb._parse_partiql_update


def read_any_update(statement, parameters):
    clauses, where, condition = statement.partition(" WHERE ")
    found = CLAUSE.findall(clauses)
    if not found:
        return read_update(statement, parameters)
    start = clauses[:CLAUSE.search(clauses).start()]
    sets = ", ".join(f'"{name}"=?' for word, name in found if word == "SET")
    removes = ", ".join(name for word, name in found if word == "REMOVE")
    both = (f" SET {sets}" if sets else "") + (f" REMOVE {removes}" if removes else "")
    return read_update(start + both + where + condition, parameters)


def create_any_alarm(logical_id, properties, stack):
    metrics = properties.get("Metrics")
    if metrics:
        measured = next((one["MetricStat"] for one in metrics if "MetricStat" in one), {"Metric": {}})
        metric = {"Namespace": "Expression", "MetricName": logical_id, **measured["Metric"]}
        properties = {**{name: one for name, one in properties.items() if name != "Metrics"}, **metric}
    return create_alarm(logical_id, properties, stack)


alarms = provisioners._RESOURCE_HANDLERS
create_alarm = alarms["AWS::CloudWatch::Alarm"]["create"]
alarms["AWS::CloudWatch::Alarm"]["create"] = create_any_alarm

write_xml = changesets._xml
dynamodb._parse_partiql_update = read_any_update
changesets._xml = lambda status, name, body: write_xml(status, name, body or f"<{name.removesuffix('Response')}Result/>")
app.main()
