def exponential(value):
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def softmax(scores):
    largest = max(scores)
    shares = [math.exp(score - largest) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]


def logistic(scores):
    small = math.exp(-abs(scores[0]))
    rest_share = small / (1 + small)
    return [rest_share, 1 / (1 + small)] if scores[0] >= 0 else [1 / (1 + small), rest_share]


LINKS = {
    "identity": lambda scores: scores,
    "exp": lambda scores: [exponential(score) for score in scores],
    "softmax": softmax,
    "logistic": logistic,
}


def linear(model, x):
    scores, width = [], len(x)
    for output, intercept in enumerate(model["intercepts"]):
        score = intercept
        for at, value in enumerate(x):
            coefficient = model["coefficients"][output * width + at]
            if coefficient != 0:
                score += coefficient * value
        scores.append(score)
    return scores


def goes_left(model, node, value):
    if math.isnan(value):
        return model["missingLeft"][node] == 1
    mask = model["mask"][node]
    if mask < 0:
        return value <= model["threshold"][node]
    code = min(int(value), model["mostCode"])
    return (model["masks"][mask * model["maskWords"] + (code >> 5)] >> (code & 31)) & 1 == 1


def leaf_of(model, root, x):
    node, columns = root, model["column"]
    while columns[node] >= 0:
        node = model["left"][node] + (0 if goes_left(model, node, x[columns[node]]) else 1)
    return model["left"][node]


def trees(model, x):
    outputs, width, baseline = model["outputs"], model["width"], model["baseline"]
    sums = [baseline[output] if output < len(baseline) else 0.0 for output in range(outputs)]
    for tree, root in enumerate(model["roots"]):
        start = leaf_of(model, root, x) * width
        to = tree % outputs if width == 1 else 0
        for at in range(width):
            sums[to + at] += model["leaves"][start + at]
    if model["combine"] == "mean":
        return [value / len(model["roots"]) for value in sums]
    return sums


def nearest(model, x):
    found, width, euclidean = [], len(x), model["metric"] == "euclidean"
    points = model["points"]
    for place, row in enumerate(model["order"]):
        start, distance = place * width, 0.0
        for side in range(width):
            difference = points[start + side] - x[side]
            distance += difference * difference if euclidean else abs(difference)
        found.append((math.sqrt(distance) if euclidean else distance, row, place))
    found.sort()
    return found[: model["k"]]


def neighbours(model, x):
    found = nearest(model, x)
    by_distance = model["weighting"] == "distance"
    exact = by_distance and any(distance == 0 for distance, _, _ in found)
    votes = []
    for distance, _, place in found:
        weight = model["weights"][place] if len(model["weights"]) > 0 else 1.0
        if exact:
            votes.append(weight if distance == 0 else 0.0)
        else:
            votes.append(weight / distance if by_distance else weight)
    total = sum(votes)
    answers = [0.0] * max(1, model["classes"])
    for vote, (_, _, place) in zip(votes, found):
        share = vote / total if total > 0 else 1 / len(found)
        if model["classes"] == 0:
            answers[0] += share * model["y"][place]
        else:
            answers[int(model["y"][place])] += share
    return answers


def bayes(model, x):
    classes, table = model["classes"], model["table"]
    scores = list(model["priors"])
    for value, column in zip(x, model["columns"]):
        if math.isnan(value):
            continue
        start, levels = column["from"], column["levels"]
        for code in range(classes):
            if levels > 0:
                scores[code] += table[start + code * levels + int(value)]
            else:
                spread = table[start + classes + code] + model["epsilon"]
                apart = value - table[start + code]
                scores[code] += -0.5 * (math.log(2 * math.pi * spread) + apart**2 / spread)
    return scores


ACTIVATIONS = {
    "linear": lambda value: value,
    "relu": lambda value: max(0.0, value),
    "tanh": math.tanh,
    "sigmoid": lambda value: 1 / (1 + exponential(-value)),
}


def dense(model, x):
    values, at, weights, sizes = x, 0, model["weights"], model["sizes"]
    for layer in range(1, len(sizes)):
        units = sizes[layer]
        bias = at + len(values) * units
        sums = list(weights[bias : bias + units])
        for position, value in enumerate(values):
            start = at + position * units
            for unit in range(units):
                sums[unit] += value * weights[start + unit]
        at = bias + units
        values = [ACTIVATIONS[model["activations"][layer - 1]](value) for value in sums]
    return values


SCORES = {
    "linear": linear,
    "trees": trees,
    "neighbours": neighbours,
    "bayes": bayes,
    "dense": dense,
    "constant": lambda model, x: list(model["answers"]),
}


def estimated(model, x):
    """The probability of each class, or one value."""
    answers = LINKS[model["link"]](SCORES[model["kind"]](model, x))
    if model.get("present") is None:
        return answers
    spread = [0.0] * model["classes"]
    for code, answer in zip(model["present"], answers):
        spread[code] = answer
    return spread


LEAST = 1e-12


def log_odds(probability):
    kept = min(1 - LEAST, max(LEAST, probability))
    return math.log(kept / (1 - kept))


def sigmoid(value):
    return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))


def isotonic_at(curve, score):
    at, values = curve["at"], curve["values"]
    if not score > at[0]:
        return values[0]
    if score >= at[-1]:
        return values[-1]
    above = next(place for place, edge in enumerate(at) if edge > score)
    share = (score - at[above - 1]) / (at[above] - at[above - 1])
    return values[above - 1] * (1 - share) + values[above] * share


def curve_at(curve, probability):
    if curve["method"] == "sigmoid":
        return sigmoid(curve["slope"] * log_odds(probability) + curve["offset"])
    return isotonic_at(curve, probability)


def calibrated(curves, probabilities):
    """Probabilities as they can be trusted."""
    if len(probabilities) == 2:
        second = curve_at(curves[0], probabilities[1])
        return [1 - second, second]
    bent = [curve_at(curve, probability) for curve, probability in zip(curves, probabilities)]
    total = sum(bent)
    return [value / total if total > 0 else 1 / len(bent) for value in bent]
