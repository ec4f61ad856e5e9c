"""Names that clients use for what some viewsets offer; the schema is read before the viewsets."""

IDEMPOTENCY_HEADER = "Idempotency-Key"
IDEMPOTENCY_PATTERN = "^[!-~]{1,255}$"
REPLAY_HEADER = "Idempotent-Replay"
DELETED_PARAMETER = "deleted"
SUMMARY_PARAMETER = "by"
