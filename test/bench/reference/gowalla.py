"""Reading the rows that cases/gowalla-data.ts wrote."""
import numpy as np
from scipy.sparse import csr_matrix

from arrays import read


def user_items(folder, dtype=np.float32):
    n_users, n_items = read(folder, 'size', np.int32)
    columns = read(folder, 'columns', np.int32)
    offsets = read(folder, 'offsets', np.int32)
    return csr_matrix((np.ones(columns.size, dtype), columns, offsets), shape=(n_users, n_items))


def off_diagonal(matrix):
    """The same numbers as offDiagonal() of cases/gowalla-data.ts."""
    matrix = matrix.tocoo()
    values = matrix.data[matrix.row != matrix.col].astype(np.float64)
    return {'sum': values.sum(), 'squares': (values**2).sum()}
