"""Golden values of k-medoids, bisecting and mini-batch k-means, BIRCH, OPTICS, spectral clustering, Leiden, k-modes and k-prototypes.

Run from the repository root:  python test/golden/make/cluster_methods.py
Needs numpy, pandas, scikit-learn, kmedoids, kmodes, leidenalg and igraph. It reads test/golden/cluster.points.csv, which customers.py wrote.
"""
import os
from importlib.metadata import version

import igraph
import kmedoids
import kmodes
import leidenalg
import numpy as np
import pandas as pd
import sklearn
from kmodes.kmodes import KModes
from kmodes.kprototypes import KPrototypes
from scipy.sparse import csgraph
from sklearn.cluster import (
    OPTICS, Birch, BisectingKMeans, MiniBatchKMeans, SpectralClustering,
)
from sklearn.datasets import make_moons
from sklearn.metrics import pairwise_distances
from sklearn.tree import DecisionTreeClassifier

HERE = os.path.dirname(os.path.abspath(__file__))
MADE = f'scikit-learn {sklearn.__version__}; numpy {np.__version__}; test/golden/make/cluster_methods.py'


def write(name, frame, about):
    with open(os.path.join(HERE, '..', f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.17g')


points = pd.read_csv(os.path.join(HERE, '..', 'cluster.points.csv'), comment='#')
x = points.select_dtypes('number').to_numpy()
n, d = x.shape

rows = []
for metric in ('euclidean', 'manhattan'):
    pairs = pairwise_distances(x, metric=metric)
    for k in (1, 3, 5, 8):
        fit = kmedoids.fasterpam(pairs, k, init='build')
        rows.append({'distance': metric, 'k': k, 'loss': fit.loss, 'medoids': ' '.join(map(str, sorted(map(int, fit.medoids))))})
write('cluster.kmedoids', pd.DataFrame(rows), f'FasterPAM after BUILD on cluster.points; kmedoids {version("kmedoids")}')

rows = []
for strategy in ('biggest_inertia', 'largest_cluster'):
    for k in (2, 3, 5):
        fit = BisectingKMeans(k, n_init=20, bisecting_strategy=strategy, random_state=0).fit(x)
        rows.append({
            'split': {'biggest_inertia': 'inertia', 'largest_cluster': 'size'}[strategy], 'k': k, 'inertia': fit.inertia_,
            'sizes': ' '.join(map(str, sorted(np.bincount(fit.labels_), reverse=True))),
        })
write('cluster.bisecting', pd.DataFrame(rows), 'BisectingKMeans of cluster.points, 20 starts')

fit = MiniBatchKMeans(3, init=x[:3].copy(), n_init=1, reassignment_ratio=0)
for batch in range(6):
    fit.partial_fit(x[batch * 15:(batch + 1) * 15])
write('cluster.minibatch', pd.DataFrame(fit.cluster_centers_, columns=['x1', 'x2', 'x3', 'x4']),
      'MiniBatchKMeans.partial_fit of cluster.points in order, 15 rows a batch, from its first three rows')

rng = np.random.default_rng(12)
blobs = np.vstack([rng.normal(size=(60, 2)) * 0.5 + centre for centre in ([0, 0], [4, 0], [0, 5])])[rng.permutation(180)]
fit = Birch(threshold=0.6, branching_factor=5, n_clusters=None).fit(blobs)
sizes = np.concatenate([[sub.n_samples_ for sub in node.subclusters_] for node in fit._get_leaves()])
write('cluster.birch.rows', pd.DataFrame(blobs, columns=['x', 'y']), 'three round groups; numpy seed 12')
write('cluster.birch', pd.DataFrame({'x': fit.subcluster_centers_[:, 0], 'y': fit.subcluster_centers_[:, 1], 'size': sizes}),
      'Birch subclusters of cluster.birch.rows, threshold 0.6, branching factor 5')

rng = np.random.default_rng(8)
dense = np.vstack([
    rng.normal(size=(80, 2)) * 0.3, rng.normal(size=(60, 2)) * 0.8 + [5, 0],
    np.column_stack([np.linspace(-4, 8, 70), 6 + 0.15 * rng.normal(size=70)]), rng.uniform(-8, 12, size=(30, 2)),
])
fit = OPTICS(min_samples=8, xi=0.05, min_cluster_size=15).fit(dense)
write('cluster.optics', pd.DataFrame({
    'x': dense[:, 0], 'y': dense[:, 1], 'order': fit.ordering_, 'reach': np.where(np.isinf(fit.reachability_), -1, fit.reachability_),
    'core': fit.core_distances_, 'before': fit.predecessor_, 'label': fit.labels_,
}), 'OPTICS of its columns x and y, 8 samples, xi 0.05, 15 rows a cluster; reach -1 is infinite; numpy seed 8')

moons, truth = make_moons(200, noise=0.06, random_state=4)
fit = SpectralClustering(2, affinity='nearest_neighbors', n_neighbors=10, assign_labels='kmeans', random_state=0).fit(moons)
laplacian = csgraph.laplacian(fit.affinity_matrix_, normed=True)
values = np.linalg.eigvalsh(laplacian.toarray())[:200]
write('cluster.spectral', pd.DataFrame({'x': moons[:, 0], 'y': moons[:, 1], 'label': fit.labels_, 'eigenvalue': values}),
      'SpectralClustering of its columns x and y in two, 10 neighbours, with the eigenvalues of the Laplacian; make_moons seed 4')

graph = igraph.Graph.Famous('Zachary')
rows = []
for resolution in (0.5, 1.0, 1.5):
    best = max((leidenalg.find_partition(graph, leidenalg.RBConfigurationVertexPartition, resolution_parameter=resolution, seed=seed, n_iterations=-1)
                for seed in range(50)), key=lambda part: part.quality())
    rows.append({'resolution': resolution, 'quality': best.quality() / (2 * graph.ecount()), 'n': len(best)})
write('cluster.leiden', pd.DataFrame(rows),
      f'the best of 50 Leiden partitions of cluster.leiden.edges by modularity; leidenalg {leidenalg.version}; igraph {igraph.__version__}')
write('cluster.leiden.edges', pd.DataFrame(graph.get_edgelist(), columns=['a', 'b']), 'edges of Zachary’s karate club')

rng = np.random.default_rng(3)
group = rng.integers(0, 3, 90)
numbers = np.column_stack([group * 2.0 + rng.normal(size=90), rng.normal(size=90) - group])
def pick(p):
    return np.where(rng.random(90) < p, group, rng.integers(0, 4, 90))
codes = np.column_stack([pick(0.7), pick(0.8), pick(0.6)])
first = [0, 1, 2]
modes = KModes(3, init=codes[first].astype(str), n_init=1, max_iter=100).fit(codes.astype(str))
mixed = np.column_stack([numbers.astype(object), codes.astype(str).astype(object)])
proto = KPrototypes(3, init=[numbers[first], codes[first].astype(str)], n_init=1, gamma=0.8, max_iter=100).fit(mixed, categorical=[2, 3, 4])
write('cluster.kprototypes', pd.DataFrame({
    'x': numbers[:, 0], 'y': numbers[:, 1], 'a': codes[:, 0], 'b': codes[:, 1], 'c': codes[:, 2],
    'modes_label': modes.labels_, 'modes_cost': modes.cost_, 'mixed_label': proto.labels_, 'mixed_cost': proto.cost_,
}), f'KModes of a, b, c and KPrototypes of all (gamma 0.8), from its first three rows; kmodes {kmodes.__version__}; numpy seed 3')

labels = BisectingKMeans(5, n_init=20, random_state=0).fit_predict(x)
tree = DecisionTreeClassifier(max_depth=2, min_samples_leaf=5, random_state=0).fit(x, labels)
write('cluster.rule-tree', pd.DataFrame({'class': labels, 'predicted': tree.predict(x), 'leaf': tree.apply(x)}),
      'DecisionTreeClassifier of five clusters of cluster.points, depth 2, 5 rows a leaf')
