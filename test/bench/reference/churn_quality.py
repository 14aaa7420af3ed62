"""ROC-AUC of others on the folds that test/bench/churn-quality.ts wrote.

Run from the repository root:  CLIENTELE_DATASETS=… python -P test/bench/reference/churn_quality.py
Needs numpy, pandas, scikit-learn and lightgbm.
"""
import os

import lightgbm
import numpy as np
import pandas as pd
import sklearn
from lightgbm import LGBMClassifier
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

CACHE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..', 'node_modules', '.cache', 'bench')
folds = pd.read_csv(os.path.join(CACHE, 'churn-folds.csv'))
data = pd.read_csv(os.path.join(os.environ['CLIENTELE_DATASETS'], 'telco-churn.csv.gz'), na_values=[' '])
y = (data.Churn == 'Yes').to_numpy().astype(int)
x = data.drop(columns=['customerID', 'Churn'])
categories = [name for name in x if x[name].dtype.kind not in 'if']
coded = x.assign(**{name: x[name].astype('category') for name in categories})
hot = pd.get_dummies(x.fillna({'TotalCharges': 0}), columns=categories, drop_first=True).astype(float)
small = {'learning_rate': 0.03, 'max_leaf_nodes': 5, 'min_samples_leaf': 40, 'l2_regularization': 5.0}
models = {
    'LightGBM, defaults': (coded, lambda seed: LGBMClassifier(random_state=seed, verbosity=-1)),
    'LightGBM, small trees': (coded, lambda seed: LGBMClassifier(n_estimators=400, learning_rate=0.03, num_leaves=5, min_child_samples=40, reg_lambda=5.0, random_state=seed, verbosity=-1)),
    'HistGradientBoosting, defaults': (coded, lambda seed: HistGradientBoostingClassifier(categorical_features='from_dtype', random_state=seed)),
    'HistGradientBoosting, small trees': (coded, lambda seed: HistGradientBoostingClassifier(max_iter=400, early_stopping=False, categorical_features='from_dtype', random_state=seed, **small)),
    'random forest': (hot, lambda seed: RandomForestClassifier(200, min_samples_leaf=10, n_jobs=2, random_state=seed)),
    'logistic regression': (hot, lambda seed: make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))),
}
print(f'scikit-learn {sklearn.__version__}, LightGBM {lightgbm.__version__}')
for name, (frame, make) in models.items():
    by_seed = []
    for seed in folds.columns:
        own = folds[seed].to_numpy()
        found = []
        for fold in range(5):
            fit = make(int(seed)).fit(frame[own != fold], y[own != fold])
            found.append(roc_auc_score(y[own == fold], fit.predict_proba(frame[own == fold])[:, 1]))
        by_seed.append(np.mean(found))
    print(f"| {name} | {' | '.join(f'{auc:.4f}' for auc in by_seed)} | {np.mean(by_seed):.4f} |")
