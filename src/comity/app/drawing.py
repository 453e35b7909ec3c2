"""The clock of looking at readings: a draw a day, and at once when a reading raised an alarm."""

from comity.app import sampling
from comity.app.door import submit
from comity.app.node import Node
from comity.domain.command import CLOCK, Command
from comity.kit import clock
from comity.storage import reads, records

AT_ONCE = 50


def draw_readings(node: Node) -> int:
    """Draw when it is time, and open a record for every reading to look at; returns how many commands were taken."""
    done = submit(node, Command(name="sm.draw", actor=CLOCK)).done if _is_time() else 0
    for number in sampling.to_look_at()[:AT_ONCE]:
        done += submit(node, Command(name="sm.look", actor=CLOCK, form={"reading": number})).done
    return int(done)


def _is_time() -> bool:
    """There are readings no draw has covered, and one raised an alarm or the last draw was on another day."""
    start, (stop, _) = sampling.last_drawn(), reads.head()
    if start >= stop:
        return False
    days = [str(row["made_at"])[:10] for row in records.of_procedure("sampling", state="counted")]
    return max(days, default="") != clock.now().date().isoformat() or any(
        row.alarm for row in reads.between(start, stop)
    )
