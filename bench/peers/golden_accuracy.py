"""Scores of scikit-learn and XGBoost on the very rows that tests/golden/accuracy.test.ts trains ours on, five splits each.

Usage: node bench/run.js bench/ours/accuracy-rows.ts FOLDER && OMP_NUM_THREADS=1 /usr/bin/python3 bench/peers/golden_accuracy.py FOLDER
       && npx biome format --write tests/golden   (Debian: python3-sklearn, python3-xgboost)
Numbers are filled by their median and scaled, categories spread to columns, as our learners have it done; texts come as the
words that our flow made of them, for both sides.
"""
import json
import pathlib
import sys
import warnings

import numpy
import sklearn
import xgboost
from sklearn import dummy, ensemble, linear_model, metrics, naive_bayes, neighbors, neural_network, tree

warnings.filterwarnings("ignore")
golden = pathlib.Path(__file__).resolve().parents[2] / "tests" / "golden"
seeds = [1, 2, 3, 4, 5]
numeric = ("number", "integer", "boolean")


def prepared(data):
    parts = numpy.array([row[0] for row in data["rows"]])
    test, train = parts == "test", parts == "train"
    columns, codes, categorical = [], [], []
    target = [c["role"] for c in data["columns"]].index("target")
    for at, column in enumerate(data["columns"]):
        if column["role"] != "feature":
            continue
        cells = [row[at + 1] for row in data["rows"]]
        if column["type"] in numeric:
            values = numpy.array([numpy.nan if v is None else float(v) for v in cells])
            codes.append(values)
            categorical.append(False)
            filled = numpy.where(numpy.isnan(values), numpy.nanmedian(values[train]), values)
            deviation = filled[train].std() or 1.0
            columns.append((filled - filled[train].mean()) / deviation)
        elif column["type"] == "category":
            levels = sorted({v for v, t in zip(cells, train) if t and v is not None})
            codes.append(numpy.array([levels.index(v) if v in levels else numpy.nan for v in cells]))
            categorical.append(True)
            columns += [numpy.array([1.0 if v == level else 0.0 for v in cells]) for level in levels]
    y = [row[target + 1] for row in data["rows"]]
    if data["task"] == "regression":
        y = numpy.array(y, dtype=float)
    else:
        classes = sorted({v for v in y if v is not None})
        y = numpy.array([classes.index(v) for v in y])
    return {"x": numpy.column_stack(columns), "codes": numpy.column_stack(codes), "categorical": categorical, "y": y, "train": train, "test": test}


def learners(task, categorical, seed):
    c = task == "classification"
    boosting = dict(max_iter=60, early_stopping=False, random_state=seed, categorical_features=numpy.array(categorical))
    net = dict(hidden_layer_sizes=(32,), learning_rate_init=1e-3, batch_size=32, max_iter=40, n_iter_no_change=1000, alpha=1e-4, random_state=seed)
    forest = dict(n_estimators=100, random_state=seed, n_jobs=1)
    trees = dict(n_estimators=60, learning_rate=0.1, max_leaves=31, max_depth=0, grow_policy="lossguide", tree_method="hist", min_child_weight=0 if c else 20, random_state=seed, n_jobs=1)
    cart = dict(max_depth=8, min_samples_leaf=5, random_state=seed)
    knn = dict(n_neighbors=5, weights="distance")
    found = {
        "train.baseline": ("x", dummy.DummyClassifier(strategy="prior") if c else dummy.DummyRegressor()),
        "train.decision-tree": ("x", tree.DecisionTreeClassifier(**cart) if c else tree.DecisionTreeRegressor(**cart)),
        "train.random-forest": ("x", ensemble.RandomForestClassifier(**forest) if c else ensemble.RandomForestRegressor(max_features=1 / 3, **forest)),
        "train.gradient-boosting": ("codes", ensemble.HistGradientBoostingClassifier(**boosting) if c else ensemble.HistGradientBoostingRegressor(**boosting)),
        "train.gradient-boosting, XGBoost": ("codes", xgboost.XGBClassifier(**trees) if c else xgboost.XGBRegressor(**trees)),
        "train.k-nearest-neighbours": ("x", neighbors.KNeighborsClassifier(**knn) if c else neighbors.KNeighborsRegressor(**knn)),
        "train.neural-network": ("x", neural_network.MLPClassifier(**net) if c else neural_network.MLPRegressor(**net)),
    }
    if c:
        found["train.logistic-regression"] = ("x", linear_model.LogisticRegression(C=1.0, tol=1e-9, max_iter=10000))
        if not any(categorical):
            # It adds a share of the largest variance to all, so the columns must not be scaled.
            found["train.naive-bayes"] = ("codes", naive_bayes.GaussianNB())
    else:
        found["train.linear-regression"] = ("x", linear_model.Ridge(alpha=1.0))
    return found


def score(model, task, x, y):
    if task == "regression":
        return {"r2": metrics.r2_score(y, model.predict(x))}
    p = model.predict_proba(x)
    auc = metrics.roc_auc_score(y, p[:, 1]) if p.shape[1] == 2 else metrics.roc_auc_score(y, p, multi_class="ovr", average="macro")
    return {"roc-auc": auc, "accuracy": metrics.accuracy_score(y, p.argmax(1))}


folder = pathlib.Path(sys.argv[1])
scores = {}
for path in sorted({p.name.rsplit("-", 1)[0] for p in folder.glob("*.json")}):
    for seed in seeds:
        data = json.loads((folder / f"{path}-{seed}.json").read_text())
        made = prepared(data)
        train, test, y = made["train"], made["test"], made["y"]
        for name, (kind, model) in learners(data["task"], made["categorical"], seed).items():
            x = made[kind]
            scaled = data["task"] == "regression" and name == "train.neural-network"
            centre, spread = (y[train].mean(), y[train].std()) if scaled else (0.0, 1.0)
            model.fit(x[train], (y[train] - centre) / spread if scaled else y[train])
            for metric, value in score(model, data["task"], x[test], (y[test] - centre) / spread if scaled else y[test]).items():
                scores.setdefault(path, {}).setdefault(name, {}).setdefault(metric, []).append(float(value))
    print(path, {n: {m: round(float(numpy.mean(v)), 4) for m, v in s.items()} for n, s in scores[path].items()})
versions = {"python": sys.version.split()[0], "numpy": numpy.__version__, "scikit-learn": sklearn.__version__, "xgboost": xgboost.__version__}
(golden / "accuracy.json").write_text(json.dumps({"versions": versions, "scores": scores}, sort_keys=True) + "\n")
