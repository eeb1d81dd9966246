"""Chinese numerals of dates: 二十九, 廿一, 一一三, 一百一十三."""

from __future__ import annotations

_DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零ｏo0", 0)
_TENS = {"廿": "二十", "卅": "三十"}


def from_digits(text: str) -> int:
    """Read a number whose digits are written one by one: 二〇二四, 一一三."""
    number = 0
    for char in text:
        number = number * 10 + _DIGITS[char]
    return number


def numeral(text: str) -> int:
    """Read a Chinese number up to 199, or one written digit by digit; 0 for what is none, as 十百."""
    text = _TENS.get(text[:1], text[:1]) + text[1:]
    hundreds, hundred, rest = text.rpartition("百")
    tens, ten, ones = rest.lstrip("零〇○").rpartition("十")
    if len(hundreds) > 1 or len(tens) > 1 or any(char not in _DIGITS for char in hundreds + tens + ones):
        return 0
    above = (_DIGITS[hundreds] if hundreds else 1) * 100 if hundred else 0
    return above + ((_DIGITS[tens] if tens else 1) * 10 if ten else 0) + from_digits(ones)
