#!/usr/bin/env python3
"""One row of score-plans' figures for each module and major: the cases of one group, with the models alone or with the sources laid out.

usage: model_rows.py PLUMB SHARED [--group modules|roots] [--sources] [--failing]

SHARED holds tools/score-plans and oracles/plans (CONTRIBUTING.md, test data). A case of group modules is named MODULE-MAJOR-WHAT; of group roots all are one row.
Rows without --sources are what users get without `.terraform`; --failing lists under each row what is not equal, most frequent first.
"""
import collections, os, re, subprocess, sys, tempfile

options = {a for a in sys.argv[1:] if a.startswith('--')}
words = [a for a in sys.argv[1:] if not a.startswith('--')]
group = 'modules'
if '--group' in options:
    group = words[2] if len(words) > 2 else 'modules'
plumb, shared = os.path.abspath(words[0]), os.path.abspath(words[1])
plans = os.path.join(shared, 'oracles', 'plans', group)


def row_of(name):
    match = re.match(r'(.*?-\d+)(-|$)', name)
    return match.group(1) if match and group == 'modules' else name.rsplit('-', 1)[0] if group == 'modules' else 'roots'


def score(names, extra):
    """score-plans over a folder that has only these cases."""
    with tempfile.TemporaryDirectory() as tmp:
        os.makedirs(os.path.join(tmp, group))
        for name in names:
            os.symlink(os.path.join(plans, name), os.path.join(tmp, group, name))
        command = [os.path.join(shared, 'tools', 'score-plans'), plumb, tmp, '--group', group] + extra
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


rows = collections.defaultdict(list)
for name in sorted(os.listdir(plans)):
    rows[row_of(name)].append(name)
rows['all'] = sorted(os.listdir(plans))
extra = [] if '--sources' in options else ['--no-modules']
for row, names in rows.items():
    lines = score(names, extra + (['--failing'] if '--failing' in options else []))
    print(f'{row:22} {lines[-1]}')
    if row == 'all' or '--failing' not in options:
        continue
    causes = collections.Counter()
    for line in lines[:-1]:
        if line.startswith('    '):
            causes[re.sub(r'\["[^"]*"\]|\[\d+\]', '[*]', line.split(': Terraform')[0].strip())] += 1
    for cause, count in causes.most_common(30):
        print(f'    {count:4} {cause}')
