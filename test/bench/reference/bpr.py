from types import SimpleNamespace

import numpy as np
from implicit.cpu.bpr import BayesianPersonalizedRanking

from gowalla import user_items

PACKAGES = ['implicit', 'numpy']
PAIRS = 500_000


def prepare(folder, shape, threads):
    rows = user_items(folder)

    def run():
        model = BayesianPersonalizedRanking(
            factors=shape.factors,
            iterations=shape.epochs,
            learning_rate=shape.learningRate,
            regularization=shape.regularisation,
            num_threads=threads,
            random_state=1,
        )
        model.fit(rows, show_progress=False)
        return model

    def check(model):
        random = np.random.default_rng(1)
        entries = rows.tocoo()
        first, second = random.integers(entries.nnz, size=(2, PAIRS))
        users, has, lacks = entries.row[first], entries.col[first], entries.col[second]
        fair = np.asarray(rows[users, lacks]).ravel() == 0
        x, y = model.user_factors, model.item_factors
        lead = np.einsum('ij,ij->i', x[users], y[has] - y[lacks])
        return {'ordered': (lead[fair] > 0).mean()}

    return SimpleNamespace(run=run, check=check)
