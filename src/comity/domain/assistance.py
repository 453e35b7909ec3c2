"""The kinds of legal assistance one state may ask of another (UNTOC art. 18(3); list 3.A), and what each needs to hold."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Assistance:
    """One kind. ``coercive``: only a judge of the requested state may order it. ``needs``: members of the request
    without which it cannot be carried out.
    """

    coercive: bool
    needs: tuple[str, ...]


ASSISTANCE: Final = {
    "statement": Assistance(False, ("persons", "questions")),
    "compelled_statement": Assistance(True, ("persons", "questions", "rights_notice")),
    "service": Assistance(False, ("persons", "enclosed")),
    "search": Assistance(True, ("place", "own_order")),
    "freezing": Assistance(True, ("objects", "own_order")),
    "examination": Assistance(False, ("place",)),
    "expert": Assistance(False, ("questions",)),
    "bank_records": Assistance(True, ("holder", "period_from", "period_until")),
    "company_records": Assistance(False, ("holder",)),
    "government_records": Assistance(False, ("holder",)),
    "trace_proceeds": Assistance(False, ("objects",)),
    "voluntary_appearance": Assistance(False, ("persons", "place", "safe_conduct", "allowances")),
    "detained_transfer": Assistance(True, ("persons", "place", "safe_conduct", "return_by")),
    "video_hearing": Assistance(False, ("persons", "questions", "rights_notice")),
    "controlled_delivery": Assistance(True, ("place", "own_order")),
    "preservation": Assistance(False, ("holder", "objects", "necessity", "request_follows")),
    "stored_data": Assistance(True, ("holder", "period_from", "period_until")),
    "traffic_data": Assistance(True, ("holder", "period_from", "period_until")),
    "asset_recovery": Assistance(True, ("objects", "own_order")),
}
"""Kind to what it is. Joint investigation and transfer of persons for trial are procedures of their own."""

STAGES: Final = ("investigation", "prosecution", "trial", "sentence_execution")
PARTS: Final = ("attends", "puts_questions", "acts")
"""What an officer of the requesting state would do at the execution."""
