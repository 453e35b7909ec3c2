"""From what a browser sends to a form: the same words come out, nonsense never breaks it, rows keep their order."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from comity.procedures.form import check_form
from comity.procedures.information_request import PROCEDURE
from comity.procedures.own_initiative import OFFER
from comity.procedures.request_form import REQUEST
from comity.web.posted import add_row, is_blank, read_form, remove_row


def view(field):
    return {"name": field.name, "kind": field.kind, "limit": field.limit, "fields": [view(row) for row in field.fields]}


FIELDS = [view(field) for field in REQUEST]
EVERY = [view(field) for row in PROCEDURE.steps for field in row.form] + [view(field) for field in OFFER]
PATHS = st.lists(st.sampled_from(["persons", "objects", "names", "documents", "facts", "link", "value", "0", "1", "99", "-1",
                                  "٣", "", "x"]), max_size=6).map(".".join)  # fmt: skip


def posted(pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    return data


@given(st.lists(st.tuples(st.one_of(PATHS, st.text(max_size=30)), st.text(max_size=60)), max_size=30))
def test_whatever_is_sent_becomes_a_form_the_door_can_judge(pairs):
    form = read_form(EVERY, posted(pairs))
    assert set(form) == {field["name"] for field in EVERY}
    clean, faults = check_form(REQUEST, {name: form[name] for name in (field.name for field in REQUEST)}, {})
    assert isinstance(clean, dict)
    assert isinstance(faults, list)


@given(
    st.lists(
        st.lists(st.text("ABCde ក陈", min_size=1).filter(str.strip), min_size=1, max_size=3), min_size=1, max_size=4
    )
)
def test_names_come_back_line_by_line_in_their_order(people):
    pairs = [(f"persons.{number}.names", "\r\n".join(names)) for number, names in enumerate(people)]
    form = read_form(FIELDS, posted(pairs))
    assert [row["names"] for row in form["persons"]] == [[name.strip() for name in names] for names in people]


def test_codes_of_states_stand_on_one_line():
    form = read_form(FIELDS, posted([("persons.0.names", "A"), ("persons.0.nationalities", "XA, XB;XC、XD")]))
    assert form["persons"][0]["nationalities"] == ["XA", "XB", "XC", "XD"]


def test_a_row_nobody_filled_in_is_no_row():
    form = read_form(FIELDS, posted([("persons.0.names", " "), ("persons.0.role", ""), ("persons.7.names", "B")]))
    assert [row["names"] for row in form["persons"]] == [["B"]]


def test_facts_left_as_they_stand_are_not_said():
    fields = [{"name": "facts", "kind": "facts", "limit": 400, "fields": []}]
    data = posted(
        [("facts.link_real.value", "yes"), ("facts.link_real.reason", "Read."), ("facts.items_needed.value", "")]
    )
    assert read_form(fields, data) == {"facts": {"link_real": {"value": "yes", "reason": "Read."}}}


@given(PATHS)
def test_rows_are_added_and_removed_only_where_there_are_rows(path):
    form = {"persons": [{"names": ["A"], "documents": []}], "purpose": "x"}
    before = repr(form)
    add_row(form, path)
    if path not in ("persons", "persons.0.documents", "persons.0.names"):
        assert repr(form) == before
    remove_row(form, path)
    assert "purpose" in form


def test_blank_is_blank_all_the_way_down():
    assert is_blank({"a": [{"b": ""}], "c": False, "d": 0})
    assert not is_blank({"a": [{"b": "x"}]})
