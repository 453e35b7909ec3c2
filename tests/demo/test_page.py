"""A form is read as a browser reads it, and filled in only by what the page offers."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.demo.page import PageError, flat, read_page
from comity.demo.visitor import _lists

HTML = """<!doctype html><head><title>no text</title></head><body>
<form action="/language" method="post"><button name="language" value="km">x</button></form>
<h1>A &amp; B</h1><p>One<b> line</b></p><a href="/law/GRP-01">GRP-01.trait</a>
<form method="post">
 <input type="hidden" name="csrf" value="t&quot;k"><input name="title" value="old"><input name="off" disabled value="1">
 <textarea name="names">
first
second</textarea>
 <select name="basis"><option value="">choose</option><option value="a" selected>A</option><option value="b">B</option></select>
 <select name="plain"><option value="p">P</option><option value="q">Q</option></select>
 <input type="checkbox" name="items" value="i1" checked><input type="checkbox" name="items" value="i2">
 <input type="checkbox" name="urgent" value="yes">
 <fieldset><input type="radio" name="facts.x.value" value="no"><input type="radio" name="facts.x.value" value="" checked></fieldset>
 <fieldset disabled><input type="radio" name="facts.y.value" value="no" checked></fieldset>
 <button name="action" value="check">c</button><button type="button" name="action" value="no">n</button>
 <button name="action" value="add:persons">+</button>
</form><script>var x = "<form>";</script></body>"""
PAGE = read_page(HTML, "http://x/requests/new")


def form():
    return read_page(HTML, "http://x/").form("action")


def test_a_form_is_read_as_a_browser_sends_it():
    assert form().pairs(("action", "check")) == [
        ("csrf", 't"k'), ("title", "old"), ("names", "first\nsecond"), ("basis", "a"), ("plain", "p"), ("items", "i1"),
        ("facts.x.value", ""), ("action", "check"),
    ]  # fmt: skip


def test_text_links_and_buttons():
    assert PAGE.lines == ["x", "A & B", "One line", "GRP-01.trait", "c", "n", "+"]
    assert ("/law/GRP-01", "GRP-01.trait") in PAGE.links
    assert form().buttons == [("action", "check"), ("action", "add:persons")]
    assert not any("no text" in line or "var x" in line for line in PAGE.lines)


def test_filling_in():
    one = form()
    one.fill(
        {"title": "new", "names": ["a", "b"], "basis": "b", "items": ["i2"], "urgent": True, "facts.x.value": "no"}
    )
    sent = one.pairs()
    assert ("names", "a\nb") in sent and ("title", "new") in sent and ("basis", "b") in sent
    assert [value for name, value in sent if name == "items"] == ["i2"]
    assert ("urgent", "yes") in sent and ("facts.x.value", "no") in sent
    one.fill({"urgent": False, "items": []})
    assert not {"urgent", "items"} & {name for name, _ in one.pairs()}


@pytest.mark.parametrize("values", [{"basis": "c"}, {"items": ["i3"]}, {"facts.x.value": "yes"}, {"facts.y.value": "no"},
                                    {"off": "1"}, {"absent": "1"}, {"basis": ["a", "b"]}])  # fmt: skip
def test_nothing_is_filled_in_that_the_page_does_not_offer(values):
    with pytest.raises(PageError):
        form().fill(values)


def test_a_form_is_found_by_field_and_by_what_it_holds():
    html = "".join(
        f'<form><input name="c" value="{n}"><button name="action" value="take">x</button></form>' for n in "12"
    )
    page = read_page(html, "http://x/")
    assert page.form("action", c="2").value("c") == "2"
    for wanted in ({"c": "3"}, {"d": ""}):
        with pytest.raises(PageError):
            page.form("action" if "c" in wanted else "nothing", **wanted)
    with pytest.raises(PageError):
        page.form("action").button("action", ("check",), page="x")


def test_nested_forms_get_the_names_of_fields():
    nested = {
        "persons": [{"names": ["a"], "documents": [{"kind": "k"}]}],
        "items": ["i"],
        "facts": {"x": {"value": "no"}},
    }
    assert flat(nested) == {
        "persons.0.names": ["a"],
        "persons.0.documents.0.kind": "k",
        "items": ["i"],
        "facts.x.value": "no",
    }
    assert _lists("persons.0.documents.1.kind") == ["persons.0.documents", "persons"]
    assert _lists("title") == []


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text):
    page = read_page(text, "http://x/")
    for row in page.forms:
        row.pairs()


@given(
    st.dictionaries(
        st.sampled_from(["title", "names"]), st.text(min_size=1, max_size=50).filter(lambda t: "\r" not in t)
    )
)
def test_what_is_written_is_what_is_sent(values):
    one = form()
    one.fill(values)
    sent = dict(parse_qsl(urlencode(one.pairs()), keep_blank_values=True))
    assert all(sent[name] == value for name, value in values.items())


def test_a_button_outside_belongs_to_the_form_it_names():
    page = read_page(
        '<form action="/language"><button form="work" name="action" value="speak:km">km</button></form>'
        '<form id="work" action="/new"><input name="title"><button name="action" value="take">go</button></form>',
        "http://office/",
    )
    assert page.forms[0].buttons == []
    assert page.form("action").action == "/new"
    assert page.forms[1].buttons == [("action", "take"), ("action", "speak:km")]
