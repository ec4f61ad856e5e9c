"""Plain phrases for sample data, where Faker itself would put words together at random."""

from faker.providers import BaseProvider

FIRST_WORDS = [
    "Amber", "Blue", "Bright", "Cedar", "Clear", "East", "First", "Golden", "Green", "High",
    "Long", "Maple", "New", "North", "Open", "Quiet", "River", "Silver", "South", "West",
]  # fmt: skip
LAST_WORDS = [
    "Anchor", "Arch", "Bridge", "Brook", "Court", "Field", "Gate", "Grove", "Harbour", "Hill",
    "Lane", "Meadow", "Mill", "Oak", "Park", "Point", "Ridge", "Square", "Valley", "Yard",
]  # fmt: skip
PHRASES = [
    "Change of plan",
    "Check before the weekend",
    "First conversation",
    "Follow-up",
    "New request",
    "Next steps",
    "Open question",
    "Second opinion",
    "Short notice",
    "Summary of the week",
    "To be confirmed",
    "Yearly review",
]
REMARKS = [
    "Agreed on the phone, to be confirmed in writing.",
    "All papers are complete.",
    "Asked for a call back in the afternoon.",
    "Comes back to it next month.",
    "Nothing unusual so far.",
    "Prefers to be reached by e-mail.",
    "Second try, the first date did not work out.",
    "Waiting for one more document.",
    "Was referred to us by a friend.",
    "Would like to hear about alternatives.",
]
TAGS = ["checked", "follow-up", "important", "new", "regular", "seasonal", "sensitive", "urgent"]


class SampleProvider(BaseProvider):
    """Adds `proper_name`, `phrase`, `remark` and `tags` to Faker."""

    def proper_name(self) -> str:
        """Return a name that anything may have: `Silver Oak`."""
        return f"{self.random_element(FIRST_WORDS)} {self.random_element(LAST_WORDS)}"

    def phrase(self) -> str:
        """Return a few words, at most 30 characters: `Follow-up`."""
        return self.random_element(PHRASES)

    def remark(self) -> str:
        """Return two sentences, at most 100 characters."""
        return " ".join(self.random_sample(REMARKS, 2))

    def tags(self) -> list[str]:
        """Return some single words."""
        return list(self.random_sample(TAGS, 3))
