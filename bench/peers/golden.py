"""Writes the reference numbers that tests/golden/ holds our algorithms to.

Usage: python3 bench/peers/golden.py [step…] && npx biome format --write tests/golden   (Debian: python3-sklearn)
Features are standardised and rounded to float32 here, and written out, so that both sides fit the very same numbers.
"""
import csv
import json
import pathlib
import sys
import warnings

import numpy
import scipy
import sklearn
from sklearn import ensemble, exceptions, linear_model, metrics, model_selection, preprocessing

root = pathlib.Path(__file__).resolve().parents[2]
data = root / "resources" / "data"
golden = root / "tests" / "golden"


def versions():
    return {"python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}


def write(name, content):
    text = json.dumps({"versions": versions(), **content}, sort_keys=True, allow_nan=False)
    (golden / f"{name}.json").write_text(text + "\n")


def rows_of(name):
    with open(data / f"{name}.csv", newline="") as file:
        return list(csv.DictReader(file))


def penguin_rows():
    return [row for row in rows_of("penguins") if all(row[c] for c in ("beak_length_mm", "beak_depth_mm", "flipper_length_mm", "body_mass_g"))]


def table(name):
    """Numeric features, class names."""
    rows = penguin_rows() if name == "penguins" else rows_of(name)
    target = "species" if name == "penguins" else "target"
    columns = ["beak_length_mm", "beak_depth_mm", "flipper_length_mm", "body_mass_g"] if name == "penguins" else [c for c in rows[0] if c != target]
    return numpy.array([[float(row[c]) for c in columns] for row in rows]), numpy.array([row[target] for row in rows]), columns


def standardised(x):
    return preprocessing.StandardScaler().fit_transform(x).astype(numpy.float32)


def polished(model, x, y, c):
    """Newton steps on scikit-learn's own answer: its solvers stop before 1e-6. Softmax or sigmoid with the l2 penalty."""
    classes = len(model.classes_)
    codes = numpy.searchsorted(model.classes_, y)
    n, p = x.shape
    design = numpy.hstack([x.astype(float), numpy.ones((n, 1))])
    outputs = 1 if classes == 2 else classes
    theta = numpy.hstack([model.coef_, model.intercept_[:, None]]).astype(float)
    ridge = numpy.tile(numpy.append(numpy.full(p, 1 / c), 0), outputs)
    for _ in range(30):
        scores = design @ theta.T
        if outputs == 1:
            probability = 1 / (1 + numpy.exp(-scores[:, 0]))
            gradient = design.T @ (probability - codes)
            hessian = (design * (probability * (1 - probability))[:, None]).T @ design
        else:
            probability = numpy.exp(scores - scores.max(1, keepdims=True))
            probability /= probability.sum(1, keepdims=True)
            gradient = ((probability - numpy.eye(classes)[codes]).T @ design).ravel()
            blocks = [[(design * (probability[:, a] * ((a == b) - probability[:, b]))[:, None]).T @ design for b in range(classes)] for a in range(classes)]
            hessian = numpy.block(blocks)
        gradient = gradient + ridge * theta.ravel()
        step = numpy.linalg.lstsq(hessian + numpy.diag(ridge), gradient, rcond=1e-13)[0]
        theta = theta - step.reshape(theta.shape)
        if numpy.abs(step).max() < 1e-13:
            break
    return theta[:, :-1], theta[:, -1]


def logistic():
    cases = []
    for name in names:
        raw, y, columns = table(name)
        x = standardised(raw)
        for c in (0.01, 1.0, 100.0):
            model = linear_model.LogisticRegression(C=c, tol=1e-10, max_iter=100000).fit(x.astype(float), y)
            coefficients, intercepts = polished(model, x, y, c)
            # The polish must stay at scikit-learn's answer, or it would be a reference of our own making.
            assert numpy.abs(coefficients - model.coef_).max() < 1e-3 * numpy.abs(coefficients).max(), (name, c)
            cases.append(case(name, "l2", c, model.classes_, coefficients, intercepts))
        for c in (0.05, 1.0):
            binary = len(set(y)) == 2
            model = linear_model.LogisticRegression(penalty="l1", solver="saga", C=c, tol=1e-12, max_iter=2000000)
            model.fit(x.astype(float), y)
            cases.append(case(name, "l1", c, model.classes_, model.coef_, model.intercept_, tolerance=1e-5 if binary else 1e-4))
    write("logistic-regression", {"cases": cases})


def elastic():
    """Logistic regression with both penalties; weights are 0.5, 1.5, 2.5, 0.5, … by row. At this tolerance saga is within 1e-7 of the optimum."""
    cases = []
    for name in names:
        raw, y, columns = table(name)
        x = standardised(raw)
        for c, ratio in ((0.1, 0.3), (1.0, 0.7)):
            for weighted in (False, True):
                weights = 0.5 + numpy.arange(len(y)) % 3 if weighted else numpy.ones(len(y))
                model = linear_model.LogisticRegression(penalty="elasticnet", solver="saga", l1_ratio=ratio, C=c, tol=1e-10, max_iter=2000000, random_state=0)
                model.fit(x.astype(float), y, sample_weight=weights)
                cases.append({**case(name, "elastic-net", c, model.classes_, model.coef_, model.intercept_), "l1Ratio": ratio, "weighted": weighted})
    write("logistic-elastic-net", {"cases": cases})


def case(name, penalty, c, classes, coefficients, intercepts, tolerance=1e-6):
    return {"data": name, "penalty": penalty, "C": c, "classes": list(classes), "coefficients": numpy.asarray(coefficients).tolist(), "intercepts": numpy.asarray(intercepts).tolist(), "tolerance": tolerance}


names = ("breast-cancer", "wine", "penguins", "iris")


def designs():
    """What the linear models are fitted to: standardised features, classes, and the first raw column as a number to predict."""
    found = {}
    for name in names:
        raw, y, columns = table(name)
        shortest = [[float(str(value)) for value in row] for row in standardised(raw)]
        found[name] = {"columns": columns, "x": shortest, "classes": list(y), "first": list(raw[:, 0])}
    write("designs", {"data": found})


def linear():
    """Each data set's first column is predicted from the others. Weighted: 0.5, 1.5, 2.5, 0.5, … by row."""
    cases = []
    for name in names:
        raw, _, _ = table(name)
        x, y = standardised(raw)[:, 1:], raw[:, 0]
        weights = 0.5 + numpy.arange(len(y)) % 3
        wide = x.astype(float)
        models = {
            ("none", 0.0, 0.5): linear_model.LinearRegression(),
            ("ridge", 1.0, 0.5): linear_model.Ridge(alpha=1.0, solver="svd"),
            ("ridge", 100.0, 0.5): linear_model.Ridge(alpha=100.0, solver="svd"),
            ("lasso", 0.05, 0.5): linear_model.Lasso(alpha=0.05, tol=1e-14, max_iter=10000000),
            ("elastic-net", 0.1, 0.3): linear_model.ElasticNet(alpha=0.1, l1_ratio=0.3, tol=1e-14, max_iter=10000000),
        }
        for (penalty, alpha, ratio), model in models.items():
            for weighted in (False, True):
                model.fit(wide, y, sample_weight=weights if weighted else None)
                cases.append({"data": name, "penalty": penalty, "alpha": alpha, "l1Ratio": ratio, "weighted": weighted, "coefficients": model.coef_.tolist(), "intercept": float(model.intercept_)})
    write("linear-regression", {"cases": cases})


def defined(score, *values, **options):
    """What scikit-learn answers; None where it warns that the metric means nothing, and answers 0 all the same, or refuses."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", exceptions.UndefinedMetricWarning)
        warnings.filterwarnings("error", "No positive class found in y_true")
        warnings.filterwarnings("error", "invalid value encountered")
        warnings.filterwarnings("ignore", "y_pred contains classes not in y_true")
        try:
            value = float(score(*values, **options))
        except (exceptions.UndefinedMetricWarning, UserWarning, RuntimeWarning, ValueError):
            return None
    return None if numpy.isnan(value) else value


def averaged(values):
    return None if len(values) == 0 or None in values else float(numpy.mean(values))


def of_class(truth, guess):
    """Truth and guess are 0 or 1."""
    return {
        "precision": defined(metrics.precision_score, truth, guess),
        "recall": defined(metrics.recall_score, truth, guess),
        "f1": defined(metrics.f1_score, truth, guess),
        "specificity": defined(metrics.recall_score, 1 - truth, 1 - guess),
    }


def scores_of(y, probability):
    """The metrics of a classifier under our names; null where a metric is undefined."""
    classes = probability.shape[1]
    guess = (probability[:, 1] >= 0.5).astype(int) if classes == 2 else probability.argmax(1)
    binary = numpy.eye(classes)[y].astype(int)
    occurring = [k for k in range(classes) if (y == k).any() or (guess == k).any()]
    ranked = (lambda f: defined(f, y, probability[:, 1])) if classes == 2 else (lambda f: averaged([defined(f, binary[:, k], probability[:, k]) for k in range(classes)]))
    of_classes = {str(k): of_class(binary[:, k], (guess == k).astype(int)) for k in range(classes)}
    constant = len(set(y)) == 1 or len(set(guess)) == 1
    macro = {name: averaged([of_classes[str(k)][name] for k in occurring]) for name in ("precision", "recall", "f1", "specificity")}
    for name, score in (("precision", metrics.precision_score), ("recall", metrics.recall_score), ("f1", metrics.f1_score)):
        assert macro[name] is None or abs(macro[name] - score(y, guess, average="macro")) < 1e-12, name
    if classes > 2 and ranked(metrics.roc_auc_score) is not None:
        assert abs(ranked(metrics.roc_auc_score) - metrics.roc_auc_score(y, probability, multi_class="ovr", average="macro")) < 1e-12
    return {
        **macro,
        "accuracy": metrics.accuracy_score(y, guess),
        "balanced-accuracy": defined(metrics.balanced_accuracy_score, y, guess),
        # scikit-learn answers 0 for a side that is constant.
        "mcc": None if constant else metrics.matthews_corrcoef(y, guess),
        "kappa": defined(metrics.cohen_kappa_score, y, guess),
        "log-loss": metrics.log_loss(y, probability, labels=range(classes)),
        "brier": metrics.brier_score_loss(y, probability[:, 1], pos_label=1) if classes == 2 else float(((probability - binary) ** 2).sum(1).mean()),
        "roc-auc": ranked(metrics.roc_auc_score),
        "pr-auc": ranked(metrics.average_precision_score),
        "classes": of_classes,
    }


def classification_case(name, y, probability):
    return {"name": name, "classes": probability.shape[1], "y": y.tolist(), "probabilities": probability.ravel().tolist(), "scores": scores_of(y, probability)}


def made_up(random, classes, rows, digits, shares=None):
    y = random.randint(0, classes, rows) if shares is None else random.choice(classes, rows, p=shares)
    raw = random.rand(rows, classes) + 0.6 * numpy.eye(classes)[y]
    probability = numpy.round(raw / raw.sum(1, keepdims=True), digits)
    return y, probability / probability.sum(1, keepdims=True)


def classification_cases(random):
    cases = [classification_case(name, *made_up(random, *shape)) for name, shape in {
        "two classes": (2, 500, 17), "two classes with ties": (2, 300, 1),
        "three classes": (3, 400, 17), "five classes with ties": (5, 700, 2)}.items()]
    others = numpy.random.RandomState(11)
    cases.append(classification_case("a rare class", *made_up(others, 2, 600, 17, (0.97, 0.03))))
    cases.append(classification_case("many uneven classes", *made_up(others, 12, 900, 17, numpy.arange(1, 13) / 78)))
    y = others.randint(0, 2, 40)
    cases.append(classification_case("always certain, sometimes wrong", y, numpy.eye(2)[numpy.where(others.rand(40) < 0.8, y, 1 - y)]))
    cases.append(classification_case("one score for all", others.randint(0, 2, 30), numpy.full((30, 2), 0.5)))
    y, probability = made_up(others, 2, 50, 17)
    cases.append(classification_case("rows of the second class only", numpy.ones(50, int), probability))
    cases.append(classification_case("rows of the first class only", numpy.zeros(50, int), probability))
    cases.append(classification_case("a class never predicted", y, numpy.column_stack([1 - probability[:, 1] / 4, probability[:, 1] / 4])))
    y, probability = made_up(others, 4, 80, 17)
    cases.append(classification_case("a class without rows", numpy.where(y == 3, 0, y), probability))
    cases.append(classification_case("a single row", numpy.array([1]), numpy.array([[0.2, 0.8]])))
    return cases


def regression_case(name, y, guess):
    known = y != 0
    return {"name": name, "y": y.tolist(), "predicted": guess.tolist(), "scores": {
        "mae": metrics.mean_absolute_error(y, guess), "mse": metrics.mean_squared_error(y, guess),
        "rmse": metrics.mean_squared_error(y, guess, squared=False), "median-ae": metrics.median_absolute_error(y, guess),
        # scikit-learn answers 0 or 1 for a constant, and divides by 2e-16 where the actual value is zero.
        "r2": None if len(set(y)) == 1 else defined(metrics.r2_score, y, guess),
        "mape": metrics.mean_absolute_percentage_error(y[known], guess[known]) if known.any() else None,
        "max-error": metrics.max_error(y, guess), "bias": float((guess - y).mean())}}


def regression_cases(random):
    cases = []
    for rows, scale in ((400, 1.0), (5, 1e6), (1001, 1e-3)):
        y = random.randn(rows) * scale + scale
        cases.append(regression_case(f"{rows} rows about {scale:g}", y, y + random.standard_t(3, rows) * scale * 0.4))
    others = numpy.random.RandomState(12)
    y = others.poisson(1.2, 200).astype(float)
    cases.append(regression_case("counts, many of them zero", y, y + others.randn(200)))
    cases.append(regression_case("nothing but zeros", numpy.zeros(20), others.randn(20)))
    cases.append(regression_case("a constant", numpy.full(20, 3.5), 3.5 + others.randn(20)))
    cases.append(regression_case("a constant, hit exactly", numpy.full(20, 3.5), numpy.full(20, 3.5)))
    cases.append(regression_case("errors that are equal", numpy.arange(10.0), numpy.arange(10.0) + 2))
    cases.append(regression_case("a single row", numpy.array([2.0]), numpy.array([2.5])))
    cases.append(regression_case("far from zero", 1e9 + others.randn(300), 1e9 + others.randn(300)))
    return cases


def weighted_cases(random):
    """Weights of 0 to 3 in quarters: so that scikit-learn's weighted scores can be held to 1e-9."""
    cases = []
    for name, classes, rows, digits in (("two classes", 2, 200, 17), ("two classes with ties", 2, 150, 1), ("three classes", 3, 240, 17)):
        y, probability = made_up(random, classes, rows, digits)
        w = random.randint(0, 13, rows) / 4
        guess = (probability[:, 1] >= 0.5).astype(int) if classes == 2 else probability.argmax(1)
        binary = numpy.eye(classes)[y].astype(int)
        ranked = (lambda f: f(y, probability[:, 1], sample_weight=w)) if classes == 2 else (lambda f: numpy.mean([f(binary[:, k], probability[:, k], sample_weight=w) for k in range(classes)]))
        squares = (probability[:, 1] - y) ** 2 if classes == 2 else ((probability - binary) ** 2).sum(1)
        macro = lambda f: f(y, guess, average="macro", sample_weight=w)
        plain = lambda f: f(y, guess, sample_weight=w)
        cases.append({"name": name, "classes": classes, "y": y.tolist(), "probabilities": probability.ravel().tolist(), "weights": w.tolist(), "scores": {
            "accuracy": plain(metrics.accuracy_score), "balanced-accuracy": plain(metrics.balanced_accuracy_score),
            "precision": macro(metrics.precision_score), "recall": macro(metrics.recall_score), "f1": macro(metrics.f1_score),
            "mcc": plain(metrics.matthews_corrcoef), "kappa": plain(metrics.cohen_kappa_score),
            "log-loss": metrics.log_loss(y, probability, sample_weight=w), "brier": float(numpy.average(squares, weights=w)),
            "roc-auc": float(ranked(metrics.roc_auc_score)), "pr-auc": float(ranked(metrics.average_precision_score))}})
    y = random.randn(300) * 5 + 20
    guess = y + random.randn(300)
    w = random.randint(0, 13, 300) / 4
    cases.append({"name": "values", "classes": 0, "y": y.tolist(), "predicted": guess.tolist(), "weights": w.tolist(), "scores": {
        "mae": metrics.mean_absolute_error(y, guess, sample_weight=w), "mse": metrics.mean_squared_error(y, guess, sample_weight=w),
        "rmse": metrics.mean_squared_error(y, guess, sample_weight=w, squared=False), "r2": metrics.r2_score(y, guess, sample_weight=w),
        "mape": metrics.mean_absolute_percentage_error(y, guess, sample_weight=w), "bias": float(numpy.average(guess - y, weights=w))}})
    return cases


def metric_cases():
    random = numpy.random.RandomState(5)
    write("metrics", {"classification": classification_cases(random), "regression": regression_cases(random), "weighted": weighted_cases(numpy.random.RandomState(13))})


def friedman(rows, seed):
    """The lattice x[i][j] = frac((i + seed) · √prime_j): the same numbers on both sides without a generator."""
    primes = numpy.sqrt(numpy.array([2, 3, 5, 7, 11, 13, 17, 19], dtype=float))
    x = numpy.modf((numpy.arange(rows)[:, None] + 1.0 + seed) * primes)[0].astype(numpy.float32)
    y = 10 * numpy.sin(numpy.pi * x[:, 0] * x[:, 1]) + 20 * (x[:, 2] - 0.5) ** 2 + 10 * x[:, 3] + 5 * x[:, 4]
    return x, y


def forest():
    """Five seeds each; the score is on the folds i mod 5 = k of the rows in file order, pooled."""
    found = {}
    for name in names:
        raw, y, _ = table(name)
        x = raw.astype(numpy.float32)
        scores = {"accuracy": [], "log-loss": []}
        for seed in range(5):
            probability = numpy.zeros((len(y), len(set(y))))
            for fold in range(5):
                held = numpy.arange(len(y)) % 5 == fold
                model = ensemble.RandomForestClassifier(100, random_state=seed, n_jobs=2).fit(x[~held], y[~held])
                probability[held] = model.predict_proba(x[held])
            classes = numpy.unique(y)
            scores["accuracy"].append(float((classes[probability.argmax(1)] == y).mean()))
            scores["log-loss"].append(float(metrics.log_loss(y, probability)))
        found[name] = scores
    x, y = friedman(1000, 0)
    fresh, truth = friedman(500, 5000)
    r2 = []
    for seed in range(5):
        model = ensemble.RandomForestRegressor(100, max_features=1 / 3, random_state=seed, n_jobs=2).fit(x, y)
        r2.append(float(metrics.r2_score(truth, model.predict(fresh))))
    write("random-forest", {"classification": found, "friedman": {"r2": r2}})


steps = {"designs": designs, "metrics": metric_cases, "linear": linear, "logistic": logistic, "elastic": elastic, "forest": forest}
if __name__ == "__main__":
    for step in sys.argv[1:] or steps:
        steps[step]()
        print(step, "written")
