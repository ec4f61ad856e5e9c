"""Ways to lose tokens and secrets."""

from tests.gate.mutants import Mutant, append, both, git, replace, write

BASE = "config/settings/base.py"
PRODUCTION = "config/settings/production.py"
ENVIRONMENT = "config/environment.py"
COOKIES = "apps/users/cookies.py"
REPLIES = "apps/users/accounts/replies.py"
SERVICES = "apps/users/services.py"
SCRIPT = "frontend/src/lib/session.ts"
KEY = "q7Zr2mX9vT4bN8cW1sLd"

MUTANTS = [
    Mutant(
        "SEC-06",
        "cookie-for-scripts",
        replace(COOKIES, "httponly=True", "httponly=False"),
        COOKIES,
        "httponly=False",
    ),
    Mutant(
        "SEC-06",
        "no-same-site",
        replace(COOKIES, '        samesite="Lax",\n    )', "    )"),
        COOKIES,
        "set_cookie(",
    ),
    Mutant(
        "SEC-06",
        "plain-http-in-production",
        replace(BASE, "AUTH_COOKIE_SECURE = True", "AUTH_COOKIE_SECURE = False"),
        BASE,
        "AUTH_COOKIE_SECURE",
    ),
    Mutant(
        "SEC-06",
        "always-in-the-body",
        replace(REPLIES, 'if delivery == "body":\n        return', "if tokens:\n        return"),
        REPLIES,
        '"access":',
    ),
    Mutant(
        "SEC-06",
        "token-beside-the-cookie",
        replace(
            REPLIES,
            'response = Response({"expires_in": expires_in})',
            'response = Response({"token": tokens.access})',
        ),
        REPLIES,
        '{"token": tokens.access}',
    ),
    Mutant(
        "SEC-06",
        "stock-view",
        both(
            replace(
                "apps/users/urls.py",
                "urlpatterns = [",
                'urlpatterns = [\n    path("jwt/", TokenObtainPairView.as_view()),',
            ),
            replace(
                "apps/users/urls.py",
                "from django.urls import include, path\n",
                "from django.urls import include, path\n"
                "from rest_framework_simplejwt.views import TokenObtainPairView\n",
            ),
        ),
        "apps/users/urls.py",
        "TokenObtainPairView.as_view()",
    ),
    Mutant(
        "SEC-07",
        "local-storage",
        write(SCRIPT, 'localStorage.setItem("access_token", token);\n'),
        SCRIPT,
        "localStorage",
    ),
    Mutant(
        "SEC-07",
        "local-storage-over-two-lines",
        write(SCRIPT, 'const key = "a";\nlocalStorage.setItem(\n  key,\n  token,\n);\n'),
        SCRIPT,
        "localStorage",
    ),
    Mutant(
        "SEC-07",
        "local-storage-by-a-named-key",
        write(SCRIPT, 'localStorage.setItem(keyOf("user"), session.jwt);\n'),
        SCRIPT,
        "localStorage",
    ),
    Mutant(
        "SEC-07",
        "session-storage",
        write(SCRIPT, "\nwindow.sessionStorage.jwt = token;\n"),
        SCRIPT,
        "sessionStorage",
    ),
    Mutant(
        "SEC-07",
        "inline-script",
        write("apps/core/templates/a.html", "<script>\nlocalStorage['refresh'] = r\n</script>\n"),
        "apps/core/templates/a.html",
        "localStorage",
    ),
    Mutant("SEC-08", "secret-key", append(PRODUCTION, f'SECRET_KEY = "{KEY}"\n'), PRODUCTION, KEY),
    Mutant(
        "SEC-08",
        "placeholder-default",
        append(BASE, 'MAIL_PASSWORD = env.str("MAIL_PASSWORD", default="changeme")\n'),
        BASE,
        "changeme",
    ),
    Mutant(
        "SEC-08",
        "example-with-a-value",
        replace(".env.example", "SECRET_KEY=", "SECRET_KEY=dev"),
        ".env.example",
        "SECRET_KEY=dev",
    ),
    Mutant(
        "SEC-08",
        "compose-file",
        write(
            "docker-compose.yml",
            "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: postgres\n",
        ),
        "docker-compose.yml",
        "POSTGRES_PASSWORD",
    ),
    Mutant(
        "SEC-08",
        "compose-list",
        write(
            "docker-compose.yml", f"services:\n  web:\n    environment:\n      - API_TOKEN={KEY}\n"
        ),
        "docker-compose.yml",
        "API_TOKEN",
    ),
    Mutant(
        "SEC-08",
        "makefile",
        append("Makefile", f"export STRIPE_SECRET := {KEY}\n"),
        "Makefile",
        "STRIPE_SECRET",
    ),
    Mutant(
        "SEC-08",
        "toml",
        append("pyproject.toml", f'\n[tool.deploy]\napi_key = "{KEY}"\n'),
        "pyproject.toml",
        "api_key",
    ),
    Mutant(
        "SEC-08",
        "only-digits",
        write("deploy/values.yaml", "database:\n  password: 12345678\n"),
        "deploy/values.yaml",
        "password",
    ),
    Mutant(
        "SEC-08",
        "script",
        write(SCRIPT, f'export const config = {{ apiKey: "{KEY}" }};\n'),
        SCRIPT,
        "apiKey",
    ),
    Mutant(
        "SEC-08",
        "private-key",
        write("deploy/server.pem", "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n"),
        "deploy/server.pem",
        "BEGIN",
    ),
    Mutant(
        "SEC-08",
        "address-with-password",
        append("config/environment.py", 'REPLICA = "postgres://app:Tr0ub4dor@db/app"\n'),
        "config/environment.py",
        "Tr0ub4dor",
    ),
    Mutant(
        "SEC-08",
        "stripe-key-in-a-document",
        append("README.md", "\nUse sk_live_51HxTq2eZvKYlo2C0aBcDeFg here.\n"),
        "README.md",
        "sk_live",
    ),
    Mutant(
        "SEC-08",
        "django-example-key",
        append(PRODUCTION, 'FALLBACKS = ["django-insecure-abc"]\n'),
        PRODUCTION,
        "insecure",
    ),
    Mutant(
        "SEC-08",
        "key-under-an-innocent-name",
        append(BASE, 'LICENCE = "c29tZSBrZXkgdGhhdCBub2JvZHkgc2hvdWxkIHNlZTEy"\n'),
        BASE,
        "LICENCE",
    ),
    Mutant(
        "SEC-08",
        "default-of-a-parameter",
        append(
            SERVICES,
            '\n\ndef invite(*, password: str = "Welcome-2026") -> None:\n    """Invite."""\n',
        ),
        SERVICES,
        "Welcome-2026",
    ),
    Mutant("SEC-09", "not-ignored", replace(".gitignore", "\n.env\n", "\n"), ".gitignore"),
    Mutant(
        "SEC-09",
        "tracked",
        both(write(".env", "SECRET_KEY=x\n"), git("init", "-q"), git("add", "-f", ".env")),
        ".env",
    ),
]
