"""Golden soft memberships of HDBSCAN, of the rows of cluster.hdbscan.eom.csv, with the condensed tree that they are of: where distances
are equal, other trees are as good, and memberships differ a little.

Run from the repository root:  python test/golden/make/memberships.py
Needs numpy and hdbscan (https://github.com/scikit-learn-contrib/hdbscan).
"""
import csv
import os
from importlib.metadata import version

import hdbscan
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, '..', 'cluster.hdbscan.eom.csv'), encoding='utf-8') as file:
    rows = list(csv.DictReader(line for line in file if not line.startswith('#')))
x = np.array([[float(row['x']), float(row['y'])] for row in rows])
# It does not count a row among its own neighbours, as scikit-learn and we do.
model = hdbscan.HDBSCAN(min_cluster_size=15, min_samples=4, prediction_data=True, approx_min_span_tree=False).fit(x)


def write(name, header, lines, about):
    with open(os.path.join(HERE, '..', f'cluster.hdbscan.{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; hdbscan {version("hdbscan")}; test/golden/make/memberships.py\n{header}\n')
        for line in lines:
            file.write(','.join(f'{value:.17g}' for value in line) + '\n')


tree = model.condensed_tree_._raw_tree
chosen = sorted(model.condensed_tree_._select_clusters())
vectors = hdbscan.all_points_membership_vectors(model)
write('tree', 'parent,child,density,size,chosen', [(*row, int(row['child'] in chosen)) for row in tree], 'condensed tree of cluster.hdbscan.eom')
write('memberships', ','.join(['label', *(f'm{k}' for k in range(len(chosen)))]), [(label, *vector) for label, vector in zip(model.labels_, vectors)], 'all_points_membership_vectors of cluster.hdbscan.eom')
