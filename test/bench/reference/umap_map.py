import os
from types import SimpleNamespace

import numpy as np

from arrays import read
from trust import trustworthiness

PACKAGES = ['umap-learn', 'numba', 'pynndescent']


def prepare(folder, shape, threads):
    # Read by numba as it is loaded.
    os.environ['NUMBA_NUM_THREADS'] = str(threads)
    import umap

    x = read(folder, 'x', np.float64, shape.rows, shape.columns)

    def run():
        return umap.UMAP(n_neighbors=shape.neighbours, n_epochs=200, n_jobs=threads).fit_transform(x)

    return SimpleNamespace(run=run, check=lambda places: {'trustworthiness': trustworthiness(x, places, 15)})
