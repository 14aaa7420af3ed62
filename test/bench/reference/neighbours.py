from types import SimpleNamespace

import numpy as np
from sklearn.neighbors import NearestNeighbors

from arrays import read

PACKAGES = ['scikit-learn', 'numpy']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)

    def run():
        # Without data of its own a search leaves each row out of its own neighbours.
        distances, _ = NearestNeighbors(n_neighbors=shape.neighbours, algorithm='brute', n_jobs=threads).fit(x).kneighbors()
        return distances

    return SimpleNamespace(run=run, check=lambda d: {'distances': d.sum(), 'furthest': d.max()})
