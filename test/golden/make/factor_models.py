"""Golden values of EASE and of alternating least squares.

Run from the repository root:  python test/golden/make/factor_models.py
Needs numpy and pandas. It reads test/golden/recommend.interactions.csv, which recommend.py wrote.
"""
import os

import numpy as np
import pandas as pd

HERE = os.path.dirname(os.path.abspath(__file__))
MADE = f'numpy {np.__version__}, pandas {pd.__version__}; test/golden/make/factor_models.py'


def write(name, frame, about):
    with open(os.path.join(HERE, '..', f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.17g')


frame = pd.read_csv(os.path.join(HERE, '..', 'recommend.interactions.csv'), comment='#')
users, items = sorted(frame.customer.unique()), sorted(frame.item.unique())
pairs = frame.groupby(['customer', 'item']).agg(orders=('order', 'nunique')).reset_index()
counts = np.zeros((len(users), len(items)))
counts[pairs.customer.map(users.index), pairs.item.map(items.index)] = pairs.orders
seen = counts > 0


def best(scores, k):
    order = np.lexsort((np.arange(len(scores)), -scores))[:k]
    return [i for i in order if scores[i] > 0]


# EASE, equation 8 of the paper: X's own columns, l2 = 20.
rows = []
for weight, X in (('binary', seen.astype(float)), ('orders', counts)):
    P = np.linalg.inv(X.T @ X + 20 * np.eye(len(items)))
    B = P / -np.diag(P)
    np.fill_diagonal(B, 0)
    scores = np.where(seen, 0, X @ B)
    for u in range(0, len(users), 7):
        rows += [(weight, users[u], rank + 1, items[i], scores[u, i]) for rank, i in enumerate(best(scores[u], 5))]
write('recommend.ease', pd.DataFrame(rows, columns=['weight', 'customer', 'rank', 'item', 'score']), 'Lists of EASE with l2 = 20')


# Alternating least squares of Hu, Koren & Volinsky, every row solved exactly, from a start that needs no chance.
FACTORS, RIDGE, ALPHA = 6, 0.5, 4.0


def solve(X, Y):
    out = np.zeros((X.shape[0], FACTORS))
    for u in range(X.shape[0]):
        c = 1 + ALPHA * X[u]
        out[u] = np.linalg.solve(Y.T @ (Y * c[:, None]) + RIDGE * np.eye(FACTORS), Y.T @ (c * (X[u] > 0)))
    return out


Y = 0.1 * np.sin(1 + np.arange(len(items))[:, None] ** 2 * (1.7 + np.arange(FACTORS)[None, :] * 2.3))
for _ in range(5):
    U = solve(counts, Y)
    Y = solve(counts.T, U)
U = solve(counts, Y)
rows = [(items[i], j, Y[i, j]) for i in range(len(items)) for j in range(FACTORS)]
write('recommend.als', pd.DataFrame(rows, columns=['item', 'factor', 'value']), 'Item factors after five passes, weights are orders')
rows = [(users[u], items[i], U[u] @ Y[i]) for u in range(0, len(users), 11) for i in range(0, len(items), 3)]
write('recommend.als.scores', pd.DataFrame(rows, columns=['customer', 'item', 'score']), 'Scores of the same factors')
