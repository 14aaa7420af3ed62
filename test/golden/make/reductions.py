"""Golden values of the reductions: axes and rows on them.

Run from the repository root:  python -P test/golden/make/reductions.py
Needs numpy, pandas and scikit-learn. It reads test/golden/cluster.points.csv, which customers.py wrote. Signs and order are made ours: the
largest loading of an axis is positive, factors come by strength, sources by how far they are from a bell curve.
"""
import os
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.decomposition import NMF, FactorAnalysis, FastICA, KernelPCA, TruncatedSVD
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

warnings.filterwarnings('error')
HERE = os.path.dirname(os.path.abspath(__file__))
MADE = f'scikit-learn {sklearn.__version__}; numpy {np.__version__}; test/golden/make/reductions.py'

x = pd.read_csv(os.path.join(HERE, '..', 'cluster.points.csv'), comment='#').to_numpy()
groups = np.array(['low', 'middle', 'high'])[np.digitize(x[:, 0] + x[:, 1] / 2, [-1, 1.5])]


def write(name, frame, about):
    with open(os.path.join(HERE, '..', f'project.{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.12g')


def correlations(rows):
    return np.array([[np.corrcoef(row, column)[0, 1] for column in x.T] for row in rows.T])


def forward(loadings, *others):
    signs = np.array([np.sign(row[np.argmax(np.abs(row))]) for row in loadings])
    return loadings * signs[:, None], *(other * signs for other in others)


def rows_of(rows, **more):
    return pd.DataFrame({**{f'axis{k + 1}': rows[:, k] for k in range(rows.shape[1])}, **more})


def loadings_of(loadings):
    return pd.DataFrame(loadings, columns=[f'x{j + 1}' for j in range(loadings.shape[1])])


lda = LinearDiscriminantAnalysis(solver='svd').fit(x, groups)
rows = lda.transform(x)
loadings, rows = forward(correlations(rows), rows)
write('lda', rows_of(rows, group=groups), f'LinearDiscriminantAnalysis; shares {lda.explained_variance_ratio_[0]:.12f}')

svd = TruncatedSVD(3, algorithm='arpack', tol=0, random_state=1).fit(x)
loadings, rows = forward(svd.components_, svd.transform(x))
write('svd', rows_of(rows), 'TruncatedSVD')
write('svd.loadings', loadings_of(loadings), 'TruncatedSVD')

standard = (x - x.mean(axis=0)) / x.std(axis=0)
for rotation, name in [('varimax', 'factors'), (None, 'factors.plain')]:
    # The likelihood is flat: to settle takes many rounds.
    fa = FactorAnalysis(2, tol=1e-14, max_iter=200_000, svd_method='lapack', rotation=rotation).fit(standard)
    loadings, rows = fa.components_, fa.transform(standard)
    order = np.argsort(-(loadings ** 2).sum(axis=1), kind='stable')
    loadings, rows = forward(loadings[order], rows[:, order])
    write(name, rows_of(rows), f'FactorAnalysis, rotation {rotation}')
    write(f'{name}.loadings', loadings_of(loadings), f'FactorAnalysis, rotation {rotation}')

ica = FastICA(3, tol=1e-14, max_iter=10_000, whiten='unit-variance', random_state=1)
rows = ica.fit_transform(x)
rows = rows[:, np.argsort(-np.abs((rows ** 4).mean(axis=0) - 3), kind='stable')]
loadings, rows = forward(correlations(rows), rows)
write('ica', rows_of(rows), 'FastICA')

lifted = x - x.min(axis=0)
nmf = NMF(2, init='nndsvd', tol=1e-12, max_iter=100_000)
amounts = nmf.fit_transform(lifted)
parts = nmf.components_
order = np.argsort(-(amounts ** 2).sum(axis=0) * (parts ** 2).sum(axis=1), kind='stable')
# Sizes are free between the two sides: only their product is told.
products = [np.outer(amounts[:, c], parts[c]).ravel() for c in order]
write('nmf', pd.DataFrame({f'part{c + 1}': values for c, values in enumerate(products)}),
      f'NMF, each part times its amounts, row by row; squares left {((lifted - amounts @ parts) ** 2).sum():.12g}')

pca = KernelPCA(3, kernel='rbf', gamma=0.1, eigen_solver='dense').fit(x)
rows = pca.transform(x)
loadings, rows = forward(correlations(rows), rows)
write('kernel-pca', rows_of(rows), 'KernelPCA, rbf, gamma 0.1')
