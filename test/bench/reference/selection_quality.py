"""Scores and choices of features of three public data sets by others, which test/bench/selection-quality.ts compares with ours.

Run from the repository root:  CLIENTELE_DATASETS=… python -P test/bench/reference/selection_quality.py [names]
Needs numpy, pandas, scikit-learn and Boruta.
"""
import json
import os
import sys
from importlib.metadata import version

import numpy as np
import pandas as pd
from boruta import BorutaPy
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import RFECV, f_classif, mutual_info_classif
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

CACHE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..', 'node_modules', '.cache', 'bench')
DATA = os.environ['CLIENTELE_DATASETS']


def wholesale():
    frame = pd.read_csv(os.path.join(DATA, 'wholesale-customers.csv'))
    return frame.drop(columns='Channel'), frame['Channel'] == 2


def shoppers():
    frame = pd.read_csv(os.path.join(DATA, 'online-shoppers-intention.csv.gz'))
    return frame.drop(columns=['Revenue', 'Month', 'VisitorType']).astype(float), frame['Revenue']


def telco():
    frame = pd.read_csv(os.path.join(DATA, 'telco-churn.csv.gz'))
    features = pd.DataFrame({name: (frame[name] == 'Yes').astype(float) for name in ['Partner', 'Dependents', 'PhoneService', 'PaperlessBilling']})
    features['Male'] = (frame['gender'] == 'Male').astype(float)
    features['ContractMonths'] = frame['Contract'].map({'Month-to-month': 1, 'One year': 12, 'Two year': 24}).astype(float)
    for name in ['SeniorCitizen', 'tenure', 'MonthlyCharges', 'TotalCharges']:
        features[name] = pd.to_numeric(frame[name], errors='coerce').fillna(0).astype(float)
    return features, frame['Churn'] == 'Yes'


def lasso_entries(x, y):
    z = StandardScaler().fit_transform(x)
    largest = np.abs(z.T @ (y - y.mean())).max()
    shares = np.zeros(z.shape[1])
    for share in (0.01 ** (i / 10) for i in range(1, 11)):
        model = LogisticRegression(l1_ratio=1, solver='saga', C=1 / (share * largest), tol=1e-5, max_iter=2000).fit(z, y)
        shares[(np.abs(model.coef_[0]) > 1e-6) & (shares == 0)] = share
    return shares


READERS = {'wholesale': wholesale, 'shoppers': shoppers, 'telco': telco}
for name, read in READERS.items():
    if len(sys.argv) > 1 and name not in sys.argv[1:]:
        continue
    features, target = read()
    # So many rows as our slower scores look at.
    rows = np.sort(np.random.default_rng(0).permutation(len(features))[:2000])
    features, target = features.iloc[rows], target.iloc[rows]
    x, y = features.to_numpy(float), target.to_numpy().astype(int)
    forest = RandomForestClassifier(200, min_samples_leaf=5, random_state=0, n_jobs=1)
    train_x, test_x, train_y, test_y = train_test_split(x, y, stratify=y, random_state=0)
    shuffled = permutation_importance(forest.fit(train_x, train_y), test_x, test_y, n_repeats=3, random_state=0)
    scores = pd.DataFrame({
        'feature': features.columns,
        'anova_f': f_classif(x, y)[0],
        'mutual_information': mutual_info_classif(x, y, random_state=0),
        'forest': forest.fit(x, y).feature_importances_,
        'permutation': shuffled.importances_mean,
        'lasso': lasso_entries(x, y),
    })
    model = make_pipeline(StandardScaler(), LogisticRegression())
    search = RFECV(model, cv=StratifiedKFold(5, shuffle=True, random_state=0), scoring='roc_auc',
                   importance_getter='named_steps.logisticregression.coef_').fit(x, y)
    boruta = BorutaPy(RandomForestClassifier(max_depth=7, min_samples_leaf=5, n_jobs=1), n_estimators=50, two_step=False, max_iter=30, random_state=0)
    boruta.fit(x, y)
    features.assign(target=y).to_csv(os.path.join(CACHE, f'selection-{name}.csv'), index=False)
    scores.to_csv(os.path.join(CACHE, f'selection-{name}-scores.csv'), index=False)
    with open(os.path.join(CACHE, f'selection-{name}.json'), 'w', encoding='utf-8') as file:
        json.dump({
            'kept': list(features.columns[search.support_]), 'auc': search.cv_results_['mean_test_score'].max(),
            'confirmed': list(features.columns[boruta.support_]), 'tentative': list(features.columns[boruta.support_weak_]),
        }, file)
    print(name, x.shape)
print(f'scikit-learn {version("scikit-learn")}, Boruta {version("Boruta")}')
