#!/usr/bin/env python3
"""Writes large plans and states of Terraform out of a recorded one: its design again and again, each copy an instance of one module.

    bench/large_plan.py SAMPLE/plan.json MEGABYTES KIND [--utf16] > OUT

KIND: plan (all is created), existing (nothing changes: every resource stands in it four times), state (terraform show -json), raw (terraform.tfstate).
What the sample calls unknown gets made-up ids where the resources exist. Nothing is random: the same arguments give the same bytes.
"""
import copy
import json
import sys


# What an attribute names, so that made-up ids lead somewhere.
NAMED = {"vpc_id": "aws_vpc", "subnet_id": "aws_subnet", "route_table_id": "aws_route_table", "gateway_id": "aws_internet_gateway", "nat_gateway_id": "aws_nat_gateway",
         "security_group_id": "aws_security_group", "allocation_id": "aws_eip"}
PREFIX = {"aws_vpc": "vpc", "aws_subnet": "subnet", "aws_route_table": "rtb", "aws_internet_gateway": "igw", "aws_nat_gateway": "nat", "aws_security_group": "sg", "aws_eip": "eipalloc"}
LISTS = ("route", "ingress", "egress")


class Copy:
    """Made-up values of the instances of one copy."""

    def __init__(self, changes, number):
        self.number, self.ids, self.own = number, {}, {}
        for n, c in enumerate(changes):
            one = f"{PREFIX.get(c['type'], c['type'])}-{number:08x}{n:09x}"
            self.own[c["address"]] = one
            self.ids.setdefault((c["type"], c["address"].split(".aws_")[0]), []).append(one)

    def value(self, c, key):
        if key == "id":
            return self.own[c["address"]]
        if key in NAMED:
            there = self.ids.get((NAMED[key], c["address"].split(".aws_")[0]), [""])
            index = c.get("index", 0)
            return there[index % len(there) if isinstance(index, int) else 0]
        if key == "arn":
            return f"arn:aws:ec2:eu-west-1:111122223333:{c['type'][4:]}/{self.own[c['address']]}"
        if key == "region":
            return "eu-west-1"
        if key == "owner_id":
            return "111122223333"
        return [] if key.endswith("s") or key in LISTS else ""

    def filled(self, c, after, unknown, key=""):
        """The value after apply, with made-up texts for what was unknown."""
        if unknown is True:
            return self.value(c, key)
        if isinstance(unknown, dict):
            out = dict(after or {})
            for k, value in unknown.items():
                out[k] = self.filled(c, out.get(k), value, k)
            return dict(sorted(out.items()))
        if isinstance(unknown, list):
            out = list(after or [])
            for i, value in enumerate(unknown):
                out[i:i + 1] = [self.filled(c, out[i] if i < len(out) else None, value, key)]
            return out
        return after


class Sample:
    def __init__(self, path):
        with open(path, encoding="utf-8-sig") as f:
            self.plan = json.load(f)
        self.changes = [c for c in self.plan["resource_changes"] if c["change"]["actions"] != ["delete"]]

    def instances(self, i, exists):
        """The changes of copy number i."""
        made = Copy(self.changes, i)
        for c in self.changes:
            sample, c = c, copy.deepcopy(c)
            c["address"] = f"module.copy[{i}].{c['address']}"
            c["module_address"] = f"module.copy[{i}]" + (f".{c['module_address']}" if "module_address" in c else "")
            change = c["change"]
            if exists:
                after = made.filled(sample, change["after"], change.get("after_unknown", {}))
                c["change"] = {"actions": ["no-op"], "before": after, "after": after, "after_unknown": {}, "before_sensitive": {}, "after_sensitive": {}}
            yield c

    def resource(self, c):
        """A change as planned_values and states have it."""
        keys = ("address", "mode", "type", "name", "index", "provider_name")
        return {**{k: c[k] for k in keys if k in c}, "schema_version": 0, "values": c["change"]["after"], "sensitive_values": {}}

    def raw(self, c, i):
        module, own = c["module_address"], {"schema_version": 0, "attributes": c["change"]["after"], "sensitive_attributes": [], "private": "bnVsbA==", "dependencies": []}
        if "index" in c:
            own["index_key"] = c["index"]
        return {"module": module, "mode": c["mode"], "type": c["type"], "name": c["name"], "provider": 'provider["registry.terraform.io/hashicorp/aws"]', "instances": [own]}

    def configuration(self, copies):
        out = copy.deepcopy(self.plan["configuration"])
        out["root_module"] = {"module_calls": {"copy": {"source": "./copy", "count_expression": {"constant_value": copies}, "module": out["root_module"]}}}
        return out


def write(out, sample, size, kind):
    exists = kind != "plan"
    text = lambda value: json.dumps(value, separators=(",", ":"))
    one = sum(len(text(c)) for c in sample.instances(10, exists))
    values = sum(len(text(sample.resource(c))) for c in sample.instances(10, exists))
    each = {"plan": one + values, "existing": one + 2 * values, "state": values, "raw": values * 1.6}[kind]
    copies = max(1, int(size / each))

    def parts(make, separator=","):
        first = True
        for i in range(copies):
            for c in sample.instances(i, exists):
                out.write(("" if first else separator) + make(c, i))
                first = False

    def module():
        out.write('{"root_module":{"child_modules":[')
        for i in range(copies):
            resources = [sample.resource(c) for c in sample.instances(i, exists)]
            out.write(("," if i else "") + text({"address": f"module.copy[{i}]", "resources": resources}))
        out.write("]}}")

    if kind == "raw":
        out.write('{\n  "version": 4,\n  "terraform_version": "1.11.4",\n  "serial": 1,\n  "lineage": "made",\n  "outputs": {},\n  "resources": [\n')
        parts(lambda c, i: json.dumps(sample.raw(c, i), indent=2), ",\n")
        out.write('\n  ],\n  "check_results": null\n}\n')
    elif kind == "state":
        out.write('{"format_version":"1.0","terraform_version":"1.11.4","values":')
        module()
        out.write("}\n")
    else:
        out.write('{"format_version":"1.2","terraform_version":"1.11.4","planned_values":')
        module()
        out.write(',"resource_changes":[')
        parts(lambda c, i: text(c))
        out.write("]")
        if exists:
            out.write(',"prior_state":{"format_version":"1.0","terraform_version":"1.11.4","values":')
            module()
            out.write("}")
        out.write(',"configuration":' + text(sample.configuration(copies)) + "}\n")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--utf16"]
    if len(arguments) != 3 or arguments[2] not in ("plan", "existing", "state", "raw"):
        sys.exit(__doc__)
    out = open(sys.stdout.fileno(), "w", encoding="utf-16-le" if "--utf16" in sys.argv else "utf-8", newline="\n")
    if "--utf16" in sys.argv:
        out.write("\ufeff")
    write(out, Sample(arguments[0]), float(arguments[1]) * 1e6, arguments[2])


if __name__ == "__main__":
    main()
