"""A golden training of the variational autoencoder of sets: weights before and after some steps by PyTorch.

Run from the repository root:  python -P test/golden/make/mult_vae.py  (-P, or profile.py beside it hides the module of that name)
Needs torch and safetensors. Kernels are written as (inputs, outputs). Nothing is dropped; the draws for tastes are cos(0), cos(1), ….
"""
import json
import os

import safetensors
import torch
from safetensors.torch import save_file
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
N_ITEMS, HIDDEN, SIZE, STEPS, BETA = 6, 5, 2, 5, 0.3
SETS = [[0, 1, 2], [3, 4], [0, 5], [1, 2, 3, 4]]

torch.manual_seed(11)
sizes = [(N_ITEMS, HIDDEN, 'tanh'), (HIDDEN, 2 * SIZE, 'linear'), (SIZE, HIDDEN, 'tanh'), (HIDDEN, N_ITEMS, 'linear')]
layers = [nn.Linear(n_in, n_out) for n_in, n_out, _ in sizes]


def snapshot(prefix):
    out = {}
    for i, layer in enumerate(layers):
        out[f'{prefix}.{i}.kernel'] = layer.weight.T.detach().clone().contiguous()
        out[f'{prefix}.{i}.bias'] = layer.bias.detach().clone()
    return out


y = torch.zeros(len(SETS), N_ITEMS)
for row, items in enumerate(SETS):
    y[row, items] = 1
x = nn.functional.normalize(y)
optimiser = torch.optim.SGD([p for layer in layers for p in layer.parameters()], lr=0.5, momentum=0.9)
out = snapshot('before')
losses = []
drawn = 0
for _ in range(STEPS):
    means, log_variances = layers[1](torch.tanh(layers[0](x))).chunk(2, 1)
    noise = torch.cos(torch.arange(drawn, drawn + means.numel()).double()).float().reshape(means.shape)
    drawn += means.numel()
    tastes = means + noise * torch.exp(log_variances / 2)
    scores = layers[3](torch.tanh(layers[2](tastes)))
    cross_entropy = -(y * torch.log_softmax(scores, 1)).sum()
    divergence = torch.distributions.kl_divergence(
        torch.distributions.Normal(means, torch.exp(log_variances / 2)), torch.distributions.Normal(0.0, 1.0)
    ).sum()
    loss = (cross_entropy + BETA * divergence) / y.sum()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    losses.append(loss.item())
out |= {'losses': torch.tensor(losses), **snapshot('after')}
network = [{'kind': 'dense', 'nIn': n_in, 'nOut': n_out, 'activation': activation} for n_in, n_out, activation in sizes]
made = f'torch {torch.__version__.split("+")[0]}; safetensors {safetensors.__version__}; seed 11; test/golden/make/mult_vae.py'
metadata = {'made': made, 'network': json.dumps(network), 'sets': json.dumps(SETS), 'beta': str(BETA)}
path = os.path.join(HERE, '..', 'training.mult-vae.safetensors')
save_file(out, path, metadata)
os.chmod(path, 0o644)
