"""Golden expectations of a Gaussian process.

Run from the repository root:  python test/golden/make/gaussian_process.py
Needs numpy, pandas and scikit-learn. Scales are given, not fitted. Scikit-learn's deviation of a prediction holds the noise.
"""
import os

import numpy as np
import pandas as pd
import sklearn
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
SEED = 12
MADE = f'scikit-learn {sklearn.__version__}; numpy {np.__version__}; seed {SEED}; test/golden/make/gaussian_process.py'


def write(name, frame, about):
    with open(os.path.join(GOLDEN, f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        pd.DataFrame(frame).to_csv(file, index=False, float_format='%.17g')


rng = np.random.default_rng(SEED)
known, asked = rng.random((14, 2)), rng.random((9, 2))
y = np.sin(5 * known[:, 0]) + (known[:, 1] - 0.4) ** 2 + 0.05 * rng.normal(size=14)
kernel = ConstantKernel(1.7) * Matern([0.3, 0.9], nu=2.5) + WhiteKernel(0.02)
process = GaussianProcessRegressor(kernel, alpha=0, optimizer=None).fit(known, y)
mean, deviation = process.predict(asked, return_std=True)
value, slope = process.log_marginal_likelihood(process.kernel_.theta, eval_gradient=True)
write('tune.gaussian-process.known', {'x1': known[:, 0], 'x2': known[:, 1], 'y': y}, 'measurements')
write(
    'tune.gaussian-process.asked',
    {'x1': asked[:, 0], 'x2': asked[:, 1], 'mean': mean, 'deviation': deviation},
    'what is expected, with variance 1.7, lengths 0.3 and 0.9, and noise 0.02',
)
write(
    'tune.gaussian-process.likelihood',
    {'value': [value], **{name: [s] for name, s in zip(['variance', 'length1', 'length2', 'noise'], slope)}},
    'log marginal likelihood, and its slopes along the logarithms of the scales',
)
