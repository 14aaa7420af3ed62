from types import SimpleNamespace

import numpy as np
from implicit.nearest_neighbours import CosineRecommender

from gowalla import off_diagonal, user_items

PACKAGES = ['implicit', 'numpy']


def prepare(folder, shape, threads):
    rows = user_items(folder, np.float64)

    def run():
        # There an item is one of its own neighbours.
        model = CosineRecommender(K=shape.neighbours + 1, num_threads=threads)
        model.fit(rows, show_progress=False)
        return model

    return SimpleNamespace(run=run, check=lambda model: off_diagonal(model.similarity))
