"""Golden tables of recommend.basket-rules.

Run from the repository root after recommend.py:  python test/golden/make/basket_rules.py
Needs numpy, pandas and mlxtend. Nothing here is read by the product or its tests; the CSV files are.
"""
import os

import mlxtend
import pandas as pd
from mlxtend.frequent_patterns import association_rules, fpgrowth

HERE = os.path.dirname(os.path.abspath(__file__))
MADE = f'mlxtend {mlxtend.__version__}, pandas {pd.__version__}; test/golden/make/basket_rules.py'
MIN_BASKETS = 6


def write(name, frame, about):
    with open(os.path.join(HERE, '..', f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.17g')


def joined(items):
    return ' + '.join(sorted(items))


def main():
    frame = pd.read_csv(os.path.join(HERE, '..', 'recommend.interactions.csv'), comment='#')
    baskets = frame.assign(one=True).pivot_table(index='order', columns='item', values='one', aggfunc='any', fill_value=False).astype(bool)
    sets = fpgrowth(baskets, min_support=(MIN_BASKETS - 0.5) / len(baskets), use_colnames=True, max_len=3)
    rules = association_rules(sets, metric='confidence', min_threshold=0.21)
    rules = rules[(rules.consequents.map(len) == 1) & (rules.lift >= 1.21)]
    write('recommend.basket-rules.sets', pd.DataFrame({'items': sets.itemsets.map(joined), 'support': sets.support}), f'Sets in at least {MIN_BASKETS} orders, of three items at most')
    columns = {'left': rules.antecedents.map(joined), 'right': rules.consequents.map(joined)}
    values = {name: rules[name] for name in ('support', 'confidence', 'lift', 'leverage', 'conviction')}
    write('recommend.basket-rules', pd.DataFrame(columns | values), 'Their rules of confidence at least 0.21 and lift at least 1.21')


main()
