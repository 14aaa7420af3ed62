"""Golden tables of transform.scale (bent scales), transform.text, features.{windows,series} and prepare.{impute,outliers,encode,bin,pivot}.

Run from the repository root:  python test/golden/make/prepare.py
Needs numpy, pandas, scipy and scikit-learn. Reads nothing; nothing here is read by the product or its tests, the CSV files are.
"""
import os

import numpy as np
import pandas as pd
import scipy
import sklearn
from scipy import stats
from sklearn.feature_extraction import FeatureHasher
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import KNNImputer
from sklearn.preprocessing import (
    KBinsDiscretizer,
    OneHotEncoder,
    PowerTransformer,
    QuantileTransformer,
    StandardScaler,
    TargetEncoder,
)
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 53


def write(name, frame, what):
    with open(os.path.join(HERE, '..', f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(
            f'# {what}; scikit-learn {sklearn.__version__}; scipy {scipy.__version__}; numpy {np.__version__}; '
            f'pandas {pd.__version__}; seed {SEED}; test/golden/make/prepare.py\n'
        )
        frame.to_csv(file, index=False, float_format='%.17g')


def bent_scales():
    """Columns of every shape; the last has few different values."""
    rng = np.random.default_rng(SEED)
    # Shares of 32 gaps are exact; others would round quantiles of repeated values apart.
    n = 33
    frame = pd.DataFrame(
        {
            'tailed': np.round(np.exp(rng.normal(3, 1, n)), 2),
            'signed': rng.normal(-5, 20, n),
            'leaning': -np.round(rng.gamma(1.5, 4, n), 3),
            'few': rng.integers(0, 4, n).astype(float),
        }
    )
    frame.loc[[2, 9], 'tailed'] = np.nan
    expected = {
        'power': PowerTransformer('yeo-johnson'),
        'quantile': QuantileTransformer(n_quantiles=n),
        'normal': QuantileTransformer(n_quantiles=n, output_distribution='normal'),
    }
    parts = []
    for column in frame.columns:
        values = frame[[column]]
        # As many quantiles as there are values.
        known = values[column].notna().sum()
        for scaler in (expected['quantile'], expected['normal']):
            scaler.set_params(n_quantiles=known)
        parts.append(
            pd.DataFrame(
                {'column': column, 'given': values[column]}
                | {method: scaler.fit_transform(values)[:, 0] for method, scaler in expected.items()}
            )
        )
    write('transform.scale.bent', pd.concat(parts), 'PowerTransformer and QuantileTransformer; empty where missing')


def neighbours():
    """Numbers of unlike scale that hang together, a fifth of them missing."""
    rng = np.random.default_rng(SEED + 1)
    n = 50
    base = rng.normal(0, 1, n)
    given = pd.DataFrame(
        {name: base * scale + rng.normal(0, 0.4 * scale, n) for name, scale in (('a', 1.0), ('b', 100.0), ('c', 0.01), ('d', 7.0))}
    )
    given = given.mask(rng.random(given.shape) < 0.2)
    given.iloc[7] = np.nan
    scaler = StandardScaler().fit(given)
    filled = scaler.inverse_transform(KNNImputer(n_neighbors=4).fit_transform(scaler.transform(given)))
    frame = pd.concat([given.add_prefix('given_'), pd.DataFrame(filled, columns=given.columns)], axis=1)
    write('prepare.impute.neighbours', frame, 'StandardScaler and KNNImputer(4)')


def outlier_limits():
    rng = np.random.default_rng(SEED + 2)
    n = 60
    frame = pd.DataFrame({'plain': rng.normal(3, 2, n), 'tailed': np.exp(rng.normal(0, 1.2, n))})
    frame.loc[[4, 11], 'plain'] = np.nan
    out = [('given', column, value, np.nan) for column in frame for value in frame[column]]
    for column in frame:
        values = frame[column].dropna().to_numpy()
        q1, q3 = np.quantile(values, [0.25, 0.75])
        out.append(('iqr', column, q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)))
        out.append(('z', column, *(values.mean() + np.array([-3, 3]) * values.std())))
        mad = stats.median_abs_deviation(values, scale='normal')
        out.append(('mad', column, *(np.median(values) + np.array([-3.5, 3.5]) * mad)))
    write('prepare.outliers', pd.DataFrame(out, columns=['part', 'column', 'low', 'high']), 'limits by quartiles, z and MAD')


def encodings():
    rng = np.random.default_rng(SEED + 3)
    n = 90
    city = rng.choice(['Bath', '杭州', 'York', 'Åre', 'Ely'], n, p=[0.4, 0.25, 0.2, 0.1, 0.05]).astype(object)
    spent = np.round(rng.normal(10, 3, n) + (city == 'Bath') * 4, 2)
    stays = np.where(rng.random(n) < 0.3 + 0.4 * (city == 'York'), 'yes', 'no')
    level = np.where(spent > 13, 'high', np.where(spent > 9, 'middle', 'low'))
    x = city.reshape(-1, 1)
    out = pd.DataFrame({'city': city, 'spent': spent, 'stays': stays, 'level': level})
    out['spent_auto'] = TargetEncoder(target_type='continuous').fit(x, spent).transform(x)[:, 0]
    out['spent_10'] = TargetEncoder(target_type='continuous', smooth=10).fit(x, spent).transform(x)[:, 0]
    out['stays_auto'] = TargetEncoder().fit(x, stays).transform(x)[:, 0]
    levels = TargetEncoder().fit(x, level)
    for j, name in enumerate(levels.classes_):
        out[f'level_{name}'] = levels.transform(x)[:, j]
    hot = OneHotEncoder(max_categories=4, sparse_output=False).fit(x)
    for j, name in enumerate(hot.get_feature_names_out(['hot'])):
        out[name] = hot.transform(x)[:, j]
    hashed = FeatureHasher(6, input_type='string').transform([[f'city={value}'] for value in city]).toarray()
    for j in range(6):
        out[f'hash_{j + 1}'] = hashed[:, j]
    write('prepare.encode', out, 'TargetEncoder, OneHotEncoder(max_categories=4), FeatureHasher(6)')


def bins():
    rng = np.random.default_rng(SEED + 4)
    n = 80
    value = np.round(np.exp(rng.normal(2, 0.8, n)), 2)
    amount = np.round(np.sqrt(value) * 3 + rng.normal(0, 1, n), 3)
    group = np.where(value < 4, 'a', np.where(value < 12, 'b', 'c')).astype(object)
    group[rng.choice(n, 12, replace=False)] = 'b'
    out = [('given', v, a, g) for v, a, g in zip(value, amount, group)]
    x = value.reshape(-1, 1)
    for strategy in ('uniform', 'quantile'):
        edges = KBinsDiscretizer(5, strategy=strategy, quantile_method='linear').fit(x).bin_edges_[0]
        out += [(strategy, edge, np.nan, '') for edge in edges[1:-1]]
    trees = {
        'amount': DecisionTreeRegressor(max_leaf_nodes=5, min_samples_leaf=4, random_state=0).fit(x, amount),
        'group': DecisionTreeClassifier(max_leaf_nodes=4, min_samples_leaf=4, random_state=0).fit(x, group),
    }
    for target, tree in trees.items():
        found = np.sort(tree.tree_.threshold[tree.tree_.children_left >= 0])
        out += [(target, edge, np.nan, '') for edge in found]
    write('prepare.bin', pd.DataFrame(out, columns=['part', 'value', 'amount', 'group']), 'KBinsDiscretizer(5) and trees of 5 and 4 leaves')


bent_scales()
neighbours()
outlier_limits()
encodings()
bins()


def pivots():
    rng = np.random.default_rng(SEED + 5)
    n = 100
    lines = pd.DataFrame(
        {
            'customer': rng.choice(['c1', 'c2', 'c3', '客4', 'c5'], n),
            'category': rng.choice(['tea', '茶具', 'toys'], n, p=[0.6, 0.3, 0.1]),
            'paid': np.round(rng.gamma(2, 8, n), 2),
        }
    )
    lines = lines[~((lines.customer == 'c5') & (lines.category == 'toys'))]
    out = [lines.assign(part='given')]
    for measure in ('sum', 'mean', 'median', 'max'):
        wide = lines.pivot_table(index='customer', columns='category', values='paid', aggfunc=measure)
        long = wide.reset_index().melt(id_vars='customer', value_name='paid')
        out.append(long.assign(part=measure))
    counts = pd.crosstab(lines.customer, lines.category, normalize='index')
    out.append(counts.reset_index().melt(id_vars='customer', value_name='paid').assign(part='shares'))
    write('prepare.pivot', pd.concat(out)[['part', 'customer', 'category', 'paid']], 'pivot_table, crosstab and melt of pandas')


pivots()


def windows():
    rng = np.random.default_rng(SEED + 6)
    n = 160
    start = pd.Timestamp('2024-01-01')
    lines = pd.DataFrame(
        {
            'customer': rng.choice(['c1', 'c2', '客3', 'c4'], n),
            'order': [f'o{i}' for i in rng.integers(0, 70, n)],
            'time': start + pd.to_timedelta(rng.integers(0, 120 * 1440, n), unit='min'),
            'amount': np.round(rng.normal(20, 15, n), 2),
        }
    )
    # An order is one customer's.
    lines['order'] = lines.customer + lines.order
    until = start + pd.Timedelta(days=110)
    known = lines[lines.time < until]
    out = []
    for customer, own in known.groupby('customer'):
        age = (until - own.time) / pd.Timedelta(days=1)
        out.append((customer, 'days_since_last', age.min()))
        for days in (7, 30, 45):
            now, before = own[age <= days], own[(age > days) & (age <= 2 * days)]
            trend = lambda a, b: 0.0 if abs(a) + abs(b) == 0 else (a - b) / (abs(a) + abs(b))
            out += [
                (customer, f'rows_{days}d', len(now)),
                (customer, f'rows_trend_{days}d', trend(len(now), len(before))),
                (customer, f'amount_{days}d', now.amount.sum()),
                (customer, f'amount_trend_{days}d', trend(now.amount.sum(), before.amount.sum())),
                (customer, f'orders_{days}d', now.order.nunique()),
                (customer, f'active_{days}d', now.time.dt.date.nunique()),
            ]
    given = lines.assign(time=(lines.time - pd.Timestamp('1970-01-01')) // pd.Timedelta(milliseconds=1), part='given')
    expected = pd.DataFrame(out, columns=['customer', 'order', 'amount']).assign(part='expected', time='')
    frame = pd.concat([given.astype({'time': str}), expected])[['part', 'customer', 'order', 'time', 'amount']]
    write('features.windows', frame, 'windows before a date by pandas')


windows()


def texts():
    """Names of goods in three kinds; every word has two letters or more."""
    rng = np.random.default_rng(SEED + 7)
    kinds = [
        ['red', 'tea', 'cup', 'saucer', 'pot', 'blue'],
        ['wooden', 'toy', 'train', 'red', 'car', 'puzzle'],
        ['paper', 'card', 'gift', 'wrap', 'blue', 'ribbon'],
    ]
    names = [' '.join(rng.choice(kinds[i % 3], rng.integers(2, 5))) for i in range(60)]
    counts = TfidfVectorizer(min_df=2, sublinear_tf=True)
    weighed = counts.fit_transform(names)
    plain = TfidfVectorizer(min_df=2, ngram_range=(1, 2)).fit_transform(names)
    svd = TruncatedSVD(4, algorithm='arpack').fit(weighed)
    places = svd.transform(weighed)
    out = pd.DataFrame({'name': names, 'phrases': np.asarray(plain.sum(axis=1)).ravel()})
    for j in range(4):
        out[f'axis_{j + 1}'] = places[:, j]
    for word in ('cup', 'red', 'ribbon'):
        out[word] = weighed[:, counts.vocabulary_[word]].toarray()[:, 0]
    write('transform.text', out, 'TfidfVectorizer and TruncatedSVD')


texts()


def courses():
    rng = np.random.default_rng(SEED + 8)
    until = pd.Timestamp('2024-07-01')
    rows = []
    for customer, first, n in (('c1', 400, 60), ('客2', 180, 40), ('c3', 75, 12), ('c4', 20, 1)):
        days = np.append(rng.integers(1, first, n - 1), first)
        rows += [(customer, until - pd.Timedelta(days=int(day)) + pd.Timedelta(minutes=int(rng.integers(0, 1440))), round(float(rng.normal(30, 12)), 2)) for day in days]
    lines = pd.DataFrame(rows, columns=['customer', 'time', 'amount'])
    out = []
    for customer, own in lines.groupby('customer'):
        back = np.ceil((until - own.time) / pd.Timedelta(days=30)).astype(int) - 1
        first = min(back.max(), 11)
        sums = own.amount.groupby(back).sum().reindex(range(first, -1, -1), fill_value=0.0).to_numpy()
        counts = own.amount.groupby(back).size().reindex(range(first, -1, -1), fill_value=0).to_numpy()
        acf = lambda lag: pd.Series(sums).pipe(lambda s: ((s - s.mean()) * (s.shift(-lag) - s.mean())).sum() / ((s - s.mean()) ** 2).sum()) if len(sums) > 2 * lag else np.nan
        days = np.sort(own.time.dt.normalize().unique())
        gaps = np.diff(days) / np.timedelta64(1, 'D')
        measures = {
            'period_mean': sums.mean(),
            'period_variation': sums.std() / abs(sums.mean()),
            'period_trend': np.polyfit(np.arange(len(sums)), sums, 1)[0] / abs(sums.mean()) if len(sums) > 2 else np.nan,
            'period_autocorrelation': acf(1),
            'period_season': acf(3),
            'active_share': (counts > 0).mean(),
            'longest_gap': gaps.max() if len(gaps) else np.nan,
        }
        out += [(customer, name, value) for name, value in measures.items()]
    given = lines.assign(time=((lines.time - pd.Timestamp('1970-01-01')) // pd.Timedelta(milliseconds=1)).astype(str), part='given')
    expected = pd.DataFrame(out, columns=['customer', 'time', 'amount']).assign(part='expected')
    write('features.series', pd.concat([given, expected])[['part', 'customer', 'time', 'amount']], 'periods before a date by pandas and numpy')


courses()
