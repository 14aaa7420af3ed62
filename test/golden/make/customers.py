"""Golden tables of the features, transform, project and cluster families.

Run from the repository root:  python test/golden/make/customers.py [online-retail.csv.gz]
Needs numpy, pandas, scipy and scikit-learn. With the file of UCI Online Retail it also writes what RFM gives for its
4,338 customers. Nothing here is read by the product or its tests; the CSV files are.
"""
import hashlib
import os
import sys

import numpy as np
import pandas as pd
import scipy
import sklearn
from scipy.stats import entropy, skew
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_samples, silhouette_score
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 31
DAY = 86_400_000
MADE = (
    f'scikit-learn {sklearn.__version__}; scipy {scipy.__version__}; numpy {np.__version__}; pandas {pd.__version__}; '
    f'seed {SEED}; test/golden/make/customers.py'
)


def write(name, frame, about):
    path = os.path.join(HERE, '..', f'{name}.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.17g')


def make_orders():
    """40 customers, a quarter with one order; equal amounts and days, so that ties bite; ids are not all ASCII."""
    rng = np.random.default_rng(SEED)
    rows = []
    for customer in range(40):
        name = f'客{customer:02d}' if customer % 3 else f'Ä{customer:02d}'
        orders = 1 if customer % 4 == 0 else int(rng.integers(2, 9))
        for order in range(orders):
            time = int(rng.integers(0, 60)) * 3 * DAY + int(rng.integers(0, 24)) * 3_600_000 + int(rng.integers(0, 60)) * 60_000
            channel = ['web', 'app'][int(rng.random() < 0.3)]
            for line in range(int(rng.integers(1, 5))):
                category = ['Küche', '茶', 'Garden & Co', ''][int(rng.choice(4, p=[0.5, 0.3, 0.15, 0.05]))]
                item = 'POST' if rng.random() < 0.08 else f'p{int(rng.integers(0, 12))}'
                price = [2.5, 4, 9.5][int(rng.integers(0, 3))]
                discount = [0, 0, 0.2][int(rng.integers(0, 3))]
                quantity = -1 if rng.random() < 0.05 else int(rng.integers(1, 4))
                # Lines of one order are a minute apart.
                rows.append((name, f'o{customer:02d}-{order}', time + line * 60_000, item, category, quantity, price, discount, channel))
    columns = ['customer', 'order', 'time', 'item', 'category', 'quantity', 'price', 'discount', 'channel']
    return pd.DataFrame(rows, columns=columns)


def day(times):
    return np.floor(times / DAY).astype(int)


def rfm(lines, scores=5):
    """lines: customer, order, time, amount."""
    today = day(lines.time.max()) + 1
    groups = lines.groupby('customer')
    frame = pd.DataFrame(
        {
            'recency': today - day(groups.time.max()),
            'frequency': groups.order.nunique(),
            'monetary': groups.amount.sum(),
        }
    )
    for column, sign in (('recency', -1), ('frequency', 1), ('monetary', 1)):
        ranked = pd.DataFrame({'value': sign * frame[column], 'key': frame.index}, index=frame.index).sort_values(['value', 'key']).index
        frame.loc[ranked, f'{column}_score'] = np.floor(np.arange(len(frame)) * scores / len(frame)) + 1
    return frame


