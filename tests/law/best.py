"""Facts under which a command is allowed: the most harmless words, and where a gate wants another one, that one."""

from functools import cache

from comity.law.fact import Fact
from comity.law.formula import formula_of
from comity.law.missing import ways_of
from tests.law.world import LAW

RULES = LAW.shared.facts


@cache
def best_words(action):
    """Fact to word: every policy of the command passes. A step such as a postponement wants a word of its own."""
    words = {name: rule.values[0] for name, rule in RULES.items()}
    policies = [(formula_of(policy.body), ways_of(policy.body)) for policy in LAW.matrix[action]]
    for _ in policies:
        shut = [ways for holds, ways in policies if not holds(words)]
        if not shut:
            return words
        for way in shut[0]:
            tried = {**words, **dict(way)}
            if sum(not holds(tried) for holds, _ in policies) < len(shut):
                words = tried
                break
    raise AssertionError(f"no facts allow {action}")


def best_facts(action):
    """The same as facts."""
    return {name: Fact(word, "computed") for name, word in best_words(action).items()}
