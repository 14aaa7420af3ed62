from types import SimpleNamespace

import numpy as np
from lightgbm import LGBMClassifier
from sklearn.metrics import log_loss

from arrays import read

PACKAGES = ['lightgbm', 'numpy']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)
    y = read(folder, 'y', np.int32)
    model = lambda: LGBMClassifier(n_estimators=shape.trees, num_leaves=31, n_jobs=threads, verbose=-1)
    return SimpleNamespace(
        run=lambda: model().fit(x, y),
        check=lambda fit: {'loss': log_loss(y, fit.predict_proba(x))},
    )
