"""The peers of bench/learners.ts: reads lines of JSON that ask for a task, answers each with what it took.

Usage: python3 bench/peers/learner_rows.py scikit-learn|xgboost   (Debian: python3-sklearn, python3-xgboost, python3-pandas)
"""
import json
import os
import sys
import tempfile
import time

import numpy

from peak_memory import peak_megabytes

columns = 28
kept = {}


def rows_of(files):
    if files["x"] not in kept:
        y = numpy.fromfile(files["y"], "u1").astype(int)
        kept[files["x"]] = numpy.fromfile(files["x"], "<f4").reshape(columns, len(y)).T, y
    return kept[files["x"]]


class ScikitLearn:
    def __init__(self):
        import sklearn
        from sklearn import ensemble
        self.ensemble = ensemble
        self.versions = {"scikit-learn": sklearn.__version__, "numpy": numpy.__version__}

    def boosting(self):
        return self.ensemble.HistGradientBoostingClassifier(max_iter=100, early_stopping=False, random_state=1)

    def forest(self):
        return self.ensemble.RandomForestClassifier(20, max_depth=12, n_jobs=2, random_state=1)

    def logistic(self):
        from sklearn import linear_model
        return linear_model.LogisticRegression(tol=1e-6, max_iter=1000)

    def flow(self, csv):
        import pandas
        from sklearn import metrics, model_selection
        table = pandas.read_csv(csv)
        x, y = table.drop(columns="label"), table["label"]
        x, test, y, truth = model_selection.train_test_split(x, y, test_size=0.2, stratify=y, random_state=1)
        model = self.boosting().fit(x, y)
        p = model.predict_proba(test)
        guess = p.argmax(1)
        for metric in (metrics.accuracy_score, metrics.balanced_accuracy_score, metrics.precision_score, metrics.recall_score, metrics.f1_score, metrics.matthews_corrcoef, metrics.cohen_kappa_score):
            metric(truth, guess)
        metrics.log_loss(truth, p), metrics.brier_score_loss(truth, p[:, 1]), metrics.average_precision_score(truth, p[:, 1])
        with tempfile.TemporaryDirectory() as folder:
            pandas.DataFrame({"actual": truth, "predicted": guess, "probability_0": p[:, 0], "probability_1": p[:, 1]}).to_csv(os.path.join(folder, "predictions.csv"))
        return metrics.roc_auc_score(truth, p[:, 1])


class XGBoost:
    def __init__(self):
        import xgboost
        self.xgboost = xgboost
        self.versions = {"xgboost": xgboost.__version__}

    def boosting(self):
        return self.xgboost.XGBClassifier(n_estimators=100, learning_rate=0.1, max_leaves=31, max_depth=0, grow_policy="lossguide", tree_method="hist", max_bin=255, n_jobs=2)

    def forest(self):
        return self.xgboost.XGBRFClassifier(n_estimators=20, max_depth=12, tree_method="hist", max_bin=255, colsample_bynode=5 / columns, n_jobs=2)


def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, {"seconds": time.perf_counter() - wall, "cpuSeconds": time.process_time() - cpu}


def learn(side, ask, fitted):
    from sklearn import metrics
    name, _, what = ask["task"].partition("-")
    x, y = rows_of(ask["train"])
    if what == "predict" and fitted:
        model, taken = fitted[0], None
    else:
        model, taken = timed(lambda: getattr(side, name)().fit(x, y))
    fitted[:] = [model]
    test, truth = rows_of(ask["test"])
    p, predicting = timed(lambda: model.predict_proba(test)[:, 1])
    check = {"auc": float(metrics.roc_auc_score(truth, p))}
    if name == "logistic":
        loss = metrics.log_loss(y, model.predict_proba(x), eps=1e-15)
        check["objective"] = float(loss + (model.coef_.astype(float) ** 2).sum() / 2 / len(y))
    return {**(predicting if what == "predict" else taken), "check": check}


def main():
    try:
        side = {"scikit-learn": ScikitLearn, "xgboost": XGBoost}[sys.argv[1]]()
    except ImportError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return
    print(json.dumps({"versions": {"python": sys.version.split()[0], **side.versions}}), flush=True)
    fitted = []
    for line in sys.stdin:
        ask = json.loads(line)
        if ask["task"] == "flow":
            auc, taken = timed(lambda: side.flow(ask["csv"]))
            made = {**taken, "check": {"auc": float(auc)}}
        else:
            made = learn(side, ask, fitted)
        peak = peak_megabytes()
        print(json.dumps({**made, "peakMegabytes": peak}), flush=True)


main()
