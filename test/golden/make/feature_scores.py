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
from sklearn.cluster import KMeans
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import f_classif, mutual_info_classif, mutual_info_regression
from sklearn.linear_model import Lasso, LogisticRegression
from sklearn.metrics import calinski_harabasz_score, mutual_info_score

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


# Scores of features beside each other. FCBF and mRMR as scikit-feature defines them (its FCBF.py and LCSI.py), but that a number is cut into
# ten bins; the lasso's entries by refitting scikit-learn's models at each strength.
def uncertainty(a, b):
    return 2 * mutual_info_score(a, b) / np.log(2) / (entropy(a) + entropy(b))


def fcbf(features, target):
    relevance = np.array([uncertainty(f, target) for f in features])
    covered = set()
    order = sorted(range(len(features)), key=lambda j: (-relevance[j], j))
    for at, strong in enumerate(order):
        if strong not in covered:
            covered |= {w for w in order[at + 1:] if w not in covered and uncertainty(features[strong], features[w]) >= relevance[w]}
    return [relevance[j] - (j in covered) for j in range(len(features))]


def mrmr(features, target):
    taken, left = [], list(range(len(features)))
    while left:
        def value(j):
            shared = [mutual_info_score(features[j], features[s]) for s in taken]
            return mutual_info_score(features[j], target) - (np.mean(shared) if shared else 0)
        best = max(left, key=value)
        taken.append(best)
        left.remove(best)
    return [1 - taken.index(j) / len(features) for j in range(len(features))]


def entries(strengths, coefficients):
    shares = np.zeros(z.shape[1])
    for share in strengths:
        held = np.abs(coefficients(share)).max(0) > 1e-7
        shares[held & (shares == 0)] = share
    return shares


def logistic_at(share):
    largest = max(np.abs(z.T @ ((codes == c) - (codes == c).mean())).max() for c in range(3))
    return LogisticRegression(l1_ratio=1, solver='saga', C=1 / (share * largest), tol=1e-8, max_iter=100_000).fit(z, codes).coef_


def linear_at(share):
    largest = np.abs(z.T @ (target - target.mean())).max() / len(z)
    return Lasso(alpha=share * largest, tol=1e-12, max_iter=100_000).fit(z, target - target.mean()).coef_[None, :]


six = np.column_stack([x, 0.8 * x[:, 0] + 0.2 * x[:, 4]])
z = (six - six.mean(0)) / six.std(0)
binned6 = [bins(column) for column in six.T]
clusterings = {k: KMeans(k, n_init=20, random_state=0).fit_predict(z) for k in range(2, 9)}
clearest = clusterings[max(clusterings, key=lambda k: calinski_harabasz_score(z, clusterings[k]))]
forest = RandomForestClassifier(1000, min_samples_leaf=5, random_state=0).fit(six, codes)
joint = pd.DataFrame({
    'feature': [*names, 'doubled'],
    'fcbf_class': fcbf(binned6, codes),
    'fcbf_number': fcbf(binned6, bins(target)),
    'mrmr_class': mrmr(binned6, codes),
    'mrmr_number': mrmr(binned6, bins(target)),
    'lasso_class': entries([0.01 ** (i / 10) for i in range(1, 11)], logistic_at),
    'lasso_number': entries([0.01 ** (i / 50) for i in range(1, 51)], linear_at),
    'forest': forest.feature_importances_,
    'cluster_share': [f_classif(z[:, [j]], clearest)[0][0] for j in range(6)],
})
k, n = clearest.max() + 1, len(z)
joint['cluster_share'] = joint['cluster_share'] * (k - 1) / (joint['cluster_share'] * (k - 1) + n - k)
write('select.joint', joint, 'scores of features beside each other; doubled is 0.8 shifted + 0.2 noise')
