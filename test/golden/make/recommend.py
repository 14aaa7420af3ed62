"""Golden tables of the recommend, evaluate and tune families.

Run from the repository root:  python test/golden/make/recommend.py
Needs numpy, pandas, scipy and implicit 0.7.3. Nothing here is read by the product or its tests; the CSV files are.
"""
import math
import os
from itertools import product

import implicit
import numpy as np
import pandas as pd
import scipy.sparse as sp
from implicit.nearest_neighbours import all_pairs_knn, bm25_weight, normalize, tfidf_weight

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 20
DAY = 86_400_000
MADE = f'implicit {implicit.__version__}, numpy {np.__version__}, pandas {pd.__version__}; seed {SEED}; test/golden/make/recommend.py'


def write(name, frame, about):
    path = os.path.join(HERE, '..', f'{name}.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.17g')


def make_interactions():
    """60 customers in four tastes over 25 items, some bought again and again, in 200 days; ids are not all ASCII."""
    rng = np.random.default_rng(SEED)
    rows = []
    for customer in range(60):
        taste = customer % 4
        odds = np.full(25, 0.4)
        odds[taste * 6 : taste * 6 + 6] = 4.0
        odds *= 1 + 2 * (np.arange(25) % 5 == 0)
        odds /= odds.sum()
        orders = int(rng.integers(2, 9))
        days = np.sort(rng.choice(200, orders, replace=False))
        for n, day in enumerate(days):
            for item in rng.choice(25, int(rng.integers(1, 6)), replace=False, p=odds):
                time = int(day) * DAY + 36_000_000
                rows.append((f'客{customer:02d}', f'ö{item:02d}', f'o{customer:02d}-{n}', time, int(rng.integers(1, 7))))
    return pd.DataFrame(rows, columns=['customer', 'item', 'order', 'time', 'quantity'])


def matrix(frame, weight='binary'):
    users, items = sorted(frame.customer.unique()), sorted(frame.item.unique())
    pairs = frame.groupby(['customer', 'item']).agg(orders=('order', 'nunique'), quantity=('quantity', 'sum')).reset_index()
    values = {'binary': np.ones(len(pairs)), 'orders': pairs.orders, 'log-quantity': np.log1p(pairs.quantity)}[weight]
    rows, columns = pairs.customer.map(users.index), pairs.item.map(items.index)
    return sp.csr_matrix((np.asarray(values, float), (rows, columns)), shape=(len(users), len(items))), users, items


def weighted(X, similarity, k1=1.2, b=0.75):
    """items × users, as implicit prepares it; its own normalisation where it has one."""
    if similarity == 'tf-idf':
        return sp.csr_matrix(tfidf_weight(X.T))
    if similarity == 'bm25':
        return sp.csr_matrix(bm25_weight(X.T, k1, b))
    if similarity in ('jaccard', 'lift'):
        return sp.csr_matrix((np.ones_like(X.T.tocsr().data), X.T.tocsr().indices, X.T.tocsr().indptr), shape=X.T.shape)
    return X.T.tocsr()


def likeness(X, similarity, shrink):
    W = weighted(X, similarity)
    both = np.asarray((W @ W.T).todense())
    n = np.diff(X.T.tocsr().indptr).astype(float)
    if similarity in ('cosine', 'tf-idf'):
        S = np.asarray((sp.csr_matrix(normalize(W)) @ sp.csr_matrix(normalize(W)).T).todense())
    elif similarity == 'bm25':
        S = both.copy()
    elif similarity == 'jaccard':
        S = both / (n[:, None] + n[None, :] - both)
    else:
        S = both * X.shape[0] / np.outer(n, n)
    if shrink > 0:
        S = S * both / (both + shrink * (W.data**2).mean())
    np.fill_diagonal(S, 0)
    return np.nan_to_num(S)


def best(scores, k):
    order = np.lexsort((np.arange(len(scores)), -scores))[:k]
    return [i for i in order if scores[i] > 0]


def keep_best(S, k):
    kept = np.zeros_like(S)
    for row in range(len(S)):
        kept[row, best(S[row], k)] = S[row, best(S[row], k)]
    return kept


