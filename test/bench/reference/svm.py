from types import SimpleNamespace

import numpy as np
from sklearn.svm import SVC

from arrays import checksum, read

PACKAGES = ['scikit-learn', 'numpy']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)
    classes = read(folder, 'classes', np.int32, shape.rows)

    def run():
        return SVC(C=1, gamma=1 / shape.columns).fit(x, classes)

    def check(fit):
        return {'vectors': len(fit.support_), 'weights': checksum(np.abs(fit.dual_coef_[0]))}

    return SimpleNamespace(run=run, check=check)
