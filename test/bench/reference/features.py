"""RFM and behaviour of every customer as an analyst writes them in pandas; text columns are categories, as ours are codes."""
import os
from types import SimpleNamespace

import numpy as np
import pandas as pd

from arrays import read

PACKAGES = ['pandas', 'numpy']
DAY = 86_400_000
NOT_PRODUCTS = 'not-products'
MEASURES = (
    'tenure', 'gap_mean', 'gap_sd', 'gap_ratio', 'trend', 'basket_lines', 'line_quantity', 'basket_value', 'return_rate',
    'diversity', 'weekday_3', 'hour_4',
)


def read_texts(folder, name):
    with open(os.path.join(folder, f'{name}.txt'), encoding='utf-8') as file:
        return file.read().split('\n')


def coded(folder, name):
    """A column of texts as the categories that it holds."""
    return pd.Categorical.from_codes(read(folder, name, np.int32), read_texts(folder, name))


def is_there(folder, name):
    return os.path.exists(os.path.join(folder, f'{name}.bin'))


def load(folder):
    texts = {name: coded(folder, name) for name in ('customer', 'order', 'item') if is_there(folder, name)}
    numbers = {
        name: read(folder, name, np.float64) for name in ('quantity', 'price', 'amount') if is_there(folder, name)
    }
    return pd.DataFrame({**texts, **numbers, 'time': read(folder, 'time', np.float64).astype(np.int64)})


def settle(lines):
    """Lines of somebody, with what they are worth and the order that they are part of."""
    known = lines.dropna(subset=['customer'])
    known = known.assign(day=known.time // DAY)
    if 'amount' not in known:
        known['amount'] = known.quantity * known.price
    if 'order' not in known:
        # Where lines name no order, a customer's day is one.
        known['order'] = known.groupby(['customer', 'day'], observed=True, sort=False).ngroup()
    return known


def score(values, good, n=5):
    """1 (worst) to n; ties by customer."""
    frame = pd.DataFrame({'value': good * values, 'key': values.index.astype(str)})
    order = frame.sort_values(['value', 'key']).index
    return pd.Series(np.arange(len(frame)) * n // len(frame) + 1, index=order)


def rfm(lines, today):
    table = lines.groupby('customer', observed=True).agg(
        last=('day', 'max'), frequency=('order', 'nunique'), monetary=('amount', 'sum')
    )
    table['recency'] = today - table.pop('last')
    for name, good in (('recency', -1), ('frequency', 1), ('monetary', 1)):
        table[f'{name}_score'] = score(table[name], good)
    recent = table.recency <= table.recency.mean()
    frequent = table.frequency > table.frequency.mean()
    paying = table.monetary > table.monetary.mean()
    table['group'] = paying.astype(int) * 4 + recent.astype(int) * 2 + frequent
    return table


def behaviour(lines, today, services):
    has_quantity = 'quantity' in lines
    is_back = lines.amount < 0
    if has_quantity:
        is_back |= lines.quantity < 0
    is_service = lines['item'].isin(services)
    bought = lines[~is_back]
    goods = bought[~is_service]
    orders = bought.groupby(['customer', 'order'], observed=True).agg(time=('time', 'min'), value=('amount', 'sum'))
    held = goods.groupby(['customer', 'order'], observed=True)
    orders['lines'] = held.size().reindex(orders.index, fill_value=0)
    if has_quantity:
        orders['pieces'] = held.quantity.sum().reindex(orders.index, fill_value=0)
    orders = orders.reset_index('order', drop=True).reset_index().sort_values(['customer', 'time'])
    orders['day'] = orders.time // DAY
    by_customer = orders.groupby('customer', observed=True)
    orders['gap'] = by_customer.day.diff()
    is_late = orders.time >= (by_customer.time.transform('min') + today * DAY) / 2
    orders['is_late'] = is_late.where(by_customer.cumcount() > 0)
    table = orders.groupby('customer', observed=True).agg(
        first=('day', 'min'), last=('day', 'max'), gap_mean=('gap', 'mean'), gap_sd=('gap', 'std'), late=('is_late', 'mean'),
        basket_lines=('lines', 'mean'), lines=('lines', 'sum'), basket_value=('value', 'mean'),
        **({'pieces': ('pieces', 'sum')} if has_quantity else {}),
    )
    table['tenure'] = today - table.pop('first')
    table['gap_ratio'] = (today - table.pop('last')) / table.gap_mean.clip(lower=1)
    table['trend'] = 2 * table.pop('late') - 1
    if has_quantity:
        table['line_quantity'] = table.pop('pieces') / table['lines']
    if is_back.any():
        returned = lines[is_back & ~is_service].groupby('customer', observed=True).size()
        table['return_rate'] = (returned.reindex(table.index, fill_value=0) / table['lines']).clip(upper=1)
    counts = goods.groupby(['customer', 'item'], observed=True).size()
    shares = counts / counts.groupby('customer', observed=True).transform('sum')
    table['diversity'] = (-shares * np.log(shares)).groupby('customer', observed=True).sum()
    for name, kinds in (('weekday', (orders.day + 3) % 7), ('hour', orders.time % DAY // 10_800_000)):
        tally = orders.groupby(['customer', kinds], observed=True).size().unstack(fill_value=0)
        profile = tally.div(tally.sum(axis=1), axis=0)
        table[[f'{name}_{kind}' for kind in profile]] = profile
    return table


def prepare(folder, shape, threads):
    lines = load(folder)
    services = read_texts(folder, NOT_PRODUCTS)

    def run():
        known = settle(lines)
        today = lines.time.max() // DAY + 1
        return rfm(known, today), behaviour(known, today, services)

    def check(result):
        values, habits = result
        totals = {name: values[name].sum() for name in ('recency', 'frequency', 'monetary')}
        scores = {f'{name}_score': (values[f'{name}_score'] * values[name]).sum() for name in totals}
        behaviours = {name: habits[name].sum() for name in MEASURES if name in habits}
        return {'customers': len(values), 'buyers': len(habits), **totals, **scores, **behaviours}

    return SimpleNamespace(run=run, check=check)
