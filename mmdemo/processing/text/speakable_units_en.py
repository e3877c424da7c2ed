"""What stands in English product text beside numbers: units, currencies, abbreviations, and how each is read."""

from __future__ import annotations

# symbol: (one, many, one hundredth, hundredths); without the last two, decimals are read as decimals
CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "€": ("euro", "euros", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "¥": ("yuan", "yuan", "", ""),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "CA$": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "A$": ("Australian dollar", "Australian dollars", "cent", "cents"),
    "HK$": ("Hong Kong dollar", "Hong Kong dollars", "cent", "cents"),
    "NT$": ("New Taiwan dollar", "New Taiwan dollars", "cent", "cents"),
}
CURRENCY_CODES = {
    **{"USD": "$", "US$": "$", "EUR": "€", "GBP": "£", "CNY": "¥", "RMB": "¥", "\uffe5": "¥", "元": "¥"},
    **{"C$": "CA$", "AU$": "A$"},
}

# symbol: (singular, plural)
UNITS: dict[str, tuple[str, str]] = {
    "m/s": ("meter per second", "meters per second"),
    "km/h": ("kilometer per hour", "kilometers per hour"),
    "mph": ("mile per hour", "miles per hour"),
    "fl oz": ("fluid ounce", "fluid ounces"),
    "fl. oz": ("fluid ounce", "fluid ounces"),
    **dict.fromkeys(("sq ft", "sq. ft.", "sq. ft", "ft²"), ("square foot", "square feet")),
    **dict.fromkeys(("sq in", "sq. in.", "sq. in", "in²"), ("square inch", "square inches")),
    "ft": ("foot", "feet"),
    "°C": ("degree Celsius", "degrees Celsius"),
    "℃": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "℉": ("degree Fahrenheit", "degrees Fahrenheit"),
    "Hz": ("hertz", "hertz"),
    "kHz": ("kilohertz", "kilohertz"),
    "MHz": ("megahertz", "megahertz"),
    "GHz": ("gigahertz", "gigahertz"),
    "gsm": ("gram per square meter", "grams per square meter"),
    "lux": ("lux", "lux"),
    '"': ("inch", "inches"),
    "''": ("inch", "inches"),
    "″": ("inch", "inches"),
    "in": ("inch", "inches"),
    "in.": ("inch", "inches"),
    "%": ("percent", "percent"),
    "°": ("degree", "degrees"),
}
for _symbols, _name in (
    *(("mm", "millimeter"), ("cm", "centimeter"), ("m", "meter"), ("km", "kilometer"), ("yd", "yard")),
    *(("m²", "square meter"), ("m2", "square meter"), ("cm²", "square centimeter"), ("cm2", "square centimeter")),
    *(("m³", "cubic meter"), ("cm³", "cubic centimeter"), ("mg", "milligram"), ("g", "gram"), ("kg", "kilogram")),
    *(("lb lbs", "pound"), ("oz", "ounce"), ("ml mL", "milliliter"), ("l L", "liter"), ("cl", "centiliter")),
    *(("dl dL", "deciliter"), ("tbsp", "tablespoon"), ("tsp", "teaspoon")),
    *(("gal", "gallon"), ("W", "watt"), ("kW", "kilowatt"), ("Wh", "watt-hour"), ("kWh", "kilowatt-hour")),
    *(("V", "volt"), ("mV", "millivolt"), ("A", "amp"), ("mA", "milliamp"), ("mAh", "milliamp-hour")),
    *(("Ah", "amp-hour"), ("dB", "decibel"), ("lm", "lumen"), ("px", "pixel"), ("h hr hrs", "hour")),
    *(
        ("min mins", "minute"),
        ("sec secs", "second"),
        ("ms", "millisecond"),
        ("yr yrs", "year"),
        ("mo mos", "month"),
        ("wk wks", "week"),
        ("pc pcs", "piece"),
    ),
    *(
        ("Mbps", "megabit per second"),
        ("Gbps", "gigabit per second"),
        ("KB", "kilobyte"),
        ("MB", "megabyte"),
        ("GB", "gigabyte"),
        ("TB", "terabyte"),
        ("rpm", "revolution per minute"),
    ),
):
    for _symbol in _symbols.split():
        UNITS[_symbol] = (_name, _name.replace(" per ", "s per ") if " per " in _name else _name + "s")


