"""Ways to open the frontend to scripts, and to lose hold of its client, its packages and types."""

from tests.gate.mutants import Mutant, append, both, delete, git, replace, write

LIST = "frontend/src/records/list/record-list.tsx"
HELPER = "frontend/src/lib/helper.ts"
PANEL = "frontend/src/features/tickets/panel.tsx"
PROXY = "frontend/src/proxy.ts"
PACKAGE = "frontend/package.json"
LOCK = "frontend/package-lock.json"
GENERATED = "frontend/src/api/generated/own.ts"

MUTANTS = [
    Mutant(
        "SEC-23",
        "draft-in-local-storage",
        write(HELPER, 'localStorage.setItem("draft", JSON.stringify(patient));\n'),
        HELPER,
        "localStorage",
    ),
    Mutant(
        "SEC-23",
        "session-storage-by-index",
        write(HELPER, "\nsessionStorage[key] = form.email;\n"),
        HELPER,
        "sessionStorage",
    ),
    Mutant(
        "SEC-23",
        "cookie-of-a-script",
        write(HELPER, "document.cookie = `last=${user.email}`;\n"),
        HELPER,
        "document.cookie",
    ),
    Mutant(
        "SEC-24",
        "inner-html",
        write(
            PANEL, "export const Note = () => <p dangerouslySetInnerHTML={{ __html: note }} />;\n"
        ),
        PANEL,
        "dangerously",
    ),
    Mutant(
        "SEC-24",
        "assigned-html",
        write(
            HELPER, "export function show(at: Element, text: string) {\n  at.innerHTML = text;\n}\n"
        ),
        HELPER,
        "innerHTML",
    ),
    Mutant("SEC-24", "eval", write(HELPER, "export const sum = eval(formula);\n"), HELPER, "eval"),
    Mutant("SEC-25", "no-proxy", delete(PROXY), PACKAGE),
    Mutant(
        "SEC-25",
        "inline-scripts",
        replace(PROXY, "script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        PROXY,
        "unsafe-inline",
    ),
    Mutant(
        "SEC-25",
        "scripts-from-anywhere",
        replace(PROXY, "script-src 'self'", "script-src https:"),
        PROXY,
        "script-src",
    ),
    Mutant(
        "SEC-25",
        "no-nonce",
        replace(PROXY, " 'nonce-${nonce}'", ""),
        PROXY,
        "script-src",
    ),
    Mutant(
        "SEC-25",
        "policy-is-not-sent",
        replace(PROXY, 'response.headers.set("content-security-policy", policy);', ""),
        PROXY,
    ),
    Mutant(
        "ARC-16",
        "client-in-git",
        both(
            write(GENERATED, "export const own = 1;\n"),
            git("init", "-q"),
            git("add", "-f", GENERATED),
        ),
        GENERATED,
    ),
    Mutant(
        "ARC-16",
        "fetch-by-hand",
        write(HELPER, "export const load = () => fetch(address);\n"),
        HELPER,
        "fetch(",
    ),
    Mutant(
        "ARC-16",
        "address-by-hand",
        write(HELPER, 'export const TICKETS = "/api/v1/tickets/";\n'),
        HELPER,
        "/api/",
    ),
    Mutant(
        "ARC-16",
        "axios-by-hand",
        append(LIST, "export const load = () => axios.get(address);\n"),
        LIST,
        "axios.get",
    ),
    Mutant(
        "ARC-17",
        "range-of-versions",
        replace(PACKAGE, '"next": "', '"next": "^'),
        PACKAGE,
        '"next": "^',
    ),
    Mutant(
        "ARC-17", "other-lock", replace(PACKAGE, '"sonner": "2.0.8"', '"sonner": "2.0.7"'), LOCK
    ),
    Mutant(
        "ARC-17",
        "address-in-the-lock",
        replace(
            LOCK, '"integrity": "', '"resolved": "https://npm.corp/x.tgz",\n      "integrity": "'
        ),
        LOCK,
        "npm.corp",
    ),
    Mutant("ARC-17", "no-lock", delete(LOCK), PACKAGE),
    Mutant(
        "QUA-14",
        "any",
        write(HELPER, "export function name(item: any) {\n  return item.name;\n}\n"),
        HELPER,
        "any",
    ),
    Mutant(
        "QUA-14",
        "cast-to-any",
        write(HELPER, "export const id = (item as any).id;\n"),
        HELPER,
        "as any",
    ),
    Mutant(
        "QUA-14",
        "silenced-compiler",
        write(HELPER, "// @ts-ignore\nexport const id: string = 1;\n"),
        HELPER,
        "@ts-ignore",
    ),
    Mutant(
        "QUA-14",
        "silenced-linter",
        write(HELPER, "// eslint-disable-next-line no-console\nconsole.log(1);\n"),
        HELPER,
        "eslint-disable",
    ),
    Mutant(
        "QUA-14",
        "not-strict",
        replace("frontend/tsconfig.json", '"strict": true', '"strict": false'),
        "frontend/tsconfig.json",
    ),
]
