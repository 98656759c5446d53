import array
import base64
import json
import sys

ARRAY_TYPES = {"f32": "f", "f64": "d", "i32": "i", "u32": "I", "u8": "B"}


def unpacked(value):
    """Arrays are stored with the lowest byte first."""
    if not isinstance(value, dict) or "base64" not in value:
        return value
    made = array.array(ARRAY_TYPES[value["type"]])
    made.frombytes(base64.b64decode(value["base64"]))
    if sys.byteorder == "big":
        made.byteswap()
    return made


def told(number):
    """JSON has no NaN."""
    return None if math.isnan(number) else number


class Scorer:
    """A model as a function of one raw row, a dict of values by column."""

    def __init__(self, program):
        self.program = program
        self.estimator = {name: unpacked(value) for name, value in program["estimator"].items()}
        tables = list(program["tables"])
        self.steps = [[(name, compiled(part, tables)) for name, part in step] for step in program["steps"]]
        self.codes = [{level: code for code, level in enumerate(one["levels"])} for one in program["features"]]

    def raw_row(self, given):
        inputs = self.program["inputs"]
        lacking = [one["name"] for one in inputs if not one["optional"] and one["name"] not in given]
        if lacking:
            raise KeyError("the row lacks " + ", ".join(lacking))
        return {one["name"]: given.get(one["name"]) for one in inputs}

    def cell(self, place, value):
        if value is None:
            return math.nan
        if self.program["features"][place]["kind"] == "category":
            return self.codes[place].get(text_of(value), math.nan)
        number = value.us / 86400000000 if isinstance(value, Timestamp) else try_cast("FLOAT", value)
        single = math.nan if number is None else float32(number)
        return single if math.isfinite(single) else math.nan

    def prepared(self, place, cell):
        preparation = self.program["preparation"]
        if preparation["oneHot"][place]:
            return [1.0 if cell == code else 0.0 for code in range(len(self.codes[place]))]
        fill, scale = preparation["fill"][place], preparation["scale"][place]
        filled = fill if math.isnan(cell) and fill is not None else cell
        return [float32((filled - scale["mean"]) / scale["deviation"] if scale else filled)]

    def features(self, given):
        row = self.raw_row(given)
        for step in self.steps:
            row = {**row, **{name: value(row) for name, value in step}}
        x = []
        for place, feature in enumerate(self.program["features"]):
            x.extend(self.prepared(place, self.cell(place, row.get(feature["name"]))))
        return x

    def predicted_class(self, probabilities):
        classes = self.program["classes"]
        if math.isnan(probabilities[0]):
            return None
        if len(classes) == 2:
            return classes[1 if probabilities[1] >= self.program["threshold"] else 0]
        return classes[probabilities.index(max(probabilities))]

    def __call__(self, given):
        answers = estimated(self.estimator, self.features(given))
        if self.program["task"] == "regression":
            return {"predicted": told(answers[0])}
        calibration = self.program.get("calibration")
        probabilities = calibrated(calibration["curves"], answers) if calibration else answers
        by_class = dict(zip(self.program["classes"], map(told, probabilities)))
        return {"predicted": self.predicted_class(probabilities), "probabilities": by_class}


def score_lines(score, lines, output):
    """Answers for rows of JSON, one a line, each on a line of its own."""
    for number, line in enumerate(lines, 1):
        if line.strip() == "":
            continue
        try:
            answer = score(json.loads(line))
        except (KeyError, ValueError) as thrown:
            raise SystemExit(f"line {number}: {thrown}") from thrown
        output.write(json.dumps(answer, ensure_ascii=False, allow_nan=False) + "\n")
