"""FTG-01, FTG-02: which cameras, how much over the series, how it would be used, and what the clips show."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from comity.domain.attachment import is_hash
from comity.law.fact import Fact
from comity.law.producers.common import found, silent, text_of, unknown, yes_no
from comity.law.producers.footage_windows import Window, longest_relay, minutes_by_camera, window_of, windows_of
from comity.law.producers.indicators import request_texts
from comity.law.producers.persons import WILDCARD
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows
from comity.law.text import comparable, weight

TOPIC: Final = "footage"
WORK: Final = ("extracted", "reviewed", "release_approved")
CONTROLLERS: Final = frozenset({"FC", "CS", "SP", "DP", "JU"})
MODES: Final = ("recording", "live", "face_search", "following")
SPREAD: Final = timedelta(days=30)


def footage_named(situation: Situation, settings: Settings) -> Fact:
    """One incident, every camera by its own number with its reason, no window longer than a day."""
    request, cameras = situation.request, rows(situation.request.get("cameras"))
    if cameras is None:
        return unknown("cameras")
    limit = timedelta(hours=settings.limits[TOPIC]["window_hours"])
    windows = [window_of(row) for row in cameras]
    named = [text_of(row, "camera") for row in cameras]
    wild = [name for name in named if not any(char.isdigit() for char in name) or WILDCARD.search(name)]
    thin = [name for row, name in zip(cameras, named, strict=True)
            if weight(text_of(row, "why")) < settings.link_weight]  # fmt: skip
    long = [row.camera for row in windows if row is not None and row.end - row.start > limit]
    said = weight(text_of(request, "incident")) > 0 and weight(text_of(request, "place")) > 0
    whole = bool(cameras) and None not in windows and said
    return yes_no(whole and not wild and not thin and not long, wild=wild, thin=thin, long=long)


def footage_mode(situation: Situation, settings: Settings) -> Fact:
    """What is asked for, by its own word."""
    mode = text_of(situation.request, "mode")
    return found(mode) if mode in MODES else unknown("mode")


def footage_scope(situation: Situation, settings: Settings) -> Fact:
    """Cameras and minutes over the incident, the case and the authority, with everything preserved and not shown."""
    own, others = _windows(situation), _series(situation)
    if own is None or others is None or not own:
        return unknown("cameras or the series")
    caps = settings.limits[TOPIC]
    request = situation.request
    incident = _same(others, "incident", text_of(request, "incident"))
    case = _same(others, "case", text_of(request, "case_reference"))
    recent = [row for row in _same(others, "authority", _authority(situation)) if _recent(row, situation.at)]
    by_camera = minutes_by_camera([*own, *_all(incident)])
    counts = {
        "cameras": len(by_camera),
        "camera_minutes": max(by_camera.values()),
        "case_minutes": sum(minutes_by_camera([*own, *_all(case)]).values()),
        "authority_minutes": sum(minutes_by_camera([*own, *_all(recent)]).values()),
    }
    over = sorted(name for name, count in counts.items() if count > caps[f"{name}_cap"])
    raised = sorted(name for name, count in counts.items() if count > caps[f"{name}_default"])
    bound = {name: counts[name] for name in (*over, *raised) if name != "authority_minutes"}
    return found("over" if over else "raised" if raised else "within", over=over, raised=raised, counts=bound)


def footage_following(situation: Situation, settings: Settings) -> Fact:
    """Only raises: cameras that take over from one another, here or over the requests on the same person or case."""
    own, others = _windows(situation), _series(situation)
    if own is None or others is None:
        return unknown("cameras or the series")
    request = situation.request
    same = {
        id(row): row
        for row in (
            *_same(others, "incident", text_of(request, "incident")),
            *_same(others, "case", text_of(request, "case_reference")),
            *(row for row in others if set(_sought(request)) & set(row.get("sought") or ())),
        )
    }
    relay = longest_relay([*own, *_all(list(same.values()))])
    return found("yes", relay=relay) if len(relay) >= settings.limits[TOPIC]["relay_cameras"] else silent()


def surveillance_indicators(situation: Situation, settings: Settings) -> Fact:
    """Does a word of the request point to a live view, a search by faces, or tracking?"""
    texts = request_texts(situation)
    if texts is None:
        return unknown("summary, persons or objects")
    seen = settings.words["surveillance"].found_in(texts)
    return found("found" if seen else "none", words=seen, about=situation.request_hash)


def footage_purpose(situation: Situation, settings: Settings) -> Fact:
    """A listed purpose with its text, the number of the case, why nothing milder does, and each person's link."""
    request, persons, things = situation.request, situation.persons, situation.objects
    if persons is None or things is None or "purpose_code" not in request:
        return unknown("purpose, persons or objects")
    case = text_of(request, "case_reference") or text_of(situation.form, "case")
    listed = text_of(request, "purpose_code") in situation.pack.purposes
    said = weight(text_of(request, "purpose")) >= settings.purpose_weight
    milder = weight(text_of(request, "why_not_otherwise")) >= settings.reasons_weight
    thin = sum(1 for row in (*persons, *things) if weight(text_of(row, "link")) < settings.link_weight)
    return yes_no(listed and said and milder and bool(case) and not thin, thin=thin)


