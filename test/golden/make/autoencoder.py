"""Golden bound of the autoencoder: the share of variance that the best linear codes rebuild.

Run from the repository root:  python -P test/golden/make/autoencoder.py
Needs numpy, pandas and scikit-learn. Reads cluster.points.csv. Without hidden layers an autoencoder can reach it and no more.
"""
import os

import numpy as np
import pandas as pd
import sklearn
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

HERE = os.path.dirname(os.path.abspath(__file__))

points = pd.read_csv(os.path.join(HERE, '..', 'cluster.points.csv'), comment='#')
shares = PCA().fit(StandardScaler().fit_transform(points)).explained_variance_ratio_
frame = pd.DataFrame({'code_size': np.arange(1, len(shares) + 1), 'explained': np.cumsum(shares)})
with open(os.path.join(HERE, '..', 'transform.autoencoder.csv'), 'w', encoding='utf-8') as file:
    file.write(
        '# sklearn.decomposition.PCA of cluster.points after StandardScaler, cumulative shares of variance; '
        f'scikit-learn {sklearn.__version__}; numpy {np.__version__}; no seed; test/golden/make/autoencoder.py\n'
    )
    frame.to_csv(file, index=False, float_format='%.17g')
