from types import SimpleNamespace

import numpy as np
import shap
from sklearn.ensemble import HistGradientBoostingClassifier

from arrays import read

PACKAGES = ['shap', 'scikit-learn', 'numpy']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)
    y = read(folder, 'y', np.int32)
    fit = HistGradientBoostingClassifier(max_iter=shape.trees, early_stopping=False).fit(x, y)
    explainer = shap.TreeExplainer(fit)
    expected = float(np.ravel(explainer.expected_value)[0])
    # It has one thread, whatever it is told.
    return SimpleNamespace(
        run=lambda: explainer.shap_values(x[: shape.explained]),
        check=lambda values: {'expected': expected, 'size': np.abs(values).sum()},
    )
