"""Golden scores of the select family.

Run from the repository root:  python test/golden/make/feature_scores.py
Needs numpy, pandas, scipy and scikit-learn. Distance correlation, ReliefF and the Laplacian score have no implementation
there; they are computed here from their definitions, with full distance matrices.
"""
import os

import numpy as np
import pandas as pd
import scipy
import sklearn
from scipy.spatial.distance import cdist
from scipy.stats import chi2_contingency, spearmanr
from sklearn.feature_selection import f_classif, mutual_info_classif, mutual_info_regression
from sklearn.metrics import mutual_info_score

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 41
MADE = (
    f'scikit-learn {sklearn.__version__}; scipy {scipy.__version__}; numpy {np.__version__}; seed {SEED}; '
    'test/golden/make/feature_scores.py'
)


def write(name, frame, about):
    with open(os.path.join(HERE, '..', f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.17g')


def make_rows(n=300):
    rng = np.random.default_rng(SEED)
    group = rng.integers(0, 3, n)
    spend = rng.normal(size=n)
    frame = pd.DataFrame({
        'shifted': rng.normal(size=n) + group,
        'curved': spend**2 + 0.3 * rng.normal(size=n),
        'straight': 2 * spend + rng.normal(size=n),
        'skewed': np.exp(rng.normal(size=n) + 0.5 * (group == 2)),
        'noise': rng.normal(size=n),
    })
    frame['group'] = [f'g{code}' for code in group]
    frame['spend'] = spend
    return frame


def bins(values, n=10):
    edges = [np.quantile(values, i / n) for i in range(1, n)]
    return np.searchsorted(np.unique(edges), values, side='right')


def entropy(codes):
    p = np.bincount(codes) / len(codes)
    p = p[p > 0]
    return -(p * np.log2(p)).sum()


def gini(codes):
    p = np.bincount(codes) / len(codes)
    return 1 - (p**2).sum()


def distance_correlation(x, y):
    def centred(v):
        d = np.abs(v[:, None] - v[None, :])
        return d - d.mean(0) - d.mean(1)[:, None] + d.mean()
    a, b = centred(x), centred(y)
    return np.sqrt((a * b).mean() / np.sqrt((a * a).mean() * (b * b).mean()))


def relief(x, codes, k=10):
    x = (x - x.min(0)) / (x.max(0) - x.min(0))
    n, score = len(x), np.zeros(x.shape[1])
    share = np.bincount(codes) / n
    distance = cdist(x, x, 'cityblock')
    np.fill_diagonal(distance, np.inf)
    for i in range(n):
        for code in range(len(share)):
            members = np.flatnonzero((codes == code) & (np.arange(n) != i))
            near = members[np.argsort(distance[i, members], kind='stable')[:k]]
            mean = np.abs(x[near] - x[i]).mean(0)
            score += (-mean if code == codes[i] else share[code] / (1 - share[codes[i]]) * mean) / n
    return score


def laplacian(x, k=5):
    x = (x - x.mean(0)) / x.std(0)
    d = cdist(x, x, 'sqeuclidean')
    np.fill_diagonal(d, np.inf)
    near = np.zeros_like(d, bool)
    for i in range(len(x)):
        near[i, np.argsort(d[i], kind='stable')[:k]] = True
    near |= near.T
    s = np.where(near, np.exp(-d / d[near].mean()), 0)
    degree = s.sum(1)
    scores = []
    for f in x.T:
        f = f - (degree @ f) / degree.sum()
        scores.append((f @ (np.diag(degree) - s) @ f) / (f @ (degree * f)))
    return np.array(scores)


rows = make_rows()
names = ['shifted', 'curved', 'straight', 'skewed', 'noise']
x = rows[names].to_numpy()
codes = rows['group'].str[1:].astype(int).to_numpy()
target = rows['spend'].to_numpy()
groups = [codes == code for code in range(3)]
scores = []
for j, name in enumerate(names):
    values, binned = x[:, j], bins(x[:, j])
    table = pd.crosstab(binned, codes).to_numpy()
    chi2 = chi2_contingency(table, correction=False).statistic
    gain = mutual_info_score(binned, codes) / np.log(2)
    between = sum(g.sum() * (values[g].mean() - values.mean()) ** 2 for g in groups)
    within = sum(((values[g] - values[g].mean()) ** 2).sum() for g in groups)
    scores.append({
        'feature': name,
        'information_gain': gain,
        'gain_ratio': gain / entropy(binned),
        'gini': gini(codes) - sum((binned == b).mean() * gini(codes[binned == b]) for b in np.unique(binned)),
        'chi_square': chi2,
        'cramers_v': np.sqrt(chi2 / (len(codes) * (min(table.shape) - 1))),
        'anova_f': f_classif(x[:, [j]], codes)[0][0],
        'eta_squared': between / (between + within),
        'fisher': between / within,
        'mi_class': mutual_info_classif(x[:, [j]], codes, random_state=0)[0],
        'mi_number': mutual_info_regression(x[:, [j]], target, random_state=0)[0],
        'pearson': np.corrcoef(values, target)[0, 1],
        'spearman': spearmanr(values, target).statistic,
        'distance_correlation': distance_correlation(values, target),
    })
table = pd.DataFrame(scores)
table['relieff'] = relief(x, codes)
table['laplacian'] = laplacian(x)
write('select.rows', rows, 'rows whose features are scored')
write('select.scores', table, 'scores of each feature; ten equally frequent bins where numbers are binned')
