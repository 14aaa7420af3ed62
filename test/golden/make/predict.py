"""Golden predictions and metrics of the predict and evaluate families.

Run from the repository root:  python test/golden/make/predict.py
Needs numpy, pandas, scipy and scikit-learn. Linear models read the columns as the product encodes them: numbers filled with
their median, one column a category but the most frequent, all standardised.
"""
import os

import numpy as np
import pandas as pd
import scipy
import sklearn
from sklearn import metrics as m
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB, CategoricalNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.svm import SVC

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 61
MADE = (
    f'scikit-learn {sklearn.__version__}; scipy {scipy.__version__}; numpy {np.__version__}; seed {SEED}; '
    'test/golden/make/predict.py'
)


def write(name, frame, about):
    with open(os.path.join(HERE, '..', f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.17g')


def make_rows(n=120):
    rng = np.random.default_rng(SEED)
    x = rng.normal(size=(n, 3))
    place = rng.choice(['north', 'south', '西'], n, p=[0.5, 0.3, 0.2])
    log_odds = 1.2 * x[:, 0] - 0.8 * x[:, 1] + 1.1 * (place == '西') - 0.4
    churned = rng.random(n) < 1 / (1 + np.exp(-log_odds))
    plan = np.array(['basic', 'plus', 'top'])[
        np.argmax(np.c_[0.5 * x[:, 0], x[:, 1] - 0.2, -x[:, 2]] + rng.gumbel(size=(n, 3)), axis=1)
    ]
    spend = 50 + 12 * x[:, 0] - 7 * x[:, 2] + 5 * (place == 'south') + rng.normal(scale=6, size=n)
    frame = pd.DataFrame({
        'visits': 40 + 9 * x[:, 0], 'tenure': 3 + 0.7 * x[:, 1], 'returns': x[:, 2], 'place': place,
        'churned': np.where(churned, 'yes', 'no'), 'plan': plan, 'spend': spend,
    })
    frame.loc[[3, 17, 40], 'tenure'] = np.nan
    return frame.round({'visits': 3, 'tenure': 3, 'returns': 3, 'spend': 3})


def encode(frame, drop=True):
    numbers = frame[['visits', 'tenure', 'returns']].astype(float)
    numbers = numbers.fillna(numbers.median())
    counts = frame['place'].value_counts()
    kept = [c for c in sorted(counts.index) if not drop or c != counts.index[0]]
    for category in kept:
        numbers[category] = (frame['place'] == category).astype(float)
    return ((numbers - numbers.mean()) / numbers.std(ddof=0)).to_numpy()


def predictions(frame):
    x, full = encode(frame), encode(frame, drop=False)
    churned, plan, spend = (frame['churned'] == 'yes').to_numpy().astype(int), frame['plan'], frame['spend']
    out = pd.DataFrame()
    tight = dict(tol=1e-12, max_iter=100_000)
    out['logistic_ridge'] = LogisticRegression(C=1, solver='newton-cholesky', **tight).fit(x, churned).predict_proba(x)[:, 1]
    out['logistic_weights'] = (
        LogisticRegression(C=1, solver='newton-cholesky', class_weight='balanced', **tight).fit(x, churned).predict_proba(x)[:, 1]
    )
    out['logistic_none'] = LogisticRegression(C=np.inf, solver='newton-cholesky', **tight).fit(x, churned).predict_proba(x)[:, 1]
    out['logistic_lasso'] = LogisticRegression(C=0.2, l1_ratio=1, solver='saga', **tight).fit(x, churned).predict_proba(x)[:, 1]
    out['logistic_elastic'] = LogisticRegression(C=0.2, l1_ratio=0.5, solver='saga', **tight).fit(x, churned).predict_proba(x)[:, 1]
    many = LogisticRegression(C=1, solver='newton-cg', **tight).fit(x, plan).predict_proba(x)
    for k, name in enumerate(['basic', 'plus', 'top']):
        out[f'logistic_many_{name}'] = many[:, k]
    out['linear_none'] = LinearRegression().fit(x, spend).predict(x)
    out['linear_ridge'] = Ridge(alpha=0.3 * len(x)).fit(x, spend).predict(x)
    out['linear_lasso'] = Lasso(alpha=0.5, tol=1e-14, max_iter=100_000).fit(x, spend).predict(x)
    out['linear_elastic'] = ElasticNet(alpha=0.5, l1_ratio=0.3, tol=1e-14, max_iter=100_000).fit(x, spend).predict(x)
    out['nearest'] = KNeighborsClassifier(7, algorithm='brute').fit(full, churned).predict_proba(full)[:, 1]
    out['nearest_manhattan'] = (
        KNeighborsRegressor(5, metric='manhattan', weights='uniform', algorithm='brute').fit(full, spend).predict(full)
    )
    held = np.arange(len(x)) % 2 == 0
    weighted = KNeighborsRegressor(5, metric='cosine', weights='distance', algorithm='brute').fit(full, spend)
    out['nearest_cosine'] = weighted.predict(full)
    numbers = frame[['visits', 'returns']]
    normal = GaussianNB().fit(numbers, churned)
    codes = frame['place'].astype('category').cat.codes.to_numpy()[:, None]
    shares = CategoricalNB(alpha=1).fit(codes, churned)
    joint = normal.predict_joint_log_proba(numbers) + shares.predict_joint_log_proba(codes) - shares.class_log_prior_
    out['naive_bayes'] = scipy.special.softmax(joint, axis=1)[:, 1]
    out['discriminant_linear'] = LinearDiscriminantAnalysis(solver='svd').fit(x, churned).predict_proba(x)[:, 1]
    out['discriminant_quadratic'] = (
        QuadraticDiscriminantAnalysis(reg_param=0.1).fit(x, churned).predict_proba(x)[:, 1]
    )
    svc = SVC(C=2, kernel='rbf', gamma=0.2, tol=1e-10).fit(x, churned)
    out['svm_rbf'] = svc.decision_function(x)
    svc = SVC(C=0.5, kernel='linear', tol=1e-10).fit(x, churned)
    out['svm_linear'] = svc.decision_function(x)
    svc = SVC(C=0.5, kernel='poly', degree=3, gamma=0.2, coef0=1, tol=1e-10).fit(x, churned)
    out['svm_poly'] = svc.decision_function(x)
    out['isotonic'] = IsotonicRegression(y_min=0, y_max=1).fit(out['nearest'], churned).predict(out['nearest'])
    return out


def make_metrics(frame, found):
    y = (frame['churned'] == 'yes').to_numpy().astype(int)
    p = found['logistic_ridge'].to_numpy().round(2)  # with ties
    hard = (p >= 0.5).astype(int)
    many = found[[f'logistic_many_{name}' for name in ['basic', 'plus', 'top']]].to_numpy()
    plan = frame['plan'].astype('category').cat.codes.to_numpy()
    pick = many.argmax(axis=1)
    out = []
    add = lambda of, name, value: out.append({'of': of, 'metric': name, 'value': value})
    top = np.argsort(-p, kind='stable')
    for of, true, guess in [('two', y, hard), ('many', plan, pick)]:
        add(of, 'accuracy', m.accuracy_score(true, guess))
        add(of, 'balancedAccuracy', m.balanced_accuracy_score(true, guess))
        add(of, 'mcc', m.matthews_corrcoef(true, guess))
        add(of, 'kappa', m.cohen_kappa_score(true, guess))
        for average in ['micro', 'macro', 'weighted']:
            name = average.capitalize()
            add(of, f'precision{name}', m.precision_score(true, guess, average=average))
            add(of, f'recall{name}', m.recall_score(true, guess, average=average))
            add(of, f'f1{name}', m.f1_score(true, guess, average=average))
    add('two', 'precision', m.precision_score(y, hard))
    add('two', 'recall', m.recall_score(y, hard))
    add('two', 'specificity', m.recall_score(y, hard, pos_label=0))
    add('two', 'f1', m.f1_score(y, hard))
    add('two', 'rocAuc', m.roc_auc_score(y, p))
    add('two', 'prAuc', m.average_precision_score(y, p))
    add('two', 'logLoss', m.log_loss(y, p))
    add('two', 'brier', m.brier_score_loss(y, p))
    add('two', 'ks', scipy.stats.ks_2samp(p[y == 1], p[y == 0]).statistic)
    add('many', 'rocAuc', m.roc_auc_score(plan, many, multi_class='ovr'))
    add('many', 'logLoss', m.log_loss(plan, many))
    add('many', 'brier', ((many - np.eye(3)[plan]) ** 2).sum(axis=1).mean())
    spend, guess = frame['spend'], found['linear_none']
    add('number', 'mae', m.mean_absolute_error(spend, guess))
    add('number', 'rmse', m.root_mean_squared_error(spend, guess))
    add('number', 'mape', m.mean_absolute_percentage_error(spend, guess))
    add('number', 'medianError', m.median_absolute_error(spend, guess))
    add('number', 'r2', m.r2_score(spend, guess))
    add('number', 'pinball', m.mean_pinball_loss(spend, guess, alpha=0.9))
    return pd.DataFrame(out)


rows = make_rows()
found = predictions(rows)
write('predict.rows', rows, 'rows to predict from')
write('predict.found', found, 'predictions on the rows that models were fitted on')
write('evaluate.metrics', make_metrics(rows, found), 'metrics; scores of two classes are rounded to two digits')
