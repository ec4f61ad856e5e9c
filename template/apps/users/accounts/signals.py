"""What this project says about sessions, beside the signals of Django and allauth."""

from django.dispatch import Signal

# A session was ended from elsewhere: by its user, by a new password, or because one of its refresh
# tokens was used twice. Arguments: request, user, session.
session_ended = Signal()
