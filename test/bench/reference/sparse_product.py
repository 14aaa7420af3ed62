from types import SimpleNamespace

import numpy as np
from scipy.sparse import csr_matrix

from arrays import checksum, read

PACKAGES = ['scipy', 'numpy']


def prepare(folder, shape, threads):
    places = read(folder, 'places', np.int32, shape.rows * shape.perRow)
    values = read(folder, 'values', np.float64, shape.rows * shape.perRow)
    dense = read(folder, 'dense', np.float64, shape.columns, shape.width)
    offsets = np.arange(shape.rows + 1, dtype=np.int32) * shape.perRow
    sparse = csr_matrix((values, places, offsets), shape=(shape.rows, shape.columns))
    return SimpleNamespace(run=lambda: sparse @ dense, check=lambda made: {'sum': checksum(np.abs(made))})
