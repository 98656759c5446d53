"""Writes the reference numbers that tests/golden/ holds the cleaning algorithms to: feature scores, filled gaps, isolation.

Usage: /usr/bin/python3 bench/peers/golden_clean.py [step…] && npx biome format --write tests/golden   (Debian: python3-sklearn)
The data sets are those of designs.json, which golden.py writes; gaps are made by a rule that both sides know.
"""
import json
import pathlib
import sys

import numpy
import scipy
import sklearn
from sklearn import ensemble, feature_selection, impute, metrics

golden = pathlib.Path(__file__).resolve().parents[2] / "tests" / "golden"
designs = json.loads((golden / "designs.json").read_text())["data"]


def write(name, content):
    versions = {"python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}
    (golden / f"{name}.json").write_text(json.dumps({"versions": versions, **content}, sort_keys=True, allow_nan=False) + "\n")


def feature_scores():
    """chi2 needs numbers that are not negative: it gets the squares."""
    found = {}
    for name, design in designs.items():
        x, y = numpy.array(design["x"]), numpy.array(design["classes"])
        number = numpy.array(design["first"])
        found[name] = {
            "f_classif": feature_selection.f_classif(x, y)[0].tolist(),
            "f_regression": feature_selection.f_regression(x[:, 1:], number)[0].tolist(),
            "chi2": feature_selection.chi2(x**2, y)[0].tolist(),
            "mutual_info_classif": feature_selection.mutual_info_classif(x, y, n_neighbors=5, random_state=0).tolist(),
            "mutual_info_regression": feature_selection.mutual_info_regression(x[:, 1:], number, n_neighbors=5, random_state=0).tolist(),
        }
    write("feature-scores", {"data": found})


def with_gaps(x, every):
    """Cell (row, column) is missing where (7·row + 13·column) mod `every` is 0."""
    rows, columns = x.shape
    holes = (7 * numpy.arange(rows)[:, None] + 13 * numpy.arange(columns)[None, :]) % every == 0
    gappy = x.copy()
    gappy[holes] = numpy.nan
    return gappy, holes


def knn():
    """Data without ties in the distances, which anybody may break as they like. The first two thirds of the rows are learned from, all are filled; only the filled cells are written, row by row."""
    cases = []
    for name, k, every in (("wine", 5, 11), ("breast-cancer", 3, 17)):
        gappy, holes = with_gaps(numpy.array(designs[name]["x"]), every)
        imputer = impute.KNNImputer(n_neighbors=k).fit(gappy[: len(gappy) * 2 // 3])
        cases.append({"data": name, "k": k, "every": every, "filled": imputer.transform(gappy)[holes].tolist()})
    write("knn-impute", {"cases": cases})


def isolation():
    """The rarest class is what is looked for among five times as many rows of the commonest; five seeds of 100 trees each."""
    cases = []
    for name in designs:
        x, y = numpy.array(designs[name]["x"]), numpy.array(designs[name]["classes"])
        classes, counts = numpy.unique(y, return_counts=True)
        common, rare = classes[counts.argmax()], [c for c in classes if c != classes[counts.argmax()]][0]
        normal = numpy.flatnonzero(y == common)
        odd = numpy.flatnonzero(y == rare)[: max(5, len(normal) // 10)]
        rows = numpy.concatenate([normal, odd])
        truth = numpy.isin(rows, odd)
        aucs = []
        scores = []
        for seed in range(5):
            forest = ensemble.IsolationForest(n_estimators=100, random_state=seed).fit(x[rows])
            score = -forest.score_samples(x[rows])
            scores.append(score)
            aucs.append(float(metrics.roc_auc_score(truth, score)))
        cases.append({"data": name, "rows": rows.tolist(), "odd": truth.astype(int).tolist(), "auc": aucs, "score": numpy.mean(scores, axis=0).tolist()})
    write("isolation-forest", {"cases": cases})


steps = {"scores": feature_scores, "knn": knn, "isolation": isolation}
for step in sys.argv[1:] or steps:
    steps[step]()
    print(step, "written")
