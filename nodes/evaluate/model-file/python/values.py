import math
import re
import struct

MOST_WHOLE = 9223372036854775807


class Timestamp:
    """Microseconds since 1970, without a zone."""

    __slots__ = ("us",)

    def __init__(self, us):
        self.us = us


def float32(value):
    try:
        return struct.unpack("<f", struct.pack("<f", value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)


def is_finite(value):
    if isinstance(value, Timestamp):
        return abs(value.us) != MOST_WHOLE
    return math.isfinite(value)


SIGNED = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
ENDLESS = re.compile(r"([+-]?)(inf|infinity|nan)", re.I)


def number_from_text(text):
    trimmed = text.strip()
    if SIGNED.fullmatch(trimmed):
        value = float(trimmed)
        return value if math.isfinite(value) else None
    found = ENDLESS.fullmatch(trimmed)
    if not found:
        return None
    if found[2].lower() == "nan":
        return math.nan
    return -math.inf if found[1] == "-" else math.inf


def whole_from_text(text):
    trimmed = text.strip()
    if re.fullmatch(r"[+-]?[0-9]+", trimmed):
        return int(trimmed)
    found = re.fullmatch(r"([+-]?)([0-9]*)\.([0-9])?[0-9]*", trimmed)
    if found and (found[2] or found[3]):
        size = int(found[2] or "0") + (1 if int(found[3] or 0) >= 5 else 0)
        return -size if found[1] == "-" else size
    value = float(trimmed) if SIGNED.fullmatch(trimmed) else math.nan
    return int(away(value)) if math.isfinite(value) else None


def away(value):
    """Rounded to a whole number, halves away from zero."""
    below = math.floor(abs(value))
    size = below + (1 if abs(value) - below >= 0.5 else 0)
    return math.copysign(float(size), value)


def number_text(value):
    """The fewest digits that read back as the same number, and always a point or an exponent."""
    return repr(float(value))


def text_of(value):
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return timestamp_text(value) if isinstance(value, Timestamp) else str(value)


def to_whole(value):
    if isinstance(value, (bool, int)):
        return int(value)
    if isinstance(value, float):
        return round(value) if math.isfinite(value) else None
    return whole_from_text(value) if isinstance(value, str) else None


def inside(whole):
    return whole if whole is not None and -MOST_WHOLE - 1 <= whole <= MOST_WHOLE else None


def to_number(value):
    if isinstance(value, Timestamp):
        return None
    return number_from_text(value) if isinstance(value, str) else float(value)


def to_float(value):
    number = to_number(value)
    if number is None:
        return None
    single = float32(number)
    return None if math.isfinite(number) and not math.isfinite(single) else single


def to_truth(value):
    if isinstance(value, bool):
        return value
    if isinstance(value, Timestamp):
        return None
    if not isinstance(value, str):
        return value != 0
    word = value.strip().lower()
    if word in ("true", "t", "1", "yes", "y"):
        return True
    return False if word in ("false", "f", "0", "no", "n") else None


def to_timestamp(value):
    if isinstance(value, Timestamp):
        return value
    return timestamp_of(value) if isinstance(value, str) else None


CASTS = {
    "DOUBLE": to_number,
    "FLOAT": to_float,
    "BIGINT": lambda value: inside(to_whole(value)),
    "INTEGER": lambda value: inside(to_whole(value)),
    "HUGEINT": to_whole,
    "BOOLEAN": to_truth,
    "VARCHAR": text_of,
    "TIMESTAMP": to_timestamp,
}


def try_cast(name, value):
    """The value under another type; None where it can't be."""
    return None if value is None else CASTS[name](value)


def cast(name, value):
    made = try_cast(name, value)
    if made is None and value is not None:
        raise ValueError(f"{text_of(value)} can't be read as {name}")
    return made


def compare(a, b):
    """Below 0, 0 or above, for two values that are there; NaN is equal to itself and larger than all else."""
    left, right = (value.us if isinstance(value, Timestamp) else value for value in (a, b))
    nans = [isinstance(value, float) and math.isnan(value) for value in (left, right)]
    if nans[0] or nans[1]:
        return nans[0] - nans[1]
    return (left > right) - (left < right)
