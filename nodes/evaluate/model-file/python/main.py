score = Scorer(PROGRAM)


def is_same(a, b):
    if a is None or b is None:
        return a is b
    return abs(a - b) <= PROGRAM["tolerance"] * max(1, abs(a), abs(b))


def check():
    """Whether the model answers here as it did where it was made, for the rows that it brings along."""
    golden = PROGRAM["golden"]
    answers = []
    for row in golden["rows"]:
        answer = score(dict(zip(golden["columns"], row)))
        if "probabilities" in answer:
            answers.extend(answer["probabilities"][name] for name in PROGRAM["classes"])
        else:
            answers.append(answer["predicted"])
    return len(answers) == len(golden["expected"]) and all(map(is_same, answers, golden["expected"]))


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    if "--check" in sys.argv:
        fine = check()
        print(f"{len(PROGRAM['golden']['rows'])} rows are answered as they were." if fine else "The answers are not what they were.")
        sys.exit(0 if fine else 1)
    score_lines(score, sys.stdin, sys.stdout)
