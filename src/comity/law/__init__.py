"""The law: gates as Cedar policies over typed facts, the facts themselves, and instrument packs. Pure, no I/O.

``Law(PolicySet.shared()).judge(situation)`` gathers the facts a command's gates read and decides. Not knowing is not
a yes; no gate may accept an unknown fact; an error stops the act.
"""

from comity.law.catalogue import catalogue as catalogue
from comity.law.decide import Law as Law
from comity.law.decision import Decision as Decision
from comity.law.errors import PackError as PackError
from comity.law.errors import PolicyError as PolicyError
from comity.law.export import export_decision as export_decision
from comity.law.fact import Fact as Fact
from comity.law.missing import missing as missing
from comity.law.pack import load_pack as load_pack
from comity.law.pack_model import Pack as Pack
from comity.law.policyset import PolicySet as PolicySet
from comity.law.situation import Situation as Situation
from comity.law.stated import accepted_statements as accepted_statements
