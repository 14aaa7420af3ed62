import { expect, it } from 'vitest';
import { FactorMachine, type MachineRows } from '../../maths/recommend/factor-machine.ts';
import type { Table } from '../../table/table.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { purchases, run } from './fixtures.ts';
import { readReason } from './reasons.ts';

/**
 * One pass over one customer with the items 0 and 1 and a trait of a half, item 2 drawn each time, beside torch's own derivatives:
 *
 *   import torch, math
 *   torch.set_default_dtype(torch.float64)
 *   n, F, k, lr, lam = 3, 6, 2, .1, .01
 *   nf = F + n + 1
 *   X = torch.zeros(n, nf)
 *   for i in range(n): X[i, i] = 1
 *   X[0, 3], X[1, 4], X[2, 5] = .5, 1., .25
 *   logs = torch.nn.functional.logsigmoid
 *   for loss in ('bpr', 'logistic'):
 *       v = torch.tensor([[math.sin(1 + 3 * f + j) / 2 for j in range(k)] for f in range(nf)])
 *       w, b, sv, sw, later = torch.zeros(nf), 0., torch.ones(nf, k), torch.ones(nf), torch.zeros(nf, k)
 *       def step(p, s, g): g = g - lam * p; s += g ** 2; p += lr * g / s.sqrt()
 *       for i, h in ((0, 1), (1, 0)):
 *           vv, ww, bb = v.clone().requires_grad_(), w.clone().requires_grad_(), torch.tensor(b, requires_grad=True)
 *           u = torch.zeros(nf); u[F + h] = 1; u[F + n] = .5
 *           def y(x):
 *               s = x @ vv
 *               return bb + ww @ x + .5 * (s @ s - ((vv * x[:, None]) ** 2).sum()) + (u @ vv) @ s
 *           (logs(y(X[i]) - y(X[2])) if loss == 'bpr' else logs(y(X[i])) + logs(-y(X[2]))).backward()
 *           later += vv.grad
 *           if loss == 'logistic': b += lr * .1 * float(bb.grad)
 *           for f in range(F):
 *               if X[i, f] or X[2, f]: step(v[f], sv[f], vv.grad[f]); step(w[f:f+1], sw[f:f+1], ww.grad[f:f+1])
 *       for f in (F, F + 1, F + n): step(v[f], sv[f], later[f])
 *       print(loss, [round(t, 12) for t in v.flatten().tolist()], [round(t, 12) for t in w.tolist()], b)
 */
const twins = {
  bpr: {
    v: [
      0.416682757682, 0.415607417339, -0.357598382055, -0.436912298164, 0.320240544807, 0.517689640695, -0.259730922823,
      -0.502853288156, 0.196053311373, 0.483700746206, -0.155478332666, -0.490594599346, 0.048697356817, 0.433433840855,
      -0.004809996133, -0.431153857995, -0.066175875049, 0.38127922524, 0.121695470007, -0.347157435377,
    ],
    w: [
      0.044722415664, 0.050955205641, -0.091501830189, 0.024254236341, 0.050955205641, -0.026926566144, 0.0, 0.0, 0.0,
      0.0,
    ],
    bias: 0,
  },
  logistic: {
    v: [
      0.416190366514, 0.411298908507, -0.357902953417, -0.437451390917, 0.321271821566, 0.51472764052, -0.25812935444,
      -0.503308911304, 0.196264312773, 0.483871410356, -0.153870088938, -0.489064919649, 0.050961925816, 0.436716985865,
      -0.000891565693, -0.427242668273, -0.066175875049, 0.38127922524, 0.124832709744, -0.343531634406,
    ],
    w: [
      0.049384265191, 0.050364454031, -0.082086144784, 0.02731641898, 0.050364454031, -0.023322252902, 0.0, 0.0, 0.0,
      0.0,
    ],
    bias: 0.002081078603768389,
  },
};

