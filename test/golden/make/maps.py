"""Golden values of the maps: pairs of UMAP and of t-SNE, curves, and trustworthiness.

Run from the repository root:  python -P test/golden/make/maps.py
Needs numpy, pandas, scikit-learn, umap-learn and openTSNE. It reads test/golden/cluster.points.csv, which customers.py wrote.
"""
import os
import warnings
from importlib.metadata import version

import numpy as np
import pandas as pd
from openTSNE.affinity import PerplexityBasedNN
from sklearn.manifold import trustworthiness
from umap.umap_ import find_ab_params, fuzzy_simplicial_set

warnings.filterwarnings('ignore')
HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGES = ('umap-learn', 'openTSNE', 'scikit-learn', 'numpy')
MADE = '; '.join(f'{name} {version(name)}' for name in PACKAGES) + '; test/golden/make/maps.py'


def write(name, frame, about):
    with open(os.path.join(HERE, '..', f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.9g')


x = pd.read_csv(os.path.join(HERE, '..', 'cluster.points.csv'), comment='#').to_numpy()

graph = fuzzy_simplicial_set(x, 10, np.random.RandomState(1), 'euclidean')[0].tocoo()
pairs = pd.DataFrame({'row': graph.row, 'tail': graph.col, 'weight': graph.data})
write('project.umap.pairs', pairs.sort_values(['row', 'tail']), 'pairs of 10 neighbours, the row itself among them')

curves = [(d, s, *find_ab_params(s, d)) for d, s in [(0.1, 1.0), (0.0, 1.0), (0.5, 1.0), (0.25, 2.0)]]
write('project.umap.curves', pd.DataFrame(curves, columns=['min_dist', 'spread', 'a', 'b']), 'curves by scipy curve_fit')

held = PerplexityBasedNN(x, perplexity=4, method='exact', symmetrize=True).P.tocoo()
pairs = pd.DataFrame({'row': held.row, 'tail': held.col, 'weight': held.data})
write('project.tsne.pairs', pairs.sort_values(['row', 'tail']), 'pairs of perplexity 4')

# Planes that hide two features each.
planes = {'first': x[:, :2], 'middle': x[:, 1:3]}
scores = [(name, k, trustworthiness(x, y, n_neighbors=k)) for name, y in planes.items() for k in (5, 15)]
write('project.trust', pd.DataFrame(scores, columns=['plane', 'k', 'score']), 'trustworthiness of planes of the points')
