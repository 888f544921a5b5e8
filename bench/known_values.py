#!/usr/bin/env python3
"""How much of a design plumb knows: the share of field values of the graph's nodes that are known, and why the rest is not.

usage: bench/known_values.py PLUMB [DIR...]

DIR: projects (default: each folder of $PLUMB_SHARED/corpus). Counted are the leaves of all fields of nodes from Terraform roots: a number, text
or boolean is one leaf, an unknown value is one, "at least these" of an open list or map is one unknown beside its elements.
"""
import collections, json, os, re, subprocess, sys

plumb = sys.argv[1]
here = os.path.dirname(os.path.abspath(__file__))
corpus = os.path.join(os.environ.get('PLUMB_SHARED', os.path.join(here, '..', '..', 'shared')), 'corpus')
folders = sys.argv[2:] or sorted(os.path.join(corpus, d) for d in os.listdir(corpus))
CAUSES = [('a variable without a value', r'has no default|does not set the variable|nothing gives it a value'),
          ('a module whose source is not at hand', r'is not at hand|not modelled'),
          ('known after apply only', r'known after apply|the provider|computed'),
          ('a data source that only the account answers', r'data\.|data source'),
          ('an object outside the inputs', r'outside these files|another account'),
          ('a file that is not in the repository', r'there is no file|is not part of the inputs'),
          ('AWS chooses it', r'AWS (chooses|picks)|from an IPAM pool'),
          ('count or for_each is not known', r'how many|whether .* exists'),
          ('an error in the configuration', r'could not be read|depends on itself|refused')]


def classify(cause):
    return next((name for name, pattern in CAUSES if re.search(pattern, cause)), 'other: ' + re.sub(r"'[^']*'|\S*[._\[]\S*", 'X', cause)[:60])


def leaves(v, known, unknown):
    if isinstance(v, dict) and set(v) == {'unknown'}:
        unknown[classify(v['unknown'])] += 1
    elif isinstance(v, dict) and set(v) == {'atLeast', 'because'}:
        unknown[classify(v['because'])] += 1
        leaves(v['atLeast'], known, unknown)
    elif isinstance(v, dict):
        for x in v.values():
            leaves(x, known, unknown)
    elif isinstance(v, list):
        for x in v:
            leaves(x, known, unknown)
    elif v is not None:
        known[0] += 1


known, unknown, nodes, maybe = [0], collections.Counter(), 0, 0
for folder in folders:
    out = subprocess.run([plumb, 'graph', '--format', 'json', folder], capture_output=True, text=True).stdout
    graph = json.loads(out) if out else {'nodes': [], 'units': []}
    for n in graph['nodes']:
        if graph['units'][n['unit']]['frontend'] != 'terraform':
            continue
        nodes += 1
        maybe += 'maybe' in n
        leaves(n['fields'], known, unknown)
total = known[0] + sum(unknown.values())
print(f'{nodes} nodes from Terraform ({maybe} of them may not exist), {total} values: {100 * known[0] / max(total, 1):.1f} % known')
for cause, n in unknown.most_common():
    print(f'{100 * n / total:6.2f} %  {n:6}  {cause}')
