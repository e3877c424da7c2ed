import pytest

from mmdemo.processing.text.speakable import spoken_text
from mmdemo.processing.text.speakable_en import speakable_en

CASES = [
    ("It costs $24.00.", "It costs twenty-four dollars."),
    ("Now $24.50!", "Now twenty-four dollars and fifty cents!"),
    ("Only $0.99 or $1", "Only ninety-nine cents or one dollar"),
    ("£3.01", "three pounds and one penny"),
    ("It was ¥199.90, now ￥99.", "It was one hundred ninety-nine point nine zero yuan, now ninety-nine yuan."),
    ("From $20-$30.", "From twenty to thirty dollars."),
    ("$19.99 – $29.99", "nineteen dollars and ninety-nine cents to twenty-nine dollars and ninety-nine cents"),
    ("USD 1,250", "one thousand two hundred fifty dollars"),
    ("A $1.5 million idea", "A one point five million dollars idea"),
    ("Ships in 7-10 days.", "Ships in seven to ten days."),
    ("Holds 350 ml, about 12 oz.", "Holds three hundred fifty milliliters, about twelve ounces."),
    ("1 kg, 1.5 L and 0.5 g", "one kilogram, one point five liters and zero point five grams"),
    ("30 x 20 x 5 cm", "thirty by twenty by five centimeters"),
    ("30cm × 20cm box", "thirty centimeters by twenty centimeters box"),
    ('a 5-inch screen, 12" wide', "a five-inch screen, twelve inches wide"),
    ("5 ft 10 in tall", "five feet ten inches tall"),
    ("put 30 in a box", "put thirty in a box"),
    ("a 350-ml, 2-in-1 cup", "a three hundred fifty milliliter, two-in-one cup"),
    ("a 65W charger with 65 W", "a sixty-five watt charger with sixty-five watts"),
    ("-10 to 40 °C or -5°C", "minus ten to forty degrees Celsius or minus five degrees Celsius"),
    ("100% cotton, 20-30% off", "one hundred percent cotton, twenty to thirty percent off"),
    ("1/2 cup, 1 1/2 cups, 2½ cups", "one half cup, one and a half cups, two and a half cups"),
    ("18/8 steel, 24/7 help", "eighteen eight steel, twenty-four seven help"),
    ("rated 4.8/5", "rated four point eight out of five"),
    ("a 16:9 screen", "a sixteen to nine screen"),
    ("e.g. oak, approx. 5, etc.", "for example oak, approximately five, et cetera."),
    ("the WH-1000XM4", "the W H one thousand X M four"),
    ("IP67, 5G, 1080p and A4", "I P sixty-seven, five G, ten eighty P and A four"),
    ("a USB-C cable, BPA-free", "a U S B C cable, B P A-free"),
    ("two AA and one AAA battery", "two double A and one triple A battery"),
    ("Made in 2026, a 1990s style", "Made in twenty twenty-six, a nineteen nineties style"),
    ("on 2026-11-23 at 10:30 pm", "on November twenty-third, twenty twenty-six at ten thirty P M"),
    ("at 9:05 and 10:00", "at nine oh five and ten o'clock"),
    ("1st, 2nd, 12th, 21st", "first, second, twelfth, twenty-first"),
    ("2 x towel, 3x faster", "two towel, three times faster"),
    ("call 1-800-555-0199", "call one eight zero zero five five five zero one nine nine"),
    ("$5/kg, black/white & grey", "five dollars per kilogram, black or white and grey"),
    ("1,234,567 items", "one million two hundred thirty-four thousand five hundred sixty-seven items"),
    ("code 007", "code zero zero seven"),
    ("#1, No. 5, 100+", "number one, number five, one hundred plus"),
    ("±0.1 g, ~5 min", "plus or minus zero point one grams, about five minutes"),
    (
        "CA$45, HK$1,200, ₹499",
        "forty-five Canadian dollars, one thousand two hundred Hong Kong dollars, four hundred ninety-nine rupees",
    ),
    ("€24,50 or €1.299,00", "twenty-four euros fifty or one thousand two hundred ninety-nine euros"),
    ("$.99 each, 12,50 €, 50元", "ninety-nine cents each, twelve euros fifty, fifty yuan"),
    ("⅝ in thick, ¾ cup", "five eighths inch thick, three quarters cup"),
    ("sizes M/L, 5 m/s", "sizes M or L, five meters per second"),
    ("call 010-6552-9988", "call zero one zero six five five two nine nine eight eight"),
    ("2 x 500 ml, 2 x 4 m", "two times five hundred milliliters, two by four meters"),
    ("6' x 8', .5 mm", "six feet by eight feet, point five millimeters"),
    ("24V⎓2A, about ~5 min", "twenty-four volts two amps, about five minutes"),
    ("est. 1990, Vol. 3", "established nineteen ninety, volume three"),
    ("on Sat. 5", "on Saturday five"),
    ("Café “Crème” — it’s nice", 'Cafe "Creme" , it\'s nice'),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_reads_as_an_american_would(text: str, expected: str) -> None:
    assert " ".join(spoken_text(speakable_en(text)).split()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A mug, 350 ml, for $24.00!", ["A", "mug,", "350 ml,", "for", "$24.00!"]),
        ("solid oak — really 🎉 good", ["solid", "oak —", "really 🎉", "good"]),
        ("— “Oak” (30 x 20 cm)", ["— “Oak”", "(30 x 20 cm)"]),
        ("小米 phone", ["小米 phone"]),
    ],
)
def test_captions_show_the_page_not_the_reading(text: str, expected: list[str]) -> None:
    assert [word.text for word in speakable_en(text)] == expected


def test_engines_get_plain_letters_only() -> None:
    assert spoken_text(speakable_en("Ça va, naïve façade™ — 小米… ½ • ok")).isascii()
