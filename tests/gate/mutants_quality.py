"""Ways to let the quality, the tests and the documents slip."""

from tests.gate.mutants import Mutant, append, delete, replace, write

MODELS = "apps/tickets/models.py"
VIEWS = "apps/tickets/views.py"
SERVICES = "apps/users/services.py"
TESTS = "apps/tickets/tests/test_models.py"
API = "openapi.yaml"

MUTANTS = [
    Mutant("QUA-01", "test-module-gone", delete("apps/tickets/tests/test_api.py"), MODELS),
    Mutant(
        "QUA-01",
        "empty-test-module",
        write("apps/tickets/tests/test_views.py", '"""Later."""\n'),
        "apps/tickets/tests/test_views.py",
    ),
    Mutant(
        "QUA-02",
        "nothing-in-it",
        append(TESTS, "\n\ndef test_nothing(db):\n    pass\n"),
        TESTS,
        "def test_nothing",
    ),
    Mutant(
        "QUA-02",
        "assert-true",
        append(TESTS, "\n\ndef test_nothing(db):\n    assert True\n"),
        TESTS,
        "def test_nothing",
    ),
    Mutant(
        "QUA-03",
        "skip",
        append(TESTS, "\n\n@pytest.mark.skip\ndef test_more():\n    assert 1 + 1 == 2\n"),
        TESTS,
        "@pytest.mark.skip",
    ),
    Mutant(
        "QUA-03",
        "xfail",
        append(
            TESTS, "\n\n@pytest.mark.xfail(strict=True)\ndef test_more():\n    assert 1 + 1 == 3\n"
        ),
        TESTS,
        "xfail",
    ),
    Mutant(
        "QUA-03",
        "skip-inside",
        append(TESTS, "\n\ndef test_more():\n    pytest.skip()\n"),
        TESTS,
        "pytest.skip()",
    ),
    Mutant("QUA-04", "syntax", append(SERVICES, "\n\ndef broken(:\n"), SERVICES, "def broken"),
    Mutant(
        "QUA-05",
        "in-code",
        append(
            SERVICES, "\n<<<<<<< before updating\nA = 1\n=======\nA = 2\n>>>>>>> after updating\n"
        ),
        SERVICES,
        "<<<<<<<",
    ),
    Mutant(
        "QUA-05",
        "in-a-document",
        append("README.md", "\n>>>>>>> after updating\n"),
        "README.md",
        ">>>>>>>",
    ),
    Mutant(
        "QUA-05",
        "rejected-change",
        write("apps/users/services.py.rej", "@@\n"),
        "apps/users/services.py.rej",
    ),
    Mutant(
        "QUA-06",
        "unused-import",
        replace(VIEWS, "from django.db", "import os\n\nfrom django.db"),
        VIEWS,
        "import os",
    ),
    Mutant("QUA-07", "quotes", replace(VIEWS, '"status"', "'status'"), VIEWS),
    Mutant(
        "QUA-08",
        "no-types",
        append(SERVICES, '\n\ndef greet(name) -> str:\n    """Greet."""\n    return name\n'),
        SERVICES,
        "def greet",
    ),
    Mutant(
        "QUA-08",
        "no-result",
        append(SERVICES, '\n\ndef greet(name: str):\n    """Greet."""\n    return name\n'),
        SERVICES,
        "def greet",
    ),
    Mutant(
        "QUA-09",
        "long",
        write("apps/users/more.py", '"""Much."""\n' + "A = 1\n" * 400),
        "apps/users/more.py",
    ),
    Mutant("QUA-10", "todo", append(SERVICES, "\n# TODO: invitations\n"), SERVICES, "invitations"),
    Mutant("QUA-11", "print", append(SERVICES, '\n\nprint("here")\n'), SERVICES, "print("),
    Mutant(
        "QUA-11",
        "star",
        append(SERVICES, "\n\nfrom apps.users.roles import *\n"),
        SERVICES,
        "import *",
    ),
    Mutant(
        "QUA-12",
        "no-reason",
        append(SERVICES, "\n\nA = 1  # archverify: ignore[SEC-14]\n"),
        SERVICES,
        "ignore[SEC-14]",
    ),
    Mutant(
        "QUA-12",
        "no-check",
        append(SERVICES, "\n\nA = 1  # archverify: ignore[all] too many\n"),
        SERVICES,
        "ignore[all]",
    ),
    Mutant(
        "QUA-13",
        "swallowed",
        append(SERVICES, "\n\ntry:\n    A = 1\nexcept Exception:\n    pass\n"),
        SERVICES,
        "except Exception",
    ),
    Mutant(
        "DOC-01",
        "no-such-target",
        append("README.md", "\n    make deploy\n"),
        "README.md",
        "make deploy",
    ),
    Mutant(
        "DOC-01",
        "target-renamed",
        replace("Makefile", "seed: $(PYTHON)", "sample: $(PYTHON)"),
        "README.md",
        "make seed",
    ),
    Mutant("DOC-01", "no-readme", delete("README.md"), "README.md"),
    Mutant(
        "DOC-02",
        "new-field",
        replace("apps/labels/serializers.py", '            "label",\n', ""),
        API,
    ),
    Mutant(
        "DOC-02",
        "new-route",
        replace(
            "apps/labels/urls.py",
            "\nurlpatterns",
            'router.register("tags", LabelViewSet, basename="tag")\n\nurlpatterns',
        ),
        API,
    ),
    Mutant("DOC-02", "no-contract", delete(API), API),
    Mutant(
        "DOC-03",
        "undeclared",
        replace(
            API,
            "        '415':\n          $ref: '#/components/responses/UnsupportedMediaType'\n"
            "        '422':\n",
            "        '418':\n",
        ),
        API,
        "post:",
    ),
    Mutant(
        "DOC-04",
        "field-gone",
        replace(MODELS, "    due_date = models.DateField(null=True, blank=True)\n", ""),
        "genome.yml",
        "due_date",
    ),
    Mutant(
        "DOC-04",
        "entity-renamed",
        replace("apps/labels/models.py", "class Label(", "class Tag("),
        "genome.yml",
        "Label",
    ),
    Mutant("DOC-04", "no-genome", delete("genome.yml"), "genome.yml"),
    Mutant(
        "DOC-07",
        "unknown-type",
        replace("genome.yml", "type: slug", "type: slugg"),
        "genome.yml",
        "slugg",
    ),
    Mutant(
        "DOC-07",
        "unknown-key",
        replace("genome.yml", "admin: true", "adimn: true"),
        "genome.yml",
    ),
    Mutant("DOC-07", "no-schema", delete("docs/genome.schema.json"), "docs/genome.schema.json"),
    Mutant(
        "DOC-05",
        "module",
        replace(
            "apps/users/services.py",
            '"""What is done to users and workspaces. ',
            'REASON = """',
        ),
        SERVICES,
    ),
    Mutant(
        "DOC-05",
        "class",
        append(SERVICES, "\n\nclass Mailer:\n    def send(self) -> None:\n        return\n"),
        SERVICES,
        "class Mailer",
    ),
    Mutant(
        "DOC-06",
        "new-variable",
        append("config/settings/production.py", 'MAIL_HOST = env.str("MAIL_HOST")\n'),
        "config/settings/production.py",
        "MAIL_HOST",
    ),
    Mutant(
        "DOC-08",
        "claimed-by-hand",
        append("docs/security/asvs.md", "| 6.3.3 | 2 | A second factor | tested | `test_x` |\n"),
        "docs/security/asvs.md",
    ),
    Mutant(
        "DOC-08",
        "test-taken-out",
        replace(
            "apps/users/tests/test_tokens.py", '@pytest.mark.asvs("9.1.3")', "@pytest.mark.skip"
        ),
        "docs/security/asvs.md",
    ),
    Mutant(
        "DOC-08",
        "no-such-requirement",
        replace("apps/users/tests/test_tokens.py", '"9.1.3"', '"9.1.4"'),
        "docs/security/asvs.md",
    ),
    Mutant("DOC-08", "no-table", delete("docs/security/asvs.md"), "docs/security/asvs.md"),
]
