"""Golden scores of the ranker by self-attention over profile and products.

Run from the repository root:  python test/golden/make/attention.py
Needs numpy and pandas. By the formulas of Vaswani et al. (2017), profile and one candidate in one sequence, where the profile does not see
the candidate; value i of the weights' part p is sin(1.7 i² + p) / 2. Customer 0 took item 3, then item 0, and has traits 0 (1) and 1
(−2); of customer 1 nothing is known.
"""
import os

import numpy as np
import pandas as pd

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
SIZE, HEADS, BLOCKS, LENGTH = 8, 2, 2, 3
SHAPES = [(5, SIZE), (2, SIZE), (LENGTH + 2, SIZE)]
for _ in range(BLOCKS):
    SHAPES += [(SIZE,), (SIZE,), (SIZE, 3 * SIZE), (3 * SIZE,), (SIZE, SIZE), (SIZE,)]
    SHAPES += [(SIZE,), (SIZE,), (SIZE, SIZE), (SIZE,), (SIZE, SIZE), (SIZE,)]
SHAPES += [(SIZE,)] * 4
parts = [(np.sin(1.7 * np.arange(np.prod(shape)) ** 2 + p) / 2).reshape(shape) for p, shape in enumerate(SHAPES)]
codes, traits, places = parts[:3]
norms = parts[-4:]
# Vectors count the root of their size, as in the paper.
items = np.sqrt(SIZE) * np.array([codes[0] + codes[4] / 2, codes[1], codes[2] + codes[4] / 4, codes[3]])
traits = np.sqrt(SIZE) * traits


def norm(v, scale, shift):
    return (v - v.mean(-1, keepdims=True)) / np.sqrt(v.var(-1, keepdims=True) + 1e-5) * scale + shift


def attention(v, kernel, bias, out_kernel, out_bias):
    queries, keys, values = (part.reshape(len(v), HEADS, -1) for part in np.split(v @ kernel + bias, 3, axis=-1))
    seen = np.empty_like(queries)
    for head in range(HEADS):
        affinity = queries[:, head] @ keys[:, head].T / np.sqrt(SIZE / HEADS)
        affinity[:-1, -1] = -np.inf
        shares = np.exp(affinity) / np.exp(affinity).sum(-1, keepdims=True)
        seen[:, head] = shares @ values[:, head]
    return seen.reshape(len(v), SIZE) @ out_kernel + out_bias


def score(profile, item):
    v = np.vstack([places[LENGTH + 1], *profile, items[item] + places[LENGTH]])
    for b in range(BLOCKS):
        w = parts[3 + 12 * b:15 + 12 * b]
        v = v + attention(norm(v, w[0], w[1]), *w[2:6])
        v = v + np.maximum(norm(v, w[6], w[7]) @ w[8] + w[9], 0) @ w[10] + w[11]
    return norm(v[0], *norms[:2]) @ norm(v[-1], *norms[2:]) / np.sqrt(SIZE)


profiles = [[items[0] + places[0], items[3] + places[1], traits[0], -2 * traits[1]], []]
columns = {f'u{u}': [score(profile, item) for item in range(4)] for u, profile in enumerate(profiles)}
with open(os.path.join(GOLDEN, 'recommend.attention.csv'), 'w', encoding='utf-8') as file:
    file.write(f'# scores of four items for two customers; numpy {np.__version__}; test/golden/make/attention.py\n')
    pd.DataFrame(columns).to_csv(file, index=False, float_format='%.9g')
