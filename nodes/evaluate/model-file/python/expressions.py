COMPARISONS = {
    "=": lambda order: order == 0,
    "!=": lambda order: order != 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


def joined(decides):
    """Three-valued: whatever `decides` settles it, else a missing value leaves it open."""

    def told(values):
        if any(value is decides for value in values):
            return decides
        return None if any(value is None for value in values) else not decides

    return told


ALL = joined(False)
ANY = joined(True)


def is_member(value, items):
    if value is None:
        return None
    if any(item is not None and compare(value, item) == 0 for item in items):
        return True
    return None if any(item is None for item in items) else False


def is_between(value, least, most):
    return ALL(
        [
            None if value is None or least is None else compare(value, least) >= 0,
            None if value is None or most is None else compare(value, most) <= 0,
        ]
    )


def chosen(parts, row):
    for at in range(0, len(parts) - 1, 2):
        if parts[at](row) is True:
            return parts[at + 1](row)
    return parts[-1](row)


def called(name, parts):
    known = TOLERANT.get(name)
    if known:
        return lambda row: known([part(row) for part in parts])
    strict = FUNCTIONS[name]

    def told(row):
        values = [part(row) for part in parts]
        return None if any(value is None for value in values) else strict(*values)

    return told


def compared(test, left, right):
    def told(row):
        a, b = left(row), right(row)
        return None if a is None or b is None else test(compare(a, b))

    return told


def negated(part):
    def told(row):
        value = part(row)
        return None if value is None else not value

    return told


def looked_up(table, column, key):
    known = dict(zip(table["keys"], table["columns"][column]))
    return lambda row: known.get(key(row))


MADE = {
    "is-null": lambda parts: lambda row: parts[0](row) is None,
    "not": lambda parts: negated(parts[0]),
    "and": lambda parts: lambda row: ALL([part(row) for part in parts]),
    "or": lambda parts: lambda row: ANY([part(row) for part in parts]),
    "in": lambda parts: lambda row: is_member(parts[0](row), [item(row) for item in parts[1:]]),
    "between": lambda parts: lambda row: is_between(*(part(row) for part in parts)),
    "case": lambda parts: lambda row: chosen(parts, row),
}


def compiled(expression, tables):
    """An expression as a function of a row; `tables` are what expressions look values up in."""
    op, *parts = expression
    if op == "col":
        return lambda row: row.get(parts[0])
    if op == "null":
        return lambda row: None
    if op == "whole":
        whole = int(parts[0])
        return lambda row: whole
    if op == "value":
        return lambda row: parts[0]
    if op in ("cast", "try"):
        of, change = compiled(parts[1], tables), cast if op == "cast" else try_cast
        return lambda row: change(parts[0], of(row))
    if op == "call":
        return called(parts[0], [compiled(part, tables) for part in parts[1:]])
    if op == "lookup":
        return looked_up(tables[parts[0]], parts[1], compiled(parts[2], tables))
    if op == "terms":
        table = tables[parts[0]]
        if not isinstance(table, TextReader):
            table = tables[parts[0]] = TextReader(table)
        return terms_feature(table, parts[1], compiled(parts[2], tables))
    below = [compiled(part, tables) for part in parts]
    return compared(COMPARISONS[op], *below) if op in COMPARISONS else MADE[op](below)
