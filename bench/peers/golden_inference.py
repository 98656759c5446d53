"""Standard errors of linear and logistic regression without a penalty, made with statsmodels, and of tails with scipy.

Usage: python3 bench/peers/golden_inference.py && npx biome format --write tests/golden   (PyPI: statsmodels)
The designs are those of tests/golden/designs.json. Weighted: 0.5, 1.5, 2.5, 0.5, … by row.
"""
import json
import pathlib
import sys

import numpy
import scipy
import scipy.stats
import statsmodels
import statsmodels.api as sm

golden = pathlib.Path(__file__).resolve().parents[2] / "tests" / "golden"
designs = json.loads((golden / "designs.json").read_text())["data"]
versions = {"python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__}


def table(result, params, columns):
    interval = numpy.asarray(result.conf_int())
    if interval.ndim == 3:
        interval = interval.reshape(-1, 2)
    # statsmodels has the intercept first; of several classes one column each.
    rows = zip(numpy.ravel(params, order="F"), numpy.ravel(result.bse, order="F"), numpy.ravel(result.tvalues, order="F"), numpy.ravel(result.pvalues, order="F"), interval)
    return [{"value": v, "error": e, "statistic": t, "p": p, "low": i[0], "high": i[1]} for v, e, t, p, i in rows]


linear, logistic = [], []
for name, design in designs.items():
    x = numpy.array(design["x"], dtype=numpy.float32).astype(float)
    first = numpy.array(design["first"])
    weights = 0.5 + numpy.arange(len(first)) % 3
    for weighted in (False, True):
        wide = sm.add_constant(x[:, 1:])
        result = sm.WLS(first, wide, weights=weights if weighted else 1.0).fit()
        linear.append({"data": name, "weighted": weighted, "degrees": result.df_resid, "rows": table(result, result.params, design["columns"][1:])})

# Classes that no line tells apart: two of the columns, and the classes stirred by row number.
for name, design in designs.items():
    x = numpy.array(design["x"], dtype=numpy.float32).astype(float)[:, :2]
    classes = sorted(set(design["classes"]))
    codes = numpy.array([classes.index(c) for c in design["classes"]])
    stirred = numpy.where(numpy.arange(len(codes)) % 4 == 0, (codes + 1) % len(classes), codes)
    wide = sm.add_constant(x)
    if len(classes) == 2:
        result = sm.Logit(stirred, wide).fit(method="newton", disp=0, tol=1e-14, maxiter=200)
    else:
        result = sm.MNLogit(stirred, wide).fit(method="newton", disp=0, tol=1e-14, maxiter=200)
    logistic.append({"data": name, "rows": table(result, result.params, design["columns"][:2])})

tails = [
    {"statistic": t, "degrees": d, "p": float(2 * (scipy.stats.norm.sf(t) if d is None else scipy.stats.t.sf(t, d)))}
    for t in (0.0, 0.1, 1.0, 1.96, 3.3, 7.0, 20.0)
    for d in (None, 1, 2, 5, 30, 400, 100000)
]
quantiles = [
    {"outside": a, "degrees": d, "value": float(scipy.stats.norm.isf(a / 2) if d is None else scipy.stats.t.isf(a / 2, d))}
    for a in (0.5, 0.05, 0.001)
    for d in (None, 1, 2, 5, 30, 400, 100000)
]
content = {"versions": versions, "linear": linear, "logistic": logistic, "tails": tails, "quantiles": quantiles}
(golden / "linear-inference.json").write_text(json.dumps(content, default=float, sort_keys=True) + "\n")
