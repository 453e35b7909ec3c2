"""The form of a gate is checked on the parsed policy; each way around it is refused."""

import pytest

from comity.law import Law, PolicyError, PolicySet
from comity.law.errors import FactError
from comity.law.fact import UNKNOWN
from comity.law.lint import check_gate, decision_fact
from comity.law.policyset import parse_policies
from tests.law.world import LAW

HEAD = '@id("X-01") @gate("X-01") @kind("hard") @source("s") @mark("V") @role("") @remedy("a") @question("q?") @valid_from("2026-01-01") @valid_to("")\n'
GOOD = 'forbid (principal, action in Action::"gate:X-01", resource) unless { context.conduct_listed == "yes" };'


def check(text, *, local=False):
    (policy,) = parse_policies(text, "test.cedar")
    return check_gate(policy, local=local)


def test_the_good_form_passes():
    assert check(HEAD + GOOD) == (("conduct_listed", "yes"),)


@pytest.mark.parametrize(
    "body",
    [
        'unless { context.a == "unknown" }',
        'unless { context.a == "" }',
        'unless { context.a != "no" }',
        'unless { !(context.a == "no") }',
        'unless { "yes" == context.a }',
        "unless { context.a == context.b }",
        'unless { context has a && context.a == "yes" }',
        'unless { context.a like "y*" }',
        'unless { if context.a == "x" then context.b == "y" else true }',
        'unless { ["yes"].contains(context.a) }',
        "unless { context.a == true }",
        "unless { context.a == 1 }",
        "unless { true }",
        'unless { principal == Actor::"actor" }',
        'unless { context.a.b == "yes" }',
        'unless { resource.a == "yes" }',
        'unless { context.a == "yes" || principal == Actor::"actor" }',
        'when { context.a == "no" }',
        'when { context.a == "no" } unless { context.a == "yes" }',
        'unless { context.a == "yes" } unless { context.b == "yes" }',
        "",
    ],
)
def test_any_other_body_is_refused(body):
    with pytest.raises(PolicyError):
        check(HEAD + f'forbid (principal, action in Action::"gate:X-01", resource) {body};')


@pytest.mark.parametrize(
    "scope",
    [
        'principal == Actor::"a", action in Action::"gate:X-01", resource',
        'principal, action in Action::"gate:X-01", resource == Record::"r"',
        'principal, action in Action::"gate:Y-01", resource',
        'principal, action == Action::"gate:X-01", resource',
        'principal, action in [Action::"gate:X-01", Action::"gate:Y-01"], resource',
        "principal, action, resource",
        'principal is Actor, action in Action::"gate:X-01", resource',
    ],
)
def test_any_other_scope_is_refused(scope):
    with pytest.raises(PolicyError):
        check(HEAD + f'forbid ({scope}) unless {{ context.a == "yes" }};')


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('@id("X-01") ', ""),
        ('@gate("X-01")', '@gate("Y-01")'),
        ('@kind("hard")', '@kind("soft")'),
        ('@kind("hard")', '@kind("decision")'),
        ('@mark("V")', '@mark("A")'),
        ('@role("")', '@role("SP")'),
        ('@remedy("a")', '@remedy("f")'),
        ('@question("q?")', '@question("q")'),
        ('@source("s")', '@source("")'),
        ('@source("s")', '@source("s") @extra("x")'),
        ('@valid_to("")', ""),
        ('@valid_from("2026-01-01")', '@valid_from("")'),
        ('@valid_from("2026-01-01")', '@valid_from("20260101")'),
        ('@valid_from("2026-01-01")', '@valid_from("2026-13-01")'),
        ('@valid_to("")', '@valid_to("2025-12-31")'),
    ],
)
def test_any_other_annotation_is_refused(old, new):
    with pytest.raises(PolicyError):
        check(HEAD.replace(old, new) + GOOD)


@pytest.mark.parametrize("effect", ["permit"])
def test_only_forbid(effect):
    with pytest.raises(PolicyError):
        check(HEAD + GOOD.replace("forbid", effect))


def test_a_hard_gate_reads_no_decision_and_a_decision_gate_reads_its_own():
    for policy in LAW.policies():
        read = {fact for fact in policy.reads if fact.startswith("decided_")}
        assert read == ({decision_fact(policy.id)} if policy.kind == "decision" else set())


def test_no_policy_accepts_unknown_and_every_word_is_on_its_list():
    for policy in LAW.policies():
        for fact, word in policy.literals:
            assert word != UNKNOWN
            assert word in LAW.shared.facts[fact].values


def files_with(name, change):
    files = dict(PolicySet.shared().files)
    files[name] = change(files[name])
    return files


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + "\npermit (principal, action, resource);",
        lambda text: text + '\n@id("PERMIT")\npermit (principal, action, resource);',
        lambda text: text.replace('context.history_whole == "yes"', 'context.history_hole == "yes"'),
        lambda text: text.replace('context.history_whole == "yes"', 'context.history_whole == "certainly"'),
        lambda text: text.replace('"SYS-02"', '"SYS-01"'),
        lambda text: text.replace("unless", "when"),
        lambda text: text + "forbid (",
        lambda text: text.replace("(principal,", "(principal == ?principal,"),
    ],
    ids=["second permit", "second PERMIT", "no such fact", "no such word", "same id", "when", "broken", "template"],
)
def test_a_changed_set_is_refused(change):
    with pytest.raises(PolicyError):
        Law(PolicySet.from_files("shared", files_with("policies/shared/governance.cedar", change)))


