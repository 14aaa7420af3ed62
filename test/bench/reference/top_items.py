from types import SimpleNamespace

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from threadpoolctl import threadpool_limits

from arrays import read
from gowalla import user_items

PACKAGES = ['implicit', 'numpy']


def prepare(folder, shape, threads):
    rows = user_items(folder)
    threadpool_limits(1, 'blas')
    model = AlternatingLeastSquares(factors=shape.factors, num_threads=threads)
    model.user_factors = read(folder, 'users', np.float64, rows.shape[0], shape.factors).astype(np.float32)
    model.item_factors = read(folder, 'items', np.float64, rows.shape[1], shape.factors).astype(np.float32)
    everyone = np.arange(rows.shape[0])

    def run():
        return model.recommend(everyone, rows, N=shape.topK)

    def check(result):
        scores = result[1].astype(np.float64)
        return {'sum': scores.sum(), 'last': scores[:, -1].sum()}

    return SimpleNamespace(run=run, check=check)
