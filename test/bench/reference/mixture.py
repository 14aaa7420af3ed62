import warnings
from types import SimpleNamespace

import numpy as np
from sklearn.mixture import GaussianMixture

from arrays import read

PACKAGES = ['scikit-learn', 'numpy']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)
    groups = read(folder, 'groups', np.int32)
    k, d = shape.clusters, shape.columns

    def run():
        parts = [x[groups == g] for g in range(k)]
        precisions = [np.linalg.inv(np.cov(part.T, bias=True) + 1e-6 * np.eye(d)) for part in parts]
        with warnings.catch_warnings():
            # It is stopped before it settles, on purpose.
            warnings.simplefilter('ignore')
            return GaussianMixture(
                k, tol=0, max_iter=shape.passes, weights_init=np.bincount(groups, minlength=k) / len(x),
                means_init=np.array([part.mean(0) for part in parts]), precisions_init=np.array(precisions),
            ).fit(x)

    return SimpleNamespace(run=run, check=lambda fit: {'logLikelihood': fit.score(x), 'heaviest': fit.weights_.max()})