def behaviour(lines):
    today = day(lines.time.max()) + 1
    returned = lines[(lines.quantity < 0) & (lines['item'] != 'POST')]
    lines = lines[lines.quantity > 0]
    goods = lines[lines['item'] != 'POST']
    orders = lines.groupby(['customer', 'order']).agg(time=('time', 'min'), value=('amount', 'sum'), channel=('channel', 'first')).reset_index()
    of_goods = goods.groupby('order').agg(lines=('quantity', 'size'), pieces=('quantity', 'sum'))
    orders = orders.join(of_goods, on='order').fillna({'lines': 0, 'pieces': 0}).sort_values(['customer', 'time'])
    orders['day'] = day(orders.time)
    orders['gap'] = orders.groupby('customer').day.diff()
    groups = orders.groupby('customer')
    frame = pd.DataFrame(index=sorted(orders.customer.unique()))
    frame.index.name = 'customer'
    frame['tenure'] = today - groups.day.min()
    frame['gap_mean'] = groups.gap.mean()
    frame['gap_sd'] = groups.gap.std(ddof=1)
    frame['gap_ratio'] = (today - groups.day.max()) / frame.gap_mean.clip(lower=1)
    middle = (groups.time.min() + today * DAY) / 2
    later = orders[orders.groupby('customer').cumcount() > 0]
    late = (later.time >= later.customer.map(middle)).groupby(later.customer).mean()
    frame['trend'] = (2 * late - 1).reindex(frame.index)
    frame['basket_lines'] = groups.lines.mean()
    frame['line_quantity'] = groups.pieces.sum() / groups.lines.sum()
    frame['basket_value'] = groups.value.mean()
    bought = goods.groupby('customer').size()
    frame['return_rate'] = (returned.groupby('customer').size().reindex(frame.index).fillna(0) / bought).clip(upper=1)
    frame['discount_rate'] = (goods.discount > 0).groupby(goods.customer).mean()
    named = goods[goods.category != '']
    counts = pd.crosstab(named.customer, named.category).reindex(frame.index)
    frame['diversity'] = entropy(counts, axis=1)
    shares = counts.div(counts.sum(axis=1), axis=0)
    for category, column in (('Küche', 'category_küche'), ('茶', 'category_茶'), ('Garden & Co', 'category_garden_co')):
        frame[column] = shares[category]
    channels = pd.crosstab(orders.customer, orders.channel, normalize='index')
    for channel in ('web', 'app'):
        frame[f'channel_{channel}'] = channels[channel]
    moments = pd.to_datetime(orders.time, unit='ms')
    weekdays = pd.crosstab(orders.customer, moments.dt.day_of_week, normalize='index')
    for at, name in enumerate(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']):
        frame[f'weekday_{name}'] = weekdays[at]
    hours = pd.crosstab(orders.customer, moments.dt.hour // 3, normalize='index').reindex(columns=range(8), fill_value=0)
    for bin in range(8):
        frame[f'hour_{bin * 3:02d}_{bin * 3 + 3:02d}'] = hours[bin]
    return frame


def features():
    lines = make_orders()
    write('features.orders', lines, 'order lines for the tables of this family')
    lines['amount'] = lines.quantity * lines.price
    write('features.rfm', rfm(lines).reset_index(), 'RFM by pandas; ties by customer id')
    write('features.behaviour', behaviour(lines).reset_index(), 'behaviour by pandas; entropy by scipy.stats.entropy')


def online_retail(path):
    """What RFM gives for every customer, as a hash over all of them and sums by score."""
    lines = pd.read_csv(path, dtype={'InvoiceNo': str, 'CustomerID': str}).dropna(subset=['CustomerID'])
    lines = lines[~lines.InvoiceNo.str.startswith('C') & (lines.Quantity > 0) & (lines.UnitPrice > 0)]
    lines = pd.DataFrame(
        {
            'customer': lines.CustomerID.str.replace(r'\.0$', '', regex=True),
            'order': lines.InvoiceNo,
            'time': (pd.to_datetime(lines.InvoiceDate) - pd.Timestamp(0)) // pd.Timedelta(milliseconds=1),
            'amount': lines.Quantity * lines.UnitPrice,
        }
    )
    frame = rfm(lines)
    # Amounts are whole thousandths, but for rounding.
    frame['thousandths'] = np.floor(frame.monetary * 1000 + 0.5)
    columns = ['recency', 'frequency', 'thousandths', 'recency_score', 'frequency_score', 'monetary_score']
    rows = [','.join([key, *(str(int(value)) for value in row)]) for key, row in zip(frame.index, frame[columns].to_numpy())]
    digest = hashlib.sha256('\n'.join(rows).encode()).hexdigest()
    out = [('all', 0, len(frame), int(frame.thousandths.sum()), digest)]
    for measure in ('recency', 'frequency', 'monetary'):
        for score, group in frame.groupby(f'{measure}_score'):
            out.append((measure, int(score), len(group), int(group.thousandths.sum()), ''))
    write('features.rfm.online-retail', pd.DataFrame(out, columns=['measure', 'score', 'customers', 'thousandths', 'sha256']), 'RFM of UCI Online Retail by pandas')


def scales():
    """Columns of every shape, a few values missing."""
    rng = np.random.default_rng(SEED + 1)
    n = 30
    frame = pd.DataFrame(
        {
            'even': rng.normal(10, 3, n),
            'tailed': np.round(np.exp(rng.normal(3, 1.2, n)), 2),
            'signed': rng.normal(0, 50, n),
            'constant': np.full(n, 0.1),
            'share_a': rng.beta(1, 3, n),
            'share_b': rng.beta(1, 30, n),
        }
    )
    frame.loc[3, 'even'] = np.nan
    frame.loc[[5, 6], 'tailed'] = np.nan
    signed_log = np.sign(frame) * np.log1p(np.abs(frame))
    # A constant column keeps no rounding error of its mean.
    z = lambda values: pd.DataFrame(StandardScaler().fit_transform(values), columns=values.columns).assign(constant=0.0)
    auto = z(frame)
    for column in ('even', 'tailed', 'signed'):
        if skew(frame[column].dropna()) > 1 and frame[column].min() >= 0:
            auto[column] = z(signed_log)[column]
    roots = np.sqrt(frame[['share_a', 'share_b']])
    auto[['share_a', 'share_b']] = (roots - roots.mean()) / np.sqrt(roots.var(ddof=0).mean())
    expected = {
        'zscore': z(frame),
        'minmax': pd.DataFrame(MinMaxScaler().fit_transform(frame), columns=frame.columns),
        'robust': pd.DataFrame(RobustScaler().fit_transform(frame), columns=frame.columns),
        'log': z(signed_log),
        'auto': auto,
    }
    rows = [
        [column, frame.loc[row, column], *(scaled.loc[row, column] for scaled in expected.values())]
        for column in frame.columns
        for row in range(n)
    ]
    write('transform.scale', pd.DataFrame(rows, columns=['column', 'given', *expected]), 'StandardScaler, MinMaxScaler, RobustScaler and their logarithms; empty where missing')


def points():
    """90 rows in three round groups of unlike size, one of them thin, over four features of unlike scale."""
    rng = np.random.default_rng(SEED + 2)
    centres = np.array([[0, 0, 0, 0], [5, 1, -4, 2], [2, 6, 3, -5]])
    group = rng.choice(3, 90, p=[0.5, 0.35, 0.15])
    return np.round(centres[group] + rng.normal(0, [1, 1.5, 1, 2], (90, 4)), 3)


def projections(x):
    fitted = PCA().fit(x)
    axes = fitted.components_ * np.sign(fitted.components_[np.arange(4), np.abs(fitted.components_).argmax(axis=1)])[:, None]
    rows = [
        (c + 1, f'x{j + 1}', axes[c, j], fitted.explained_variance_[c], fitted.explained_variance_ratio_[c])
        for c in range(4)
        for j in range(4)
    ]
    write('project.pca', pd.DataFrame(rows, columns=['component', 'feature', 'loading', 'variance', 'share']), 'sklearn.decomposition.PCA of cluster.points; the largest loading of each component is positive')
    at = (x - x.mean(axis=0)) @ axes.T
    write('project.pca.rows', pd.DataFrame(at, columns=['pc1', 'pc2', 'pc3', 'pc4']), 'cluster.points on those components')


def clusters(x):
    write('cluster.points', pd.DataFrame(x, columns=['x1', 'x2', 'x3', 'x4']), '90 rows in three groups')
    labels = {}
    rows = []
    for k in range(2, 7):
        fitted = KMeans(k, init=x[:k], n_init=1, max_iter=300, tol=0, algorithm='lloyd').fit(x)
        labels[f'k{k}'] = fitted.labels_
        rows.append((k, fitted.inertia_, silhouette_score(x, fitted.labels_), calinski_harabasz_score(x, fitted.labels_), davies_bouldin_score(x, fitted.labels_)))
    write('cluster.indices', pd.DataFrame(rows, columns=['k', 'inertia', 'silhouette', 'calinski_harabasz', 'davies_bouldin']), 'KMeans of cluster.points started from its first k rows, and sklearn.metrics of its labels')
    frame = pd.DataFrame(labels)
    for k in range(2, 7):
        frame[f's{k}'] = silhouette_samples(x, labels[f'k{k}'])
    write('cluster.labels', frame, 'labels and silhouettes of cluster.points for each k, numbered by starting row')


features()
scales()
projections(points())
clusters(points())
if len(sys.argv) > 1:
    online_retail(sys.argv[1])
