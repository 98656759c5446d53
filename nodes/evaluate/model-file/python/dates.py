DAY = 86400000000


# Days and dates: Howard Hinnant, chrono-compatible low-level date algorithms.
def days_from_civil(year, month, date):
    y = year - 1 if month <= 2 else year
    era = y // 400
    yoe = y - era * 400
    doy = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + date - 1
    return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 719468


def civil_from_days(days):
    z = days + 719468
    era = z // 146097
    doe = z - era * 146097
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    month = mp + 3 if mp < 10 else mp - 9
    return yoe + era * 400 + (1 if month <= 2 else 0), month, doy - (153 * mp + 2) // 5 + 1


def is_leap(year):
    return (year % 4 == 0 and year % 100 != 0) or year % 400 == 0


def month_length(year, month):
    return [31, 29 if is_leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]


def parts_of(value):
    """Year, month, date, days since 1970 and microseconds of the day."""
    days, time = divmod(value.us, DAY)
    return (*civil_from_days(days), days, time)


def iso_weekday(days):
    return (days + 3) % 7 + 1


def iso_week(days):
    """The week that the Thursday of a day's week is in."""
    thursday = days + 4 - iso_weekday(days)
    return (thursday - days_from_civil(civil_from_days(thursday)[0], 1, 1)) // 7 + 1


def timestamp_text(value):
    if abs(value.us) == MOST_WHOLE:
        return "infinity" if value.us > 0 else "-infinity"
    year, month, date, _, time = parts_of(value)
    seconds, rest = divmod(time, 1000000)
    fraction = ("." + f"{rest:06d}".rstrip("0")) if rest else ""
    clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{year:04d}-{month:02d}-{date:02d} {clock}{fraction}"


def timestamp_from(year=1900, month=1, date=1, hour=0, minute=0, second=0, micro=0):
    """None where the calendar or the clock has no such."""
    if not 1 <= month <= 12 or not 1 <= date <= month_length(year, month):
        return None
    if hour > 23 or minute > 59 or second > 59:
        return None
    time = ((hour * 60 + minute) * 60 + second) * 1000000 + micro
    return Timestamp(days_from_civil(year, month, date) * DAY + time)


FORM = re.compile(
    r"([0-9]{1,6})([-/ ])([0-9]{1,2})\2([0-9]{1,2})"
    r"(?:[ T]+([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\.([0-9]*))?)?)?"
    r"\s*(?:(Z|UTC)|([+-])([0-9]{2})(?::?([0-9]{2}))?)?",
    re.I,
)


def timestamp_of(text):
    trimmed = text.strip()
    if trimmed.lower() in ("infinity", "-infinity"):
        return Timestamp(-MOST_WHOLE if trimmed[0] == "-" else MOST_WHOLE)
    found = FORM.fullmatch(trimmed)
    if not found:
        return None
    micro = int((found[8] or "")[:6].ljust(6, "0"))
    clock = [int(found[at] or 0) for at in (5, 6, 7)]
    made = timestamp_from(int(found[1]), int(found[3]), int(found[4]), *clock, micro)
    if made is None or found[10] is None:
        return made
    apart = (int(found[11]) * 60 + int(found[12] or 0)) * 60000000
    return Timestamp(made.us - apart if found[10] == "+" else made.us + apart)


MONTHS = "january february march april may june july august september october november december".split()


def month_named(text):
    for place, name in enumerate(MONTHS):
        if text.lower() in (name, name[:3]):
            return place + 1
    return 0


FIELDS = {
    "Y": (r"-?[0-9]{1,4}", lambda text: {"year": int(text)}),
    "y": (r"[0-9]{1,2}", lambda text: {"year": int(text) + (2000 if int(text) < 69 else 1900)}),
    "m": (r"[0-9]{1,2}", lambda text: {"month": int(text)}),
    "d": (r"[0-9]{1,2}", lambda text: {"date": int(text)}),
    "e": (r"[0-9]{1,2}", lambda text: {"date": int(text)}),
    "H": (r"[0-9]{1,2}", lambda text: {"hour": int(text)}),
    "I": (r"[0-9]{1,2}", lambda text: {"half": int(text)}),
    "M": (r"[0-9]{1,2}", lambda text: {"minute": int(text)}),
    "S": (r"[0-9]{1,2}", lambda text: {"second": int(text)}),
    "f": (r"[0-9]{1,6}", lambda text: {"micro": int(text.ljust(6, "0"))}),
    "p": (r"[apAP][mM]", lambda text: {"after": text.lower() == "pm"}),
    "b": (r"[a-zA-Z]{3}", lambda text: {"month": month_named(text)}),
    "B": (r"[a-zA-Z]+", lambda text: {"month": month_named(text)}),
    "j": (r"[0-9]{1,3}", lambda text: {"ordinal": int(text)}),
}


def read_form(text, pattern):
    found, at, place = {}, 0, 0
    while place < len(pattern):
        if pattern[place] != "%":
            if text[at : at + 1] != pattern[place]:
                return None
            at, place = at + 1, place + 1
            continue
        shape, read = FIELDS.get(pattern[place + 1 : place + 2], (None, None))
        part = re.compile(shape).match(text, at) if shape else None
        if not part:
            return None
        found.update(read(part[0]))
        at, place = part.end(), place + 2
    return found if text[at:].strip() == "" else None


def timestamp_by_form(text, pattern):
    """A text read by a form such as %d.%m.%Y."""
    found = read_form(text.strip(), pattern)
    if found is None or not 1 <= found.get("half", 1) <= 12:
        return None
    half, after, ordinal = (found.pop(name, None) for name in ("half", "after", "ordinal"))
    if half is not None:
        found["hour"] = half % 12 + (12 if after else 0)
    if ordinal is None:
        return timestamp_from(**found)
    found.update(month=1, date=1)
    made = timestamp_from(**found)
    length = 366 if is_leap(found.get("year", 1900)) else 365
    return None if made is None or not 1 <= ordinal <= length else Timestamp(made.us + (ordinal - 1) * DAY)
