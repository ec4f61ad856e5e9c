"""What is logged, and how: one event a line, without the data of people.

Lines tell requests, users and workspaces by their ids. Query strings, bodies and addresses are
not logged; what slips into a message (a row that PostgreSQL quotes, an e-mail address, a token)
is blotted out.
"""

import logging
import logging.config
import re
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

# PostgreSQL's `DETAIL: Key (email)=(...) already exists.` and `LINE 1: SELECT ...` go on until the
# next traceback: a value may have any number of lines.
QUOTES_A_ROW = re.compile(r"\s*(DETAIL|CONTEXT|LINE \d+|QUERY|STATEMENT): ")
NEXT_TRACEBACK = re.compile(r"(The above exception was|During handling of the above exception)")
PERSONAL = (
    (re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+"), "[token]"),
    (re.compile(r'(invalid input syntax for [^:"]+|out of range|token): ".*'), r"\1: [value]"),
    (re.compile(r'\bvalue ".*?" is out of range'), "value [value] is out of range"),
)


def configure(logging_settings: dict[str, Any]) -> None:
    """Set up Python's logging as the settings say, and let structlog write through it."""
    logging.config.dictConfig(logging_settings)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            *COMMON,
            ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def redact(text: str) -> str:
    """Return a text without rows, e-mail addresses and tokens."""
    kept = []
    is_quoting = False
    for line in text.split("\n"):
        if NEXT_TRACEBACK.match(line):
            is_quoting = False
        elif QUOTES_A_ROW.match(line):
            is_quoting = True
        if not is_quoting:
            kept.append(line)
    result = "\n".join(kept)
    for pattern, replacement in PERSONAL:
        result = pattern.sub(replacement, result)
    return result


def redact_event(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Redact all texts of an event, its traceback among them."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = redact(value)
    return event


class RedactingFormatter(ProcessorFormatter):
    """Formats what our code, Django and the libraries log: as JSON, or as text for a screen."""

    def __init__(self, *, style: str) -> None:
        """`style` is json or console."""
        super().__init__(
            foreign_pre_chain=[structlog.contextvars.merge_contextvars, *COMMON],
            processors=[
                ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                redact_event,
                _renderer(style),
            ],
        )


COMMON: tuple[Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.PositionalArgumentsFormatter(),
)


def _renderer(style: str) -> Processor:
    if style == "json":
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
