"""Writes the reference numbers that the test of clean.text-features holds our tf-idf to.

Usage: python3 bench/peers/golden_texts.py && npx biome format --write tests/golden/text-features.json   (needs scikit-learn)
"""
import json
import pathlib
import random
import sys

import numpy
import scipy
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

words = "Größe naïve the cat sat on a mat not good very bad service late parcel x2 42 déjà vu snake_case ok Straße привет мир".split()
draw = random.Random(5)
texts = [" ".join(draw.choices(words, k=draw.randint(1, 14))) + draw.choice([".", "!", "", "?!"]) for _ in range(60)] + ["", "a !", "unseen"]
cases = []
for options in (
    {"max_features": 2000, "ngram_range": (1, 2), "min_df": 2, "max_df": 0.9, "sublinear_tf": False},
    {"max_features": 2000, "ngram_range": (1, 1), "min_df": 3, "max_df": 0.3, "sublinear_tf": True},
    {"max_features": 2000, "ngram_range": (1, 3), "min_df": 1, "max_df": 1.0, "sublinear_tf": False},
):
    vectorizer = TfidfVectorizer(**options)
    matrix = vectorizer.fit_transform(texts).tocoo()
    cases.append({
        "grams": options["ngram_range"][1],
        "minRows": options["min_df"],
        "maxShare": options["max_df"],
        "sublinear": options["sublinear_tf"],
        "terms": vectorizer.get_feature_names_out().tolist(),
        "idf": vectorizer.idf_.tolist(),
        "cells": [[int(r), int(c), float(v)] for r, c, v in zip(matrix.row, matrix.col, matrix.data)],
    })
versions = {"python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}
target = pathlib.Path(__file__).resolve().parents[2] / "tests" / "golden" / "text-features.json"
target.write_text(json.dumps({"versions": versions, "texts": texts, "cases": cases}, sort_keys=True, ensure_ascii=False) + "\n")
