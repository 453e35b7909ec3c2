"""The weights that are learned: which way each amount may count, how much it counts at the least, and without data.

A sign and a least keep what everybody expects whatever the data: what differs never helps, to deny is worse than to leave
out. Both in nats for a whole amount.
"""

from tools.names.fit import Term

FIRMNESS = 0.3
_FREE = 1e-3

TERMS: tuple[Term, ...] = (
    Term("prior", firmness=_FREE),
    Term("other_script", firmness=FIRMNESS),
    *(
        Term(name, sign=-1 if least < 0 or prior < 0 else 1, least=least, prior=prior, firmness=FIRMNESS)
        for name, least, prior in (
            ("agreement", 0.02, 0.2),
            ("acronym", 1.0, 1.2),
            ("same_number", 0.1, 0.2),
            ("heard_weakly", 0.0, -0.2),
            ("heard_against", 0.0, -0.2),
            ("read_weakly", 0.0, -0.5),
            ("spelt_little", -0.3, -0.5),
            ("spelt_much", -0.5, -1.0),
            ("spelt_share", -0.3, -0.3),
            ("short_apart", 0.0, -0.1),
            ("known_apart", 0.0, -0.3),
            ("other_sex", -1.0, -1.5),
            ("joined", -0.05, -0.05),
            ("initial", -0.5, -1.0),
            ("order", -0.2, -0.3),
            ("father_and_son", -3.0, -3.5),
            ("light_left_out", -0.05, -0.05),
            ("contradiction", -2.0, -3.0),
            ("contradiction_more", -0.1, -0.3),
            ("contradiction_share", -0.5, -0.5),
            ("contradiction_initial", -0.6, -1.0),
            ("contradiction_generic", 0.0, -0.3),
            ("left_out", -0.15, -0.7),
            ("left_out_more", 0.0, -0.1),
            ("left_out_said", 0.0, -0.01),
            ("left_out_share", -0.5, -0.5),
            ("left_out_generic", 0.0, -0.3),
            ("left_out_distinctive", 0.0, -0.3),
            ("unheard", -0.3, -0.7),
            ("unheard_more", 0.0, -0.1),
            ("unheard_share", -0.5, -0.5),
            ("single_part", -1.0, -1.0),
            ("single_heard", -0.5, -0.7),
            ("nothing_distinctive", -1.0, -1.0),
            ("other_number", -2.0, -2.0),
            ("number_left_out", -0.3, -0.3),
            ("other_form", -0.5, -0.5),
            ("form_left_out", -0.05, -0.05),
        )
    ),
)
