"""All addresses of the project that need no argument, whoever serves them."""

from collections.abc import Iterator

from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse


def addresses() -> list[str]:
    """Return the addresses, and one that there is not."""
    found = {"/nowhere/", "/api/nowhere/"}
    for name in _names(get_resolver(), ""):
        try:
            found.add(reverse(name))
        except NoReverseMatch:
            continue  # it takes an argument
    return sorted(found)


def _names(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern, inner)
        elif pattern.name:
            yield prefix + pattern.name
