from types import SimpleNamespace

import numpy as np
from scipy.cluster.hierarchy import linkage

from arrays import read

PACKAGES = ['scipy', 'numpy']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)
    return SimpleNamespace(
        run=lambda: linkage(x, shape.method),
        check=lambda tree: {'highest': tree[-1, 2], 'heights': tree[:, 2].sum()},
    )
