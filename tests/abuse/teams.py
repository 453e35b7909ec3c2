"""A joint team between the two offices of the stage, each side with its own people."""

from datetime import datetime, timedelta
from typing import Any

from tests.abuse.stage import Side, Stage
from tests.app.teams import REASONS
from tests.law.team_world import TEAM_FACTS, TERMS


def day(stage: Stage, *, days: float = 0) -> str:
    """A day that is today in both states for most of it."""
    at = datetime.fromisoformat(stage.xa.ask("moment", days=days)["at"])
    return (at + timedelta(hours=8)).date().isoformat()


def terms(stage: Stage, **changes: Any) -> dict[str, Any]:
    kept = {name: value for name, value in TERMS.items() if name not in ("persons", "objects", "items", "urgent")}
    return {**kept, "starts_on": day(stage), "ends_on": day(stage, days=180), **changes}


def assessment(stage: Stage, side: Side) -> str:
    """An impact assessment of joint teams that is in force at this office."""
    made = side.must("privacy", "pa.assess", activities=["joint_team"], residual_risk="low",
                     description="Two offices work on one matter.", risks="People are taken together who are not.",
                     measures="One case at a time, nothing counted below five.", review_on=day(stage, days=365))  # fmt: skip
    side.must("head", "pa.approve_assessment", made.record, reasons=REASONS)
    return made.record


def cleared(side: Side, record: str) -> None:
    for who in ("privacy", "reviewer"):
        side.must(who, "jt.decide", record, policy="JIT-01.rights", outcome="granted", reasons=REASONS, expires_on="")


def proposed(stage: Stage, **changes: Any) -> str:
    """Written, certified, reviewed, assessed, signed and sent by XA."""
    record = stage.xa.must("leader", "jt.draft", partner="xb-coord", case="", **terms(stage, **changes)).record
    stage.xa.must("supervisor", "jt.certify", record, facts=dict(TEAM_FACTS), reasons="")
    cleared(stage.xa, record)
    stage.xa.must("reviewer", "jt.assess", record, dpia=assessment(stage, stage.xa), facts={}, reasons=REASONS)
    stage.xa.must("head", "jt.send", record, facts={})
    stage.settle()
    return record


def active(stage: Stage, **changes: Any) -> str:
    """A team both signed and both began."""
    record = proposed(stage, **changes)
    stage.xb.must("desk", "jt.screen", record, facts=dict(TEAM_FACTS))
    cleared(stage.xb, record)
    stage.xb.must("reviewer", "jt.assess", record, dpia=assessment(stage, stage.xb), facts={}, reasons=REASONS)
    stage.xb.must("head", "jt.agree", record, effective_from=day(stage))
    stage.settle()
    for side in (stage.xa, stage.xb):
        side.must("leader", "jt.start", record, facts={})
        stage.settle()
    return record
