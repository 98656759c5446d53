"""Writes the reference numbers that tests/golden/ holds SMOTE-NC to: neighbours, votes, and what many made-up rows look like.

Usage: python bench/peers/golden_balance.py && npx biome format --write tests/golden   (python3-sklearn, and imbalanced-learn 0.10.1)
The data are those of designs.json. Categories have two levels and five neighbours vote, so no vote is tied.
"""
import json
import pathlib
import sys

import imblearn
import numpy
import sklearn
from imblearn.over_sampling import SMOTENC

golden = pathlib.Path(__file__).resolve().parents[2] / "tests" / "golden"
designs = json.loads((golden / "designs.json").read_text())["data"]
numbers, made = 4, 40_000


def smote_nc(name, label, k=5):
    """Columns 0 to 3 as they are; whether columns 4 and 5 lie above their median."""
    x, y = numpy.array(designs[name]["x"]), numpy.array(designs[name]["classes"]) == label
    flags = (x[:, numbers : numbers + 2] > numpy.median(x[:, numbers : numbers + 2], axis=0)).astype(float)
    table = numpy.hstack([x[:, :numbers], flags])
    sampler = SMOTENC([numbers, numbers + 1], sampling_strategy={True: int(y.sum()) + made}, k_neighbors=k, random_state=0)
    balanced, _ = sampler.fit_resample(table, y)
    synthetic = balanced[len(table) :]
    assert len(synthetic) == made
    fitted = sampler.nn_k_._fit_X
    near = sampler.nn_k_.kneighbors(fitted, return_distance=False)[:, 1:]
    return {
        "data": name,
        "label": label,
        "k": k,
        "neighbours": near.tolist(),
        "mean": synthetic.mean(axis=0).tolist(),
        "deviation": synthetic.std(axis=0).tolist(),
        "correlation": numpy.corrcoef(synthetic.T).tolist(),
    }


versions = {"python": sys.version.split()[0], "numpy": numpy.__version__, "scikit-learn": sklearn.__version__, "imbalanced-learn": imblearn.__version__}
cases = [smote_nc("breast-cancer", "malignant"), smote_nc("wine", "class_1")]
(golden / "smote-nc.json").write_text(json.dumps({"versions": versions, "made": made, "cases": cases}, sort_keys=True, allow_nan=False) + "\n")
