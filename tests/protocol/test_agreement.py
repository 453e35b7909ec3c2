import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kit.canonical import canonical_bytes
from comity.protocol.agreement import agreement_hash, open_agreement, sign_agreement, write_agreement
from comity.protocol.errors import BadSignatureError, MalformedError, ProtocolError, VersionError
from comity.protocol.reading import encode64
from tests.protocol.offices import xa, xb, xc

CONTENT: dict[str, object] = {
    "v": 1,
    "id": "xa-coord~xb-desk/2026-1",
    "parties": ["xa-coord", "xb-desk"],
    "pack": {"name": "invented-treaty", "hash": "11" * 32},
    "shared_policy_hash": "22" * 32,
    "languages": ["en", "km"],
    "handling": ["H0", "H1"],
    "clocks": {"request.urgent": {"hours": 8}},
    "calendars": {"XA": "xa-2026", "XB": "xb-2026"},
    "witnessing": "deferred",
    "training": True,
    "valid_from": "2026-01-01T00:00:00.000Z",
    "valid_to": "2027-01-01T00:00:00.000Z",
    "directory": {},
}
IDENTITIES = {"xa-coord": xa().identity, "xb-desk": xb().identity}
SIGNATURES = {
    "xa-coord": sign_agreement(CONTENT, office="xa-coord", signing=xa().keys.signing),
    "xb-desk": sign_agreement(CONTENT, office="xb-desk", signing=xb().keys.signing),
}


def test_two_signatures_over_the_same_bytes() -> None:
    agreement = open_agreement(write_agreement(CONTENT, SIGNATURES), IDENTITIES)
    assert agreement.is_signed_by_both
    assert agreement.parties == ("xa-coord", "xb-desk")
    assert agreement.content == CONTENT
    assert agreement.content_hash == agreement_hash(CONTENT)


def test_one_signature_is_one_signature() -> None:
    agreement = open_agreement(write_agreement(CONTENT, {"xb-desk": SIGNATURES["xb-desk"]}), IDENTITIES)
    assert agreement.signed_by == {"xb-desk"} and not agreement.is_signed_by_both


def test_a_party_nobody_knows_has_not_signed() -> None:
    agreement = open_agreement(write_agreement(CONTENT, SIGNATURES), {"xa-coord": xa().identity})
    assert agreement.signed_by == {"xa-coord"}


def test_the_others_signature_cannot_stand_for_mine() -> None:
    swapped = {"xa-coord": SIGNATURES["xb-desk"], "xb-desk": SIGNATURES["xa-coord"]}
    with pytest.raises(BadSignatureError):
        open_agreement(write_agreement(CONTENT, swapped), IDENTITIES)


def test_a_changed_clause_voids_both() -> None:
    data = write_agreement({**CONTENT, "training": False}, SIGNATURES)
    with pytest.raises(BadSignatureError):
        open_agreement(data, IDENTITIES)


def test_a_third_office_signs_nothing() -> None:
    with pytest.raises(MalformedError):
        sign_agreement(CONTENT, office="xc-other", signing=xc().keys.signing)
    outer = {"agreement": CONTENT, "signatures": {"xc-other": encode64(bytes(64))}}
    with pytest.raises(MalformedError):
        open_agreement(canonical_bytes(outer), IDENTITIES)


@pytest.mark.parametrize("missing", sorted(set(CONTENT) - {"v"}))
def test_every_clause_of_the_frame_is_required(missing: str) -> None:
    with pytest.raises(MalformedError):
        agreement_hash({name: value for name, value in CONTENT.items() if name != missing})


@pytest.mark.parametrize(
    "changes",
    [
        {"parties": ["xb-desk", "xa-coord"]},
        {"parties": ["xa-coord", "xa-coord"]},
        {"parties": ["xa-coord"]},
        {"parties": ["xa-coord", 3]},
        {"parties": ["xa-coord", []]},
        {"pack": {"name": "x", "hash": "11"}},
        {"languages": []},
        {"languages": ["fr"]},
        {"witnessing": "never"},
        {"training": 1},
        {"valid_to": "2026-01-01T00:00:00.000Z"},
        {"clocks": "none"},
        {"note": 1.5},
    ],
)
def test_a_clause_out_of_form_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(MalformedError):
        agreement_hash({**CONTENT, **changes})


def test_another_version_is_refused_and_further_clauses_are_kept() -> None:
    with pytest.raises(VersionError):
        agreement_hash({**CONTENT, "v": 2})
    more = {**CONTENT, "annex": ["one"]}
    signature = sign_agreement(more, office="xa-coord", signing=xa().keys.signing)
    assert open_agreement(write_agreement(more, {"xa-coord": signature}), IDENTITIES).content["annex"] == ["one"]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x, max_size=3)))
def test_noise_in_any_clause_gives_only_our_errors(value: object) -> None:
    for name in CONTENT:
        try:
            open_agreement(json.dumps({"agreement": {**CONTENT, name: value}, "signatures": {}}).encode(), IDENTITIES)
        except ProtocolError:
            pass
