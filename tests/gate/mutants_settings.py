"""Ways to open the settings, and to let data become code."""

from tests.gate.mutants import Mutant, append, both, replace

BASE = "config/settings/base.py"
PRODUCTION = "config/settings/production.py"
ENVIRONMENT = "config/environment.py"
COOKIES = "apps/users/cookies.py"
SIGN_IN = "apps/users/accounts/sign_in.py"
SERVICES = "apps/users/services.py"
SCRIPT = "frontend/src/lib/session.ts"
KEY = "q7Zr2mX9vT4bN8cW1sLd"

MUTANTS = [
    Mutant(
        "SEC-10",
        "any-scheme",
        replace(ENVIRONMENT, "if scheme not in POSTGRESQL_SCHEMES:", "if not scheme:"),
        BASE,
        "DATABASES",
    ),
    Mutant(
        "SEC-10",
        "fallback",
        both(
            replace(
                BASE,
                "postgresql_database()",
                'env.db("DATABASE_URL", default="sqlite:///db.sqlite3")',
            ),
            replace(BASE, "= app_role()", '= "app"'),
        ),
        BASE,
        "DATABASES",
    ),
    Mutant(
        "SEC-10",
        "sqlite-in-tests",
        append(
            "config/settings/test.py",
            'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3"}}\n',
        ),
        "config/settings/test.py",
        "sqlite3",
    ),
    Mutant(
        "SEC-11",
        "production",
        replace(PRODUCTION, "\nDEBUG = False", "\nDEBUG = True"),
        PRODUCTION,
        "DEBUG = True",
    ),
    Mutant(
        "SEC-11",
        "default",
        append(BASE, 'DEBUG = env.bool("DEBUG", default=True)\n'),
        BASE,
        "default=True",
    ),
    Mutant(
        "SEC-12",
        "plain-csrf-cookie",
        replace(PRODUCTION, "CSRF_COOKIE_SECURE = True", "CSRF_COOKIE_SECURE = False"),
        PRODUCTION,
        "CSRF_COOKIE_SECURE",
    ),
    Mutant(
        "SEC-12",
        "no-redirect",
        replace(
            PRODUCTION,
            '"SECURE_SSL_REDIRECT", default=True',
            '"SECURE_SSL_REDIRECT", default=False',
        ),
        PRODUCTION,
        "SECURE_SSL_REDIRECT =",
    ),
    Mutant(
        "SEC-12",
        "framed",
        replace(BASE, 'X_FRAME_OPTIONS = "DENY"', 'X_FRAME_OPTIONS = "ALLOWALL"'),
        BASE,
        "X_FRAME_OPTIONS",
    ),
    Mutant(
        "SEC-12", "any-host", append(PRODUCTION, 'ALLOWED_HOSTS = ["*"]\n'), PRODUCTION, '["*"]'
    ),
    Mutant(
        "SEC-13",
        "no-security-middleware",
        replace(BASE, '    "django.middleware.security.SecurityMiddleware",\n', ""),
        BASE,
        "MIDDLEWARE",
    ),
    Mutant(
        "SEC-13",
        "subdomains",
        replace(
            PRODUCTION,
            "SECURE_HSTS_INCLUDE_SUBDOMAINS = True",
            "SECURE_HSTS_INCLUDE_SUBDOMAINS = False",
        ),
        PRODUCTION,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    ),
    Mutant(
        "SEC-14",
        "formatted-string",
        append(
            SERVICES,
            "\n\ndef rename(cursor: Any, name: str) -> None:\n"
            '    """Rename."""\n'
            "    cursor.execute(f\"UPDATE users_workspace SET name = '{name}'\")\n",
        ),
        SERVICES,
        "UPDATE",
    ),
    Mutant(
        "SEC-14",
        "built-before",
        append(
            SERVICES,
            "\n\ndef rename(name: str) -> None:\n"
            '    """Rename."""\n'
            '    sql = "SELECT 1 WHERE name = \'" + name\n'
            "    Workspace.objects.raw(sql)\n",
        ),
        SERVICES,
        "raw(sql)",
    ),
    Mutant("SEC-15", "eval", append(SERVICES, "\n\nTOTAL = eval(input())\n"), SERVICES, "eval"),
    Mutant(
        "SEC-15",
        "pickle",
        append(SERVICES, "\n\nimport pickle\n\nSTATE = pickle.loads(DATA)\n"),
        SERVICES,
        "pickle.loads",
    ),
    Mutant(
        "SEC-15",
        "shell",
        append(SERVICES, '\n\nimport subprocess\n\nsubprocess.run("ls " + NAME, shell=True)\n'),
        SERVICES,
        "shell=True",
    ),
    Mutant(
        "SEC-15",
        "markup",
        append(
            SERVICES,
            "\n\nfrom django.utils.safestring import mark_safe\n\nNAME = mark_safe(TEXT)\n",
        ),
        SERVICES,
        "mark_safe(TEXT)",
    ),
    Mutant(
        "SEC-15",
        "yaml",
        append(SERVICES, "\n\nimport yaml\n\nNAMES = yaml.load(TEXT, Loader=yaml.Loader)\n"),
        SERVICES,
        "yaml.load(",
    ),
    Mutant(
        "SEC-16",
        "exempt",
        both(
            replace(
                SIGN_IN,
                "class TokenRefreshView",
                '@method_decorator(csrf_exempt, name="dispatch")\nclass TokenRefreshView',
            ),
            replace(
                SIGN_IN,
                "from drf_spectacular.utils",
                "from django.utils.decorators import method_decorator\n"
                "from django.views.decorators.csrf import csrf_exempt\n"
                "from drf_spectacular.utils",
            ),
        ),
        SIGN_IN,
        "@method_decorator",
    ),
    Mutant(
        "SEC-16",
        "no-middleware",
        replace(BASE, '    "django.middleware.csrf.CsrfViewMiddleware",\n', ""),
        BASE,
        "MIDDLEWARE",
    ),
    Mutant(
        "SEC-17",
        "open-by-default",
        replace(BASE, '        "rest_framework.permissions.IsAuthenticated",\n', ""),
        BASE,
        "REST_FRAMEWORK",
    ),
    Mutant(
        "SEC-17",
        "basic-authentication",
        replace(
            BASE,
            '"DEFAULT_AUTHENTICATION_CLASSES": [',
            '"DEFAULT_AUTHENTICATION_CLASSES": [\n'
            '        "rest_framework.authentication.BasicAuthentication",\n        ',
        ),
        BASE,
        "REST_FRAMEWORK",
    ),
]
