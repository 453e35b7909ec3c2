"""For what a record about a person is read: its own purpose, a purpose somebody allowed, or the watch over the work itself."""

from collections.abc import Mapping
from typing import Final

from comity.domain.roles import Role

_R = Role
OVERSIGHT: Final[Mapping[str, frozenset[Role]]] = {
    "lawfulness_check": frozenset(
        {_R.DATA_PROTECTION, _R.RIGHTS_REVIEWER, _R.JOINT_REVIEW, _R.HEAD_OF_OFFICE, _R.JUDGE}
    ),
    "person_rights": frozenset({_R.DATA_PROTECTION, _R.JOINT_REVIEW}),
    "complaint": frozenset({_R.OMBUD, _R.DATA_PROTECTION, _R.RIGHTS_REVIEWER, _R.JOINT_REVIEW}),
    "court_review": frozenset({_R.JUDGE, _R.PROSECUTOR}),
    "retention_review": frozenset({_R.DATA_PROTECTION, _R.RIGHTS_REVIEWER, _R.JOINT_REVIEW, _R.OMBUD}),
}
"""Purposes that the law itself adds to every record, each for the roles that serve it (LED arts 4(4), 25, 46)."""

OWN_WORK: Final = "own_work"
"""A record whose procedure names no purpose of its own is read for the procedure it is."""
