from types import SimpleNamespace

import numpy as np
from scipy.linalg import lapack

from arrays import checksum, read

PACKAGES = ['scipy', 'numpy']


def prepare(folder, shape, threads):
    # In the order of columns, which LAPACK reads without a copy; the matrix is symmetric.
    whole = read(folder, 'a', np.float64, shape.columns, shape.columns).T
    state = SimpleNamespace()

    def before():
        state.a = whole.copy(order='F')

    def run():
        factor, failed = lapack.dpotrf(state.a, lower=True, overwrite_a=True, clean=False)
        inverse, _ = lapack.dpotri(factor, lower=True, overwrite_c=True)
        return inverse, failed == 0

    def check(result):
        inverse, is_definite = result
        return {
            'isDefinite': float(is_definite),
            'diagonal': checksum(np.diag(inverse)),
            'below': checksum(np.abs(np.diag(inverse, -1))),
        }

    return SimpleNamespace(before=before, run=run, check=check)
