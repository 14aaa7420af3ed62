"""SLIM by coordinate descent, compiled by numba over all threads.

No package on PyPI fits SLIM to forty thousand items in reasonable time: scikit-learn's ElasticNet, which most toolkits
call an item at a time, walks over all items that were ever met. This is the same descent on the items' products with the
same candidates as ours, compiled for this processor.
"""
from types import SimpleNamespace

import numba
import numpy as np

from gowalla import user_items

PACKAGES = ['numba', 'scipy', 'numpy']


@numba.njit(parallel=True, fastmath=True)
def fit(indptr, indices, data, diagonal, l1, l2, n_candidates, max_iterations, tolerance, weights):
    n = len(indptr) - 1
    sums = np.zeros((n, 2))
    threads = numba.get_num_threads()
    places_of = np.full((threads, n), -1, np.int32)
    for item in numba.prange(n):
        places = places_of[numba.get_thread_id()]
        start, stop = indptr[item], indptr[item + 1]
        met = indices[start:stop]
        products = data[start:stop]
        worth = np.where((met != item) & (products > l1), products * products / diagonal[met], 0.0)
        k = min(n_candidates, np.count_nonzero(worth))
        if k == 0:
            continue
        # Of equal worth the first, as with us; a sort that keeps their order.
        order = np.sort(np.argsort(-worth, kind='mergesort')[:k])
        items = met[order]
        target = products[order]
        for place in range(k):
            places[items[place]] = place
        gram = np.zeros((k, k))
        have = np.zeros(k, np.bool_)
        w = np.zeros(k)
        explained = np.zeros(k)
        only_active = False
        for _ in range(max_iterations):
            moved = largest = 0.0
            for place in range(k):
                before = w[place]
                if only_active and before == 0.0:
                    continue
                own = diagonal[items[place]]
                left = target[place] - explained[place] + own * before
                after = max(0.0, left - l1) / (own + l2)
                step = after - before
                if step != 0.0:
                    if not have[place]:
                        have[place] = True
                        for at in range(indptr[items[place]], indptr[items[place] + 1]):
                            to = places[indices[at]]
                            if to >= 0:
                                gram[place, to] = data[at]
                    w[place] = after
                    for other in range(k):
                        explained[other] += step * gram[place, other]
                moved = max(moved, abs(step))
                largest = max(largest, abs(after))
            settled = moved <= tolerance * largest
            if settled and not only_active:
                break
            only_active = not settled
        for place in range(k):
            places[items[place]] = -1
        weights[item, :k] = w
        sums[item, 0] = w.sum()
        sums[item, 1] = (w * w).sum()
    return sums


def prepare(folder, shape, threads):
    numba.set_num_threads(threads)
    rows = user_items(folder, np.float64)

    def weights_of(rows):
        gram = (rows.T @ rows).tocsr()
        gram.sort_indices()
        weights = np.zeros((gram.shape[0], shape.candidates))
        return fit(
            gram.indptr,
            gram.indices,
            gram.data,
            gram.diagonal(),
            shape.l1,
            shape.l2,
            shape.candidates,
            shape.iterations,
            shape.tolerance,
            weights,
        )

    # Compiled before anything is timed.
    weights_of(rows[:10])

    def check(sums):
        return dict(zip(('sum', 'squares'), sums.sum(axis=0)))

    return SimpleNamespace(run=lambda: weights_of(rows), check=check)
