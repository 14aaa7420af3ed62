"""Golden values of offline policy estimates.

Run from the repository root:  python test/golden/make/policy.py
Needs numpy and pandas. The formulae are those of the Open Bandit Pipeline (obp/ope/estimators.py: InverseProbabilityWeighting,
SelfNormalizedInverseProbabilityWeighting), written out.
"""
import os

import numpy as np
import pandas as pd

HERE = os.path.dirname(os.path.abspath(__file__))
SEED, ROWS, ITEMS, BOUND = 12, 400, 6, 2.5
MADE = f'numpy {np.__version__}, pandas {pd.__version__}; seed {SEED}; test/golden/make/policy.py'
rng = np.random.default_rng(SEED)
logging = np.array([0.35, 0.25, 0.15, 0.1, 0.1, 0.05])
wanted = np.array([0.1, 0.1, 0.2, 0.3, 0.2, 0.1])
quality = np.array([0.1, 0.2, 0.3, 0.6, 0.4, 0.2])
item = rng.choice(ITEMS, ROWS, p=logging)
frame = pd.DataFrame({
    'customer': [f'c{n % 100:02d}' for n in range(ROWS)],
    'item': [f'i{n}' for n in item],
    'reward': (rng.random(ROWS) < quality[item]).astype(int),
    'propensity': logging[item],
    'chance': wanted[item],
})
r, w = frame.reward.to_numpy(), (frame.chance / frame.propensity).to_numpy()
cut = np.minimum(w, BOUND)
# One row each; the standard errors of a mean and, by the delta method, of a ratio of means, customers as clusters.
groups = frame.customer.to_numpy()
total = lambda values: pd.Series(values).groupby(groups).sum().to_numpy()


def ratio(above, below):
    a, b = total(above), total(below)
    estimate = a.sum() / b.sum()
    return estimate, np.sqrt(((a - estimate * b) ** 2).sum()) / b.sum()


ones = np.ones(ROWS)
rows = [('logged', *ratio(r, ones)), ('ips', *ratio(w * r, ones)), ('snips', *ratio(w * r, w)),
        ('ips-cut', *ratio(cut * r, ones)), ('snips-cut', *ratio(cut * r, cut)), ('mean-weight', *ratio(w, ones)),
        ('effective', w.sum() ** 2 / (w**2).sum(), 0), ('truth', wanted @ quality, 0)]
for name, data, about in (('evaluate.policy', frame, 'A log with propensities'),
                          ('evaluate.policy.estimates', pd.DataFrame(rows, columns=['estimate', 'value', 'error']), f'Estimates, weights cut at {BOUND}, and standard errors')):
    with open(os.path.join(HERE, '..', f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        data.to_csv(file, index=False, float_format='%.17g')
