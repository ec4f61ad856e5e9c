"""Why an edit of the genome is not applied."""


class NotAppliedError(Exception):
    """Something is in the way, which its text says in words for people."""


class RefusedError(NotAppliedError):
    """The edit itself cannot be applied as it stands."""
