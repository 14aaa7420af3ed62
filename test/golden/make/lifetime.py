"""Golden values of lifetime value and survival.

Run from the repository root:  python test/golden/make/lifetime.py ../shared/datasets
Needs numpy, pandas, lifetimes and lifelines. The customers are the first 300 of the CDNOW summary.
"""
import os
import sys

import lifelines
import lifetimes
import numpy as np
import pandas as pd
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.datasets import load_rossi
from lifelines.statistics import multivariate_logrank_test
from lifetimes import BetaGeoFitter, GammaGammaFitter

HERE = os.path.dirname(os.path.abspath(__file__))
MADE = f'lifetimes {lifetimes.__version__}; lifelines {lifelines.__version__}; numpy {np.__version__}; test/golden/make/lifetime.py'


def write(name, frame, about):
    with open(os.path.join(HERE, '..', f'{name}.csv'), 'w', encoding='utf-8') as file:
        file.write(f'# {about}; {MADE}\n')
        frame.to_csv(file, index=False, float_format='%.12g')


# ── Lifetime value ──────────────────────────────────────────────────────────────────────────────────────────────────
data = pd.read_csv(os.path.join(sys.argv[1], 'cdnow-summary.csv.gz')).head(300)
x, last, age, mean = data.x, data.t_x, data['T'], data.zbar
bg = BetaGeoFitter(penalizer_coef=0.0)
bg.fit(x, last, age, tol=1e-9)
repeat = (x > 0) & (mean > 0)
gg = GammaGammaFitter(penalizer_coef=0.0)
gg.fit(x[repeat], mean[repeat], tol=1e-9)
rate = (1 + 0.15) ** (30 / 365) - 1
out = pd.DataFrame({
    'repeats': x, 'last_at': last, 'age': age, 'mean_value': mean,
    'p_alive': bg.conditional_probability_alive(x, last, age),
    'expected': bg.conditional_expected_number_of_purchases_up_to_time(360 / 7, x, last, age),
    'order_value': gg.conditional_expected_average_profit(x.where(repeat, 0), mean.where(repeat, 0)),
})
clv = np.zeros(len(data))
for i in range(1, 13):
    upto = bg.conditional_expected_number_of_purchases_up_to_time(30 * i / 7, x, last, age)
    before = bg.conditional_expected_number_of_purchases_up_to_time(30 * (i - 1) / 7, x, last, age) if i > 1 else 0
    clv += out.order_value * (upto - before) / (1 + rate) ** i
out['lifetime_value'] = clv
write('predict.lifetime-value', out, 'CDNOW customers 1 to 300, weeks; 360 days ahead, 15 % a year at the end of each 30 days')
parameters = {**bg.params_.to_dict(), **gg.params_.to_dict()}
write('predict.lifetime-value.parameters', pd.DataFrame([parameters]), 'BG/NBD and Gamma-Gamma of those customers')

# ── Survival ────────────────────────────────────────────────────────────────────────────────────────────────────────
rossi = load_rossi()
write('predict.survival.rows', rossi, 'recidivism data of Rossi, Berk & Lenihan (1980) as lifelines ships it')
curves = []
for group, rows in rossi.groupby('fin'):
    km = KaplanMeierFitter().fit(rows.week, rows.arrest)
    band = km.confidence_interval_
    curves.append(pd.DataFrame({
        'group': group, 'time': km.survival_function_.index, 'survival': km.survival_function_.iloc[:, 0].values,
        'lower': band.iloc[:, 0].values, 'upper': band.iloc[:, 1].values, 'at_risk': km.event_table.at_risk.values,
    }))
write('predict.survival-curve', pd.concat(curves), 'Kaplan-Meier by fin, exponential Greenwood bands of 95 %')
tests = []
for name in ['fin', 'prio', 'race']:
    test = multivariate_logrank_test(rossi.week, rossi[name], rossi.arrest)
    tests.append({'by': name, 'statistic': test.test_statistic, 'p': test.p_value})
write('predict.survival-curve.log-rank', pd.DataFrame(tests), 'log-rank tests')

summaries, curves = [], []
for penalizer in [0.0, 0.1]:
    cox = CoxPHFitter(penalizer=penalizer)
    cox.fit(rossi, 'week', 'arrest', fit_options={'precision': 1e-12})
    summary = cox.summary.reset_index()
    summaries.append(pd.DataFrame({
        'penalty': penalizer, 'covariate': summary['covariate'], 'coef': summary['coef'], 'se': summary['se(coef)'],
        'z': summary['z'], 'p': summary['p'], 'concordance': cox.concordance_index_, 'log_likelihood': cox.log_likelihood_,
    }))
    survival = cox.predict_survival_function(rossi.head(5))
    survival.columns = [f'row_{i}' for i in range(5)]
    curves.append(survival.rename_axis('time').reset_index().assign(penalty=penalizer))
write('predict.cox', pd.concat(summaries), 'Cox regression, Efron ties, L2 penalty on standardised features')
write('predict.cox.survival', pd.concat(curves), 'survival of the first five rows, Breslow baseline')
