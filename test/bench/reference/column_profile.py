from types import SimpleNamespace

import numpy as np

from arrays import read

PACKAGES = ['numpy']
BINS = 24


def prepare(folder, shape, threads):
    columns = {f'x{j}': read(folder, f'x{j}', np.float64) for j in range(shape.columns)}

    def profile(x):
        q = np.quantile(x, [0, 0.25, 0.5, 0.75, 1])
        # What lies in the far tails is counted in the outermost bins, as ours does.
        far = 3 * (q[3] - q[1])
        low, high = max(q[0], q[1] - far), min(q[4], q[3] + far)
        counts, _ = np.histogram(np.clip(x, low, high), BINS, (low, high))
        return {
            'distinct': len(np.unique(x)),
            'median': q[2],
            'q75': q[3],
            'mean': x.mean(),
            'deviation': x.std(ddof=1),
            'counted': counts.sum(),
        }

    def check(profiles):
        return {f'{name} {what}': value for name, found in profiles.items() for what, value in found.items()}

    return SimpleNamespace(run=lambda: {name: profile(x) for name, x in columns.items()}, check=check)
