import warnings
from types import SimpleNamespace

import numpy as np
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning

from arrays import checksum, read

PACKAGES = ['scikit-learn', 'numpy']


def prepare(folder, shape, threads):
    warnings.simplefilter('ignore', ConvergenceWarning)
    x = read(folder, 'x', np.float32, shape.rows, shape.columns)
    start = x[: shape.clusters].copy()

    def run():
        return KMeans(shape.clusters, init=start, n_init=1, max_iter=shape.passes, tol=0, algorithm='lloyd').fit(x)

    def check(fit):
        return {'inertia': fit.inertia_, 'centres': checksum(fit.cluster_centers_)}

    return SimpleNamespace(run=run, check=check)
