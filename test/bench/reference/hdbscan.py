from types import SimpleNamespace

import numpy as np
from sklearn.cluster import HDBSCAN

from arrays import read

PACKAGES = ['scikit-learn', 'numpy']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)
    fit = lambda: HDBSCAN(min_cluster_size=shape.least, min_samples=shape.least, n_jobs=threads, copy=True).fit(x)
    return SimpleNamespace(
        run=fit,
        check=lambda found: {'clusters': found.labels_.max() + 1, 'inside': (found.labels_ >= 0).sum()},
    )
