from types import SimpleNamespace

import numpy as np
from sklearn.decomposition import PCA

from arrays import checksum, read

PACKAGES = ['scikit-learn', 'numpy']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)

    def run():
        fit = PCA(shape.components, svd_solver='covariance_eigh')
        return fit, fit.fit_transform(x)

    def check(result):
        fit, points = result
        return {'variances': checksum(fit.explained_variance_), 'points': checksum(np.abs(points))}

    return SimpleNamespace(run=run, check=check)
