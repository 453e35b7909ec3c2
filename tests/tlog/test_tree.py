"""The tree against the published vectors of Certificate Transparency and a naive twin; no changed bit passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.tlog import tree
from comity.tlog.errors import ProofError, TlogError
from tests.tlog import naive
from tests.tlog.memory import MemoryNodes, log_of
from tests.tlog.vectors import read_vectors

VECTORS = read_vectors("tree.json")
LEAVES = [bytes.fromhex(leaf) for leaf in VECTORS["leaves"]]
sizes = st.integers(1, 70)


def leaves_of(size):
    return [b"leaf %d" % number for number in range(size)]


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size):
    log = log_of(LEAVES[:size])
    assert tree.root(size, log.read).hex() == VECTORS["roots"][size]
    assert naive.mth(LEAVES[:size]).hex() == VECTORS["roots"][size]


@pytest.mark.parametrize("case", VECTORS["inclusion"], ids=lambda case: f"{case['index']}-{case['size']}")
def test_published_inclusion_proofs(case):
    log = log_of(LEAVES[: case["size"]])
    assert [one.hex() for one in tree.inclusion_proof(case["index"], case["size"], log.read)] == case["proof"]


@pytest.mark.parametrize("case", VECTORS["consistency"], ids=lambda case: f"{case['old']}-{case['new']}")
def test_published_consistency_proofs(case):
    log = log_of(LEAVES[: case["new"]])
    assert [one.hex() for one in tree.consistency_proof(case["old"], case["new"], log.read)] == case["proof"]


@given(st.lists(st.binary(max_size=40), max_size=70), st.data())
def test_roots_and_proofs_equal_the_naive_twin(leaves, data):
    log, size = log_of(leaves), len(leaves)
    assert tree.root(size, log.only(tree.nodes_needed_for_root(size))) == naive.mth(leaves)
    if not leaves:
        return
    index = data.draw(st.integers(0, size - 1))
    reader = log.only(tree.nodes_needed_for_inclusion(index, size))
    assert tree.inclusion_proof(index, size, reader) == naive.path(index, leaves)
    old = data.draw(st.integers(1, size))
    reader = log.only(tree.nodes_needed_for_consistency(old, size))
    assert tree.consistency_proof(old, size, reader) == naive.proof(old, leaves)


@given(st.lists(st.lists(st.binary(max_size=8), max_size=20), max_size=8))
def test_growth_in_steps_stores_the_same_rows_as_growth_at_once(batches):
    steps = MemoryNodes()
    for batch in batches:
        steps.extend(batch)
    leaves = [leaf for batch in batches for leaf in batch]
    assert steps.rows == log_of(leaves).rows
    for (level, index), digest in steps.rows.items():
        assert digest == naive.mth(leaves[index << level : (index + 1) << level])


def test_one_append_names_its_leaf_first_and_every_node_it_completes():
    log = log_of(leaves_of(7))
    rows = tree.append(7, b"leaf 7", log.only(tree.nodes_needed_for_append(7)))
    assert [(level, index) for level, index, _ in rows] == [(0, 7), (1, 3), (2, 1), (3, 0)]
    assert rows[-1][2] == naive.mth(leaves_of(8))


@given(sizes, st.data())
def test_every_honest_proof_is_accepted(size, data):
    leaves, log = leaves_of(size), log_of(leaves_of(size))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    tree.verify_inclusion(
        index=index,
        size=size,
        leaf=tree.leaf_hash(leaves[index]),
        proof=tree.inclusion_proof(index, size, log.read),
        root=naive.mth(leaves),
    )
    tree.verify_consistency(
        old=old,
        new=size,
        old_root=naive.mth(leaves[:old]),
        new_root=naive.mth(leaves),
        proof=tree.consistency_proof(old, size, log.read),
    )


def flipped(data, value):
    """The same bytes with one bit changed."""
    bit = data.draw(st.integers(0, len(value) * 8 - 1))
    return value[: bit // 8] + bytes([value[bit // 8] ^ (1 << bit % 8)]) + value[bit // 8 + 1 :]


@given(sizes, st.data())
def test_no_changed_inclusion_proof_is_accepted(size, data):
    leaves, log = leaves_of(size), log_of(leaves_of(size))
    index = data.draw(st.integers(0, size - 1))
    honest = {
        "index": index,
        "size": size,
        "leaf": tree.leaf_hash(leaves[index]),
        "proof": tree.inclusion_proof(index, size, log.read),
        "root": naive.mth(leaves),
    }
    changed = dict(honest)
    kinds = ["leaf", "root", "index", "longer", *(["hash", "shorter", "swapped"] if honest["proof"] else [])]
    match data.draw(st.sampled_from(kinds)):
        case "index":
            changed["index"] = data.draw(st.integers(-1, size + 1).filter(lambda other: other != index))
        case "longer":
            changed["proof"] = [*honest["proof"], naive.sha256(b"more")]
        case "shorter":
            changed["proof"] = honest["proof"][:-1]
        case "hash":
            place = data.draw(st.integers(0, len(honest["proof"]) - 1))
            changed["proof"] = list(honest["proof"])
            changed["proof"][place] = flipped(data, honest["proof"][place])
        case "swapped":
            changed["proof"] = [honest["leaf"], *honest["proof"][1:]]
        case kind:
            changed[kind] = flipped(data, honest[kind])
    with pytest.raises(ProofError):
        tree.verify_inclusion(**changed)


@given(st.integers(2, 70), st.data())
def test_no_changed_consistency_proof_is_accepted(size, data):
    leaves, log = leaves_of(size), log_of(leaves_of(size))
    old = data.draw(st.integers(1, size - 1))
    honest = {
        "old": old,
        "new": size,
        "old_root": naive.mth(leaves[:old]),
        "new_root": naive.mth(leaves),
        "proof": tree.consistency_proof(old, size, log.read),
    }
    changed = dict(honest)
    match data.draw(
        st.sampled_from(["old_root", "new_root", "hash", "longer", "shorter", "equal sizes", "from nothing"])
    ):
        case "hash":
            place = data.draw(st.integers(0, len(honest["proof"]) - 1))
            changed["proof"] = list(honest["proof"])
            changed["proof"][place] = flipped(data, honest["proof"][place])
        case "longer":
            changed["proof"] = [*honest["proof"], naive.sha256(b"more")]
        case "shorter":
            changed["proof"] = honest["proof"][:-1]
        case "equal sizes":
            changed |= {"old": size, "proof": []}
        case "from nothing":
            changed |= {"old": 0, "proof": []}
        case kind:
            changed[kind] = flipped(data, honest[kind])
    with pytest.raises(ProofError):
        tree.verify_consistency(**changed)


@given(st.integers(3, 60), st.data())
def test_a_rewritten_history_has_no_consistency_proof(size, data):
    old = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, old - 1))
    forged = leaves_of(size)
    forged[changed] = b"rewritten"
    with pytest.raises(ProofError):
        tree.verify_consistency(
            old=old,
            new=size,
            old_root=naive.mth(leaves_of(old)),
            new_root=naive.mth(forged),
            proof=tree.consistency_proof(old, size, log_of(forged).read),
        )


def test_the_empty_log_is_a_prefix_of_every_log_but_only_with_its_own_root():
    root = naive.mth(leaves_of(3))
    tree.verify_consistency(old=0, new=3, old_root=tree.EMPTY_ROOT, new_root=root, proof=[])
    tree.verify_consistency(old=0, new=0, old_root=tree.EMPTY_ROOT, new_root=tree.EMPTY_ROOT, proof=[])
    for old, new, first, second in [(0, 3, root, root), (0, 0, root, root), (3, 3, root, tree.EMPTY_ROOT)]:
        with pytest.raises(ProofError):
            tree.verify_consistency(old=old, new=new, old_root=first, new_root=second, proof=[])


@pytest.mark.parametrize("hashes", [[b"short"], [bytes(32)] * 200])
def test_hashes_of_a_wrong_length_and_giant_proofs_are_refused(hashes):
    with pytest.raises(ProofError):
        tree.verify_inclusion(index=0, size=2, leaf=bytes(32), proof=hashes, root=bytes(32))
    with pytest.raises(ProofError):
        tree.verify_consistency(old=1, new=2, old_root=bytes(32), new_root=bytes(32), proof=hashes)


def test_two_hashes_may_not_be_cut_elsewhere():
    """31 and 33 bytes join to the same 64 bytes as 32 and 32."""
    left, right = tree.leaf_hash(b"left"), tree.leaf_hash(b"right")
    root = tree.node_hash(left, right)
    tree.verify_inclusion(index=0, size=2, leaf=left, proof=[right], root=root)
    with pytest.raises(ProofError, match="hash_length"):
        tree.verify_inclusion(index=0, size=2, leaf=left[:31], proof=[left[31:] + right], root=root)
    with pytest.raises(ProofError, match="hash_length"):
        tree.verify_consistency(old=1, new=2, old_root=left[:31], new_root=root, proof=[left[31:] + right])


def test_nothing_to_prove_is_proved_by_nothing():
    root = naive.mth(leaves_of(3))
    for old, old_root in ((0, tree.EMPTY_ROOT), (3, root)):
        with pytest.raises(ProofError, match="too_long"):
            tree.verify_consistency(old=old, new=3, old_root=old_root, new_root=root, proof=[root])
    with pytest.raises(ProofError, match="too_short"):
        tree.verify_consistency(old=3, new=5, old_root=root, new_root=root, proof=[])
    for old, new in ((-1, 3), (3, 2), (1, 2**63)):
        with pytest.raises(ProofError, match="sizes"):
            tree.verify_consistency(old=old, new=new, old_root=root, new_root=root, proof=[root])


def test_sizes_and_stored_hashes_out_of_range_are_refused():
    for size in (-1, 2**63):
        with pytest.raises(TlogError):
            tree.nodes_needed_for_root(size)
    with pytest.raises(TlogError):
        tree.nodes_needed_for_inclusion(3, 3)
    with pytest.raises(TlogError):
        tree.nodes_needed_for_consistency(4, 3)
    with pytest.raises(TlogError):
        tree.root(1, lambda level, index: b"short")
    with pytest.raises(ProofError):
        tree.verify_consistency(old=3, new=2, old_root=bytes(32), new_root=bytes(32), proof=[])


def test_one_query_is_enough_at_any_size():
    assert len(tree.nodes_needed_for_append(2**62 - 1)) == 62
    assert len(tree.nodes_needed_for_inclusion(12345, 10**15)) < 200
    assert len(tree.nodes_needed_for_consistency(10**14 + 7, 10**15 + 9)) < 200
