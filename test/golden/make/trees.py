"""Golden tables of trees, forests, boosting and their Shapley values.

Run from the repository root:  python -P test/golden/make/trees.py
Needs numpy, pandas, scikit-learn and shap. Values are multiples of 1/64, since scikit-learn's trees read single precision; the last
feature has missing values. With fewer than 255 distinct values every binning is the same.
"""
import os

import numpy as np
import pandas as pd
import shap
import sklearn
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 61

rng = np.random.default_rng(SEED)
n = 160
x = np.round(rng.normal(0, 1, (n, 4)) * 64) / 64
signal = 1.4 * x[:, 0] - x[:, 1] * x[:, 2] + 0.7 * np.sin(2 * x[:, 3]) + rng.normal(0, 0.6, n)
classes = np.digitize(signal, [-0.8, 0.7])
number = np.round(signal, 3)
x[rng.random(n) < 0.15, 3] = np.nan
two = (classes > 0).astype(int)
columns = {f'x{j}': x[:, j] for j in range(4)} | {'class': classes, 'two': two, 'number': number}


def shares(name, model, target):
    for k, column in enumerate(model.fit(x, target).predict_proba(x).T):
        columns[f'{name}_{k}'] = column


small = {'max_depth': 4, 'min_samples_leaf': 5, 'random_state': 0}
shares('gini', DecisionTreeClassifier(**small), classes)
shares('entropy', DecisionTreeClassifier(criterion='entropy', **small), classes)
shares('pruned', DecisionTreeClassifier(ccp_alpha=0.02, **small), classes)
columns['tree'] = DecisionTreeRegressor(**small).fit(x, number).predict(x)
boosted = {'max_iter': 25, 'learning_rate': 0.2, 'max_leaf_nodes': 6, 'min_samples_leaf': 8, 'l2_regularization': 1.0, 'early_stopping': False}
columns['binary'] = HistGradientBoostingClassifier(**boosted).fit(x, two).predict_proba(x)[:, 1]
shares('multi', HistGradientBoostingClassifier(**boosted), classes)
columns['squared'] = HistGradientBoostingRegressor(**boosted).fit(x, number).predict(x)
columns['poisson'] = HistGradientBoostingRegressor(loss='poisson', **boosted).fit(x, classes).predict(x)
columns['rising'] = HistGradientBoostingRegressor(monotonic_cst=[1, 0, 0, 0], **boosted).fit(x, number).predict(x)
explained = DecisionTreeRegressor(max_depth=6, min_samples_leaf=2, random_state=0).fit(x[:, :3], number)
for j, column in enumerate(shap.TreeExplainer(explained).shap_values(x[:, :3]).T):
    columns[f'shap_{j}'] = column
forest = RandomForestClassifier(300, min_samples_leaf=5, oob_score=True, random_state=0).fit(x, classes)
columns['oob'] = np.full(n, forest.oob_score_)
extra = ExtraTreesClassifier(300, min_samples_leaf=5, random_state=0).fit(x, classes)
columns['extra'] = np.full(n, extra.score(x, classes))

with open(os.path.join(HERE, '..', 'predict.trees.csv'), 'w', encoding='utf-8') as file:
    file.write(f'# scikit-learn {sklearn.__version__}; shap {shap.__version__}; numpy {np.__version__}; seed {SEED}; test/golden/make/trees.py\n')
    pd.DataFrame(columns).to_csv(file, index=False, float_format='%.9g')
