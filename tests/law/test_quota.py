"""Numbers of people as a goal, and acts on many at once, are found in three languages; ordinary police talk is not."""

import pytest

from comity.law.producers.talk import orders_in
from tests.law import team_world as team
from tests.law.test_decisions import decided
from tests.law.world import LAW

ORDERS = [
    "Each province must arrest at least 300 people by December.", "Target: 50 arrests per week.",
    "The goal is two hundred detentions.", "Arrest quota 300", "Release all 200 detainees with one signature.",
    "Arrest everyone on the attached list.", "A quota of 40 suspects", "All detainees are to be released on Friday.",
    "Units will make 20 arrests a month.", "Stations must ａｒｒｅｓｔ ３００ people", "We aim for 100 repatriations.",
    "The teams shall detain no fewer than forty men each week", "Arrest\u200b quota:\u00a0300",
    "Arrest at least 20 people of this family this week.", "Release the first 40 detainees", "detain up to fifty",
    "每月抓捕不少于300人", "抓捕指标：三百人", "全部遣返", "任务：各省抓获五十名嫌疑人", "批量释放", "所有嫌疑人一律逮捕", "每 月 抓 捕 不 少 于 300 人",
    "គោលដៅ ៖ ចាប់ខ្លួន ៣០០ នាក់", "ត្រូវចាប់ខ្លួនយ៉ាងតិច ៥០ នាក់ក្នុងមួយខែ", "ដោះលែងទាំងអស់",
]  # fmt: skip
ORDINARY = [
    "In March 42 arrests were reported by Corvane.", "The ring called forty savers; 2.1 million was taken.",
    "Release of the recording under article 5.", "All documents are released to the defence.",
    "Seize all devices named in the order of the court.", "The court shall decide within 30 days of the arrest.",
    "An arrested person must be brought before a judge within 24 hours.", "The office will search 3 registers.",
    "Detention shall not exceed 40 days.", "Seized money is returned to 300 victims.",
    "They arrested 42 people in May.", "Release form 12 is translated.", "The court may detain him up to 40 days.",
    "Suspects must be heard within two weeks of arrest.", "The team targets the false banks that call savers.",
    "本月抓获12人", "逮捕后24小时内必须见律师", "必须在逮捕后24小时内通知家属", "អ្នកត្រូវចាប់ខ្លួនត្រូវនាំទៅតុលាការក្នុង ២៤ ម៉ោង",
]  # fmt: skip


@pytest.mark.parametrize("text", ORDERS)
def test_an_order_on_many_is_found(text):
    assert orders_in([text])


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_talk_is_not(text):
    assert orders_in([text]) == []


@pytest.mark.parametrize("text", ORDERS[:3] + ORDERS[13:16] + ORDERS[-3:])
@pytest.mark.parametrize("door", [
    lambda text: team.receive(summary=text), lambda text: team.send(why_joint=text), lambda text: team.order(text=text),
    lambda text: team.agree(data_rules=text), lambda text: team.start(costs=text), lambda text: team.extend(reasons=text),
    team.consult_answer, lambda text: team.evaluate(lessons=text),
    lambda text: team.invite(agenda=[text]), lambda text: team.send_minutes(concluded=[text]),
    lambda text: team.agree_minutes(promised=[{**team.MINUTES["promised"][0], "what": text}]),
    team.promise, team.keep, lambda text: team.propose_adviser(task=text),
    lambda text: team.entrust(task=text),
])  # fmt: skip
def test_it_stops_at_whatever_door_it_comes_in_by(door, text):
    assert "JIT-01.quota" in LAW.judge(door(text)).failed


def test_nobody_can_clear_it():
    case = decided(
        team.send(why_joint="Arrest quota 300 a month, as agreed by both."), "JIT-01.review", (("rr-1", "RR"),)
    )
    assert "JIT-01.quota" in LAW.judge(case).failed


@pytest.mark.parametrize("text", ["The quota of visas is not our matter.", "抓捕指标不适用", "កូតាទិដ្ឋាការ"])
def test_a_mere_word_is_for_the_rights_reviewer(text):
    case = team.send(costs=f"Each party bears its own costs. {text}")
    assert LAW.judge(case).failed == ("JIT-01.review",)
    assert LAW.judge(decided(case, "JIT-01.review", (("rr-1", "RR"),))).failed == ()
    assert LAW.judge(decided(case, "JIT-01.review", (("cs-1", "RR"),))).failed == ("JIT-01.review",)


@pytest.mark.parametrize("text", [
    "How to handle dissidents", "Monitor the protest of the workers", "List believers in the province", "异见人士的处理",
    "តាមដានអ្នកសារព័ត៌មាន",
])  # fmt: skip
def test_politics_expression_and_groups_raise_a_review_in_any_talk(text):
    for case in (team.invite(agenda=[text]), team.promise(text), team.propose_adviser(task=text),
                 team.order(text=f"{text}, before the hearing.")):  # fmt: skip
        assert LAW.judge(case).failed == ("POL-01.talk",)
    cleared = decided(team.invite(agenda=[text]), "POL-01.talk", (("rr-1", "RR"),))
    assert LAW.judge(cleared).failed == ()


@pytest.mark.parametrize("text", ["Article 5 and how it is read", "Opening speech", "The union of both forms in one"])
def test_what_every_office_says_raises_nothing(text):
    assert LAW.judge(team.invite(agenda=[text])).failed == ()
