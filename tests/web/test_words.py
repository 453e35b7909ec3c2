"""Every sentence in three languages, and a sentence for everything that can reach a page."""

import re
from pathlib import Path

from comity.domain.codes import CLARIFICATIONS, MISSING
from comity.domain.properties import STATEMENT_PROPERTIES
from comity.domain.roles import Role
from comity.law.pack import load_pack
from comity.names.features import explanations
from comity.procedures.catalogue import PROCEDURES, all_commands
from comity.procedures.step import Field
from comity.storage.outbox import DELIVERED, QUEUED, SEALED
from comity.web import words
from comity.web.sections import SECTIONS
from comity.web.words import LANGUAGES, REVIEWS, has, say, table

WEB = Path(words.__file__).parent
SOURCE = WEB.parent
CODE = "".join(path.read_text(encoding="utf-8") for path in sorted(WEB.rglob("*.py")))
PAGES = {
    str(path.relative_to(WEB)): path.read_text(encoding="utf-8") for path in sorted((WEB / "templates").rglob("*.html"))
}
MADE = {"state", "message", "message_state", "outcome", "command", "command_text", "role", "stop", "fault", "side",
        "procedure", "gate_kind", "mark", "source_kind", "choice", "field", "hint", "error", "evidence",
        "about", "part", "nav", "together", "time", "said", "policy_set", "clock", "keeping", "script"} | {section.slug for section in SECTIONS}  # fmt: skip
"""Tables whose keys are put together while a page is drawn; their contents are tested one by one below."""


def all_fields():
    def within(fields):
        for field in fields:
            yield field
            yield from within(field.fields)

    for procedure in PROCEDURES:
        for row in procedure.steps:
            yield from within(row.form)


def missing(keys):
    return sorted(key for key in keys if not has(key))


def test_every_sentence_stands_in_every_language():
    assert len(table()) > 700
    for key, entry in table().items():
        assert set(entry) == {*LANGUAGES, "review"}, key
        assert all(entry[language].strip() for language in LANGUAGES), key
        assert entry["review"] in REVIEWS, key
        gaps = {language: sorted(re.findall(r"\{(\w+)\}", entry[language])) for language in LANGUAGES}
        assert gaps["km"] == gaps["zh-Hans"] == gaps["en"], key


def test_khmer_is_khmer_and_chinese_is_chinese():
    plain = {"step.row", "time.and"}
    for key, entry in table().items():
        if key not in plain:
            assert re.search("[\u1780-\u17ff]", entry["km"]), key
            assert re.search("[\u4e00-\u9fff]", entry["zh-Hans"]), key


def test_every_key_a_page_names_is_there():
    named = {key for text in PAGES.values() for key in re.findall(r'{% say "([a-z_.A-Z]+)"', text)}
    named |= set(re.findall(r'\bsay\("([a-z_.]+)"', CODE))
    assert len(named) > 150
    assert missing(named) == []


def test_every_key_is_used_somewhere():
    text = CODE + "".join(PAGES.values())
    made = {"record.judged_positive", "record.judged_negative", "record.judged_unsure"}
    unused = [
        key for key in table()
        if key.partition(".")[0] not in MADE and key not in made and f'"{key}"' not in text
    ]  # fmt: skip
    assert unused == []


def test_every_command_has_its_name_and_its_line():
    assert missing(f"{head}.{name}" for name in all_commands() for head in ("command", "command_text")) == []


def test_every_state_side_procedure_and_message_has_its_name():
    for procedure in PROCEDURES:
        assert missing(f"state.{name}" for name in procedure.states()) == []
        assert missing(f"side.{row.side}" for row in procedure.steps) == []
        assert missing(f"message.{name}" for row in procedure.steps for name in (row.sends, row.receives) if name) == []
    assert missing(f"procedure.{procedure.name}" for procedure in PROCEDURES) == []
    assert missing(f"message_state.{name}" for name in (QUEUED, SEALED, DELIVERED)) == []


def test_every_section_has_its_heading_its_lead_and_its_empty_line():
    assert missing(f"{row.slug}.{word}" for row in SECTIONS for word in ("title", "text", "new", "none")) == []
    assert missing(f"about.{row.about}" for row in SECTIONS) == []


def test_every_clock_has_its_name():
    assert missing(f"clock.{row.name}" for procedure in PROCEDURES for row in procedure.clocks) == []


def test_every_role_has_its_name():
    assert missing(f"role.{role}" for role in (*Role, "partner", "clock", "operator", "none")) == []


def test_every_field_has_its_label():
    assert missing(f"field.{field.name}" for field in all_fields()) == []


def test_every_closed_choice_of_the_procedures_has_its_name():
    wanted = {
        f"choice.{field.name}.{code}"
        for field in all_fields()
        for code in field.choices
        if field.name not in ("roles", "role")
    }
    wanted |= {f"choice.role.{code}" for field in all_fields() if field.name == "role" for code in field.choices
               if code not in set(Role)}  # fmt: skip
    wanted |= {f"choice.missing.{code}" for code in MISSING} | {f"choice.question.{code}" for code in CLARIFICATIONS}
    wanted |= {f"choice.property.{name}" for name in STATEMENT_PROPERTIES}
    wanted |= {f"choice.property.{name}" for item in load_pack().items.values() for name in item.properties}
    assert missing(wanted) == []


def test_every_code_list_of_a_form_has_names_here_or_in_the_pack():
    from comity.app.offering import LISTS

    codes = {field.codes for field in all_fields() if field.codes}
    named_by_pack = set(load_pack().code_lists())
    assert codes - named_by_pack <= {"missing", "clarifications", "registers"}
    assert codes - {"missing", "clarifications"} <= set(LISTS.values())


def test_every_fault_of_a_form_has_its_sentence():
    source = (SOURCE / "procedures" / "form.py").read_text(encoding="utf-8")
    reasons = set(re.findall(r'_RefusedError\([^,]+, "(\w+)"\)', source)) | {"required", "unknown_field"}
    assert len(reasons) > 7
    assert missing(f"fault.{reason}" for reason in reasons) == []


def test_every_stop_has_its_sentence():
    codes = set()
    for path in sorted((SOURCE / "app").glob("*.py")):
        source = path.read_text(encoding="utf-8")
        codes |= set(re.findall(r'Stop\("(?:access|step|form)", "(\w+)"', source))
    assert len(codes) > 20
    assert missing(f"stop.{code}" for code in codes) == []


def test_every_error_a_page_can_meet_has_its_sentence():
    from comity.web.views.errors import STATUS

    codes = {"officers.sign_in", "officers.too_many_tries", "door.form", "door.not_found", "app.node_closed"}
    assert missing(f"error.{code}" for code in codes) == []
    assert {code for code in STATUS if not has(f"error.{code}")} <= {"kit.id_format"}  # told as door.not_found


def test_every_point_of_evidence_has_its_sentence():
    from comity.screening import features

    told = explanations() | features.explanations()
    assert {name: say(f"evidence.{name}", "en") for name in told} == told
    assert {key.removeprefix("evidence.") for key in table() if key.startswith("evidence.")} == set(told)


def test_a_gap_is_filled_and_a_missing_key_shows_itself():
    assert say("link.waiting", "en", count=3) == "3 messages waiting to leave"
    assert say("no.such_key", "km") == "no.such_key"


def test_every_field_named_by_the_law_is_answered_by_a_form():
    from comity.app.offering import FORM_FACTS

    names = {field.name for field in all_fields()}
    assert {name for fields in FORM_FACTS.values() for name in fields} <= names
    assert isinstance(next(all_fields()), Field)
