from types import SimpleNamespace

import numpy as np
import torch
from torch import nn

from arrays import read

PACKAGES = ['torch']


def prepare(folder, shape, threads):
    torch.set_num_threads(threads)
    x = torch.from_numpy(read(folder, 'x', np.float32, shape.rows, shape.columns))
    order = torch.from_numpy(read(folder, 'order', np.int32).astype(np.int64))
    weights = torch.from_numpy(read(folder, 'weights', np.float32))
    state = SimpleNamespace()

    def before():
        network = nn.Sequential(
            nn.Linear(shape.columns, shape.wide),
            nn.ReLU(),
            nn.Linear(shape.wide, shape.code),
            nn.Linear(shape.code, shape.wide),
            nn.ReLU(),
            nn.Linear(shape.wide, shape.columns),
        )
        at = 0
        with torch.no_grad():
            for layer in network:
                if isinstance(layer, nn.Linear):
                    n_in, n_out = layer.in_features, layer.out_features
                    layer.weight.copy_(weights[at : at + n_in * n_out].reshape(n_in, n_out).T)
                    at += n_in * n_out
                    layer.bias.copy_(weights[at : at + n_out])
                    at += n_out
        state.network = network
        # One pass over all parameters a step: PyTorch's quickest on a processor.
        state.optimiser = torch.optim.Adam(network.parameters(), lr=shape.rate, fused=True)

    def run():
        criterion = nn.MSELoss()
        total = 0.0
        for rows in order.split(shape.batch):
            batch = x[rows]
            state.optimiser.zero_grad()
            loss = criterion(state.network(batch), batch)
            loss.backward()
            state.optimiser.step()
            total += loss.detach() * len(rows)
        return float(total) / shape.rows

    return SimpleNamespace(before=before, run=run, check=lambda loss: {'loss': loss})