def footage_persons(situation: Situation, settings: Settings) -> Fact:
    """Is anybody named, by name or by a thing that leads to a name?"""
    persons, things = situation.persons, situation.objects
    if persons is None or things is None:
        return unknown("persons and objects")
    return found("named" if persons else "none_named", persons=len(persons))


def clips_within(situation: Situation, settings: Settings) -> Fact:
    """Every clip lies within the windows that were asked for and kept; masked ones within what was extracted."""
    held = windows_of(mapping(situation.record.get("held")).get("held"))
    asked = windows_of(situation.request.get("cameras"))
    clips = rows(situation.form.get("clips")) if situation.verb in ("extract", "review") else None
    if clips is None:
        clips = rows(mapping(situation.record.get("review")).get("clips"))
    if held is None or asked is None or not clips:
        return unknown("what was kept, asked or cut")
    frames = [held, asked]
    if situation.verb != "extract":
        frames.append(windows_of(situation.record.get("extracts")) or [])
    beyond = [text_of(row, "camera") for row in clips if not all(_inside(row, frame) for frame in frames)]
    bare = [text_of(row, "camera") for row in clips if not _is_there(row)]
    return yes_no(not beyond and not bare, beyond=beyond, bare=bare)


def bystanders_masked(situation: Situation, settings: Settings) -> Fact:
    """Only raises: not watched whole, nobody masked although others are seen, or an earlier mask left out."""
    review, others = mapping(situation.record.get("review")), _series(situation)
    clips, masks = windows_of(review.get("clips")), windows_of(review.get("masks"))
    if not clips or masks is None or others is None:
        return unknown("clips, masks or earlier clips")
    if review.get("watched_whole") is not True or not (masks or review.get("nobody_else") is True):
        return found("no", watched_whole=review.get("watched_whole") is True, masks=len(masks))
    earlier = [mask for row in others for mask in windows_of(row.get("masks")) or []]
    lost = sorted({mask.camera for mask in earlier for clip in clips if not _kept(mask, clip, masks)})
    return found("no", lost=lost) if lost else silent()


def view_logged(situation: Situation, settings: Settings) -> Fact:
    """Reason, clip, unit and name; before the release those who work on it, after it only those on the list."""
    form, record = situation.form, situation.record
    given = mapping(record.get("answer")) or mapping(record.get("release"))
    state = text_of(record, "state")
    clips = rows(mapping(record.get("answer")).get("clips")) or [
        *(rows(record.get("extracts")) or []), *(rows(mapping(record.get("review")).get("clips")) or [])
    ]  # fmt: skip
    known = {digest for row in clips for digest in _digests(row)}
    name, unit = comparable(text_of(form, "viewer")), comparable(text_of(form, "unit"))
    written = bool(name and unit) and weight(text_of(form, "reason")) >= settings.reasons_weight
    listed = any(
        (comparable(text_of(row, "name")), comparable(text_of(row, "unit"))) == (name, unit)
        for row in rows(given.get("viewers")) or []
    )
    may = bool(CONTROLLERS & set(situation.actor_roles)) if state in WORK else listed
    return yes_no(written and may and text_of(form, "clip") in known, listed=listed, state=state)


