"""Golden trainings: weights before and after some steps by PyTorch, in files that its safetensors package wrote.

Run from the repository root:  python -P test/golden/make/training.py  (-P, or profile.py beside it hides the module of that name)
Needs torch and safetensors. Kernels are written as (inputs, outputs), the other way round than PyTorch keeps them.
"""
import json
import os

import safetensors
import torch
from safetensors.torch import save_file
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 11
BATCH = 8
MADE = f'torch {torch.__version__.split("+")[0]}; safetensors {safetensors.__version__}; seed {SEED}; test/golden/make/training.py'


class Codes(nn.Module):
    """Vectors of whole numbers, those of a row's columns side by side."""

    def __init__(self, n_codes, size):
        super().__init__()
        self.vectors = nn.Embedding(n_codes, size)

    def forward(self, x):
        return self.vectors(x.long()).flatten(1)


def parameters(layers):
    """Every parameter by its name in the product."""
    for i, layer in enumerate(layers):
        if isinstance(layer, nn.Linear):
            yield f'{i}.kernel', layer.weight.T
            yield f'{i}.bias', layer.bias
        elif isinstance(layer, nn.LayerNorm):
            yield f'{i}.scale', layer.weight
            yield f'{i}.shift', layer.bias
        elif isinstance(layer, nn.BatchNorm1d):
            yield f'{i}.scale', layer.weight
            yield f'{i}.shift', layer.bias
            yield f'{i}.mean', layer.running_mean
            yield f'{i}.variance', layer.running_var
        elif isinstance(layer, Codes):
            yield f'{i}.vectors', layer.vectors.weight


def snapshot(prefix, layers):
    return {f'{prefix}.{name}': value.detach().clone().contiguous() for name, value in parameters(layers)}


def dense(n_in, n_out, activation='linear'):
    """A layer in PyTorch, its activation, and what the product calls both."""
    functions = {'linear': lambda x: x, 'relu': torch.relu, 'tanh': torch.tanh, 'sigmoid': torch.sigmoid}
    return nn.Linear(n_in, n_out), functions[activation], {
        'kind': 'dense', 'nIn': n_in, 'nOut': n_out, 'activation': activation,
    }


def plain(layer, spec):
    return layer, lambda x: x, spec


def write(name, parts, x, targets, make_optimiser, steps, clip=0.0):
    layers = [layer for layer, _, _ in parts]
    out = {'x': x, 'targets': targets, **snapshot('before', layers)}
    optimiser = make_optimiser(layers)
    losses = []
    for step in range(steps):
        start = (step * BATCH) % len(x)
        value = x[start:start + BATCH]
        for layer, activation, _ in parts:
            value = activation(layer(value))
        loss = ((value - targets[start:start + BATCH]) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        if clip > 0:
            nn.utils.clip_grad_norm_([p for layer in layers for p in layer.parameters()], clip)
        optimiser.step()
        losses.append(loss.item())
    out |= {'losses': torch.tensor(losses), **snapshot('after', layers)}
    metadata = {'made': MADE, 'network': json.dumps([spec for _, _, spec in parts]), 'batch': str(BATCH)}
    save_file({key: tensor.contiguous() for key, tensor in out.items()}, os.path.join(HERE, '..', f'{name}.safetensors'), metadata)


torch.manual_seed(SEED)

rows = torch.randn(40, 6) @ torch.randn(6, 6)
write(
    'training.adam',
    [dense(6, 5, 'relu'), dense(5, 3), dense(3, 7, 'relu'), dense(7, 6)],
    rows, rows.clone(),
    lambda layers: torch.optim.Adam([
        {'params': [layer.weight for layer in layers], 'weight_decay': 0.02},
        {'params': [layer.bias for layer in layers]},
    ], lr=0.01),
    steps=40, clip=0.5,
)

codes = torch.randint(0, 5, (40, 3)).float()
write(
    'training.sgd',
    [
        plain(Codes(5, 2), {'kind': 'embedding', 'nCodes': 5, 'size': 2}),
        plain(nn.BatchNorm1d(6), {'kind': 'batchNorm', 'n': 6}),
        dense(6, 4, 'tanh'),
        plain(nn.LayerNorm(4), {'kind': 'layerNorm', 'n': 4}),
        dense(4, 2, 'sigmoid'),
    ],
    codes, torch.rand(40, 2),
    lambda layers: torch.optim.SGD([p for layer in layers for p in layer.parameters()], lr=0.1, momentum=0.9),
    steps=30,
)
