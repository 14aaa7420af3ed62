"""Maps of four public data sets by umap-learn and openTSNE beside ours of test/bench/maps-quality.ts.

Run from the repository root, in this order:
    CLIENTELE_DATASETS=… python -P test/bench/reference/maps_quality.py prepare
    node test/bench/maps-quality.ts
    python -P test/bench/reference/maps_quality.py judge
Sets can be named after the word. Needs numpy, pandas, scikit-learn, umap-learn and openTSNE.
"""
import os
import sys
import time
import warnings
from importlib.metadata import version

import numpy as np
import pandas as pd
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(HERE)
from trust import trustworthiness  # noqa: E402

CACHE = os.path.join(HERE, '..', '..', '..', 'node_modules', '.cache', 'bench')
NEAR = 15
SEED = 24


def file_of(name):
    return os.path.join(os.environ['CLIENTELE_DATASETS'], name)


def standardised(frame):
    spread = frame.std(ddof=0)
    return ((frame - frame.mean()) / spread.where(spread > 0, 1)).astype(float)


def shoppers():
    """Ten numbers of a visit; the label is whether it ended in an order."""
    data = pd.read_csv(file_of('online-shoppers-intention.csv.gz'))
    return standardised(np.log1p(data.iloc[:, :10])), data.Revenue.astype(int)


def telco():
    """What a subscriber has and pays; the label is whether they left."""
    data = pd.read_csv(file_of('telco-churn.csv.gz')).drop(columns='customerID')
    data['TotalCharges'] = pd.to_numeric(data.TotalCharges, errors='coerce').fillna(0)
    return standardised(pd.get_dummies(data.drop(columns='Churn'), dtype=float)), (data.Churn == 'Yes').astype(int)


def wholesale():
    """Six yearly spendings; the label is the channel, hotels and restaurants or retail."""
    data = pd.read_csv(file_of('wholesale-customers.csv'))
    return standardised(np.log1p(data.drop(columns=['Channel', 'Region']))), data.Channel - 1


def online_retail():
    """Customers until September 2011; the label is whether they ordered again in the three months after."""
    lines = pd.read_csv(file_of('online-retail.csv.gz'), parse_dates=['InvoiceDate']).dropna(subset=['CustomerID'])
    lines = lines[~lines.InvoiceNo.astype(str).str.startswith('C')]
    lines['amount'] = lines.Quantity * lines.UnitPrice
    end = pd.Timestamp('2011-09-09')
    after = set(lines.CustomerID[lines.InvoiceDate >= end])
    by = lines[lines.InvoiceDate < end].groupby('CustomerID')
    frame = pd.DataFrame({
        'recency': (end - by.InvoiceDate.max()).dt.days, 'frequency': by.InvoiceNo.nunique(), 'monetary': by.amount.sum(),
        'products': by.StockCode.nunique(), 'basket': by.amount.sum() / by.InvoiceNo.nunique(),
    })
    frame = frame[frame.monetary > 0]
    return standardised(np.log1p(frame)), pd.Series(frame.index.isin(after).astype(int), index=frame.index)


SETS = {'wholesale': wholesale, 'online-retail': online_retail, 'telco': telco, 'shoppers': shoppers}


def prepare(asked):
    for name in asked:
        frame, labels = SETS[name]()
        frame.columns = [f'f{i}' for i in range(frame.shape[1])]
        frame.assign(label=labels).to_csv(os.path.join(CACHE, f'maps-{name}.csv'), index=False, float_format='%.17g')
        print(name, frame.shape)


def references(x):
    import umap
    from openTSNE import TSNE

    yield 'UMAP', 'umap-learn', lambda: umap.UMAP(n_neighbors=NEAR, random_state=SEED).fit_transform(x)
    yield 't-SNE', 'openTSNE', lambda: np.asarray(TSNE(perplexity=30, n_jobs=1, random_state=SEED).fit(x))


def judged(x, places, labels):
    """How far neighbours on the map are neighbours among the rows, and how far they tell the label: ten folds, fifteen nearest."""
    folds = StratifiedKFold(10, shuffle=True, random_state=SEED)
    told = cross_val_predict(KNeighborsClassifier(NEAR), places, labels, cv=folds)
    return trustworthiness(x, places, NEAR), (told == labels).mean(), balanced_accuracy_score(labels, told)


def line(*cells):
    print('| ' + ' | '.join(cell if isinstance(cell, str) else f'{cell:.3f}' for cell in cells) + ' |', flush=True)


def judge(asked):
    for name in asked:
        data = pd.read_csv(os.path.join(CACHE, f'maps-{name}.csv'))
        labels = data.label.to_numpy()
        x = np.ascontiguousarray(data.drop(columns='label').to_numpy())
        print(f'\n## {name}: {x.shape[0]:,} × {x.shape[1]}\n')
        line('map', 'by', 'trustworthiness', 'accuracy', 'balanced accuracy', 'processor time')
        line('---', '---', '---:', '---:', '---:', '---:')
        line('none: all features', '', '', *judged(x, x, labels)[1:], '')
        ours = pd.read_csv(os.path.join(CACHE, f'maps-{name}-ours.csv'))
        for kind in ('umap', 'tsne'):
            places = ours[[f'{kind}:x', f'{kind}:y']].to_numpy()
            line({'umap': 'UMAP', 'tsne': 't-SNE'}[kind], 'ours', *judged(x, places, labels), f'{ours[f"{kind}:seconds"][0]:.1f} s')
        for kind, by, lay in references(x):
            if by == 'umap-learn':
                # The first run compiles what the size of the data asks for.
                lay()
            startedAt = time.process_time()
            places = lay()
            took = time.process_time() - startedAt
            line(kind, by, *judged(x, places, labels), f'{took:.1f} s')
    print('\n' + ', '.join(f'{package} {version(package)}' for package in ('umap-learn', 'numba', 'openTSNE', 'scikit-learn')))


warnings.simplefilter('ignore')
{'prepare': prepare, 'judge': judge}[sys.argv[1]](sys.argv[2:] or list(SETS))
