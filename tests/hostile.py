# ruff: noqa: E501, RUF001 - these texts are meant to be hard to read
"""A genome in which every key that takes free text can hold text that breaks its surroundings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.builders import Answers, entity, field, genome

# Texts as people, and attackers, write them.
TEXTS: Mapping[str, str] = {
    "quotes": """He said "no", 'never' and `maybe`; “so”, ‘so’ and «so»""",
    "ends in quotes": 'the so-called "end"',
    "three quotes": 'a """ b \'\'\' c """" d \\""" e',
    "backslashes": r"C:\new\table\x41\u0041\N{BULLET} \\ \1 \g<0> and a last one \ ".strip(),
    "templates": "{{ 7 * 7 }} {% raw %} {# gone #} {%- endif -%} ${HOME} $(id) `id` {0} {name} %s %(x)s",
    "comments": "/* a */ // b # c <!-- d --> -- e; DROP TABLE users; --",
    "markup": '</script><img src=x onerror="alert(1)"> <b>&amp;</b> ]]> | a | [b](javascript:c) _d_ *e*',
    "lines": "one\ntwo\r\nthree\rfour\n\n\n\nfive\u2028six\u2029seven\u0085eight\x0bnine\x0cten",
    "tabs": "\ttabs\tand  spaces \t ",
    "control characters": "bell \x07 escape \x1b[31m delete \x7f backspace \x08 unit \x1f c1 \x9b",
    "emoji": "🧑🏽\u200d⚕️ 👩\u200d👩\u200d👧 🏳️\u200d🌈 🇩🇪 ❤️ 👍🏿",
    "directions": "\u202eright to left\u202c \u2067שלום\u2069 مرحبا \u200fmark\u200e",
    "zero width": "zero\u200bwidth\u200djoin\ufeffbom\u00adsoft\u2060word",
    "wide": "全角文字 ｆｕｌｌ　ｗｉｄｔｈ Zalgo z̷̨̢̛̘͎͖̯̤̀̾̂ é ﷽",
    "yaml": "- a: *b\n&c !!python/object:os.system {d: [e], ? f} | > % @ ` no: yes ~ null 0x1F 1e3 2024-01-01",
    "words of Python": "None",
    "number": "007",
    "only punctuation": "\"'\\",
    "only spaces": "   ",
    "astral": "𝒽𝑒𝓁𝓁𝑜 𐍈 \U0010ffff",
    "long": "ten chars " * 1000,
    "long word": "x" * 10_000,
    "100 columns": "a" * 60 + '"' * 20 + "b" * 20,
}
# All of them but the long ones and the blank one, in one.
WORST = " ".join(
    text for name, text in TEXTS.items() if text.strip() and not name.startswith("long")
)
# The worst that a key can get: as bad, and as long.
WHOLE = WORST + " and so on" * ((10_000 - len(WORST)) // 10)

KEYS = (
    "array_default backfill choice_label choice_value contact_email criterion_text description "
    "domain entity_description entity_label expression given help json_key json_value label "
    "pattern placeholder plan_label project_title purpose recipients role_description so_that "
    "string_default subjects text_default then want when"
).split()


def answers(texts: Mapping[str, str]) -> Answers:
    """A genome with these texts in these keys; in the others something plain."""

    def text(key: str) -> str:
        return fitted(key, texts.get(key, key.replace("_", " ")))

    choices = [
        {"value": text("choice_value"), "label": text("choice_label")},
        {"value": "OTHER", "label": text("choice_label")},
    ]
    subject = entity(
        "Subject",
        field(
            "name",
            label=text("label"),
            help=text("help"),
            placeholder=text("placeholder"),
            max_length=1000,
        ),
        field("code", default=text("string_default"), max_length=20_000, search=True),
        field("notes", "text", default=text("text_default"), label=text("label")),
        field("secret", encrypted=True, required=False, help=text("help")),
        field("kind", "enum", choices=choices, default=text("choice_value"), filter=True),
        field("data", "json", default={text("json_key"): [text("json_value")]}),
        field("tags", "array", of="string", default=[text("array_default")], max_length=20_000),
        field("shown", computed=f"concat(name, {text('expression')!r})"),
        field("backfilled", "text", backfill=text("backfill"), required=False),
        field("matched", pattern=f"^[a-z]{{3}}{text('pattern')}$", required=False),
        description=text("entity_description"),
        label=text("entity_label"),
        display="name",
        checks=[{"name": "subject_name_is_fine", "check": f"name != {text('expression')!r}"}],
        purpose=text("purpose"),
        lawful_basis="consent",
        subjects=[text("subjects")],
        recipients=[text("recipients")],
        workflow={
            "field": "kind",
            "transitions": [
                {"name": "leave", "from": [text("choice_value")], "to": "OTHER"},
                {"name": "come_back", "from": ["OTHER"], "to": text("choice_value")},
            ],
        },
    )
    country = entity(
        "Country",
        field("name", label=text("label"), help=text("help"), unique=True),
        field("kind", "enum", choices=choices, required=False),
        scope="global",
        description=text("entity_description"),
        label=text("entity_label"),
    )
    part = entity(
        "Part",
        field("subject", "reference", to="Subject", label=text("label"), help=text("help")),
        field("countries", "references", to="Country", label=text("label")),
        field("picture", "image", label=text("label"), help=text("help"), required=False),
        description=text("entity_description"),
        label=text("entity_label"),
    )
    criteria = [
        {"id": "AC-1.1", **{key: text(key) for key in ("given", "when", "then")}},
        {"id": "AC-1.2", "text": text("criterion_text")},
    ]
    story = {
        "id": "US-1",
        "as": "auditor",
        "want": text("want"),
        "so_that": text("so_that"),
        "entity": "Subject",
        "acceptance_criteria": criteria,
    }
    return genome(
        subject,
        country,
        part,
        **{key: text(key) for key in ("project_title", "description", "contact_email", "domain")},
        project_name="hostile",
        admin=True,
        billing="stripe",
        compliance=["gdpr"],
        roles=[{"name": "auditor", "description": text("role_description")}],
        plans=[{"name": "free", "label": text("plan_label"), "price_monthly": 0}],
        user_stories=[story],
    )


def fitted(key: str, text: str) -> str:
    """What a key takes of a text: most take any, some a part of it in one line."""
    if key == "choice_value":
        return _one_line(text, 100)
    if key == "expression":
        return _one_line(text, 900)
    if key == "pattern":
        return re.escape(_one_line(text, 50))
    return text


def _one_line(text: str, most: int) -> str:
    return "".join(c if c.isprintable() else " " for c in text)[:most].strip() or "EMPTY"
