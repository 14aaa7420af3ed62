"""Golden steps and predictions of networks that predict, on the rows of `predict.rows`.

Run from the repository root, after predict.py:  python test/golden/make/networks.py
Needs numpy, pandas and scikit-learn. A network of two rectified layers takes five steps of Adam on all rows, which have weights; what it
then says to them, and its weights before and after, are written. Scikit-learn halves the squared error: the slopes are the same
for Adam but for their size, which it divides by.
"""
import os

import numpy as np
import pandas as pd
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
MADE = f'scikit-learn {sklearn.__version__}; numpy {np.__version__}; test/golden/make/networks.py'
# A tiny epsilon: libraries add it before or after Adam's correction for young moments.
STEPS, RATE, EPSILON = 5, 0.05, 1e-12


def write(name, frame, about):
    with open(os.path.join(GOLDEN, f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        pd.DataFrame(frame).to_csv(file, index=False, float_format='%.9g')


rows = pd.read_csv(os.path.join(GOLDEN, 'predict.rows.csv'), skiprows=1)
numbers = rows[['visits', 'tenure', 'returns']]
numbers = numbers.fillna(numbers.median())
x = ((numbers - numbers.mean()) / numbers.std(ddof=0)).to_numpy().astype(np.float32).astype(float)
spend = ((rows['spend'] - rows['spend'].mean()) / rows['spend'].std(ddof=0)).to_numpy().astype(np.float32).astype(float)
targets = {
    'logistic': (rows['churned'] == 'yes').astype(int).to_numpy(),
    'softmax': rows['plan'].map({'basic': 0, 'plus': 1, 'top': 2}).to_numpy(),
    'squaredError': spend,
}
weights = np.where(np.arange(len(x)) % 3 == 0, 1.5, 0.75)

found = {'x1': x[:, 0], 'x2': x[:, 1], 'x3': x[:, 2], 'weight': weights}
parts = {'loss': [], 'moment': [], 'layer': [], 'part': [], 'value': []}
losses = {}
for loss, y in targets.items():
    kind = MLPRegressor if loss == 'squaredError' else MLPClassifier
    model = kind(hidden_layer_sizes=(6, 4), alpha=0, batch_size=len(x), learning_rate_init=RATE, epsilon=EPSILON, random_state=5)
    more = {} if loss == 'squaredError' else {'classes': np.unique(y)}
    model.partial_fit(x, y, sample_weight=weights, **more)
    for array in model.coefs_ + model.intercepts_:
        array[...] = array.astype(np.float32)
    # Adam begins anew, with the weights that the first step left.
    model._optimizer = type(model._optimizer)(model.coefs_ + model.intercepts_, RATE, epsilon=EPSILON)
    own = []
    for moment in ('before', 'after'):
        for layer, (kernel, bias) in enumerate(zip(model.coefs_, model.intercepts_)):
            for part, values in (('kernel', kernel), ('bias', bias)):
                for value in values.ravel():
                    for column, cell in zip(parts, (loss, moment, layer, part, value)):
                        parts[column].append(cell)
        if moment == 'before':
            for _ in range(STEPS):
                model.partial_fit(x, y, sample_weight=weights)
                own.append(model.loss_ * (2 if loss == 'squaredError' else 1))
    losses[loss] = own
    found[f'{loss}_target'] = y
    said = model.predict(x).reshape(-1, 1) if loss == 'squaredError' else model.predict_proba(x)
    for at, column in enumerate(said.T):
        found[f'{loss}_{at}'] = column

write('predict.mlp', found, 'rows, targets and what networks say after five steps')
write('predict.mlp.weights', parts, 'weights of the networks before and after five steps of Adam, rate 0.05')
write('predict.mlp.losses', losses, 'weighted mean losses of the five steps')

# A transformer of rows, by the formulas of Vaswani et al. (2017), Huang et al. (2020) and Gorishniy et al. (2021) in numpy; value i of its weights' part p is
# sin(1.7 i² + p) / 2.
N, SIZE, HEADS, BLOCKS = 6, 8, 2, 2
SHAPES = [(2, SIZE), (2, SIZE), (5, SIZE)]
for _ in range(BLOCKS):
    SHAPES += [(SIZE,), (SIZE,), (SIZE, 3 * SIZE), (3 * SIZE,), (SIZE, SIZE), (SIZE,)]
    SHAPES += [(SIZE,), (SIZE,), (SIZE, 2 * SIZE), (2 * SIZE,), (2 * SIZE, SIZE), (SIZE,)]
SHAPES += [(SIZE,), (SIZE,), (4 * SIZE, SIZE), (SIZE,), (SIZE, 2), (2,)]
parts = iter([(np.sin(1.7 * np.arange(np.prod(shape)) ** 2 + p) / 2).reshape(shape) for p, shape in enumerate(SHAPES)])


def norm(v, scale, shift):
    return (v - v.mean(-1, keepdims=True)) / np.sqrt(v.var(-1, keepdims=True) + 1e-5) * scale + shift


def attention(v, kernel, bias, out_kernel, out_bias):
    queries, keys, values = (part.reshape(len(v), HEADS, -1) for part in np.split(v @ kernel + bias, 3, axis=-1))
    seen = np.empty_like(queries)
    for head in range(HEADS):
        affinity = queries[:, head] @ keys[:, head].T / np.sqrt(SIZE / HEADS)
        shares = np.exp(affinity) / np.exp(affinity).sum(-1, keepdims=True)
        seen[:, head] = shares @ values[:, head]
    return seen.reshape(len(v), SIZE) @ out_kernel + out_bias


rng = np.random.default_rng(8)
read = np.c_[rng.normal(size=(N, 2)).round(3), rng.integers(0, 2, N), rng.integers(2, 5, N)]
kernel, bias, vectors = (next(parts) for _ in range(3))
rest = list(parts)
scores = []
for row in read:
    v = np.vstack([row[:2, None] * kernel + bias, vectors[row[2:].astype(int)]])
    for b in range(BLOCKS):
        w = rest[12 * b:12 * b + 12]
        v = v + attention(norm(v, w[0], w[1]), *w[2:6])
        v = v + np.maximum(norm(v, w[6], w[7]) @ w[8] + w[9], 0) @ w[10] + w[11]
    scale, shift, hidden, hidden_bias, last, last_bias = rest[12 * BLOCKS:]
    scores.append(np.maximum(norm(v, scale, shift).ravel() @ hidden + hidden_bias, 0) @ last + last_bias)
scores = np.array(scores)
columns = {f'x{j}': read[:, j] for j in range(4)} | {f's{k}': scores[:, k] for k in range(2)}
write('predict.tab-transformer', columns, 'rows (two numbers, two codes) and the scores of a transformer')
