"""Golden values of a non-negative factorisation.

Run from the repository root:  python test/golden/make/non_negative.py
Needs numpy, pandas, scikit-learn. It reads test/golden/recommend.interactions.csv, which recommend.py wrote; the start needs no chance.
"""
import os
import warnings

import numpy as np
import pandas as pd
import scipy.optimize as so
import sklearn
from sklearn.decomposition import NMF

HERE = os.path.dirname(os.path.abspath(__file__))
MADE = f'scikit-learn {sklearn.__version__}, scipy, numpy {np.__version__}; test/golden/make/non_negative.py'
WIDTH, ROUNDS, RIDGE = 4, 7, 0.5

frame = pd.read_csv(os.path.join(HERE, '..', 'recommend.interactions.csv'), comment='#')
users, items = sorted(frame.customer.unique()), sorted(frame.item.unique())
X = np.zeros((len(users), len(items)))
X[frame.customer.map(users.index), frame.item.map(items.index)] = 1
start = lambda n: 0.4 + 0.3 * np.sin(1 + np.arange(n)[:, None] * 1.7 + np.arange(WIDTH)[None, :] * 2.3)
warnings.simplefilter('ignore')
model = NMF(WIDTH, init='custom', solver='cd', tol=0, max_iter=ROUNDS, alpha_W=RIDGE / len(items), alpha_H=RIDGE / len(users))
W = model.fit_transform(X, W=start(len(users)), H=np.ascontiguousarray(start(len(items)).T))
H = model.components_.T
rows = [('item', i, c, H[i, c]) for i in range(len(items)) for c in range(WIDTH)]
# Where customers lie: least squares with no amount below zero, the ridge as further rows.
A = np.vstack([H, np.sqrt(RIDGE) * np.eye(WIDTH)])
for u in range(len(users)):
    w, _ = so.nnls(A, np.concatenate([X[u], np.zeros(WIDTH)]))
    rows += [('user', u, c, w[c]) for c in range(WIDTH)]
with open(os.path.join(HERE, '..', 'recommend.nmf.csv'), 'w', encoding='utf-8') as file:
    file.write(f'# Items after {ROUNDS} rounds on {WIDTH} parts with ridge {RIDGE}, and where customers lie on them; {MADE}\n')
    pd.DataFrame(rows, columns=['side', 'row', 'part', 'value']).to_csv(file, index=False, float_format='%.17g')
