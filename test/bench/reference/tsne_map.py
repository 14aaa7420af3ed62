from types import SimpleNamespace

import numpy as np
from openTSNE import TSNE

from arrays import read
from trust import trustworthiness

PACKAGES = ['openTSNE']


def prepare(folder, shape, threads):
    x = read(folder, 'x', np.float64, shape.rows, shape.columns)

    def run():
        return np.asarray(TSNE(perplexity=shape.perplexity, n_jobs=threads, random_state=24).fit(x))

    return SimpleNamespace(run=run, check=lambda places: {'trustworthiness': trustworthiness(x, places, 15)})
