"""Reference numbers of nearest neighbours, naive Bayes and calibration, made with scikit-learn.

Usage: python3 bench/peers/golden_simple.py && npx biome format --write tests/golden   (Debian: python3-sklearn)
"""

import json
import sys
from pathlib import Path

import numpy
import scipy
import sklearn
from sklearn.calibration import CalibratedClassifierCV
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import CategoricalNB, GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

root = Path(__file__).resolve().parents[2]
versions = {"python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}


def lattice(rows, columns, seed):
    """x[i][j] = frac((i + 1 + seed) · √prime_j), as single precision."""
    primes = [2, 3, 5, 7, 11, 13][:columns]
    points = [[((row + 1 + seed) * prime**0.5) % 1 for prime in primes] for row in range(rows)]
    return numpy.asarray(points, dtype=numpy.float32)


train, asked = lattice(240, 4, 0), lattice(40, 4, 1000)
value = 3 * train[:, 0].astype(float) + numpy.sin(6 * train[:, 1].astype(float)) + train[:, 2].astype(float) ** 2
label = (value > 1.2).astype(int) + (value > 2.4).astype(int)
codes = (train * 5).astype(int)
asked_codes = (asked * 5).astype(int)

neighbours = []
for k in (1, 5, 12):
    for weights in ("uniform", "distance"):
        for metric in ("euclidean", "manhattan"):
            settings = dict(n_neighbors=k, weights=weights, metric=metric)
            neighbours.append({
                "k": k, "weights": weights, "metric": metric,
                "probabilities": KNeighborsClassifier(**settings).fit(train.astype(float), label).predict_proba(asked.astype(float)).tolist(),
                "values": KNeighborsRegressor(**settings).fit(train.astype(float), value).predict(asked.astype(float)).tolist(),
            })

bayes = {
    "gaussian": GaussianNB().fit(train.astype(float), label).predict_proba(asked.astype(float)).tolist(),
    "categorical": [
        {"laplace": alpha, "probabilities": CategoricalNB(alpha=alpha, min_categories=5).fit(codes, label).predict_proba(asked_codes).tolist()}
        for alpha in (1.0, 0.25)
    ],
}

score = 4 * train[:, 0].astype(float) - 2 + numpy.cos(9 * train[:, 3].astype(float))
truth = (train[:, 1].astype(float) < 1 / (1 + numpy.exp(-1.7 * score - 0.4))).astype(int)
grid = numpy.linspace(-3, 4, 29)
weights = (train[:, 2] * 4).astype(int).astype(float)


def platt(weight):
    """Platt's targets, as CalibratedClassifierCV has them, by a logistic regression without a penalty on soft labels."""
    positives, negatives = weight[truth == 1].sum(), weight[truth == 0].sum()
    high, low = (positives + 1) / (positives + 2), 1 / (negatives + 2)
    soft = numpy.where(truth == 1, high, low)
    fitted = LogisticRegression(penalty=None, solver="newton-cg", tol=1e-12, max_iter=10000).fit(
        numpy.concatenate([score, score])[:, None],
        numpy.concatenate([numpy.ones(len(score)), numpy.zeros(len(score))]),
        sample_weight=numpy.concatenate([weight * soft, weight * (1 - soft)]),
    )
    return fitted.predict_proba(grid[:, None])[:, 1].tolist()


def isotonic(weight):
    fitted = IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1).fit(score, truth, sample_weight=weight)
    return fitted.predict(grid).tolist()


fitted = LogisticRegression().fit(score[:, None], truth)
calibration = {
    "score": score.tolist(), "truth": truth.tolist(), "grid": grid.tolist(), "weights": weights.tolist(),
    "alike": {"sigmoid": platt(numpy.ones(len(score))), "isotonic": isotonic(numpy.ones(len(score)))},
    "weighted": {"sigmoid": platt(weights), "isotonic": isotonic(weights)},
    "said": fitted.predict_proba(score[:, None])[:, 1].tolist(),
    "classifier": {
        method: CalibratedClassifierCV(fitted, method=method, cv="prefit")
        .fit(score[:, None], truth, sample_weight=weights)
        .predict_proba(score[:, None])[:, 1]
        .tolist()
        for method in ("sigmoid", "isotonic")
    },
}

for name, content in (("neighbours", {"cases": neighbours}), ("naive-bayes", bayes), ("calibration", calibration)):
    (root / "tests/golden" / f"{name}.json").write_text(json.dumps({"versions": versions, **content}, indent=1) + "\n")
