from types import SimpleNamespace

import numpy as np
from sklearn.ensemble import RandomForestClassifier

from arrays import read

PACKAGES = ['scikit-learn', 'numpy']
KEPT_BACK = 10_000


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)
    y = read(folder, 'y', np.int32)
    n = shape.rows - KEPT_BACK
    # Single precision, as its trees read it: copying is not timed.
    learned = x[:n].astype(np.float32)
    return SimpleNamespace(
        run=lambda: RandomForestClassifier(shape.trees, n_jobs=threads, random_state=1).fit(learned, y[:n]),
        check=lambda fit: {'accuracy': fit.score(x[n:], y[n:])},
    )
