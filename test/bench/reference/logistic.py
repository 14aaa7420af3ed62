from types import SimpleNamespace

import numpy as np
from sklearn.linear_model import LogisticRegression

from arrays import checksum, read

PACKAGES = ['scikit-learn', 'numpy', 'scipy']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)
    classes = read(folder, 'classes', np.int32, shape.rows)

    def run():
        return LogisticRegression(C=1, max_iter=1000).fit(x, classes)

    def check(fit):
        return {'coefficients': checksum(np.abs(np.append(fit.coef_[0], fit.intercept_)))}

    return SimpleNamespace(run=run, check=check)
