"""The reference's side of one case in a process of its own: run.py SCRIPT THREADS FOLDER SHAPE.

SCRIPT names a module beside this file with `prepare(folder, shape, threads)`, which loads the data and gives an object
with `run()`, `check(result)` and, where something has to come before each run untimed, `before()`. It is asked in lines
on standard input (`turn LOOPS`, `check`, `memory`) and answers each with a line of JSON, as ours.ts does.
"""
import importlib
import json
import platform
import resource
import sys
import time
from importlib.metadata import version
from types import SimpleNamespace


# Python's own modules first: a reference must not stand in for one that a library asks for.
sys.path.append(sys.path.pop(0))


def answer(value):
    print(json.dumps(value), flush=True)


def peak_bytes():
    """ru_maxrss counts kilobytes on Linux and bytes on macOS."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == 'darwin' else peak * 1024


def main():
    script, threads, folder, shape = sys.argv[1:5]
    module = importlib.import_module(script)
    prepared = module.prepare(folder, SimpleNamespace(**json.loads(shape)), int(threads))
    answer({'versions': {'Python': platform.python_version(), **{name: version(name) for name in module.PACKAGES}}})
    before = getattr(prepared, 'before', lambda: None)
    last = None
    for line in sys.stdin:
        words = line.split()
        if words[0] == 'check':
            answer({'checks': {name: float(value) for name, value in prepared.check(last).items()}})
        elif words[0] == 'memory':
            answer({'peakBytes': peak_bytes()})
        else:
            loops = int(words[1])
            wall = cpu = 0.0
            for _ in range(loops):
                before()
                last = None
                started, used = time.perf_counter(), time.process_time()
                last = prepared.run()
                wall += time.perf_counter() - started
                cpu += time.process_time() - used
            answer({'ms': wall * 1000 / loops, 'cpuMs': cpu * 1000 / loops})


main()