DENOMINATORS = {
    "2": "half",
    "3": "third",
    "4": "quarter",
    "5": "fifth",
    "8": "eighth",
    "10": "tenth",
    "16": "sixteenth",
}
FRACTION_SIGNS = {
    "½": "one half", "⅓": "one third", "⅔": "two thirds", "¼": "one quarter", "¾": "three quarters",
    "⅕": "one fifth", "⅖": "two fifths", "⅗": "three fifths", "⅘": "four fifths", "⅙": "one sixth",
    "⅚": "five sixths", "⅐": "one seventh", "⅛": "one eighth", "⅜": "three eighths", "⅝": "five eighths",
    "⅞": "seven eighths", "⅑": "one ninth", "⅒": "one tenth",
}  # fmt: skip
# Between a count and these units "x" is no "times": 10 x 15 cm is a size, 2 x 500 ml two bottles.
LENGTHS = frozenset(("millimeter", "centimeter", "meter", "kilometer", "yard", "inch", "foot", "pixel"))
ABBREVIATIONS = {
    "e.g.": "for example", "i.e.": "that is", "approx.": "approximately", "vs.": "versus", "vs": "versus",
    "etc.": "et cetera.", "incl.": "including", "excl.": "excluding", "max.": "maximum", "min.": "minimum",
    "w/o": "without", "w/": "with ", "dia.": "diameter", "qty.": "quantity", "Qty": "quantity", "pcs": "pieces",
    "avg.": "average", "Avg.": "average", "est.": "established", "Est.": "established", "Nos.": "numbers",
    "Vol.": "volume", "Fig.": "figure",
    "Dr.": "doctor", "Mr.": "mister", "Mrs.": "missus", "Ms.": "miz", "Wi-Fi": "why fye",
    "WiFi": "why fye", "and/or": "and or", "cms": "centimeters", "AA": "double A", "AAA": "triple A",
}  # fmt: skip

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = {
    "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday",
    "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
ROMAN = ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")  # from 2 on
# After these a single V or X is a Roman numeral too.
NUMBERED = ("Mark", "Mk", "Part", "Volume", "Vol", "Chapter", "Phase", "Series", "Gen", "Generation", "Version", "Type")
LARGE = {"K": "K", "k": "thousand", "M": "million", "B": "billion"}
# What may stand after a slash that means "per", beside the units.
COUNTED = (
    "month", "year", "week", "day", "hour", "minute", "night", "piece", "person", "set", "pack", "serving", "box",
    "bottle", "bag", "unit", "item", "each",
)  # fmt: skip
# "a 65 W charger", "a 12 oz can": before a noun a quantity is read in the singular, but "5 g sugar" is five grams.
NO_ADJECTIVES = frozenset(("g", "mg", "kg", "%", "lux", "pc", "pcs", "°", "°C", "℃", "°F", "℉"))
# These words after a quantity are no nouns that it could describe.
NO_NOUNS = frozenset((
    "a", "above", "across", "after", "and", "apart", "around", "as", "at", "away", "before", "below", "between", "but",
    "by", "deep", "diameter", "down", "each", "empty", "flat", "for", "from", "full", "high", "if", "in", "into", "is",
    "are", "it", "long", "max", "maximum", "min", "minimum", "more", "of", "off", "on", "once", "or", "out", "over",
    "per", "plus", "round", "so", "square", "sustained", "tall", "than", "that", "the", "then", "thick", "this",
    "through", "to", "total", "under", "until", "up", "was", "when", "which", "while", "wide", "will", "with",
    "without", "x", "you", "your",
))  # fmt: skip
# Spelt out although they hold a vowel; letter groups without one are spelt out anyway.
SPELT = (
    "USB", "LED", "BPA", "UV", "UK", "USA", "US", "EU", "UPF", "SPF", "AC", "DC", "ID", "IP", "AI", "EVA", "PU",
    "ABS", "OEM", "DIY", "FAQ", "QR", "CE", "UPC", "EAN", "HDMI", "ANC", "IPS", "UHD", "FHD", "IR", "AR", "VR", "RO",
    "GMO", "TPU", "TPE", "ETA", "RPM", "AUX", "SUV", "EU", "TV", "PC", "CADR", "APR",
)  # fmt: skip
