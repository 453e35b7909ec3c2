"""A value is worked out once, for each holder."""

from dataclasses import dataclass

from comity.kit.once import once


@dataclass(frozen=True)
class Holder:
    number: int

    @once
    def made(self) -> list[int]:
        """A new list each time it is made."""
        return [self.number]


def test_it_is_made_once_for_each_holder() -> None:
    one, other = Holder(1), Holder(2)
    assert one.made is one.made
    assert (one.made, other.made) == ([1], [2])
    assert one == Holder(1)
    assert Holder.made.__doc__ == "A new list each time it is made."
