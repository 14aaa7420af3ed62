"""Reading what harness/data.ts wrote."""
import os

import numpy as np


def read(folder, name, dtype, *shape):
    values = np.fromfile(os.path.join(folder, f'{name}.bin'), dtype=dtype)
    return values.reshape(shape) if shape else values


def checksum(values):
    """The same number as checksum() of harness/statistics.ts."""
    values = np.asarray(values, dtype=np.float64).ravel()
    return float(values @ (1 + np.arange(values.size) % 97))
