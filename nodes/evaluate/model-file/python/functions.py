import hashlib
import unicodedata


def guarded(of):
    """Where a number has no answer, the answer is NaN or beyond all numbers, not a failure."""

    def told(*values):
        try:
            return of(*values)
        except OverflowError:
            return math.inf
        except (ValueError, ZeroDivisionError):
            return math.nan

    return told


def divided(a, b):
    if b != 0:
        return float(a) / float(b)
    if a == 0 or math.isnan(a):
        return math.nan
    return math.copysign(math.inf, float(a)) * math.copysign(1.0, float(b))


def rest(a, b):
    if isinstance(a, int) and isinstance(b, int):
        return None if b == 0 else int(math.copysign(1, a)) * (abs(a) % abs(b))
    return math.fmod(a, b)


def rounded(value, digits=None):
    if isinstance(value, int):
        return value
    if not math.isfinite(value):
        return value
    if digits is None:
        return away(value)
    scale = 10.0**digits
    made = away(value * scale) / scale
    return made if math.isfinite(made) else value


def logarithm(of):
    return lambda value: of(value) if value > 0 else (-math.inf if value == 0 else math.nan)


def by_character(change):
    """One character becomes one: “ß” has no capital letter, and “Σ” is small the same everywhere."""

    def changed(character):
        made = change(character)
        if len(made) == 1:
            return made
        return "i" if character == "\u0130" else character

    return lambda text: "".join(map(changed, text))


def substring(text, start, count=None):
    begin = max(0, len(text) + start) if start < 0 else start - 1
    end = len(text) if count is None else begin + count
    return text[max(0, begin) : max(0, end)]


def strip_spaces(text):
    start, end = 0, len(text)
    while start < end and unicodedata.category(text[start]) == "Zs":
        start += 1
    while end > start and unicodedata.category(text[end - 1]) == "Zs":
        end -= 1
    return text[start:end]


def regexp_replace(text, source, by, flags=""):
    replacement = re.sub(r"\\([0-9])", r"\\g<\1>", by)
    return re.sub(source, replacement, text, count=0 if "g" in flags else 1)


def last_day(value):
    year, month = parts_of(value)[:2]
    return timestamp_from(year, month, month_length(year, month))


def of_date(of):
    return lambda value: of(*parts_of(value))


def whole_or_real(of):
    def told(*values):
        if all(isinstance(value, int) for value in values):
            return of(*values)
        return of(*(float(value) for value in values))

    return told


def signed(value):
    return math.nan if math.isnan(value) else float((value > 0) - (value < 0))


def real(of):
    return guarded(lambda *values: of(*(float(value) for value in values)))


FUNCTIONS = {
    "+": whole_or_real(lambda a, b: a + b),
    "-": lambda a, b=None: -a if b is None else whole_or_real(lambda x, y: x - y)(a, b),
    "*": whole_or_real(lambda a, b: a * b),
    "/": divided,
    "%": guarded(rest),
    "&": lambda a, b: a & b,
    ">>": lambda a, b: a >> b,
    "||": lambda a, b: text_of(a) + text_of(b),
    "pow": real(math.pow),
    "abs": abs,
    "round": rounded,
    "floor": lambda value: float(math.floor(value)) if math.isfinite(value) else value,
    "ceil": lambda value: float(math.ceil(value)) if math.isfinite(value) else value,
    "sign": signed,
    "sqrt": real(math.sqrt),
    "ln": real(logarithm(math.log)),
    "log10": real(logarithm(math.log10)),
    "exp": real(math.exp),
    "sin": real(math.sin),
    "cos": real(math.cos),
    "pi": lambda: math.pi,
    "isfinite": is_finite,
    "isnan": lambda value: isinstance(value, float) and math.isnan(value),
    "length": len,
    "lower": by_character(str.lower),
    "upper": by_character(str.upper),
    "trim": strip_spaces,
    "contains": lambda text, part: part in text,
    "starts_with": str.startswith,
    "ends_with": str.endswith,
    "replace": lambda text, old, new: text if old == "" else text.replace(old, new),
    "substring": substring,
    "chr": chr,
    "nfc_normalize": lambda text: unicodedata.normalize("NFC", text),
    "regexp_replace": regexp_replace,
    "regexp_full_match": lambda text, source: re.fullmatch(source, text, re.S) is not None,
    "md5_number_lower": lambda text: int.from_bytes(hashlib.md5(text.encode()).digest()[8:], "big"),
    "year": of_date(lambda year, month, date, days, time: year),
    "quarter": of_date(lambda year, month, date, days, time: (month + 2) // 3),
    "month": of_date(lambda year, month, date, days, time: month),
    "day": of_date(lambda year, month, date, days, time: date),
    "week": of_date(lambda year, month, date, days, time: iso_week(days)),
    "isodow": of_date(lambda year, month, date, days, time: iso_weekday(days)),
    "hour": of_date(lambda year, month, date, days, time: time // 3600000000),
    "minute": of_date(lambda year, month, date, days, time: time // 60000000 % 60),
    "last_day": last_day,
    "epoch": lambda value: value.us / 1000000,
    "epoch_us": lambda value: value.us,
    "make_timestamp": lambda us: Timestamp(us) if inside(us) is not None else None,
    "try_strptime": timestamp_by_form,
}


def extreme(sign):
    def told(values):
        best = None
        for value in values:
            if value is not None and (best is None or sign * compare(value, best) > 0):
                best = value
        return best

    return told


def present(values):
    return [value for value in values if value is not None]


def concat_ws(values):
    return None if values[0] is None else values[0].join(map(text_of, present(values[1:])))


# Functions that are told of missing values too.
TOLERANT = {
    "least": extreme(-1),
    "greatest": extreme(1),
    "coalesce": lambda values: next(iter(present(values)), None),
    "nullif": lambda values: None if None not in values and compare(*values) == 0 else values[0],
    "concat": lambda values: "".join(map(text_of, present(values))),
    "concat_ws": concat_ws,
}
