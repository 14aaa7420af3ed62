"""ROC-AUC of others on the rows that test/bench/predict-quality.ts held out.

Run from the repository root:  CLIENTELE_DATASETS=… python -P test/bench/reference/predict_quality.py [name of a data set …]
Needs numpy, pandas, scikit-learn and lightgbm.
"""
import os
import sys

import lightgbm
import numpy as np
import pandas as pd
import sklearn
from lightgbm import LGBMClassifier
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

CACHE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..', 'node_modules', '.cache', 'bench')
DATA_SETS = {
    'shoppers': ('online-shoppers-intention.csv.gz', 'Revenue', 'True', []),
    'telco': ('telco-churn.csv.gz', 'Churn', 'Yes', ['customerID']),
    'default': ('credit-card-default.csv.gz', 'default.payment.next.month', '1', ['ID']),
    'hillstrom': ('hillstrom-email.csv.gz', 'visit', '1', ['conversion', 'spend']),
}
MODELS = {
    'LightGBM, defaults': lambda seed: LGBMClassifier(random_state=seed, n_jobs=1, verbosity=-1),
    'LightGBM, small steps': lambda seed: LGBMClassifier(
        n_estimators=150, learning_rate=0.05, num_leaves=15, reg_lambda=1, random_state=seed, n_jobs=1, verbosity=-1),
    'HistGradientBoosting, defaults': lambda seed: HistGradientBoostingClassifier(
        categorical_features='from_dtype', random_state=seed),
    'logistic regression': lambda seed: make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000)),
}

print(f'scikit-learn {sklearn.__version__}, LightGBM {lightgbm.__version__}')
for name in sys.argv[1:] or DATA_SETS:
    file, target, event, without = DATA_SETS[name]
    data = pd.read_csv(os.path.join(os.environ['CLIENTELE_DATASETS'], file), na_values=[' '])
    held = pd.read_csv(os.path.join(CACHE, f'quality-{name}.csv'))
    y = (data[target].astype(str) == event).to_numpy().astype(int)
    x = data.drop(columns=[target, *without])
    categories = [column for column in x if x[column].dtype.kind not in 'if']
    coded = x.assign(**{column: x[column].astype('category') for column in categories})
    hot = pd.get_dummies(x.fillna(x.median(numeric_only=True)), columns=categories, drop_first=True).astype(float)
    for model, make in MODELS.items():
        frame = hot if model.startswith('logistic') else coded
        found = []
        for seed in held.columns:
            test = held[seed].to_numpy() == 1
            fit = make(int(seed)).fit(frame[~test], y[~test])
            found.append(roc_auc_score(y[test], fit.predict_proba(frame[test])[:, 1]))
        print(f"| {name} | {model} | {' | '.join(f'{auc:.4f}' for auc in found)} | {np.mean(found):.4f} |", flush=True)
