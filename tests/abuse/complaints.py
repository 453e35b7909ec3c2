"""A complaint on the stage: from its author's words to the decision, and the ways in which it might reach the wrong people."""

from typing import Any

from tests.abuse.stage import Done, Side
from tests.app import complaints as c
from tests.app import reviews as r

STAFF = {name: str(r.STAFF[name]) for name in c.OMBUDS}
NO_RISK = {"reprisal_risk": "none"}


def handed_in(side: Side, **words: Any) -> tuple[str, str]:
    """The receipt code, and the record."""
    side.ask("hire", staff=STAFF)
    given = side.ask("hand_in", words={**c.WORDS, **words})
    return str(given["code"]), str(given["record"])


def about(side: Side, *who: str, office: str = "") -> list[dict[str, str]]:
    """Whom it is about: our own officers by their id, the partner's by name."""
    return [{"officer": "" if office else side.ask("officer", who=name)["id"], "office": office or side.office,
             "name": name} for name in who]  # fmt: skip


def triaged(side: Side, people: list[dict[str, str]], *, words: dict[str, Any] | None = None, **changes: Any
            ) -> tuple[str, str]:  # fmt: skip
    code, record = handed_in(side, **(words or {}))
    side.must("ombud", "cm.acknowledge", record)
    form = {"category": "misconduct", "complained_of": people, "nobody_named": not people, "disputed": "",
            "reasons": "The author tells what happened and where.", **changes}  # fmt: skip
    side.must("ombud", "cm.screen", record, **form)
    return code, record


def assigned(side: Side, people: list[dict[str, str]], *, words: dict[str, Any] | None = None, **changes: Any
             ) -> tuple[str, str]:  # fmt: skip
    code, record = triaged(side, people, words=words, **changes)
    side.must("ombud", "cm.check_reprisal", record, threat="none", measures="None needed: nobody knows of it.")
    side.must("ombud", "cm.assign", record, investigator=side.ask("officer", who="ombud2")["id"])
    return code, record


def propose(side: Side, record: str, text: str = c.SUMMARY, *, partner: str = "xb-coord") -> Done:
    return side.do("ombud", "cm.propose_share", record, partner=partner, shared_summary=text,
                   facts=r.facts({"author_hidden": "yes"}))  # fmt: skip


def proposed(side: Side, record: str) -> None:
    """Words that hide the author, and the reviewer's word that nothing threatens."""
    side.must("reviewer", "cm.state_facts", record, facts=r.facts(NO_RISK), reasons="")
    assert propose(side, record).done


def consent(side: Side, code: str, *, given: bool) -> None:
    said = side.ask("author", code=code, command="cm.set_consent", form={"may_share": given})
    assert said["done"], said


def prosecutor_allows(side: Side, record: str, policy: str = "CMP-01.share") -> None:
    side.must("ombud", "cm.ask_prosecutor", record, reasons="A decision on sharing is needed.")
    side.must("prosecutor", "cm.decide", record, policy=policy, outcome="granted",
              reasons="Weighed, and the author is protected.", expires_on="")  # fmt: skip


def share(side: Side, record: str, who: str = "reviewer") -> Done:
    return side.do(who, "cm.share", record)