def test_a_policy_taken_from_a_command_changes_hash_and_matrix():
    files = files_with("matrix/ir.toml", lambda text: text.replace('"ir.consult" = ["@link", ', '"ir.consult" = ['))
    other = Law(PolicySet.from_files("shared", files))
    assert other.shared.hash != LAW.shared.hash
    assert [name for name in LAW.matrix if other.matrix[name] != LAW.matrix[name]] == ["ir.consult"]


@pytest.mark.parametrize(
    "text",
    [
        '[commands]\n"ir.draft" = ["SYS-99"]',
        '[commands]\n"oi.draft" = ["SYS-02"]',
        '[commands]\n"ir." = ["SYS-02"]',
        '[commands]\n"ir.draft" = ["@nothing"]',
        '[commands]\n"ir.draft" = "SYS-02"',
        '[commands]\n"ir.draft" = [2]',
        '[more]\n"ir.draft" = ["SYS-02"]',
        '[sets]\na = ["@b"]\nb = ["@a"]\n[commands]\n"ir.draft" = ["@a"]',
        '[sets]\nlink = ["SYS-02"]\n[commands]\n"ir.draft" = ["@link"]',
        "[commands",
    ],
    ids=["no such policy", "other prefix", "no verb", "no such list", "no list", "no text", "no such table",
         "list in itself", "name of a common list", "broken"],
)  # fmt: skip
def test_a_matrix_of_another_form_is_refused(text):
    with pytest.raises(PolicyError):
        PolicySet.from_files("shared", files_with("matrix/ir.toml", lambda _: text))


def test_a_fact_in_two_files_is_refused_and_both_are_named():
    rule = '[penalty_class]\nvalues = ["yes"]\nkind = "computed"\nproducer = "x"\ntrigger = "Always."\n'
    with pytest.raises(FactError) as error:
        PolicySet.from_files("shared", files_with("facts/rights.toml", lambda text: text + "\n" + rule))
    assert error.value.data["files"] == ["facts/conduct.toml", "facts/rights.toml"]


def test_a_policy_in_two_files_is_refused_and_both_are_named():
    files = dict(PolicySet.shared().files)
    first = "forbid" + files["policies/shared/basis.cedar"].partition("forbid")[2].partition(";")[0] + ";\n"
    notes = files["policies/shared/basis.cedar"].partition("forbid")[0]
    with pytest.raises(PolicyError) as error:
        PolicySet.from_files("shared", {**files, "policies/shared/purpose.cedar": notes + first})
    assert error.value.data["files"] == ["policies/shared/basis.cedar", "policies/shared/purpose.cedar"]


def test_a_fact_stated_by_nobody_known_is_refused():
    change = files_with("facts/conduct.toml", lambda text: text.replace('"CS", "SP"', '"CS", "XX"', 1))
    with pytest.raises(FactError):
        PolicySet.from_files("shared", change)


def test_a_missing_or_foreign_file_is_refused():
    files = dict(PolicySet.shared().files)
    files.pop("indicators.toml")
    with pytest.raises(PolicyError):
        PolicySet.from_files("shared", files)
    with pytest.raises(PolicyError):
        PolicySet.from_files("shared", {**PolicySet.shared().files, "more.txt": ""})
    with pytest.raises(PolicyError):
        PolicySet.from_files("shared", {**PolicySet.shared().files, "sentences/facts.toml": ""})
    with pytest.raises(PolicyError):
        PolicySet.from_files("other", {})


def test_the_hash_follows_every_file_and_no_translation():
    files = dict(PolicySet.shared().files)
    assert PolicySet.from_files("shared", files).hash == LAW.shared.hash
    assert not [name for name in files if "sentences" in name]
    hashes = set()
    for name, text in files.items():
        comment = "//" if name.endswith(".cedar") else "#"
        hashes.add(PolicySet.from_files("shared", {**files, name: text + f"\n{comment} changed\n"}).hash)
    assert len(hashes | {LAW.shared.hash}) == len(files) + 1


def test_the_composed_schema_gives_each_command_its_groups_and_the_facts_they_read():
    for action, policies in LAW.matrix.items():
        text = LAW.shared.schema_text.partition(f'action "{action}" in [')[2].partition("};")[0]
        groups, _, kinds = text.partition("]")
        name = kinds.partition("context: ")[2].strip()
        context = LAW.shared.schema_text.partition(f"type {name} = {{")[2].partition("}")[0]
        assert groups.replace('"', "").split(", ") == [f"gate:{policy.id}" for policy in policies]
        facts = {line.split(":")[0].strip() for line in context.split(",")}
        assert facts == {fact for policy in policies for fact in policy.reads} == LAW.reads(action)


def test_every_fact_is_read_and_every_policy_judges_a_command():
    assert {fact for policy in LAW.policies() for fact in policy.reads} == set(LAW.shared.facts)
    assert {policy.id for found in LAW.matrix.values() for policy in found} == {p.id for p in LAW.policies()}
