"""CHN-01: information about a person does not leave by minutes, promises, reports, answers or advisers."""

from dataclasses import replace
from typing import Any

import pytest

from comity.law.crossing import dates_in, find, forms
from comity.procedures.catalogue import PROCEDURES
from comity.procedures.step import Field
from tests.law import team_world as team
from tests.law import world
from tests.law.test_decisions import decided
from tests.law.world import LAW

KNOWN = team.KNOWN
DOORS: dict[str, Any] = {
    "proposal": lambda text: team.send(why_joint=f"It is joint because of this: {text}"),
    "consultation": team.consult_answer,
    "extension": lambda text: team.extend(reasons=text),
    "lessons": lambda text: team.evaluate(lessons=text),
    "area of a figure": lambda text: team.evaluate(team.figure(40, area=text)),
    "agenda": lambda text: team.invite(agenda=["Time limits", text]),
    "place": lambda text: team.invite(place=text),
    "participant": lambda text: team.invite(participants=[{**team.INVITATION["participants"][0], "function": text}]),
    "minutes": lambda text: team.send_minutes(discussed=[text]),
    "promise in minutes": lambda text: team.send_minutes(promised=[{**team.MINUTES["promised"][0], "what": text}]),
    "promise": team.promise,
    "result": team.keep,
    "task of an adviser": lambda text: team.propose_adviser(task=text),
    "case of an adviser": lambda text: team.propose_adviser(cases=[text]),
    "conditions of a host": lambda text: team.host(conditions_text=text),
}
NAMED = [
    "We spoke about Chen Weiming.", "weiming CHEN came up", "the matter of Chen, Wei-Ming", "陈伟明的案件", "陈 伟 明",
    "陳偉明", "Ｃｈｅｎ Ｗｅｉｍｉｎｇ", "Che\u200bn Weiming", "រឿងចេន វ៉េនៅទីនេះ", "passport E55012345", "E 5501-2345",
    "E៥៥០១២៣៤៥", "Weiming, born 12 April 1988", "Chen (1988-04-12)", "Chen 1988年4月12日",
]  # fmt: skip


def failed(case):
    return LAW.judge(case).failed


@pytest.mark.parametrize("text", NAMED)
def test_a_known_person_is_found_in_any_script_and_spelling(text):
    assert find([text], KNOWN)


@pytest.mark.parametrize("text", [
    "Chen came to the meeting.", "The Wei river", "Treaty of 12 April 1988", "Forms in Chinese, 陈列", "E55", "伟大的工作",
    "Chenille and wei ming separately",
])  # fmt: skip
def test_what_only_looks_alike_is_not(text):
    assert find([text], KNOWN) == []


IN_ONE_SCRIPT = [{"names": ["សុខ សុភា"]}, {"names": ["Ouyang Xuemei"]}, {"names": ["曾志强"]}, {"names": ["Ly Visal"]}]


@pytest.mark.parametrize("text", [
    "Sok Sophea opened it", "the account of SOPHEA, Sok", "欧阳雪梅出席", "歐陽雪梅", "Mr Zeng Zhiqiang", "លី វិសាល បានមក",
])  # fmt: skip
def test_a_name_is_found_as_another_script_reads_it(text):
    assert len(find([text], IN_ONE_SCRIPT)) == 1


@pytest.mark.parametrize("text", ["Sok came with Visal", "សុខ និង វិសាល", "Ouyang and Zeng", "志强", "雪梅"])
def test_one_part_of_a_name_in_another_script_is_not_enough(text):
    assert find([text], IN_ONE_SCRIPT) == []


@pytest.mark.parametrize("text", [NAMED[0], NAMED[3], NAMED[8], NAMED[10]])
@pytest.mark.parametrize("door", DOORS)
def test_a_known_person_leaves_by_no_door(door, text):
    assert "CHN-01.known" in failed(DOORS[door](text))


@pytest.mark.parametrize("door", DOORS)
def test_the_same_door_without_the_person_is_open(door):
    assert failed(DOORS[door]("The desks agreed to answer within six days.")) == ()


@pytest.mark.parametrize("people", [(("dp-1", "DP"), ("rr-1", "RR")), (("ho-1", "DP"), ("ho-1", "RR"))])
def test_nobody_clears_a_known_person(people):
    case = decided(decided(team.send_minutes(discussed=[NAMED[0]]), "CHN-01.form", people), "POL-01.talk", people[1:])
    assert failed(case) == ("CHN-01.known",)


@pytest.mark.parametrize("known", [None, "all", [1]])
def test_a_node_that_does_not_know_its_records_sends_nothing(known):
    case = team.send_minutes()
    assert failed(replace(case, node={**case.node, "known": known})) == ("CHN-01.known",)


