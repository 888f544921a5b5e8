#!/usr/bin/env python3
"""Runs plumb beside what users run today, on the same files, in turns, and prints the ratios.

usage: bench/peers.py PLUMB [--runs N]

The Kubernetes manifests of $PLUMB_SHARED/corpus (files in which plumb finds Kubernetes objects) and its Terraform files are laid out in a
scratch folder each, with their paths. Peers are taken from PATH: checkov (PyPI) on both, kubeconform (Go; without schemas,
so that it fetches none and only parses) on the manifests; one that is absent is left out, and said so. Best wall time of N runs (default 3; checkov runs
once, it needs a minute) and the peak of resident memory. plumb runs with every rule on and writes its findings as JSON.
"""
import json, os, shutil, subprocess, sys, tempfile, time

arguments = [a for a in sys.argv[1:] if not a.startswith('--')]
runs = int(sys.argv[sys.argv.index('--runs') + 1]) if '--runs' in sys.argv else 3
plumb = os.path.abspath(arguments[0])
here = os.path.dirname(os.path.abspath(__file__))
corpus = os.path.join(os.environ.get('PLUMB_SHARED', os.path.join(here, '..', '..', 'shared')), 'corpus')
if not os.path.isdir(corpus):
    sys.exit(f'no corpus at {corpus}: set PLUMB_SHARED')


def measure(command):
    """Wall seconds, peak resident MB and standard output of one run."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        out.seek(0)
        return seconds, usage.ru_maxrss / 1024, out.read()


def lay_out(scratch, name, files):
    folder = os.path.join(scratch, name)
    size = 0
    for f in files:
        to = os.path.join(folder, f)
        os.makedirs(os.path.dirname(to), exist_ok=True)
        shutil.copyfile(os.path.join(corpus, f), to)
        size += os.path.getsize(to)
    return folder, size


def terraform_files():
    return [os.path.relpath(os.path.join(d, f), corpus) for d, _, names in os.walk(corpus) for f in names if f.endswith('.tf')]


def manifests():
    graph = json.loads(measure([plumb, 'graph', '--format', 'json', corpus])[2])
    return sorted({n['at']['file'] for n in graph['nodes'] if graph['units'][n['unit']]['frontend'] == 'kubernetes' and n.get('at')})


def compare(title, folder, files, size, peers):
    print(f'{title}: {files} files, {size / 1e6:.1f} MB')
    contenders = {'plumb': [plumb, 'check', '--no-config', '--no-ignore', '--profile', 'all', '--format', 'json', '--jobs', '2', folder]}
    for name, command in peers.items():
        if shutil.which(command[0]):
            contenders[name] = command + [folder]
        else:
            print(f'  {name}: not on PATH, left out')
    best, peak = {}, {}
    for i in range(runs):
        for name, command in contenders.items():
            if name == 'checkov' and i:
                continue
            seconds, memory, out = measure(command)
            best[name] = min(seconds, best.get(name, seconds))
            peak[name] = max(memory, peak.get(name, 0))
            if name == 'plumb' and not i:
                run = json.loads(out)
                print(f"  plumb read {run['summary']['files']['read']} files, {len(run['findings'])} findings")
    for name in contenders:
        ratio = '' if name == 'plumb' else f'   {best[name] / best["plumb"]:.1f} times plumb'
        print(f'  {name:12} {best[name]:8.3f} s {peak[name]:7.0f} MB{ratio}')


with tempfile.TemporaryDirectory() as scratch:
    tf, k8s = terraform_files(), manifests()
    folder, size = lay_out(scratch, 'kubernetes', k8s)
    compare('Kubernetes manifests', folder, len(k8s), size, {
        'kubeconform': ['kubeconform', '-ignore-missing-schemas', '-schema-location', '/nonexistent/{{ .ResourceKind }}.json', '-summary', '-output', 'json', '-n', '2'],
        'checkov': ['checkov', '--framework', 'kubernetes', '--skip-download', '--quiet', '--compact', '-o', 'json', '-d']})
    folder, size = lay_out(scratch, 'terraform', tf)
    compare('Terraform files', folder, len(tf), size, {
        'checkov': ['checkov', '--framework', 'terraform', '--skip-download', '--quiet', '--compact', '-o', 'json', '-d']})
