"""How loops are compiled: by numba, kept where ``loops`` says; without such a place, anew in each process."""

import numba

from comity.kit.loops import kept

numba.config.CACHE_DIR = str(kept() or "")  # type: ignore[attr-defined]  # numba fills its settings as it starts
njit = numba.njit
