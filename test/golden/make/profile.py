"""Golden tables of profile.personas and prepare.clean.

Run from the repository root:  python test/golden/make/profile.py
Needs numpy, pandas and scipy. Nothing here is read by the product or its tests; the CSV files are.
"""
import os

import numpy as np
import pandas as pd
import scipy
from scipy.stats import mannwhitneyu

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 47
MADE = f'scipy {scipy.__version__}; numpy {np.__version__}; pandas {pd.__version__}; seed {SEED}; test/golden/make/profile.py'


def write(name, frame, about):
    with open(os.path.join(HERE, '..', f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.17g')


def members():
    """90 customers in three clusters: one measure apart, one with ties, one with missing values, one of chance."""
    rng = np.random.default_rng(SEED)
    cluster = np.arange(90) % 3
    gaps = np.round(rng.normal(30 - 8 * cluster, 6), 2)
    gaps[rng.random(90) < 0.2] = np.nan
    return pd.DataFrame({
        'cluster': cluster,
        'monetary': np.round(rng.lognormal(3 + cluster, 0.5), 2),
        'frequency': rng.poisson(3 + 2 * (cluster == 1)),
        'gap_mean': gaps,
        'chance': np.round(rng.normal(0, 1, 90), 3),
    })


def differences(frame):
    rows = []
    for cluster in sorted(frame.cluster.unique()):
        for feature in frame.columns.drop('cluster'):
            own = frame.loc[frame.cluster == cluster, feature].dropna()
            rest = frame.loc[frame.cluster != cluster, feature].dropna()
            test = mannwhitneyu(own, rest, use_continuity=False, method='asymptotic')
            rows.append({
                'cluster': cluster,
                'feature': feature,
                'effect': 2 * test.statistic / (len(own) * len(rest)) - 1,
                'p': test.pvalue,
                'value': own.median(),
                'others': rest.median(),
            })
    return pd.DataFrame(rows)


def cleaned():
    """What is left of the order lines that the features are made from, by the rules as a sentence states them."""
    orders = pd.read_csv(os.path.join(HERE, '..', 'features.orders.csv'), comment='#', keep_default_na=True)
    kept = orders[orders.customer.notna() & orders.time.notna() & (orders.quantity > 0) & (orders.price > 0)]
    amount = kept.quantity * kept.price
    by_customer = amount.groupby(kept.customer).agg(['size', 'sum']).reset_index()
    return by_customer.rename(columns={'size': 'lines', 'sum': 'amount'}).sort_values('customer')


frame = members()
write('profile.members', frame, 'made-up customers in three clusters')
write('profile.personas', differences(frame), "Cliff's delta and Mann-Whitney by scipy.stats.mannwhitneyu, medians by pandas")
write('prepare.clean', cleaned(), 'lines and amounts of customers in features.orders by pandas')
