"""E-mail about accounts: sent after the transaction, and never a reason to fail."""

import logging
from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction

logger = logging.getLogger(__name__)


def send_on_commit(message: EmailMessage) -> None:
    """Send a message if and when the transaction is committed.

    The answer to the client is the same whether or not the mail server could be reached: people
    can ask for another e-mail, and nobody learns which addresses are known.
    """
    transaction.on_commit(partial(_send, message))


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception as error:  # a mail server can fail in many ways
        # Its complaints quote the address.
        logger.error("An e-mail about an account could not be sent: %s.", type(error).__name__)
