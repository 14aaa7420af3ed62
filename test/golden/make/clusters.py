"""Golden values of the clusterers beside k-means.

Run from the repository root:  python test/golden/make/clusters.py
Needs numpy, pandas, scipy and scikit-learn. It reads test/golden/cluster.points.csv, which customers.py wrote.
"""
import os
import warnings

import numpy as np
import pandas as pd
import scipy
import sklearn
from scipy.cluster.hierarchy import linkage
from sklearn.cluster import DBSCAN, HDBSCAN
from sklearn.metrics import (
    adjusted_mutual_info_score, adjusted_rand_score, completeness_score, homogeneity_score, v_measure_score,
)
from sklearn.mixture import GaussianMixture

HERE = os.path.dirname(os.path.abspath(__file__))
MADE = f'scikit-learn {sklearn.__version__}; scipy {scipy.__version__}; numpy {np.__version__}; test/golden/make/clusters.py'


def write(name, frame, about):
    with open(os.path.join(HERE, '..', f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.17g')


points = pd.read_csv(os.path.join(HERE, '..', 'cluster.points.csv'), comment='#')
x = points.select_dtypes('number').to_numpy()
n, d = x.shape
ITERATIONS, K = 15, 3

# The same start on both sides: rows 0, 1, 2 … in turn, as if they were clusters.
start = np.arange(n) % K
means = np.array([x[start == k].mean(0) for k in range(K)])


def precision(form):
    full = np.array([np.cov(x[start == k].T, bias=True) + 1e-6 * np.eye(d) for k in range(K)])
    if form == 'full':
        return np.linalg.inv(full)
    if form == 'tied':
        return np.linalg.inv(np.average(full, axis=0, weights=np.bincount(start)))
    diag = np.array([np.diag(c) for c in full])
    return 1 / diag if form == 'diag' else 1 / diag.mean(1)


rows = []
for ours, form in [('full', 'full'), ('tied', 'tied'), ('diagonal', 'diag'), ('spherical', 'spherical')]:
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        fit = GaussianMixture(
            K, covariance_type=form, tol=0, max_iter=ITERATIONS, reg_covar=1e-6, means_init=means,
            weights_init=np.bincount(start) / n, precisions_init=precision(form),
        ).fit(x)
    for k in range(K):
        covariance = fit.covariances_ if form == 'tied' else fit.covariances_[k]
        first = covariance[0, 0] if form in ('full', 'tied') else covariance[0] if form == 'diag' else covariance
        rows.append({
            'form': ours, 'component': k, 'weight': fit.weights_[k], 'mean_0': fit.means_[k, 0],
            'mean_last': fit.means_[k, -1], 'variance_0': first, 'log_likelihood': fit.score(x),
            'bic': fit.bic(x), 'aic': fit.aic(x), 'certainty_0': fit.predict_proba(x[:1]).max(),
        })
write('cluster.mixture', pd.DataFrame(rows), f'Gaussian mixtures of cluster.points after {ITERATIONS} iterations from row number modulo {K}')

merges = []
for method in ('ward', 'single', 'complete', 'average'):
    for i, (a, b, height, size) in enumerate(linkage(x, method)):
        merges.append({'method': method, 'merge': i, 'height': height, 'size': int(size)})
write('cluster.linkage', pd.DataFrame(merges), 'heights and sizes of the merges of scipy.cluster.hierarchy.linkage on cluster.points')

found = DBSCAN(eps=2.0, min_samples=5).fit(x)
write('cluster.dbscan', pd.DataFrame({'label': found.labels_}), 'DBSCAN of cluster.points with eps 2 and 5 neighbours; -1 is noise')

# Seeds at which no row's own reach is exactly the height of a split: such a row may go either way.
for method, seed in (('eom', 8), ('leaf', 6)):
    rng = np.random.default_rng(seed)
    dense = np.vstack([
        rng.normal(size=(120, 2)) * 0.3, rng.normal(size=(80, 2)) * 0.8 + [5, 0],
        np.column_stack([np.linspace(-4, 8, 100), 6 + 0.15 * rng.normal(size=100)]), rng.uniform(-8, 12, size=(40, 2)),
    ])
    fit = HDBSCAN(min_cluster_size=15, min_samples=5, cluster_selection_method=method, copy=True).fit(dense)
    rows = {'x': dense[:, 0], 'y': dense[:, 1], 'label': fit.labels_, 'strength': fit.probabilities_}
    write(f'cluster.hdbscan.{method}', pd.DataFrame(rows), f'HDBSCAN of its columns x and y, 15 rows a cluster, 5 samples; numpy seed {seed}')

rng = np.random.default_rng(5)
a = rng.integers(0, 4, 200)
b = np.where(rng.random(200) < 0.6, a // 2, rng.integers(0, 3, 200))
write('cluster.two-groupings', pd.DataFrame({'a': a, 'b': b}), 'two groupings; numpy seed 5')
write('cluster.agreement', pd.DataFrame([{
    'adjusted_rand': adjusted_rand_score(a, b), 'adjusted_mutual_information': adjusted_mutual_info_score(a, b),
    'homogeneity': homogeneity_score(a, b), 'completeness': completeness_score(a, b), 'v_measure': v_measure_score(a, b),
}]), 'agreement of cluster.two-groupings')
