"""Golden table of prepare.aggregate.

Run from the repository root:  python test/golden/make/aggregate.py
Needs numpy and pandas. Reads nothing; nothing here is read by the product or its tests, the CSV file is.
"""
import os

import numpy as np
import pandas as pd

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 47
MEASURES = {'sum': 'sum', 'mean': 'mean', 'min': 'min', 'max': 'max', 'median': 'median', 'first': 'first', 'last': 'last', 'distinct': 'nunique'}

rng = np.random.default_rng(SEED)
n = 120
lines = pd.DataFrame(
    {
        'customer': rng.choice(['c1', 'c2', 'c3', 'c4', 'c5'], n),
        'item': rng.choice(['x', 'y', 'z'], n),
        'value': np.where(rng.random(n) < 0.2, np.nan, np.round(rng.normal(0, 4, n))),
    }
)
lines.loc[lines.customer == 'c5', 'value'] = np.nan
groups = lines.groupby(['customer', 'item'])
expected = groups.value.agg(**MEASURES).assign(rows=groups.size()).reset_index()
expected.insert(0, 'part', 'expected')
given = lines.assign(part='given')
with open(os.path.join(HERE, '..', 'prepare.aggregate.csv'), 'w', encoding='utf-8') as file:
    file.write(f'# groupby by pandas {pd.__version__}; numpy {np.__version__}; seed {SEED}; test/golden/make/aggregate.py\n')
    pd.concat([given, expected])[['part', 'customer', 'item', 'value', 'rows', *MEASURES]].to_csv(file, index=False, float_format='%.17g')
