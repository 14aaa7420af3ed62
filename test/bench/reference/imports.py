import os
import sqlite3
import tempfile
from types import SimpleNamespace

import pandas as pd

PACKAGES = ['pandas', 'numpy']


def prepare(folder, shape, threads):
    csv = os.path.join(folder, 'data.csv')
    scratch = tempfile.TemporaryDirectory()
    database = os.path.join(scratch.name, 'bench.sqlite')

    def before():
        if os.path.exists(database):
            os.unlink(database)

    def run():
        frame = pd.read_csv(csv, parse_dates=[shape.date], dtype={name: str for name in shape.texts.split(',')})
        connection = sqlite3.connect(database)
        frame.to_sql('orders', connection, index=False)
        connection.close()
        return frame

    def check(frame):
        first = (frame[shape.date].min() - pd.Timestamp(0)) // pd.Timedelta(milliseconds=1)
        return {
            'rows': len(frame),
            **{f'mean of {name}': frame[name].mean() for name in shape.numbers.split(',')},
            **{f'distinct {name}': frame[name].nunique() for name in shape.texts.split(',')},
            f'first {shape.date}': first,
        }

    return SimpleNamespace(before=before, run=run, check=check, scratch=scratch)
