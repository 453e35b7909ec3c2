"""Retention: the steps every record can take because its time came, and the sweep of attempts that made no record.

A review lets a record stand for a reason; an erasure takes away what its entries said and leaves a tombstone; a
sealing keeps of a query that gave nothing the audit log alone (LED arts 4(1)(e), 5 and 16; RET-01).
"""

from comity.domain.roles import Role
from comity.procedures.request_form import REASONS
from comity.procedures.step import SAME, Field, Payload, Procedure, State, Step

DP, RR, JB, OM = Role.DATA_PROTECTION, Role.RIGHTS_REVIEWER, Role.JOINT_REVIEW, Role.OMBUD
PR, JU = Role.PROSECUTOR, Role.JUDGE
REVIEWERS = (DP, RR, JB, OM)
HOLDERS = (DP, RR, JB, OM, PR, JU)
ERASED = "erased"
GROUNDS = ("limit_reached", "unlawful", "inaccurate", "person_request", "court_order", "recall", "never_needed")
"""Why information is erased by a person: its time is over, or it should not be here (LED arts 5 and 16)."""
ERASING = ("rt.erase", "rt.expire", "rt.sweep")


def review(state: State, payload: Payload) -> None:
    """It stands for a reason, counted anew from today, until the day the reviewer named."""
    state["limits"] = {"since": payload["at"]}
    state["review_on"] = payload["form"]["review_on"]
    row = {"by": payload["actor"], "at": payload["at"], "reasons": payload["form"]["reasons"],
           "until": payload["form"]["review_on"]}  # fmt: skip
    state["reviews"] = [*state.get("reviews", []), row]


def hold(state: State, payload: Payload) -> None:
    """Needed as proof: neither the clock nor a person erases it before this day (LED art. 16(3)).

    A second hold may lengthen the first; only lifting ends it sooner.
    """
    form, before = payload["form"], state.get("hold") or {}
    until = max(str(form["until"]), str(before.get("until", "")))
    state["hold"] = {"by": payload["actor"], "at": payload["at"], "reasons": form["reasons"], "until": until}


def lift(state: State, payload: Payload) -> None:
    """No longer needed as proof."""
    state.pop("hold", None)


def erase(state: State, payload: Payload) -> None:
    """What remains: that it was erased, when, by whom and why."""
    form = payload["form"]
    state["erasure"] = {"at": payload["at"], "by": payload["actor"], "ground": form.get("ground") or "limit_reached"}
    for name in [name for name in state if name not in TOMBSTONE]:
        del state[name]


def seal(state: State, payload: Payload) -> None:
    """Of a query that gave nothing the row keeps no word about anybody; the sealed entries are the audit log."""
    for name in [name for name in state if name not in SEALED]:
        del state[name]
    state["sealed_at"] = payload["at"]


TOMBSTONE = ("id", "procedure", "state", "side", "partner", "actors", "earlier_writers", "made_at", "changed_at", "erased", "erasure",
             "messages", "mirror", "round", "law")  # fmt: skip
SEALED = (*TOMBSTONE, "case", "ground", "missing", "limits", "sealed_at", "received_at", "released_at", "hold",
          "reviews", "overdue_at", "left", "barred", "invited")  # fmt: skip


def sweep(state: State, payload: Payload) -> None:
    """The attempts whose payloads were erased, by record; nothing of what they said."""
    state.update(payload["derived"])


def general_steps(states: tuple[str, ...]) -> tuple[Step, ...]:
    """The rows every procedure has besides its own, from each of its states."""
    return (
        Step(command="rt.review", source=states, target=SAME, side="both", roles=REVIEWERS,
             form=(Field(name="review_on", kind="date", whole=True, required=True), REASONS), reduce=review),
        Step(command="rt.hold", source=states, target=SAME, side="both", roles=HOLDERS,
             form=(Field(name="until", kind="date", whole=True, required=True), REASONS), reduce=hold),
        Step(command="rt.lift", source=states, target=SAME, side="both", roles=HOLDERS, form=(REASONS,), reduce=lift),
        Step(command="rt.erase", source=states, target=ERASED, side="both", roles=REVIEWERS,
             form=(Field(name="ground", kind="choice", choices=GROUNDS, required=True), REASONS), reduce=erase,
             different_from=("rt.lift",), stops=("*",)),
        Step(command="rt.expire", source=states, target=ERASED, side="both", clock=True, reduce=erase, stops=("*",)),
        Step(command="rt.seal", source=states, target=SAME, side="both", clock=True, reduce=seal),
    )  # fmt: skip


PROCEDURE = Procedure(
    name="retention",
    prefix="rt",
    record_kind="sweep",
    ends=("swept",),
    readers=REVIEWERS,
    scope="node",
    about_people=False,
    steps=(Step(command="rt.sweep", source=(), target="swept", clock=True, reduce=sweep),),
)
"""Attempts that were stopped before a record was made: the clock forgets what they said when their time is over."""
