"""ROC-AUC of others on the customers and cut-offs that test/bench/retail-churn.ts wrote, by features that pandas makes and by ours.

Features are made from rows before each cut-off alone. Who stayed away is worked out here too, from the raw file, and compared.

Run from the repository root:  CLIENTELE_DATASETS=… python -P test/bench/reference/retail_churn.py
Needs numpy, pandas, scikit-learn and lightgbm.
"""
import os

import lightgbm
import numpy as np
import pandas as pd
import sklearn
from lightgbm import LGBMClassifier
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

CACHE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..', 'node_modules', '.cache', 'bench')
HORIZON = pd.Timedelta(days=60)
SEED = 1
SMALL = {'learning_rate': 0.03, 'random_state': SEED}
MODELS = {
    'LightGBM, defaults': lambda: LGBMClassifier(random_state=SEED, n_jobs=1, verbosity=-1),
    'LightGBM, small trees': lambda: LGBMClassifier(
        n_estimators=400, num_leaves=5, min_child_samples=40, reg_lambda=5.0, n_jobs=1, verbosity=-1, **SMALL),
    'HistGradientBoosting, defaults': lambda: HistGradientBoostingClassifier(random_state=SEED),
    'HistGradientBoosting, small trees': lambda: HistGradientBoostingClassifier(
        max_iter=400, early_stopping=False, max_leaf_nodes=5, min_samples_leaf=40, l2_regularization=5.0, **SMALL),
    'random forest': lambda: make_pipeline(
        SimpleImputer(strategy='median'), RandomForestClassifier(200, min_samples_leaf=10, random_state=SEED)),
    'logistic regression': lambda: make_pipeline(
        SimpleImputer(strategy='median'), StandardScaler(), LogisticRegression(max_iter=2000)),
}


def read_lines():
    data = pd.read_csv(
        os.path.join(os.environ['CLIENTELE_DATASETS'], 'online-retail.csv.gz'),
        dtype={'InvoiceNo': str, 'StockCode': str}, parse_dates=['InvoiceDate'])
    data = data[data.CustomerID.notna()].drop_duplicates()
    data['customer_id'] = data.CustomerID.astype(int)
    data['amount'] = data.Quantity * data.UnitPrice
    is_back = data.InvoiceNo.str.startswith('C')
    return data[~is_back & (data.Quantity > 0) & (data.UnitPrice > 0)], data[is_back]


def features_at(cutoff, lines, returns):
    known = lines[lines.InvoiceDate < cutoff]
    orders = known.groupby(['customer_id', 'InvoiceNo']).agg(
        time=('InvoiceDate', 'min'), amount=('amount', 'sum'), n=('StockCode', 'size')).reset_index()
    by = orders.groupby('customer_id')
    days = lambda times: (cutoff - times).dt.total_seconds() / 86400
    found = pd.DataFrame({
        'recency': days(by.time.max()), 'tenure': days(by.time.min()), 'frequency': by.size(), 'monetary': by.amount.sum(),
        'basket': by.amount.mean(), 'lines': by.n.mean(), 'largest': by.amount.max(),
    })
    gaps = orders.sort_values('time').groupby('customer_id').time.diff().dt.total_seconds() / 86400
    by_gaps = gaps.groupby(orders.customer_id)
    found['gap_mean'], found['gap_sd'] = by_gaps.mean(), by_gaps.std()
    found['gap_ratio'] = found.recency / found.gap_mean
    for span in (30, 60, 90):
        late = orders[orders.time >= cutoff - pd.Timedelta(days=span)].groupby('customer_id')
        found[f'orders_{span}'], found[f'spend_{span}'] = late.size(), late.amount.sum()
    found['items'] = known.groupby('customer_id').StockCode.nunique()
    found['returns'] = returns[returns.InvoiceDate < cutoff].groupby('customer_id').InvoiceNo.nunique()
    counts = [name for name in found if name.startswith(('orders_', 'spend_', 'returns'))]
    return found.replace(np.inf, np.nan).fillna({name: 0 for name in counts})


def main():
    print(f'scikit-learn {sklearn.__version__}, LightGBM {lightgbm.__version__}')
    rows = pd.read_csv(os.path.join(CACHE, 'retail-churn.csv'))
    cutoff = pd.to_datetime(rows.cutoff, unit='ms')
    lines, returns = read_lines()
    made, stayed_away = [], []
    for at, own in rows.groupby(cutoff):
        after = lines[(lines.InvoiceDate >= at) & (lines.InvoiceDate < at + HORIZON)]
        made.append(features_at(at, lines, returns).reindex(own.customer_id).set_index(own.index))
        stayed_away.append(~own.customer_id.isin(after.customer_id))
    y = pd.concat(stayed_away).sort_index().to_numpy().astype(int)
    same = y == rows.churned.astype(str).str.lower().eq('true').to_numpy()
    print(f'{len(rows)} rows at {cutoff.nunique()} cut-offs, {y.sum()} stayed away; {(~same).sum()} rows say otherwise in ours')
    folds = [at for at in sorted(cutoff.unique()) if (cutoff + HORIZON <= at).any()]
    sets = {'pandas': pd.concat(made).sort_index(), 'ours': rows.drop(columns=['customer_id', 'cutoff', 'churned'])}
    for made_by, frame in sets.items():
        x = frame.to_numpy(dtype=float)
        for name, make in MODELS.items():
            found = []
            for at in folds:
                past, now = (cutoff + HORIZON <= at).to_numpy(), (cutoff == at).to_numpy()
                fit = make().fit(x[past], y[past])
                found.append(roc_auc_score(y[now], fit.predict_proba(x[now])[:, 1]))
            print(f"| {made_by} | {name} | {' | '.join(f'{auc:.4f}' for auc in found)} | {np.mean(found):.4f} |", flush=True)


main()
