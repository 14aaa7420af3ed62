"""Clusterings of two public data sets by others, which test/bench/cluster-quality.ts compares with ours.

Run from the repository root:  CLIENTELE_DATASETS=… python -P test/bench/reference/cluster_quality.py
Needs numpy, pandas, scikit-learn, kmedoids, leidenalg and igraph.
"""
import os
import warnings
from importlib.metadata import version

import igraph
import kmedoids
import leidenalg
import numpy as np
import pandas as pd
from sklearn.cluster import (
    DBSCAN, HDBSCAN, OPTICS, AgglomerativeClustering, Birch, BisectingKMeans, KMeans, MiniBatchKMeans, SpectralClustering,
)
from sklearn.metrics import pairwise_distances
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import kneighbors_graph

CACHE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..', 'node_modules', '.cache', 'bench')
DATA = os.environ['CLIENTELE_DATASETS']
K = 4


def scaled(frame):
    logs = np.log1p(frame)
    return (logs - logs.mean()) / logs.std(ddof=0)


def wholesale():
    return scaled(pd.read_csv(os.path.join(DATA, 'wholesale-customers.csv')).drop(columns=['Channel', 'Region']))


def online_retail():
    lines = pd.read_csv(os.path.join(DATA, 'online-retail.csv.gz'), parse_dates=['InvoiceDate']).dropna(subset=['CustomerID'])
    lines = lines[~lines.InvoiceNo.astype(str).str.startswith('C')]
    lines['amount'] = lines.Quantity * lines.UnitPrice
    end = lines.InvoiceDate.max()
    by = lines.groupby('CustomerID')
    frame = pd.DataFrame({
        'recency': (end - by.InvoiceDate.max()).dt.days, 'frequency': by.InvoiceNo.nunique(), 'monetary': by.amount.sum(),
        'products': by.StockCode.nunique(), 'basket': by.amount.sum() / by.InvoiceNo.nunique(),
    })
    return scaled(frame[frame.monetary > 0])


def modularity_labels(x):
    """Leiden on the graph of 15 nearest, weighed by the neighbours in common."""
    near = kneighbors_graph(x, 15, include_self=False).indices.reshape(len(x), 15)
    own = [set(row) | {i} for i, row in enumerate(near)]
    edges = {(min(i, j), max(i, j)) for i, row in enumerate(near) for j in row}
    edges = sorted(edges)
    weights = [len(own[a] & own[b]) / len(own[a] | own[b]) for a, b in edges]
    part = leidenalg.find_partition(
        igraph.Graph(len(x), edges), leidenalg.RBConfigurationVertexPartition, weights=weights, n_iterations=-1, seed=0)
    return np.array(part.membership)


def methods(x):
    pairs = pairwise_distances(x)
    yield 'kmeans', KMeans(K, n_init=20, random_state=0).fit_predict(x)
    yield 'bisecting', BisectingKMeans(K, n_init=20, random_state=0).fit_predict(x)
    yield 'minibatch', MiniBatchKMeans(K, n_init=20, batch_size=1024, random_state=0).fit_predict(x)
    yield 'kmedoids', np.asarray(kmedoids.fasterpam(pairs, K, init='build').labels)
    yield 'mixture', GaussianMixture(K, n_init=20, random_state=0).fit_predict(x)
    for method in ('ward', 'average', 'complete', 'single'):
        yield method, AgglomerativeClustering(K, linkage=method).fit_predict(x)
    yield 'birch', Birch(n_clusters=K, threshold=0.25).fit_predict(x)
    yield 'dbscan', DBSCAN(eps=0.8, min_samples=10).fit_predict(x)
    yield 'hdbscan', HDBSCAN(min_cluster_size=15, min_samples=5, copy=True).fit_predict(x)
    yield 'optics', OPTICS(min_samples=10, min_cluster_size=25).fit_predict(x)
    # Sixteen there count the row itself.
    yield 'spectral', SpectralClustering(K, affinity='nearest_neighbors', n_neighbors=16, random_state=0).fit_predict(x)
    yield 'leiden', modularity_labels(x)


warnings.simplefilter('ignore')
for name, make in (('wholesale', wholesale), ('online-retail', online_retail)):
    frame = make()
    x = np.ascontiguousarray(frame.to_numpy())
    out = frame.assign(**{f'label:{method}': labels for method, labels in methods(x)})
    out.to_csv(os.path.join(CACHE, f'clusters-{name}.csv'), index=False, float_format='%.17g')
    print(name, x.shape)
print(', '.join(f'{package} {version(package)}' for package in ('scikit-learn', 'kmedoids', 'leidenalg')))
