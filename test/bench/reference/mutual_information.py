from types import SimpleNamespace

import numpy as np
from sklearn.feature_selection import mutual_info_classif

from arrays import read

PACKAGES = ['scikit-learn', 'numpy']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)
    groups = read(folder, 'groups', np.int32)
    return SimpleNamespace(
        run=lambda: mutual_info_classif(x, groups, n_neighbors=3, random_state=0, n_jobs=threads),
        check=lambda scores: {'total': scores.sum(), 'most': scores.max()},
    )
