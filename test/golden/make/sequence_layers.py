"""Golden trainings of networks that read sequences: weights before and after some steps by PyTorch.

Run from the repository root:  python -P test/golden/make/sequence_layers.py  (-P, or profile.py beside it hides the module of that name)
Needs torch and safetensors. Kernels are written as (inputs, outputs), the other way round than PyTorch keeps them. It also prints the
loss over all items, with its slopes, that next-item.test.ts holds.
"""
import json
import os

import safetensors
import torch
from safetensors.torch import save_file
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 11
BATCH = 6
STEPS = 8
N_CODES, LENGTH, SIZE, N_HEADS, N_HIDDEN = 7, 4, 8, 2, 16
MADE = f'torch {torch.__version__.split("+")[0]}; safetensors {safetensors.__version__}; seed {SEED}; test/golden/make/sequence_layers.py'


class Places(nn.Module):
    def __init__(self):
        super().__init__()
        self.vectors = nn.Parameter(torch.randn(LENGTH, SIZE))

    def forward(self, x):
        return x + self.vectors


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.TransformerEncoderLayer(SIZE, N_HEADS, N_HIDDEN, 0.0, 'relu', batch_first=True, norm_first=True)
        # Biases and scales that begin at 0 and 1 would hide a mistake.
        for parameter in self.layer.parameters():
            if parameter.dim() == 1:
                nn.init.normal_(parameter, 0.5, 0.3)

    def forward(self, x):
        return self.layer(x, src_mask=nn.Transformer.generate_square_subsequent_mask(LENGTH), is_causal=True)


class Gru(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.GRU(SIZE, SIZE, batch_first=True)

    def forward(self, x):
        return self.layer(x)[0]


def parameters(layers):
    """Every parameter by its name in the product."""
    for i, layer in enumerate(layers):
        if isinstance(layer, nn.Embedding):
            yield f'{i}.vectors', layer.weight
        elif isinstance(layer, Places):
            yield f'{i}.vectors', layer.vectors
        elif isinstance(layer, nn.LayerNorm):
            yield f'{i}.scale', layer.weight
            yield f'{i}.shift', layer.bias
        elif isinstance(layer, Transformer):
            own = layer.layer
            yield f'{i}.attention.scale', own.norm1.weight
            yield f'{i}.attention.shift', own.norm1.bias
            yield f'{i}.attention.in.kernel', own.self_attn.in_proj_weight.T
            yield f'{i}.attention.in.bias', own.self_attn.in_proj_bias
            yield f'{i}.attention.out.kernel', own.self_attn.out_proj.weight.T
            yield f'{i}.attention.out.bias', own.self_attn.out_proj.bias
            yield f'{i}.dense.scale', own.norm2.weight
            yield f'{i}.dense.shift', own.norm2.bias
            yield f'{i}.dense.in.kernel', own.linear1.weight.T
            yield f'{i}.dense.in.bias', own.linear1.bias
            yield f'{i}.dense.out.kernel', own.linear2.weight.T
            yield f'{i}.dense.out.bias', own.linear2.bias
        elif isinstance(layer, Gru):
            yield f'{i}.input.kernel', layer.layer.weight_ih_l0.T
            yield f'{i}.input.bias', layer.layer.bias_ih_l0
            yield f'{i}.state.kernel', layer.layer.weight_hh_l0.T
            yield f'{i}.state.bias', layer.layer.bias_hh_l0


def write(name, layers, network):
    codes = torch.randint(0, N_CODES, (4 * BATCH, LENGTH))
    targets = torch.randn(4 * BATCH, LENGTH, SIZE)
    snapshot = lambda prefix: {f'{prefix}.{key}': value.detach().clone().contiguous() for key, value in parameters(layers)}
    out = {'x': codes.float(), 'targets': targets.flatten(1), **snapshot('before')}
    optimiser = torch.optim.SGD([p for layer in layers for p in layer.parameters()], lr=0.1, momentum=0.9)
    losses = []
    for step in range(STEPS):
        start = (step * BATCH) % len(codes)
        value = codes[start:start + BATCH]
        for layer in layers:
            value = layer(value)
        loss = ((value - targets[start:start + BATCH]) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    out |= {'losses': torch.tensor(losses), **snapshot('after')}
    metadata = {'made': MADE, 'network': json.dumps(network), 'batch': str(BATCH)}
    path = os.path.join(HERE, '..', f'{name}.safetensors')
    save_file({key: tensor.contiguous() for key, tensor in out.items()}, path, metadata)
    os.chmod(path, 0o644)


torch.manual_seed(SEED)
embedding = {'kind': 'embedding', 'nCodes': N_CODES, 'size': SIZE}
norm = {'kind': 'layerNorm', 'n': SIZE}
write(
    'training.transformer',
    [nn.Embedding(N_CODES, SIZE), Places(), Transformer(), nn.LayerNorm(SIZE)],
    [
        embedding,
        {'kind': 'places', 'length': LENGTH, 'size': SIZE},
        {'kind': 'transformer', 'length': LENGTH, 'size': SIZE, 'nHeads': N_HEADS, 'nHidden': N_HIDDEN, 'dropout': 0},
        norm,
    ],
)
write(
    'training.gru',
    [nn.Embedding(N_CODES, SIZE), Gru(), nn.LayerNorm(SIZE)],
    [embedding, {'kind': 'gru', 'length': LENGTH, 'nIn': SIZE, 'nOut': SIZE}, norm],
)

states = torch.sin(torch.arange(6.0)).reshape(3, 2).requires_grad_()
items = torch.cos(torch.arange(8.0)).reshape(4, 2).requires_grad_()
loss = nn.functional.cross_entropy(states @ items.T, torch.tensor([2, 0, 3]))
loss.backward()
print('loss', loss.item(), 'states', states.grad.flatten().tolist(), 'items', items.grad.flatten().tolist())