def footage_people(situation: Situation, settings: Settings) -> Fact:
    """Extracted, masked and approved by three people, none of whom asked; whoever releases did not approve."""
    hands = [situation.actor_of(verb) for verb in ("extract", "review")]
    approving = situation.verb == "approve_release"
    hands.append(situation.actor if approving else situation.actor_of("approve_release"))
    asked = situation.requesters()
    if not all(hands) or not asked:
        return unknown("who took an earlier step")
    last = set() if approving else {situation.actor}
    apart = len(set(hands)) == len(hands) and not (set(hands) | last) & asked and hands[-1] not in last
    return yes_no(apart, hands=hands)


def _windows(situation: Situation) -> list[Window] | None:
    """What this request takes: what is kept where something is, else what is asked for."""
    if situation.verb == "preserve":
        return windows_of(situation.form.get("held"))
    held = mapping(situation.record.get("held")).get("held")
    return windows_of(held) if held else windows_of(situation.request.get("cameras"))


def _series(situation: Situation) -> list[Mapping[str, Any]] | None:
    return rows(situation.node.get("footage"))


def _authority(situation: Situation) -> str:
    if situation.side == "requesting":
        return text_of(situation.node, "office")
    return text_of(situation.record, "partner")


def _same(others: Sequence[Mapping[str, Any]], key: str, value: str) -> list[Mapping[str, Any]]:
    wanted = "".join(char for char in comparable(value) if char.isalnum())
    return [row for row in others if wanted and _plain(row, key) == wanted]


def _plain(row: Mapping[str, Any], key: str) -> str:
    return "".join(char for char in comparable(text_of(row, key)) if char.isalnum())


def _recent(row: Mapping[str, Any], at: datetime) -> bool:
    since = (at - SPREAD).isoformat()[:10]
    return text_of(row, "at")[:10] >= since


def _all(found_rows: Sequence[Mapping[str, Any]]) -> list[Window]:
    return [window for row in found_rows for window in windows_of(row.get("windows")) or []]


def _sought(request: Mapping[str, Any]) -> list[str]:
    """Whom and what it is about, in a form that can be compared; the node's rows hold the same."""
    names = [str(name) for row in rows(request.get("persons")) or [] for name in row.get("names") or ()]
    things = [text_of(row, "value") for row in rows(request.get("objects")) or []]
    return sorted({comparable(text) for text in (*names, *things) if text})


def _inside(row: Mapping[str, Any], frame: Sequence[Window]) -> bool:
    clip = window_of(row)
    return clip is not None and any(clip.lies_in(window) for window in frame)


def _digests(row: Mapping[str, Any]) -> list[str]:
    files = [text_of(ref, "sha256") for ref in rows(row.get("clip")) or []]
    return [digest for digest in (*files, text_of(row, "sha256")) if digest]


def _is_there(row: Mapping[str, Any]) -> bool:
    """Exactly one file, or a hash and the medium the clip lies on."""
    files = rows(row.get("clip")) or []
    digest, medium = text_of(row, "sha256"), text_of(row, "medium")
    if files:
        return len(files) == 1 and digest in ("", text_of(files[0], "sha256"))
    return is_hash(digest) and bool(medium)


def _kept(mask: Window, clip: Window, masks: Sequence[Window]) -> bool:
    """Whether an earlier mask of the recording, as far as this clip shows it, is among the masks now."""
    shown = mask.shared_with(clip)
    return shown is None or any(shown.lies_in(now) for now in masks)


PRODUCERS = {
    "footage_named": footage_named,
    "footage_mode": footage_mode,
    "footage_scope": footage_scope,
    "footage_following": footage_following,
    "surveillance_indicators": surveillance_indicators,
    "footage_purpose": footage_purpose,
    "footage_persons": footage_persons,
    "clips_within": clips_within,
    "bystanders_masked": bystanders_masked,
    "view_logged": view_logged,
    "footage_people": footage_people,
}