it.each(['bpr', 'logistic'] as const)('steps as torch’s derivatives say (%s)', (loss) => {
  const rows: MachineRows = {
    items: { nRows: 3, nColumns: 6, offsets: Int32Array.of(0, 2, 4, 6), columns: Int32Array.of(0, 3, 1, 4, 2, 5), values: Float64Array.of(1, 0.5, 1, 1, 1, 0.25) }, // prettier-ignore
    histories: { nRows: 1, nColumns: 3, offsets: Int32Array.of(0, 2), columns: Int32Array.of(0, 1), values: Float64Array.of(1, 1) }, // prettier-ignore
    traits: { nRows: 1, nColumns: 1, offsets: Int32Array.of(0, 1), columns: Int32Array.of(0), values: Float64Array.of(0.5) }, // prettier-ignore
  };
  const v = Float64Array.from({ length: 20 }, (_, at) => Math.sin(1 + 3 * (at >> 1) + (at % 2)) / 2);
  const machine = new FactorMachine(rows, { factors: 2, epochs: 1, learningRate: 0.1, regularisation: 0.01, loss }, v);
  machine.learnUser(0, () => 2);
  machine.v.forEach((value, at) => expect(value).toBeCloseTo(twins[loss].v[at]!, 10));
  machine.w.forEach((value, at) => expect(value).toBeCloseTo(twins[loss].w[at]!, 10));
  expect(machine.bias).toBeCloseTo(twins[loss].bias, 10);
});

/** Two tastes, told by what items are and by what customers are; x and y are of the tastes and new, eve and fay have bought nothing. */
const shop = purchases(
  Object.fromEntries(
    Array.from({ length: 24 }, (_, i) => [`c${String(i).padStart(2, '0')}`, (i % 2 === 0 ? ['abc', 'bcd', 'acd', 'abd'] : ['pqr', 'qrs', 'prs', 'pqs'])[(i >> 1) % 4]!]), // prettier-ignore
  ),
);
const products = tableOf({
  id: { values: Array.from('abcdxpqrsy'), role: 'itemId' },
  category: { values: Array.from('TTTTTKKKKK'), role: 'category' },
});
const features = tableOf(
  {
    who: { values: [...Array.from({ length: 24 }, (_, i) => `c${String(i).padStart(2, '0')}`), 'eve', 'fay'], role: 'customerId' }, // prettier-ignore
    kind: [...Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? 'tea' : 'kettle')), 'tea', 'kettle'],
  },
  { entity: 'customer' },
);

it.each(['bpr', 'logistic'])(
  'places new items by what they are and new customers by what they are (%s)',
  async (loss) => {
    const customers = tableOf({ who: { values: ['c00', 'c01', 'eve', 'fay', 'nobody'], role: 'customerId' } });
    const inputs = { interactions: [shop], products: [products], features: [features], customers: [customers] };
    const out = await run('recommend.fm', inputs, { loss, epochs: 60, topK: 10 }, testContext({ seed: 3 }));
    const table = out.recommendations as Table;
    const listOf = (id: string) => cells(table, 'item_id').filter((_, row) => cells(table, 'customer_id')[row] === id);
    expect(listOf('c00').slice(0, 2).sort()).toEqual(['d', 'x']);
    expect(listOf('c01').slice(0, 2).sort()).toEqual(['s', 'y']);
    expect(
      listOf('eve')
        .slice(0, 4)
        .every((item) => 'abcdx'.includes(String(item))),
    ).toBe(true);
    expect(
      listOf('fay')
        .slice(0, 4)
        .every((item) => 'pqrsy'.includes(String(item))),
    ).toBe(true);
    expect([listOf('eve').length, listOf('fay').length]).toEqual([10, 10]);
    expect(listOf('nobody')).toEqual([]);
    cells(table, 'reason').forEach((reason, row) => {
      const sum = (readReason(reason as string)?.parts ?? []).reduce((total, { share }) => total + share, 0);
      expect(sum).toBeCloseTo(cells(table, 'score')[row] as number, 9);
    });
  },
);