def test_minutes_that_are_missing_do_not_leave():
    case = team.send_minutes()
    assert {"CHN-01.form", "CHN-01.known"} <= set(failed(replace(case, record={**case.record, "minutes": {}})))


@pytest.mark.parametrize(("text", "kind"), [
    ("Passport AB 1234567 is to be checked", "document"), ("ID 110105198804123456", "number"),
    ("call +855 12 345 678", "phone"), ("write to a.b@example.org", "mail"), ("born 3.4.1990", "born"),
    ("the suspect Sok Vanna", "role_and_name"), ("a man named Vanna", "named"), ("ឈ្មោះ វណ្ណា", "named"),
    ("名叫张三的人", "named"), ("ទូរស័ព្ទ ០១២៣៤៥៦៧៨៩", "phone"),
])  # fmt: skip
def test_the_form_of_an_identifier_is_raised_whoever_it_belongs_to(text, kind):
    assert kind in forms([text])
    case = team.send_minutes(discussed=[text])
    assert failed(case) == ("CHN-01.form",)
    assert failed(decided(case, "CHN-01.form", (("rr-1", "RR"),))) == ("CHN-01.form",)
    assert failed(decided(case, "CHN-01.form", (("dp-1", "DP"), ("rr-1", "RR")))) == ()


def test_two_reviewers_cleared_another_text():
    case = decided(
        team.send_minutes(discussed=["Passport AB 1234567"]), "CHN-01.form", (("dp-1", "DP"), ("rr-1", "RR"))
    )
    case.record["minutes"]["discussed"] = ["Passport AB 7654321"]
    assert failed(case) == ("CHN-01.form",)


@pytest.mark.parametrize("text", [
    "The savers lost 2,100,000 in 40 days.", "Meeting on 3 December 2026 at 10:00", "2026-12-03", "Article 5 of 2019",
    "Case xa-coord/request/01a20000-0000-7000-8000-000000000001 goes on.", "In 2025 there were 1,204 answers.",
    "Born out of need, the plan works.", "The suspect was heard.",
])  # fmt: skip
def test_ordinary_numbers_are_not_identifiers(text):
    assert forms([text]) == []


def test_a_name_does_not_hide_in_the_id_of_a_record():
    assert find(["xa-coord/chen_weiming/01a20000-0000-7000-8000-000000000001"], KNOWN)


def test_dates_are_read_in_every_way_they_are_written():
    written = ["12 April 1988", "April 12, 1988", "1988-04-12", "12.4.1988", "12/04/1988", "1988年4月12日", "១២.៤.១៩៨៨"]
    assert [dates_in([text]) for text in written] == [{"1988-04-12"}] * len(written)


@pytest.mark.parametrize("step", ["answer_clarification", "answer_consultation"])
def test_an_answer_about_a_request_may_speak_of_its_own_person_and_of_nobody_else(step):
    case = world.send()
    own = {"names": ["Tan Dara"], "numbers": ["E55012345"], "births": ["1988-03-14"]}
    answer = "Tan Dara, E55012345, 1988-03-14, opened the account."
    node = {**case.node, "known": [own, *KNOWN[1:], {"names": ["Meas Sophal"], "numbers": [], "births": []}]}
    case = replace(case, action=f"ir.{step}", node=node, form={"answer": answer})
    assert "CHN-01.known" not in failed(case)
    assert "CHN-01.known" in failed(replace(case, form={"answer": f"{answer} So did Sophal Meas."}))


def _texts(fields: tuple[Field, ...]) -> bool:
    return any((row.kind in ("text", "long_text") and not row.codes) or (row.kind == "list" and (not row.fields or _texts(row.fields)))
               for row in fields)  # fmt: skip


@pytest.mark.parametrize("prefix", ["jt", "mt", "ct", "av"])
def test_every_text_that_leaves_is_read(prefix):
    """A step that sends a message with words people wrote carries the gate; receipts and signs do not."""
    procedure = next(row for row in PROCEDURES if row.prefix == prefix)
    wordy = {
        row.type
        for row in procedure.messages
        if _texts((*row.fields, *(f for part in row.parts.values() for f in part)))
    }
    plain = {
        "team.received",
        "team.returned",
        "team.consult",
        "team.refused",
        "team.lifted",
        "team.agreed",
        "meeting.returned",
        "meeting.minutes_agreed",
        "commitment.returned",
        "adviser.returned",
        "adviser.refused",
    }
    sending = {row.command for row in procedure.steps if row.sends in wordy - plain}
    assert sending
    assert {command for command in sending if "CHN-01.known" not in {p.id for p in LAW.matrix[command]}} == set()
