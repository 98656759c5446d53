"""The pandas side of bench/data.ts: reads lines of JSON that ask for a task, answers each with what it took.

Usage: python3 bench/peers/data_rows.py   (Debian: python3-pandas, python3-sklearn)
"""
import json
import sys
import time

from peak_memory import peak_megabytes

TEXTS = ["customer", "city", "product", "comment", "code", "segment", "returned"]
NUMBERS = ["amount", "quantity", "price", "discount", "rating", "weight"]
LEVELS = ["city", "product", "returned"]
DATES = ["day", "time"]


class Pandas:
    def __init__(self):
        import numpy
        import pandas
        import sklearn
        self.np, self.pd = numpy, pandas
        self.versions = {"pandas": pandas.__version__, "numpy": numpy.__version__, "scikit-learn": sklearn.__version__}
        self.kept = {}

    def messy(self, path):
        return self.pd.read_csv(path, parse_dates=DATES, dtype={"code": str})

    def table(self, path, read):
        if path not in self.kept:
            self.kept[path] = read(path)
        return self.kept[path]

    def run(self, ask):
        messy, numeric = ask["messy"], ask["numeric"]
        task = ask["task"]
        if task == "csv-messy":
            return lambda: self.messy(messy), lambda df: {"rows": len(df), "columns": df.shape[1], "amount": float(df["amount"].sum())}
        if task == "csv-numeric":
            return lambda: self.pd.read_csv(numeric), lambda df: {"rows": len(df), "columns": df.shape[1], "f1": float(df["f1"].sum())}
        if task == "profile-numbers":
            df = self.table(numeric, self.pd.read_csv)
            return lambda: self.profile_numbers(df), lambda found: found
        df = self.table(messy, self.messy)
        return {
            "profile-texts": (lambda: self.profile_texts(df), lambda found: found),
            "deduplicate": (lambda: df.drop_duplicates(), lambda out: {"rows": len(out)}),
            "impute": (lambda: self.impute(df), lambda out: {"amount": float(out["amount"].mean())}),
            "split": (lambda: self.split(df), lambda parts: {"test": len(parts[1])}),
            "one-hot": (lambda: self.one_hot(df), lambda x: {"rows": x.shape[0], "columns": x.shape[1]}),
        }[task]

    def profile_numbers(self, df):
        described = df.describe(percentiles=[0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
        missing, distinct, skew = df.isna().sum(), df.nunique(), df.skew()
        df.kurt()
        for name in df.columns:
            self.np.histogram(df[name].dropna(), bins=20)
        return {"mean": float(described["f1"]["mean"]), "distinct": int(distinct["f1"]), "skew": float(skew["f1"]), "missing": int(missing.sum()), "p99": float(described["f28"]["99%"])}

    def profile_texts(self, df):
        distinct, levels = {}, {}
        for name in TEXTS:
            column = df[name].dropna()
            counts = column.value_counts()
            distinct[name], levels[name] = len(counts), counts.head(12)
            lengths = column.astype(str).str.len()
            lengths.min(), lengths.mean(), lengths.max()
        return {"customers": distinct["customer"], "comments": distinct["comment"], "city": int(levels["city"].iloc[0])}

    def impute(self, df):
        out = df.copy()
        out[NUMBERS] = out[NUMBERS].fillna(out[NUMBERS].median())
        out["city"] = out["city"].fillna(out["city"].mode()[0])
        out["comment"] = out["comment"].fillna("")
        return out

    def split(self, df):
        from sklearn.model_selection import train_test_split
        return train_test_split(df, test_size=0.2, stratify=df["segment"], random_state=1)

    def one_hot(self, df):
        return self.pd.get_dummies(df[LEVELS + NUMBERS], columns=LEVELS, dtype="float32").to_numpy("float32")


def main():
    try:
        side = Pandas()
    except ImportError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return
    print(json.dumps({"versions": {"python": sys.version.split()[0], **side.versions}}), flush=True)
    for line in sys.stdin:
        do, check = side.run(json.loads(line))
        wall, cpu = time.perf_counter(), time.process_time()
        result = do()
        taken = {"seconds": time.perf_counter() - wall, "cpuSeconds": time.process_time() - cpu}
        peak = peak_megabytes()
        print(json.dumps({**taken, "peakMegabytes": peak, "check": check(result)}), flush=True)
        del result


main()
