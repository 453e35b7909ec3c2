"""A record of each procedure beyond information requests, as far along as shows most of what its page can say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from comity.kit import clock
from tests.app import assistance, complaints, reviews, surrenders, teams
from tests.app import test_adviser as advisers
from tests.app import test_breach as breaches
from tests.app import test_consent as consents
from tests.app import test_correction as corrections
from tests.app import test_criminal_record as extracts
from tests.app import test_evidence as exhibits
from tests.app import test_footage as footage
from tests.app import test_meeting as meetings
from tests.app import test_processing as processing
from tests.app import test_removal_check as removals
from tests.app import test_subject as wishes
from tests.app import test_surrender_asking as asking
from tests.app import test_watch_judgement as screenings
from tests.app.test_request import load_register
from tests.office import Office

Play = tuple[str, Callable[[Office], Any]]
"""Who reads it, and how it is made."""


def _correction(office: Office) -> Any:
    return corrections.recalled(office, consents.answered(office, statements=corrections.TWO))


def _wish(office: Office) -> str:
    reviews.opened(office)
    return wishes.searched(office, names=["Orrin Vale"], birth_date="1979-02-11")


def _screening(office: Office) -> Any:
    load_register(office)
    return screenings.asked(office)


ASKING: dict[str, Play] = {
    "assistance": ("desk", assistance.asked),
    "surrender": ("central", asking.surrendered),
    "review": ("nationality2", reviews.weighed),
    "footage": ("officer", footage.answered),
    "exhibit": ("custodian", lambda xa: exhibits.approved(xa, exhibits.prepared(xa, exhibits.stored(xa)))),
    "complaint": ("ombud", lambda xa: complaints.decided(xa, "officer")[1]),
    "team": ("leader", teams.active),
    "meeting": ("desk", meetings.held),
    "commitment": ("officer", meetings.promised),
    "adviser": ("head", lambda xa: xa.do("desk", "av.draft", partner="xb-coord", **advisers.attachment(xa.request()))),
    "consent": ("desk", lambda xa: consents.granted(xa, consents.answered(xa))),
    "correction": ("privacy", _correction),
    "screening": ("supervisor", _screening),
    "wish": ("privacy", _wish),
    "processing": ("head", processing.assess),
    "breach": ("privacy", breaches.found),
}
ASKED: dict[str, Play] = {
    "assistance": ("desk", assistance.executing),
    "arrest": ("judge", surrenders.arrested),
    "removal": ("desk", removals.planned),
    "footage": ("desk2", lambda xb: footage.reviewed(xb, footage.extracted(xb, footage.checked(xb)))),
    "exhibit": ("custodian", exhibits.offered),
    "team": ("desk", teams.received),
    "adviser": ("desk", lambda xb: advisers.hosted(xb, xb.request(partner="xa-coord"))),
    "extract": ("supervisor", extracts.confirmed),
}


@contextmanager
def morning() -> Iterator[None]:
    """Tomorrow at three: the same day in both states, whenever the suite runs."""
    with clock.frozen((clock.now() + timedelta(days=1)).replace(hour=3, minute=0)):
        yield


def played(office: Office, play: Play) -> str:
    """Play it; the id of the record."""
    with morning():
        made = play[1](office)
    return str(getattr(made, "record", made))
