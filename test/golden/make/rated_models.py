"""Golden values of ratings by biases and factors, trained a rating at a time.

Run from the repository root:  python test/golden/make/rated_models.py
Needs numpy and pandas. The updates are those of Surprise's SVD (surprise/prediction_algorithms/matrix_factorization.pyx), the start needs no chance.
"""
import os

import numpy as np
import pandas as pd

HERE = os.path.dirname(os.path.abspath(__file__))
MADE = f'numpy {np.__version__}, pandas {pd.__version__}; test/golden/make/rated_models.py'
USERS, ITEMS, FACTORS, EPOCHS, RATE, BACK = 12, 8, 3, 4, 0.05, 0.1

ratings = {u: [(i, 1.0 + (7 * u + 3 * i) % 5) for i in range(ITEMS) if (u + 2 * i) % 3] for u in range(USERS)}
mean = np.mean([r for own in ratings.values() for _, r in own])
bu, bi = np.zeros(USERS), np.zeros(ITEMS)
start = lambda n: 0.3 * np.sin(1 + np.arange(n)[:, None] * 1.7 + np.arange(FACTORS)[None, :] * 2.3)
p, q = start(USERS), start(ITEMS)
errors = []
for epoch in range(EPOCHS):
    squares = 0.0
    for u in [(5 * n + epoch) % USERS for n in range(USERS)]:
        for i, r in ratings[u]:
            err = r - (mean + bu[u] + bi[i] + p[u] @ q[i])
            squares += err**2
            bu[u] += RATE * (err - BACK * bu[u])
            bi[i] += RATE * (err - BACK * bi[i])
            puf, qif = p[u].copy(), q[i].copy()
            p[u] += RATE * (err * qif - BACK * puf)
            q[i] += RATE * (err * puf - BACK * qif)
    errors.append(squares)

rows = [('square', e, 0, errors[e]) for e in range(EPOCHS)]
for side, biases, factors in (('user', bu, p), ('item', bi, q)):
    rows += [(f'{side}Bias', n, 0, biases[n]) for n in range(len(biases))]
    rows += [(f'{side}Factor', n, f, factors[n, f]) for n in range(len(biases)) for f in range(FACTORS)]
with open(os.path.join(HERE, '..', 'recommend.funk-svd.csv'), 'w', encoding='utf-8') as file:
    file.write(f'# Biases, factors and squared errors after {EPOCHS} epochs, rate {RATE}, regularisation {BACK}; {MADE}\n')
    pd.DataFrame(rows, columns=['what', 'row', 'factor', 'value']).to_csv(file, index=False, float_format='%.17g')
