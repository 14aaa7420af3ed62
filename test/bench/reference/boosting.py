from types import SimpleNamespace

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss

from arrays import read

PACKAGES = ['scikit-learn', 'numpy']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)
    y = read(folder, 'y', np.int32)
    nodes = lambda fit: sum(len(tree.nodes) for trees in fit._predictors for tree in trees)
    return SimpleNamespace(
        run=lambda: HistGradientBoostingClassifier(max_iter=shape.trees, early_stopping=False).fit(x, y),
        check=lambda fit: {'loss': log_loss(y, fit.predict_proba(x)), 'nodes': nodes(fit)},
    )
