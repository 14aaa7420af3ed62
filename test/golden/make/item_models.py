"""Golden lists of recommend.rp3beta, slim, spectral, pure-svd and user-knn.

Run from the repository root after recommend.py:  python test/golden/make/item_models.py
Needs numpy, pandas and scikit-learn. Nothing here is read by the product or its tests; the CSV files are.
"""
import os

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import ElasticNet

HERE = os.path.dirname(os.path.abspath(__file__))
MADE = f'scikit-learn {sklearn.__version__}, numpy {np.__version__}, pandas {pd.__version__}; test/golden/make/item_models.py'


def write(name, frame, about):
    with open(os.path.join(HERE, '..', f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.17g')


def interactions():
    frame = pd.read_csv(os.path.join(HERE, '..', 'recommend.interactions.csv'), comment='#')
    users, items = sorted(frame.customer.unique()), sorted(frame.item.unique())
    X = np.zeros((len(users), len(items)))
    for (customer, item), orders in frame.groupby(['customer', 'item']).order.nunique().items():
        X[users.index(customer), items.index(item)] = orders
    return X, users, items


def lists(scores, seen, users, items, k=5):
    rows = []
    for u in range(0, len(users), 7):
        s = np.where(seen[u], -np.inf, scores[u])
        rows += [(users[u], rank + 1, items[i], s[i]) for rank, i in enumerate(np.lexsort((np.arange(len(s)), -s))[:k]) if s[i] > 1e-10]
    return pd.DataFrame(rows, columns=['customer', 'rank', 'item', 'score'])


def rp3beta(X, alpha=0.8, beta=0.4):
    there = (X / X.sum(1, keepdims=True)) ** alpha
    back = (X.T / X.T.sum(1, keepdims=True)) ** alpha
    W = back @ there / (X > 0).sum(0) ** beta
    np.fill_diagonal(W, 0)
    return X @ W


def slim(X, l1=1.0, l2=2.0):
    n = len(X)
    W = np.zeros((X.shape[1], X.shape[1]))
    for j in range(X.shape[1]):
        others = X.copy()
        others[:, j] = 0
        model = ElasticNet(alpha=(l1 + l2) / n, l1_ratio=l1 / (l1 + l2), positive=True, fit_intercept=False, tol=1e-14, max_iter=100_000)
        W[:, j] = model.fit(others, X[:, j]).coef_
    return X @ W


def spectral(X, k=4, low_pass=0.3, item_power=0.4, user_power=0.3):
    items = X.sum(0) ** item_power
    R = X / X.sum(1, keepdims=True) ** user_power / items
    V = np.linalg.svd(R)[2][:k]
    return X @ (R.T @ R) + low_pass * ((X / items) @ V.T @ V) * items


def pure_svd(X, k=6):
    V = np.linalg.svd(X)[2][:k]
    return X @ V.T @ V


def user_knn(X, k=12, shrink=1.0):
    compared = X * np.log1p(len(X) / (X > 0).sum(0))
    norms = np.linalg.norm(compared, axis=1)
    S = compared @ compared.T / np.outer(norms, norms)
    shared = (X > 0).astype(float) @ (X > 0).T
    S *= shared / (shared + shrink)
    same = (X[:, None] > 0) == (X[None] > 0)
    S[same.all(2)] = 0
    for row in S:
        row[np.lexsort((np.arange(len(row)), -row))[k:]] = 0
    return S @ X


def main():
    X, users, items = interactions()
    about = 'Lists of what is new to a customer, weight orders'
    for name, scores in (
        ('rp3beta', rp3beta(X)),
        ('slim', slim(X)),
        ('spectral', spectral(X)),
        ('pure-svd', pure_svd(X)),
        ('user-knn', user_knn(X)),
    ):
        write(f'recommend.{name}', lists(scores, X > 0, users, items), about)


main()
