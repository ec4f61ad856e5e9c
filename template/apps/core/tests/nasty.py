"""Inputs that have broken things somewhere: at least 200 for every endpoint that writes."""

import json
from itertools import product
from typing import Any

# Tried in every field.
VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    -(10**400),
    1e308,
    5e-324,
    "",
    " ",
    "\t\r\n",
    "x" * 10_000,
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{GRINNING FACE}\ufffe\x7f",
    "'; DROP TABLE users_customuser; --",
    "<script>{{ 7 * 7 }}</script>",
    "NaN",
    "-Infinity",
    "1e400",
    "9" * 2_000,
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "24:00:00",
    "-999999999 23:59:59",
    "999999999 23:59:59.999999",
    "P9999999999D",
    "00000000-0000-0000-0000-000000000000",
    "javascript:alert(1)",
    "http://[::1",
    "http://" + "a." * 2_000,
    "a@" + "b" * 300,
    [],
    [[]],
    [None],
    ["x" * 1_000] * 50,
    {},
    {"id": 1, "": None},
]

# Tried in one field after the other.
MORE_VALUES: list[Any] = [
    *(10**n for n in (9, 10, 15, 18, 19, 20, 38, 100)),
    *(2**n - 1 for n in (15, 16, 31, 32, 63, 64, 128)),
    *(-(2**n) - 1 for n in (15, 31, 63)),
    *(0.1 + 0.2, -0.0, 1e-400, 1.7976931348623157e308, 0.005, 99999999.999),
    *("true", "false", "null", "None", "undefined", "on", "0", "-0", "+1", "1_000", "0x1F", "１２"),
    *("1,5", "1.", ".5", "1e5", "1e-5", "٣", "½", "--1", "1 2", "0" * 400, "-" * 400),
    *("../../etc/passwd", "..\\..\\win.ini", "file:///etc/passwd", "%00", "%2e%2e%2f", "con"),
    *("${jndi:ldap://x}", "{{config}}", "{% debug %}", "%s%n", "{0.__class__}", "__proto__"),
    *("' OR '1'='1", '" OR ""="', "1; SELECT pg_sleep(0)", "\\", "\\'", "`id`", "$(id)", "| id"),
    *("=1+1", "@SUM(1)", "\ufeff", "\u200b", "\u202e", "\u0301" * 200, "ﷺ" * 100, "İ", "ß", "ǆ"),
    *("a\nb", "a\rb", "a\x0bb", "\x1b[31m", "\x85", "\u2028", "\ud7ff", "\uffff", "\U0010ffff"),
    *("2024-02-30", "2023-02-29", "2024-13-01", "10000-01-01", "-0001-01-01", "2024-1-1"),
    *("2024-01-01T25:00", "2024-01-01T00:00:60Z", "2024-01-01T00:00:00+99:99", "12:60", "-1:00"),
    *("P", "PT", "P1Y", "-P1D", "1 day", "00:00:00.0000001", "1e10", "999999999999999999"),
    *("00000000", "not-a-uuid", "{00000000-0000-0000-0000-000000000000}", "g" * 36),
    *("a@b", "@", "a@b@c.de", '"a b"@c.de', "a@[127.0.0.1]", "a@xn--.com", "é@é.é", "a" * 64 + "@"),
    *("http://", "//x", "http://a b", "http://[", "ftp://x.y", "http://x:99999", "data:,x", "x:y"),
    *("#gggggg", "+", "+0", "(", "*", "?", "[", "(" * 500, "(a+)+$", "^" * 100),
    *([1, "1", None], [[["x"]]], ["a"] * 1_001, [{}], [True], [[1, 2], 3], ["", " "], [0.5]),
    *({"id": None}, {"pk": 1}, {"$gt": ""}, {"a": {"b": {"c": []}}}, {"x" * 300: 1}, {"0": 0}),
]

_NESTED = [b"[" * depth + b"]" * depth for depth in (2, 33, 1_000, 20_000)]
_MEMBERS: list[object] = [None, [], "x", {"a": 1}]
_TEXTS = [
    json.dumps({name: value}).encode()
    for name, value in product(("", "id", "__class__", "é"), _MEMBERS)
]
# Tried as a whole; they go with a content type.
BODIES: list[tuple[bytes, str]] = [
    *((body, "application/json") for body in (*_NESTED, *_TEXTS)),
    *(
        (body, "application/json")
        for body in (
            b"",
            b" ",
            b"null",
            b"true",
            b"0",
            b'""',
            b"[]",
            b"[{}]",
            b"{",
            b"}",
            b"{}{}",
            b"{'a': 1}",
            b'{"a": 1,}',
            b'{"a"}',
            b'{"a": NaN}',
            b'{"a": Infinity}',
            b'{"a": 1e999}',
            b'{"a": -}',
            b'{"a": 1' + b"0" * 5_000 + b"}",
            b'{"a": "\\u0000"}',
            b'{"a": "\\ud800"}',
            b'{"\\ud800": 1}',
            b'{"a": "\x00"}',
            b'{"a": "\xff"}',
            b"\xff\xfe{\x00}\x00",
            b"\xef\xbb\xbf{}",
            b'{"a": 1, "a": 2}',
            b"{" + b",".join(b'"%d": 0' % n for n in range(2_000)) + b"}",
            b"// comment\n{}",
            b"<xml/>",
        )
    ),
    *(
        (b'{"a": 1}', content_type)
        for content_type in (
            "",
            "text/plain",
            "text/html",
            "application/xml",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=x",
            "multipart/form-data; boundary=" + "x" * 300,
            "application/json/json",
            "nonsense",
        )
    ),
]
