#!/usr/bin/env python3
"""Records what Terraform says of the designs in testdata/recorded: plan before and after, state both ways.

usage: bench/record_plans.py [--endpoint URL] [--plugin-dir DIR] [DESIGN..]

Needs `terraform` with the AWS provider, and a stand-in of AWS to apply to (`pip install 'moto[server]'; moto_server -p 5000`), at URL (default http://127.0.0.1:5000).
For each design, in a scratch copy:
    plan.json          `show -json` of the plan for an empty account
    state.json         `show -json` of the state after apply
    terraform.tfstate  the same as Terraform stores it
    after.json         `show -json` of the plan that follows: of what is there, with nothing or little to change
Pretty-printed, without what says nothing of the design: time, marks of sensitivity, the checks' bookkeeping, nulls of `before` and `after`.
"""
import argparse
import json
import os
import shutil
import subprocess
import tempfile
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
DESIGNS = os.path.join(HERE, "..", "testdata", "recorded")
NOISE = {"timestamp", "sensitive_values", "before_sensitive", "after_sensitive", "sensitive_attributes", "private", "checks", "check_results", "relevant_attributes", "lineage", "complete", "applyable", "errored", "resource_drift"}


def plain(value, values=False):
    """Without noise; in the values of resources also without nulls, as no reader may tell them from absence."""
    if isinstance(value, dict):
        return {k: plain(v, values or k in ("values", "before", "after", "attributes")) for k, v in value.items() if k not in NOISE and not (values and v is None)}
    return [plain(v, values) for v in value] if isinstance(value, list) else value


def record(design, args):
    env = {**os.environ, "AWS_ENDPOINT_URL": args.endpoint, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "CHECKPOINT_DISABLE": "1"}
    urllib.request.urlopen(urllib.request.Request(args.endpoint + "/moto-api/reset", method="POST")).read()
    folder = os.path.join(DESIGNS, design)

    def keep(name, text):
        with open(os.path.join(folder, name), "w") as f:
            f.write(json.dumps(plain(json.loads(text)), indent=1) + "\n")

    with tempfile.TemporaryDirectory() as scratch:
        root = os.path.join(scratch, "root")
        shutil.copytree(folder, root, ignore=shutil.ignore_patterns("*.json", "*.tfstate"))

        def terraform(*words):
            p = subprocess.run(["terraform", *words], cwd=root, env=env, capture_output=True, text=True)
            if p.returncode:
                raise SystemExit(f"{design}: terraform {words[0]}: {p.stderr}{p.stdout[-2000:]}")
            return p.stdout

        terraform("init", "-input=false", "-no-color", *(["-plugin-dir=" + args.plugin_dir] if args.plugin_dir else []))
        terraform("plan", "-input=false", "-no-color", "-out=plan")
        keep("plan.json", terraform("show", "-json", "plan"))
        terraform("apply", "-input=false", "-no-color", "plan")
        keep("state.json", terraform("show", "-json"))
        with open(os.path.join(root, "terraform.tfstate")) as f:
            keep("terraform.tfstate", f.read())
        terraform("plan", "-input=false", "-no-color", "-out=after")
        keep("after.json", terraform("show", "-json", "after"))
    print(design, {n: os.path.getsize(os.path.join(folder, n)) for n in ("plan.json", "state.json", "terraform.tfstate", "after.json")}, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", default="http://127.0.0.1:5000")
    parser.add_argument("--plugin-dir")
    parser.add_argument("designs", nargs="*")
    args = parser.parse_args()
    for design in args.designs or sorted(d for d in os.listdir(DESIGNS) if os.path.isdir(os.path.join(DESIGNS, d))):
        try:
            record(design, args)
        except SystemExit as e:
            print(e, flush=True)


if __name__ == "__main__":
    main()
