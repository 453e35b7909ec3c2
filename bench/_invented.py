"""Names of nobody, the same ones each time."""

import random

SEED = 20261122
_LATIN = ["Anna", "Jonas", "Mira", "Tomas", "Keller", "Moravec", "Brandt", "Weiming", "Chen", "Sophea", "Sok", "Dara"]
_HAN = ["陈伟明", "王丽华", "欧阳雪梅", "曾志强", "黄文博", "李建国"]
_KHMER = ["សុខ សុភា", "ចាន់ ដារ៉ា", "លី វិសាល", "កែវ រតនា"]


def invented_names(count: int, *, seed: int = SEED) -> list[str]:
    """Two or three Latin parts, every fifth in Han, every seventh in Khmer."""
    draw = random.Random(seed)
    names = []
    for number in range(count):
        if number % 5 == 0:
            names.append(draw.choice(_HAN))
        elif number % 7 == 0:
            names.append(draw.choice(_KHMER))
        else:
            names.append(
                " ".join(draw.choice(_LATIN) + draw.choice(["", "a", "o", "n"]) for _ in range(draw.choice([2, 2, 3])))
            )
    return names
