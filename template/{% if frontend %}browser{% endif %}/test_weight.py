"""What a page costs whoever opens it."""

from typing import Any

from apps.core.testing import workspace_entities
from apps.users.roles import Role
from browser import places
from browser.conftest import Visitor

# Compressed, as it is sent; of a list, which is the page that people open most.
MOST_SCRIPT = 340_000


class TestWeight:
    def test_scripts_of_a_list_keep_to_their_budget(self, member: Visitor) -> None:
        entity = workspace_entities()[0]
        person = member(entity.role_for(entity.calls(detail=False)[0]) or Role.OWNER)
        session = person.page.context.new_cdp_session(person.page)
        scripts: set[str] = set()
        sent: dict[str, float] = {}

        def note_answer(event: Any) -> None:
            if event["type"] == "Script":
                scripts.add(event["requestId"])

        session.on("Network.responseReceived", note_answer)
        session.on(
            "Network.loadingFinished",
            lambda event: sent.update({event["requestId"]: event["encodedDataLength"]}),
        )
        session.send("Network.enable")
        person.visit(places.list_path(entity))
        total = sum(sent[request] for request in scripts)
        assert 0 < total < MOST_SCRIPT
