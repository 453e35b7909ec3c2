"""JIT-01, FSH-01, TER-01, DP-20: the written terms of a team, one case at a time, the leader of the soil it acts on."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from comity.law.fact import Fact
from comity.law.producers.common import date_of, found, moment_of, partner_state, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows, words
from comity.law.text import comparable, weight

ENTRUSTED: Final = frozenset({"advise", "analyse", "translate", "liaise", "observe", "attend_interview"})
ON_A_PERSON: Final = frozenset({"interview", "arrest", "search", "seizure", "release"})
TEXTS: Final = ("purpose", "why_joint", "evidence_law", "data_rules", "costs")
SIDES: Final = ("requesting", "requested")
WINDOW_DAYS: Final = 30


def team_terms(situation: Situation, settings: Settings) -> Fact:
    """Purpose, period, a leader for each state from that state, members with what is entrusted, evidence, data, costs."""
    terms, states = situation.request, _states(situation)
    leaders, members = rows(terms.get("leaders")), rows(terms.get("team_members"))
    if leaders is None or members is None or states is None:
        return unknown("terms or partner")
    lacking = [name for name in TEXTS if weight(text_of(terms, name)) < settings.purpose_weight]
    lacking += [] if _period(situation, settings) else ["period"]
    lacking += [f"leader:{state}" for state in states if not _leader_of(situation, leaders, state)]
    lacking += ["leaders"] if any(text_of(row, "territory") not in states for row in leaders) else []
    lacking += [] if members and all(_is_member(situation, row, states) for row in members) else ["team_members"]
    return yes_no(not lacking, lacking=lacking, about=situation.request_hash)


def offences_listed(situation: Situation, settings: Settings) -> Fact:
    """Does every offence of the team stand in the closed list?"""
    codes = words(situation.request.get("further_crimes"))
    if codes is None:
        return unknown("offences")
    foreign = sorted(code for code in codes if code not in situation.pack.conducts)
    return yes_no(not foreign, foreign=foreign)


def team_in_force(situation: Situation, settings: Settings) -> Fact:
    """Did both sides sign, has the day come, and has the last one not passed? A suspension stands in the way."""
    signed = mapping(situation.record.get("signatures"))
    start, end = text_of(situation.record, "effective_from"), text_of(situation.request, "ends_on")
    if not start or not end:
        return found("no", signed=sorted(signed))
    both = all(text_of(mapping(signed.get(side)), "by") for side in SIDES)
    hangs = [row for row in rows(situation.record.get("suspensions")) or [] if not row.get("lifted_at")]
    runs = start <= own_day(situation).isoformat() <= end
    return yes_no(both and runs and not hangs, effective_from=start, ends_on=end, suspended=len(hangs))


def team_effect(situation: Situation, settings: Settings) -> Fact:
    """Does the team begin no earlier than it is signed, than its terms say, and than its end allows?"""
    start = text_of(situation.form, "effective_from")
    if not start:
        return unknown("effective_from")
    first, last = text_of(situation.request, "starts_on"), text_of(situation.request, "ends_on")
    today = own_day(situation).isoformat()
    return yes_no(max(today, first) <= start < last, effective_from=start, signed_on=today, starts_on=first)


def team_extension(situation: Situation, settings: Settings) -> Fact:
    """Is the new end after the old one, within the longest extension, and did the other party ask or agree?"""
    asking = situation.verb == "ask_extension"
    asked = situation.form if asking else mapping(situation.record.get("extension"))
    old, new = date_of(situation.request, "ends_on"), date_of(asked, "ends_on")
    if old is None or new is None:
        return unknown("extension")
    longest = settings.limits["team"]["extension_days"]
    other = asking or asked.get("ours") is False
    return yes_no(other and old < new <= old + timedelta(days=longest), old=str(old), new=str(new))


def one_case(situation: Situation, settings: Settings) -> Fact:
    """Does the step name one case, of this team, about one person, in words of its own?"""
    case = situation.linked.get("member")
    if case is None:
        return unknown("case")
    known = [text_of(row, "record") for row in rows(situation.record.get("cases")) or []]
    named = text_of(situation.form, "member")
    adding = situation.verb == "add_case"
    persons = persons_in(case)
    single = adding or persons == 1 or (persons == 0 and text_of(situation.form, "act") not in ON_A_PERSON)
    fits = named == text_of(case, "id") and (named in known) is not adding
    own = _own_words(situation, settings, "link" if adding else "order")
    agreed = _is_agreed_crime(situation, case)
    whole = fits and single and own and agreed
    return yes_no(whole, persons=persons, known=len(known), own_words=own, agreed_crime=agreed)


def team_rate(situation: Situation, settings: Settings) -> Fact:
    """How many people came into the team's cases within thirty days, against the team's thresholds."""
    cases, case = rows(situation.record.get("cases")) or [], situation.linked.get("member")
    if situation.verb == "add_case" and case is None:
        return unknown("case")
    since = situation.at - timedelta(days=WINDOW_DAYS)
    moments = [(moment_of(text_of(row, "at")), row.get("persons")) for row in cases]
    if any(at is None or type(count) is not int for at, count in moments):
        return unknown("cases of the team")
    count = sum(max(int(number), 1) for at, number in moments if at is not None and number is not None and at >= since)
    count += max(persons_in(case), 1) if case is not None and situation.verb == "add_case" else 0
    caps = settings.limits["team"]
    word = "locked" if count >= caps["persons_locked"] else "raised" if count >= caps["persons_raised"] else "normal"
    return found(word, persons=count)


def leader_orders(situation: Situation, settings: Settings) -> Fact:
    """Is the one who orders a team leader of the state on whose soil it happens, and is that state this one?"""
    state, leaders = text_of(situation.node, "state"), rows(situation.request.get("leaders"))
    if not state or leaders is None:
        return unknown("own state or leaders")
    soil = text_of(situation.form, "territory") or state
    ours = any(_leads(situation, row, state) and row.get("office") == situation.node.get("office") for row in leaders)
    return yes_no("TL" in situation.actor_roles and soil == state and ours, territory=soil, state=state)


def acts_on_own_soil(situation: Situation, settings: Settings) -> Fact:
    """Does only the authority of the soil act there? Members of the other state do what is entrusted and no more."""
    state = text_of(situation.node, "state")
    if situation.verb == "entrust":
        act = text_of(situation.form, "entrusted_act")
        return yes_no(act in ENTRUSTED, act=act) if act else unknown("act")
    soil, office = text_of(situation.form, "territory"), text_of(situation.form, "acting_office")
    if not state or not soil or not office:
        return unknown("territory or office")
    authority = situation.pack.authority_of(office)
    acting = authority.state if authority else state if office == situation.node.get("office") else ""
    return yes_no(acting == soil == state, territory=soil, acting=acting or "not listed")


def member_entrusted(situation: Situation, settings: Settings) -> Fact:
    """Is the act one that the signed terms entrust to this member, in a case of the team?"""
    members, cases = rows(situation.request.get("team_members")), rows(situation.record.get("cases"))
    who, act = comparable(text_of(situation.form, "team_member")), text_of(situation.form, "entrusted_act")
    if members is None or cases is None or situation.linked.get("member") is None or not who:
        return unknown("member, case or terms")
    own = [row for row in members if comparable(text_of(row, "name")) == who]
    named = text_of(situation.linked["member"], "id")
    fits = named == text_of(situation.form, "member") and named in {text_of(row, "record") for row in cases}
    allowed = len(own) == 1 and act in ENTRUSTED and act in (words(own[0].get("entrusted")) or ())
    return yes_no(fits and allowed, member=len(own), act=act, of_the_team=fits)


def dpia_done(situation: Situation, settings: Settings) -> Fact:
    """Is an impact assessment of joint teams linked that is in force and not overdue for review?"""
    linked = situation.linked.get("dpia")
    if linked is None:
        return yes_no(False)
    stands = all(text_of(linked, key) == word for key, word in DPIA.items())
    about = ACTIVITY in (words(linked.get("activities")) or ())
    fresh = text_of(linked, "review_on") >= own_day(situation).isoformat()
    return yes_no(stands and about and fresh, state=text_of(linked, "state"), about=about, fresh=fresh)


DPIA: Final = {"procedure": "processing", "kind": "assessment", "state": "in_force"}
ACTIVITY: Final = "joint_team"
"""What an impact assessment calls a joint team."""


def persons_in(case: Mapping[str, Any]) -> int:
    """How many people a record is about: its request's persons, or the people among a case's subjects."""
    if text_of(case, "procedure") == "case":
        subjects = mapping(case.get("subjects"))
        return sum(1 for row in subjects.values() if mapping(row).get("kind") == "person")
    return len(rows(mapping(case.get("request")).get("persons")) or [])


def own_day(situation: Situation) -> date:
    """The day at this office."""
    state = situation.pack.states.get(text_of(situation.node, "state"))
    return situation.at.astimezone(ZoneInfo(state.zone) if state else None).date()


def _period(situation: Situation, settings: Settings) -> bool:
    start, end = date_of(situation.request, "starts_on"), date_of(situation.request, "ends_on")
    longest = timedelta(days=settings.limits["team"]["days"])
    return start is not None and end is not None and start < end <= start + longest and end > own_day(situation)


def _states(situation: Situation) -> tuple[str, str] | None:
    own, theirs = text_of(situation.node, "state"), partner_state(situation)
    return (own, theirs) if own and theirs and own != theirs else None


def _leads(situation: Situation, row: Mapping[str, Any], state: str) -> bool:
    whole = all(weight(text_of(row, name)) for name in ("name", "function"))
    return whole and row.get("territory") == state and _state_of(situation, text_of(row, "office")) == state


def _leader_of(situation: Situation, leaders: list[Mapping[str, Any]], state: str) -> bool:
    return sum(1 for row in leaders if _leads(situation, row, state)) == 1


def _is_member(situation: Situation, row: Mapping[str, Any], states: tuple[str, str]) -> bool:
    entrusted = words(row.get("entrusted"))
    named = bool(weight(text_of(row, "name"))) and _state_of(situation, text_of(row, "office")) in states
    return named and bool(entrusted) and set(entrusted or ()) <= ENTRUSTED


def _state_of(situation: Situation, office: str) -> str:
    """Which state an office belongs to, by the directory."""
    authority = situation.pack.authority_of(office)
    return authority.state if authority else ""


def _is_agreed_crime(situation: Situation, case: Mapping[str, Any]) -> bool:
    """A team is for the crimes it was agreed for; any other needs the consent of both (2nd Protocol art. 20(10))."""
    crime = text_of(mapping(case.get("request")), "conduct") or text_of(case, "conduct")
    return not crime or crime in {
        text_of(situation.request, "conduct"),
        *(words(situation.request.get("further_crimes")) or ()),
    }


def _own_words(situation: Situation, settings: Settings, name: str) -> bool:
    text = text_of(situation.form, name)
    said = rows(situation.record.get("cases" if name == "link" else "orders")) or []
    copies = Counter(comparable(text_of(row, name)) for row in said)[comparable(text)]
    return weight(text) >= settings.link_weight and copies + 1 < settings.same_link_persons


PRODUCERS = {
    "team_terms": team_terms,
    "offences_listed": offences_listed,
    "team_in_force": team_in_force,
    "team_effect": team_effect,
    "team_extension": team_extension,
    "one_case": one_case,
    "team_rate": team_rate,
    "leader_orders": leader_orders,
    "acts_on_own_soil": acts_on_own_soil,
    "member_entrusted": member_entrusted,
    "dpia_done": dpia_done,
}
