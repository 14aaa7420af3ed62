from types import SimpleNamespace

import numpy as np
from sklearn.metrics import silhouette_samples

from arrays import read

PACKAGES = ['scikit-learn', 'numpy']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)
    groups = read(folder, 'groups', np.int32)
    return SimpleNamespace(run=lambda: silhouette_samples(x, groups), check=lambda values: {'mean': values.mean()})
