"""Writes the reference for decision trees in tests/golden from scikit-learn's answers.

Debian: python3-sklearn. `python3 bench/peers/golden_decision_tree.py`. The data are the lattice that both sides compute alike.
"""
import numpy
from sklearn import tree

from golden import friedman, write

settings = [(2, 5), (8, 5), (12, 12), (6, 40)]


def labels(y):
    """Three classes with a noise that the lattice gives."""
    noise = numpy.modf((numpy.arange(len(y)) + 1.0) * numpy.sqrt(29.0))[0]
    return numpy.digitize(y + 4 * (noise - 0.5), [11.0, 17.0])


def agreed(make, x, y, fresh):
    """The answers, where those of all seeds agree: elsewhere a tie was broken by chance."""
    found = [make(seed).fit(x, y) for seed in range(40)]
    answers = [model.predict_proba(fresh) if hasattr(model, "predict_proba") else model.predict(fresh) for model in found]
    same = numpy.all([numpy.abs(a - answers[0]).reshape(len(a), -1).max(axis=1) < 1e-10 for a in answers], axis=0)
    return answers[0], same, found[0].get_n_leaves()


def main():
    x, _ = friedman(3000, 0)
    exact = x.astype(float)
    y = 10 * numpy.sin(numpy.pi * exact[:, 0] * exact[:, 1]) + 20 * (exact[:, 2] - 0.5) ** 2 + 10 * exact[:, 3] + 5 * exact[:, 4]
    coarse = numpy.floor(x * 64).astype(numpy.float32) / 64
    fresh, _ = friedman(400, 9000)
    cases = []
    for grid, data in (("fine", numpy.floor(x * 65536).astype(numpy.float32) / 65536), ("coarse", coarse)):
        for depth, leaf in settings:
            numbers, same, leaves = agreed(lambda seed: tree.DecisionTreeRegressor(max_depth=depth, min_samples_leaf=leaf, random_state=seed), data, y, fresh)
            case = {"grid": grid, "maxDepth": depth, "minLeaf": leaf, "numbers": {"leaves": int(leaves), "agreed": float(same.mean()), "values": [float(v) if s else None for v, s in zip(numbers, same)]}}
            classes, same, leaves = agreed(lambda seed: tree.DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=seed), data, labels(y), fresh)
            case["classes"] = {"leaves": int(leaves), "agreed": float(same.mean()), "values": [[round(float(p), 9) for p in v] if s else None for v, s in zip(classes, same)]}
            cases.append(case)
            print(grid, depth, leaf, case["numbers"]["agreed"], case["classes"]["agreed"], case["numbers"]["leaves"], case["classes"]["leaves"])
    write("decision-tree", {"cases": cases})


if __name__ == "__main__":
    main()
