"""The page on which a person judges candidates: both people side by side, every line, what others said; and no more."""

import re
from html import unescape

import pytest

from comity.app import watch_round
from comity.web.words import LANGUAGES, say
from tests.app.test_judging import OTHER, judge, state_of
from tests.app.test_request import RECORD, load_register, searched
from tests.app.test_watch_judgement import asked
from tests.app.test_watching import TWIN, import_list
from tests.office import Office
from tests.web.test_said import Spoken

PLACE = f"/requests/{RECORD}"


def text_of(answer):
    return unescape(answer.content.decode())


def plain(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(answer)).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_people_every_line_and_the_sum_stand_side_by_side(xb: Office, sign_in, language: str):
    searched(xb)
    best = state_of(RECORD)["candidates"][0]
    page = sign_in("supervisor", language).get(f"{PLACE}/steps/ir.judge")
    assert Spoken(page.content.decode()).wrong == set()
    table = re.findall(r'<table class="stack aligned">.*?</table>', text_of(page), re.S)[0]
    rows = re.findall(r"<tr class=\"(?:for|against|neutral)\">(.*?)</tr>", table, re.S)
    assert len(rows) == len(best["evidence"])
    amounts = [
        int(re.sub(r"<[^>]+>", "", row.rpartition("<td")[2]).rpartition(">")[2].replace("−", "-")) for row in rows
    ]
    assert amounts == [line["points"] for line in best["evidence"]]
    footer = re.findall(r"<tfoot>(.*?)</tfoot>", table, re.S)[0]
    shown = [int(cell.replace("−", "-")) for cell in re.findall(r'<td class="points">(.*?)</td>', footer)]
    assert shown == [sum(amounts), best["score"]] == [best["points"], best["score"]]
    for line in best["evidence"]:
        assert say(f"evidence.{line['feature']}", language) in table
    shown = plain(page)
    for key in ("record.asked_about", "record.in_register", "step.confirm_hit", "step.reject_hit", "step.unsure_hit"):
        assert say(key, language) in shown, key
    assert say("record.tables_version", language, version=best["version"]) in shown


def test_a_word_is_given_and_changed_on_the_page_with_its_reason(xb: Office, sign_in):
    searched(xb)
    candidate = state_of(RECORD)["candidates"][0]["id"]
    place, browser = f"{PLACE}/steps/ir.judge", sign_in("supervisor")
    faulty = browser.post(place, {"candidate": candidate, "result": "unsure", "reasons": "", "action": "take"})
    assert faulty.status_code == 422
    assert f'value="{candidate}"' in text_of(faulty)
    form = {"candidate": candidate, "result": "unsure", "reasons": "The card could not be read.", "action": "take"}
    assert browser.post(place, form).status_code == 303
    assert "Undecided" in plain(browser.get(PLACE))
    assert "Judge this candidate anew" in plain(browser.get(place))
    changed = {**form, "result": "negative", "reasons": "The card has come: another number."}
    assert browser.post(place, changed).status_code == 303
    shown = plain(browser.get(PLACE))
    assert shown.index("The card has come") < shown.index("The card could not be read")
    assert "Earlier judgements here 1" in shown


def test_what_was_said_of_the_same_pair_is_shown_with_a_way_to_it(xb: Office, sign_in):
    searched(xb)
    searched(xb, OTHER)
    assert judge(xb, OTHER, "negative", reasons="Seen together with the card: another man.").done
    page = sign_in("supervisor").get(f"{PLACE}/steps/ir.judge")
    assert "The same pair was judged before" in plain(page)
    assert "Seen together with the card" in plain(page)
    assert f'href="/requests/{OTHER}"' in text_of(page)
    assert 'value="negative" checked' not in text_of(page)
    assert state_of(RECORD)["judgements"] == []


def test_a_watch_screening_is_judged_on_the_same_page_apart(xa: Office, sign_in):
    load_register(xa)
    record = asked(xa).record
    place, first = f"/screenings/{record}/steps", sign_in("supervisor")
    page = plain(first.get(f"{place}/wj.judge"))
    assert "A yes is about one candidate" in page
    named = state_of(record)["candidates"][0]["id"]
    form = {"candidate": named, "result": "positive", "reasons": "The same card and day of birth.", "action": "take"}
    assert first.post(f"{place}/wj.judge", form).status_code == 303
    second = plain(sign_in("desk").get(f"{place}/wj.confirm"))
    assert "The same card and day of birth." not in second.partition("History")[0]
    assert sign_in("desk").post(f"{place}/wj.confirm", form).status_code == 303
    assert state_of(record)["state"] == "confirmed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_new_in_a_list_is_seen_on_the_desk_beside_the_candidate_and_at_the_list(
    xb: Office, sign_in, language: str
):
    searched(xb)
    import_list(xb, TWIN)
    browser = sign_in("supervisor", language)
    assert say("registers.watched", language, done=0, of=1) in plain(browser.get("/registers"))
    assert watch_round.watch(xb.node) == 1
    assert say("registers.watched", language, done=1, of=1) in plain(browser.get("/registers"))
    assert say("today.fresh", language, count=1) in plain(browser.get("/"))
    found = say("record.found_later", language, time="").split("{")[0].strip()
    assert plain(browser.get(f"{PLACE}/steps/ir.judge")).count(found) == 1
    history = plain(browser.get(PLACE))
    assert say("command.ir.watch", language) in history
    assert judge(xb, RECORD, "negative", place=-1).done
    assert say("today.fresh", language, count=1) not in plain(browser.get("/"))