def check_against_implicit(X):
    """The likenesses above are those of implicit's own all-pairs search, self left out."""
    for similarity in ('cosine', 'tf-idf', 'bm25'):
        W = weighted(X, similarity)
        if similarity != 'bm25':
            W = sp.csr_matrix(normalize(W))
        theirs = np.asarray(all_pairs_knn(W.T.tocsr(), X.shape[1], show_progress=False).tocsr().todense())
        np.fill_diagonal(theirs, 0)
        assert np.allclose(theirs, likeness(X, similarity, 0)), similarity


def knn_scores(frame, similarity='tf-idf', neighbours=30, shrink=3, weight='binary'):
    X, users, items = matrix(frame, weight)
    return np.asarray(X @ keep_best(likeness(X, similarity, shrink), neighbours)), X.toarray() > 0, users, items


def popular_scores(frame, half_life=None):
    _, users, items = matrix(frame)
    last = frame.groupby(['customer', 'item']).time.max().reset_index()
    part = np.ones(len(last)) if half_life is None else 2.0 ** (-(frame.time.max() - last.time) / DAY / half_life)
    scores = last.assign(part=part).groupby('item').part.sum().reindex(items).to_numpy()
    seen = matrix(frame)[0].toarray() > 0
    return np.tile(scores, (len(users), 1)), seen, users, items


def buy_again_scores(frame, smoothing=5.0):
    X, users, items = matrix(frame)
    pairs = frame.groupby(['customer', 'item']).agg(k=('order', 'nunique'), first=('time', 'min'), last=('time', 'max')).reset_index()
    pairs['span'] = (pairs['last'] - pairs['first']) / DAY
    again = pairs[pairs.k >= 2]
    mean_gap = again.span.sum() / (again.k - 1).sum()
    mean_return = len(again) / len(pairs)
    buyers = pairs.groupby('item').size().reindex(items).to_numpy()
    returned = again.groupby('item').size().reindex(items, fill_value=0).to_numpy()
    gaps = (again.k - 1).groupby(again.item).sum().reindex(items, fill_value=0).to_numpy()
    days = again.groupby('item').span.sum().reindex(items, fill_value=0).to_numpy()
    share = (returned + smoothing * mean_return) / (buyers + smoothing)
    gap = np.maximum(1, (days + smoothing * mean_gap) / (gaps + smoothing))
    scores = np.zeros(X.shape)
    for pair in pairs.itertuples():
        u, i = users.index(pair.customer), items.index(pair.item)
        since = (frame.time.max() - pair.last) / DAY
        own = (pair.span + gap[i]) / pair.k
        wait = 2 * abs(own - since) if since < 2 * own else since
        scores[u, i] = share[i] * 30 * (pair.k + 1) / (pair.span + wait + gap[i])
    return scores, X.toarray() > 0, users, items


def judge(train, test, scored, masked, ks):
    """Metrics by hand: customers of both parts with something to predict, the training items ranked."""
    scores, seen, users, items = scored
    bought = test.groupby('customer').item.unique()
    values = {(metric, k): [] for metric in ('recall', 'capped-recall', 'precision', 'ndcg', 'map', 'hit-rate', 'mrr') for k in ks}
    shown = {k: set() for k in ks}
    for user in [u for u in bought.index if u in users]:
        row = users.index(user)
        relevant = {items.index(i) for i in bought[user] if i in items and not (masked and seen[row, items.index(i)])}
        if not relevant:
            continue
        s = scores[row].copy()
        if masked:
            s[seen[row]] = 0
        ranked = best(s, max(ks))
        for k in ks:
            hits = [int(i in relevant) for i in ranked[:k]]
            shown[k] |= set(ranked[:k])
            most = min(k, len(relevant))
            ideal = sum(1 / math.log2(r + 2) for r in range(most))
            values['recall', k].append(sum(hits) / len(relevant))
            values['capped-recall', k].append(sum(hits) / most)
            values['precision', k].append(sum(hits) / k)
            values['ndcg', k].append(sum(h / math.log2(r + 2) for r, h in enumerate(hits)) / ideal)
            values['map', k].append(sum(sum(hits[: r + 1]) / (r + 1) for r, h in enumerate(hits) if h) / most)
            values['hit-rate', k].append(float(any(hits)))
            values['mrr', k].append(1 / (hits.index(1) + 1) if 1 in hits else 0.0)
    rows = [(metric, k, float(np.mean(v))) for (metric, k), v in values.items()]
    return rows + [('coverage', k, len(shown[k]) / len(items)) for k in ks], len(values['recall', ks[0]])


