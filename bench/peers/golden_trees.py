"""Writes the references for boosting in tests/golden from scikit-learn's and XGBoost's answers.

Debian: python3-sklearn, python3-xgboost. `python3 bench/peers/golden_trees.py`. The data are those of golden.py and a
lattice that both sides compute alike.
"""
import numpy
import xgboost
from sklearn import ensemble, metrics

from golden import friedman, names, table, versions, write

seeds = range(5)
rounds = 100


def classes_of(y):
    """A noisy label from the lattice's own fractions: 0 or 1."""
    noise = numpy.modf((numpy.arange(len(y)) + 1.0) * numpy.sqrt(29.0))[0]
    return (y + 8 * (noise - 0.5) > 14).astype(int)


def pooled(x, codes, classes, make):
    """Probabilities of the rows in the folds i mod 5, each from a model of the others."""
    probability = numpy.zeros((len(codes), classes))
    for fold in range(5):
        held = numpy.arange(len(codes)) % 5 == fold
        probability[held] = make().fit(x[~held], codes[~held]).predict_proba(x[held])
    return probability


def scikit(seed, **rest):
    return ensemble.HistGradientBoostingClassifier(max_iter=rounds, early_stopping=False, random_state=seed, **rest)


def xgb(kind, seed):
    return kind(n_estimators=rounds, learning_rate=0.1, max_leaves=31, max_depth=0, grow_policy="lossguide", tree_method="hist", max_bin=255, min_child_weight=0, reg_lambda=1e-9, random_state=seed, n_jobs=2)


def boosting():
    small = {}
    for name in names:
        raw, y, _ = table(name)
        x = raw.astype(numpy.float32)
        codes = numpy.searchsorted(numpy.unique(y), y)
        found = [pooled(x, codes, codes.max() + 1, lambda: scikit(seed)) for seed in seeds]
        small[name] = {"accuracy": [float((p.argmax(1) == codes).mean()) for p in found]}
    x, y = friedman(6000, 0)
    fresh, truth = friedman(4000, 9000)
    label, fresh_label = classes_of(y), classes_of(truth)
    auc = {"scikit-learn": [], "xgboost": []}
    for seed in seeds:
        for peer, model in (("scikit-learn", scikit(seed)), ("xgboost", xgb(xgboost.XGBClassifier, seed))):
            auc[peer].append(float(metrics.roc_auc_score(fresh_label, model.fit(x, label).predict_proba(fresh)[:, 1])))
    r2 = {}
    for loss in ("squared_error", "absolute_error", "poisson"):
        r2[loss] = [float(metrics.r2_score(truth, ensemble.HistGradientBoostingRegressor(loss=loss, max_iter=rounds, early_stopping=False, random_state=seed).fit(x, y).predict(fresh))) for seed in seeds]
    r2["xgboost"] = [float(metrics.r2_score(truth, xgb(xgboost.XGBRegressor, seed).fit(x, y).predict(fresh))) for seed in seeds]
    quantile = ensemble.HistGradientBoostingRegressor(loss="quantile", quantile=0.8, max_iter=rounds, early_stopping=False).fit(x, y)
    pinball = float(metrics.mean_pinball_loss(truth, quantile.predict(fresh), alpha=0.8))
    write("gradient-boosting", {"xgboost": xgboost.__version__, "classification": small, "auc": auc, "r2": r2, "pinball": pinball})


if __name__ == "__main__":
    boosting()
    print(versions(), xgboost.__version__)
