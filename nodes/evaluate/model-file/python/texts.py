def is_word_start(character):
    return character == "_" or unicodedata.category(character)[0] in "LN"


def is_word_part(character):
    return character == "_" or unicodedata.category(character)[0] in "LNM"


def words_of(text):
    """Words of two characters or more: letters, digits and marks of any script."""
    lowered = unicodedata.normalize("NFC", text).lower()
    words, at = [], 0
    while at < len(lowered):
        end = at + 1
        if is_word_start(lowered[at]):
            while end < len(lowered) and is_word_part(lowered[end]):
                end += 1
            if end - at >= 2:
                words.append(lowered[at:end])
        at = end
    return words


def terms_of(words, grams):
    terms = list(words)
    for size in range(2, grams + 1):
        for start in range(len(words) - size + 1):
            terms.append(" ".join(words[start : start + size]))
    return terms


def hash_of(term):
    """FNV-1a (Fowler, Noll, Vo) over UTF-16 code units."""
    made = 0x811C9DC5
    units = term.encode("utf-16-le", "surrogatepass")
    for at in range(0, len(units), 2):
        made = ((made ^ (units[at] | units[at + 1] << 8)) * 0x01000193) & 0xFFFFFFFF
    return made


class TextReader:
    """Every column of a text asks about the same one in turn, so the last answer is kept."""

    def __init__(self, table):
        self.table = table
        terms = table.get("terms")
        self.places = None if terms is None else {term: place for place, term in enumerate(terms)}
        self.text = None
        self.answer = None

    def place_of(self, term):
        return hash_of(term) % self.table["buckets"] if self.places is None else self.places.get(term)

    def weighed(self, text):
        words = words_of(text)
        counts = {}
        for term in terms_of(words, self.table["grams"]):
            place = self.place_of(term)
            if place is not None:
                counts[place] = counts.get(place, 0) + 1
        weights = self.table.get("weights")
        values = {}
        for place in sorted(counts):
            times = 1 + math.log(counts[place]) if self.table["sublinear"] else counts[place]
            values[place] = times * (weights[place] if weights else 1)
        norm = math.sqrt(sum(value * value for value in values.values()))
        terms = {place: value / norm for place, value in values.items()}
        return {"terms": terms, "characters": float(len(text)), "words": float(len(words))}

    def read(self, text):
        if text != self.text:
            self.text, self.answer = text, self.weighed(text)
        return self.answer


def terms_feature(reader, of, key):
    """`of` is the place of a term, or “characters” or “words”."""

    def told(row):
        text = key(row)
        if isinstance(of, str):
            return None if text is None else reader.read(text)[of]
        return 0.0 if text is None else reader.read(text)["terms"].get(of, 0.0)

    return told