def main():
    frame = make_interactions()
    write('recommend.interactions', frame, 'Made-up interactions that the golden tables of recommend, evaluate and tune are made from')
    X, users, items = matrix(frame)
    check_against_implicit(X)

    rows = []
    for similarity, shrink in product(('cosine', 'jaccard', 'tf-idf', 'bm25', 'lift'), (0, 2)):
        S = likeness(X, similarity, shrink)
        for item in range(0, len(items), 6):
            rows += [(similarity, shrink, items[item], items[other], S[item, other]) for other in best(S[item], 4)]
    write('recommend.item-knn', pd.DataFrame(rows, columns=['similarity', 'shrink', 'item', 'neighbour', 'likeness']), 'Nearest neighbours')

    rows = []
    for weight in ('binary', 'orders', 'log-quantity'):
        scores, seen, *_ = knn_scores(frame, weight=weight)
        for row in range(0, len(users), 7):
            s = np.where(seen[row], 0, scores[row])
            rows += [(weight, users[row], rank + 1, items[i], s[i]) for rank, i in enumerate(best(s, 5))]
    write('recommend.item-knn.lists', pd.DataFrame(rows, columns=['weight', 'customer', 'rank', 'item', 'score']), 'Lists with default parameters')

    rows = [(half_life or 0, item, score) for half_life in (None, 30) for item, score in zip(items, popular_scores(frame, half_life)[0][0])]
    write('recommend.popular', pd.DataFrame(rows, columns=['half_life', 'item', 'score']), 'Popularity, half_life 0 for none')

    scores = buy_again_scores(frame)[0]
    rows = [(users[u], rank + 1, items[i], scores[u, i]) for u in range(0, len(users), 7) for rank, i in enumerate(best(scores[u], 5))]
    write('recommend.buy-again', pd.DataFrame(rows, columns=['customer', 'rank', 'item', 'score']), 'Repeat purchases')

    cut = 150 * DAY
    train, test = frame[frame.time < cut], frame[frame.time >= cut]
    rows = []
    for masked in (True, False):
        for model, scored in (('popular', popular_scores(train)), ('buy-again', buy_again_scores(train)), ('item-knn', knn_scores(train))):
            if masked and model == 'buy-again':
                scored = (np.zeros_like(scored[0]), *scored[1:])
            values, n = judge(train, test, scored, masked, (1, 3, 10))
            rows += [(int(masked), n, model, *value) for value in values]
    write('evaluate.ranking', pd.DataFrame(rows, columns=['masked', 'customers', 'model', 'metric', 'k', 'value']), 'Ranking metrics, cut at day 150')

    first = int(train.time.min())
    edges = [round(cut - (2 - fold) * (cut - first) * 0.4 / 2) for fold in range(3)]
    rows = []
    for similarity, neighbours in product(('cosine', 'jaccard'), (2, 10)):
        folds = []
        for a, b in zip(edges, edges[1:]):
            before, window = train[train.time < a], train[(train.time >= a) & (train.time < b)]
            values, _ = judge(before, window, knn_scores(before, similarity, neighbours), True, (5,))
            folds.append(dict((m, v) for m, _, v in values)['ndcg'])
        rows.append((similarity, neighbours, float(np.mean(folds)), min(folds), max(folds)))
    write('tune.ranking', pd.DataFrame(rows, columns=['similarity', 'neighbours', 'value', 'lowest', 'highest']), 'NDCG at 5 over two folds before day 150')


main()
