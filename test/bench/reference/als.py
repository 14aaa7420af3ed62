from types import SimpleNamespace

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from threadpoolctl import threadpool_limits

from gowalla import user_items

PACKAGES = ['implicit', 'numpy']


def prepare(folder, shape, threads):
    rows = user_items(folder)
    # As implicit asks for: its own threads, and none of the linear algebra beneath.
    threadpool_limits(1, 'blas')

    def run():
        # A value of 1 weighs alpha here and 1 + alpha with us.
        model = AlternatingLeastSquares(
            factors=shape.factors,
            iterations=shape.iterations,
            regularization=shape.regularisation,
            alpha=1 + shape.alpha,
            num_threads=threads,
            random_state=1,
        )
        model.fit(rows, show_progress=False)
        return model

    def check(model):
        users = model.recalculate_user(np.arange(rows.shape[0]), rows).astype(np.float64)
        items = model.item_factors.astype(np.float64)
        entries = rows.tocoo()
        scores = np.einsum('ij,ij->i', users[entries.row], items[entries.col])
        unseen = ((users.T @ users) * (items.T @ items)).sum()
        return {'loss': unseen + ((1 + shape.alpha) * (1 - scores) ** 2 - scores**2).sum()}

    return SimpleNamespace(run=run, check=check)
