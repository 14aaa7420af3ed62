"""Golden values of tuning, learning curves and ensembles on the rows of `predict.rows`.

Run from the repository root, after predict.py:  python test/golden/make/tuning.py
Needs numpy, pandas, scipy and scikit-learn. Inside every fold the columns are encoded as the product does it: numbers filled with
their median, one column a category (for linear models all but the most frequent), all standardised.
"""
import os

import numpy as np
import pandas as pd
import scipy.optimize
import sklearn
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import StackingClassifier, StackingRegressor, VotingClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import GridSearchCV, PredefinedSplit, TimeSeriesSplit, cross_val_predict, learning_curve, validation_curve
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
MADE = f'scikit-learn {sklearn.__version__}; scipy {scipy.__version__}; numpy {np.__version__}; test/golden/make/tuning.py'
NUMBERS = ['visits', 'tenure', 'returns']


class Encoder(TransformerMixin, BaseEstimator):
    def __init__(self, drop=True):
        self.drop = drop

    def fit(self, frame, y=None):
        self.middle_ = frame[NUMBERS].median()
        counts = frame['place'].value_counts()
        self.kept_ = [c for c in sorted(counts.index) if not self.drop or c != counts.index[0]]
        x = self.raw(frame)
        self.mean_, self.deviation_ = x.mean(), x.std(ddof=0)
        return self

    def raw(self, frame):
        x = frame[NUMBERS].astype(float).fillna(self.middle_)
        for category in self.kept_:
            x[category] = (frame['place'] == category).astype(float)
        return x

    def transform(self, frame):
        return ((self.raw(frame) - self.mean_) / self.deviation_).to_numpy()


def write(name, frame, about):
    with open(os.path.join(GOLDEN, f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        pd.DataFrame(frame).to_csv(file, index=False, float_format='%.17g')


rows = pd.read_csv(os.path.join(GOLDEN, 'predict.rows.csv'), skiprows=1)
x, churned, spend = rows[NUMBERS + ['place']], (rows['churned'] == 'yes').astype(int), rows['spend']
every_fifth = PredefinedSplit(np.arange(len(rows)) % 5)
logistic = lambda strength=1.0: make_pipeline(
    Encoder(), LogisticRegression(C=1 / strength, solver='newton-cholesky', tol=1e-12, max_iter=100_000)
)

# tune.predictor: a grid over rolling folds
strengths = [0.01, 0.1, 1, 10, 100]
grid = GridSearchCV(
    logistic(), {'logisticregression__C': [1 / s for s in strengths]}, scoring='neg_log_loss', cv=TimeSeriesSplit(4)
).fit(x, churned)
folds = np.array([grid.cv_results_[f'split{i}_test_score'] for i in range(4)])
write(
    'tune.predictor',
    {'strength': strengths, 'value': -folds.mean(axis=0), 'lowest': -folds.max(axis=0), 'highest': -folds.min(axis=0)},
    'log loss of logistic regression in four rolling folds',
)

# evaluate.learning-curve and evaluate.validation-curve: every fifth row is a fold
out = []
sizes, train, test = learning_curve(
    logistic(), x, churned, train_sizes=[0.25, 0.5, 1.0], cv=every_fifth, scoring='roc_auc'
)
for size, a, b in zip(sizes, train, test):
    out += [{'curve': 'learning', 'at': size, 'fold': i, 'train': a[i], 'test': b[i]} for i in range(5)]
train, test = validation_curve(
    logistic(), x, churned, param_name='logisticregression__C', param_range=[1 / s for s in strengths], cv=every_fifth,
    scoring='roc_auc',
)
for strength, a, b in zip(strengths, train, test):
    out += [{'curve': 'validation', 'at': strength, 'fold': i, 'train': a[i], 'test': b[i]} for i in range(5)]
write('evaluate.curves', out, 'ROC-AUC of logistic regression on rows learned from and on others, by rows and by strength')

# predict.voting and predict.stacking, fitted and asked on all rows
members = [
    ('logistic', logistic()),
    ('nearest', make_pipeline(Encoder(drop=False), KNeighborsClassifier(7, algorithm='brute'))),
    ('discriminant', make_pipeline(Encoder(), LinearDiscriminantAnalysis(solver='svd'))),
]
judge = make_pipeline(StandardScaler(), LogisticRegression(solver='newton-cholesky', tol=1e-12, max_iter=100_000))
numbers = [
    ('linear', make_pipeline(Encoder(), LinearRegression())),
    ('nearest', make_pipeline(Encoder(drop=False), KNeighborsRegressor(7, algorithm='brute'))),
]
soft = VotingClassifier(members, voting='soft', weights=[2, 1, 1]).fit(x, churned)
hard = VotingClassifier(members, voting='hard', weights=[3, 2, 2]).fit(x, churned)
stacked = StackingClassifier(members, judge, cv=every_fifth, stack_method='predict_proba').fit(x, churned)
summed = StackingRegressor(numbers, LinearRegression(), cv=every_fifth).fit(x, spend)
# Weights of least log loss on predictions of rows held out.
held = np.stack([cross_val_predict(m, x, churned, cv=every_fifth, method='predict_proba') for _, m in members])
own = held[:, np.arange(len(rows)), churned]
found = scipy.optimize.minimize(
    lambda w: -np.log(w @ own).mean(), np.full(3, 1 / 3), method='SLSQP', bounds=[(0, 1)] * 3,
    constraints={'type': 'eq', 'fun': lambda w: w.sum() - 1}, options={'ftol': 1e-15, 'maxiter': 1000},
)
print('weights', found.x, 'loss', found.fun)
write(
    'predict.ensembles',
    {
        'soft': soft.predict_proba(x)[:, 1],
        'hard': hard.predict(x),
        'stacked': stacked.predict_proba(x)[:, 1],
        'stacked_spend': summed.predict(x),
        **{f'held_{name}': held[i, :, 1] for i, (name, _) in enumerate(members)},
        'weighted': found.x @ held[:, :, 1],
    },
    f'ensembles of logistic regression, 7 neighbours and a linear discriminant; weights {found.x.tolist()}, loss {float(found.fun)!r}',
)
