"""docs/security/asvs.md: what the tests show of OWASP ASVS 5.0, levels 1 and 2.

    python -m tools.asvs            write the table
    python -m tools.asvs --check    say whether it is up to date: exit status 0 or 1

A test names what it shows: `@pytest.mark.asvs("6.2.1", "6.2.9")`. Nothing else makes a requirement
"tested", and a test that may be skipped does not count. `requirements.csv` lists all requirements
in words of our own; its last columns say what becomes of one that no test shows. The text that
counts is OWASP's: https://owasp.org/www-project-application-security-verification-standard/
"""
