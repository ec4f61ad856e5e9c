"""The screens in a real browser, against the real API on a real PostgreSQL: `make browser`."""
