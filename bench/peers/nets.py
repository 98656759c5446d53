"""The peer of bench/nets.ts: reads lines of JSON with the number of epochs and a file of floats, answers each with what a fit took.

Usage: OMP_NUM_THREADS=1 python3 bench/peers/nets.py   (Debian: python3-sklearn)
"""
import json
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier

from peak_memory import peak_megabytes

COLUMNS = 28

warnings.simplefilter("ignore")


def read(path):
    data = numpy.fromfile(path, dtype=numpy.float32).reshape(COLUMNS + 1, -1)
    first = int(data.shape[1] * 0.9)
    x, y = numpy.ascontiguousarray(data[:COLUMNS].T), data[COLUMNS].astype(int)
    return x[:first], y[:first], x[first:], y[first:]


def standard_error(values):
    return numpy.std(values, ddof=1) / len(values) ** 0.5 if len(values) > 1 else None


def say(value):
    print(json.dumps(value), flush=True)


say({"versions": {"scikit-learn": sklearn.__version__, "numpy": numpy.__version__}})
kept = {}
# Of each fit, whose seed is its number.
accuracies = []
for line in sys.stdin:
    ask = json.loads(line)
    path = ask["numeric"]
    if path not in kept:
        kept[path] = read(path)
    x, y, held, labels = kept[path]
    model = MLPClassifier((64, 64), batch_size=512, max_iter=int(ask["task"]), alpha=0, random_state=len(accuracies) + 1, n_iter_no_change=1000)
    cpu, started = time.process_time(), time.perf_counter()
    model.fit(x, y)
    took, used = time.perf_counter() - started, time.process_time() - cpu
    peak = peak_megabytes()
    accuracies.append(float(model.score(held, labels)))
    check = {"accuracy": numpy.mean(accuracies), "standardError": standard_error(accuracies)}
    say({"seconds": took, "cpuSeconds": used, "peakMegabytes": peak, "check": check})
