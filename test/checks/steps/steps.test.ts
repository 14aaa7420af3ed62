import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeBundle, encodeBundle } from '../../../src-main/contract/bundle.ts';
import { ClienteleError } from '../../../src-main/contract/errors.ts';
import { formatText, type Text } from '../../../src-main/contract/text.ts';
import { propertiesOf } from '../../../src-main/engine/help/reference.ts';
import type { Variant } from '../../../src-main/engine/kernels/variant.ts';
import { parametersOf } from '../../../src-main/engine/steps/define.ts';
import { requireStep, runDefinition, upgradeParameters } from '../../../src-main/engine/steps/registry.ts';
import { testContext, closeTestPools } from '../../../src-main/engine/steps/testing.ts';
import { numberColumn, type Column } from '../../../src-main/engine/table/column.ts';
import { Table } from '../../../src-main/engine/table/table.ts';
import { pastBounds } from './bounds.ts';
import { InputMaker, SMALL, hashInputs, hashOutputs, isEstimator, stepIds } from './fixtures.ts';

const HASHES = path.join(import.meta.dirname, '../../golden/step-hashes.json');
const PARAMETERS = path.join(import.meta.dirname, '../../golden/step-parameters.json');

const readJson = (file: string): Record<string, unknown> =>
  fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
const knownHashes = readJson(HASHES) as Record<string, string>;
const storedParameters = readJson(PARAMETERS) as Record<
  string,
  { version: number; parameters: Record<string, unknown> }[]
>;
const seenHashes: Record<string, string> = {};

const maker = new InputMaker(SMALL, () => testContext({ seed: 7 }));

const run = async (
  id: string,
  inputs: Record<string, unknown[]>,
  options: { threads?: number; variant?: Variant } = {},
): Promise<Record<string, unknown>> => runDefinition(requireStep(id), testContext({ seed: 7, ...options }), inputs, {});

/** Every row without a value in the number columns that are no key. */
function withoutValues(table: Table): Table {
  const emptied = table.columns.map((column): Column =>
    column.type === 'number' ? numberColumn(column.name, new Float64Array(column.length).fill(NaN), column) : column,
  );
  return new Table(emptied, table.options());
}

const constant = (table: Table): Table =>
  new Table(
    table.columns.map((column): Column =>
      column.type === 'number' ? numberColumn(column.name, new Float64Array(column.length).fill(3), column) : column,
    ),
    table.options(),
  );

const firstRows = (table: Table, n: number): Table =>
  table.take(Int32Array.from({ length: Math.min(n, table.nRows) }, (_, row) => row));

const spoilt = (inputs: Record<string, unknown[]>, change: (table: Table) => Table): Record<string, unknown[]> =>
  Object.fromEntries(
    Object.entries(inputs).map(([port, values]) => [
      port,
      values.map((value) => (value instanceof Table ? change(value) : value)),
    ]),
  );

/** Bad input ends in outputs or in a foreseen error, never in anything else. */
async function survives(id: string, inputs: Record<string, unknown[]>): Promise<void> {
  try {
    await run(id, inputs);
  } catch (thrown) {
    if (!(thrown instanceof ClienteleError)) throw thrown;
    expect(thrown.code).not.toBe('engine-failed');
  }
}

const hasChinese = (text: Text): boolean => /\p{Script=Han}|^[A-Z0-9 .·–-]*$/u.test(text.zh);

describe.each(stepIds())('%s', (id) => {
  const step = requireStep(id);

  it('works with its defaults, leaves its inputs alone, and gives the same bytes on one, two and four threads, with SIMD and without', async () => {
    const inputs = await maker.inputsOf(id);
    const before = await hashInputs(inputs);
    const outputs = await run(id, inputs);
    const one = await hashOutputs(outputs);
    expect(await hashInputs(inputs)).toBe(before);
    maker.keep(id, outputs);
    expect(await hashOutputs(await run(id, inputs, { threads: 2, variant: 'simd' }))).toBe(one);
    expect(await hashOutputs(await run(id, inputs, { threads: 4 }))).toBe(one);
    const fused = await hashOutputs(await run(id, inputs, { variant: 'relaxed' }));
    expect(await hashOutputs(await run(id, inputs, { threads: 4, variant: 'relaxed' }))).toBe(fused);
    const key = `${id}@${step.info.version}`;
    seenHashes[key] = one;
    if (process.env.UPDATE_GOLDEN && !(key in knownHashes)) return;
    expect(
      one,
      `the bytes of ${key} changed: raise its version, then UPDATE_GOLDEN=1 npx vitest run test/checks/steps`,
    ).toBe(knownHashes[key]);
  });

  it('survives missing values, one row and constant columns', async () => {
    const inputs = await maker.inputsOf(id);
    await survives(id, spoilt(inputs, withoutValues));
    await survives(
      id,
      spoilt(inputs, (table) => firstRows(table, 1)),
    );
    await survives(
      id,
      spoilt(inputs, (table) => firstRows(table, 0)),
    );
    await survives(id, spoilt(inputs, constant));
  });

  it('refuses each parameter just past its bound, by name', () => {
    for (const { parameter, where, value } of pastBounds(step.info.parameters)) {
      expect(() => parametersOf(step.definition, { [parameter]: value }), where).toThrow(
        expect.objectContaining({
          code: 'bad-parameter',
          values: expect.objectContaining({ parameter }) as unknown,
        }) as Error,
      );
    }
  });

  it('is described in both languages', () => {
    const { info } = step;
    const texts = [
      info.title,
      info.summary,
      info.about,
      ...Object.values(info.needs).map(({ label }) => label),
      ...Object.values(info.gives).map(({ label }) => label),
    ];
    for (const [, schema] of propertiesOf(info)) texts.push(schema.label, schema.help);
    for (const text of texts) {
      expect(formatText(text, {}, 'en')).not.toBe('');
      expect(hasChinese(text), text.en).toBe(true);
    }
  });

  it('opens the parameters that older versions stored', () => {
    if (step.info.form === 'apply') return;
    const stored = storedParameters[id];
    expect(stored, `test/golden/step-parameters.json holds parameters of ${id}`).toBeDefined();
    for (const { version, parameters } of stored ?? [])
      expect(() => parametersOf(step.definition, upgradeParameters(id, version, parameters))).not.toThrow();
  });

  it.runIf(isEstimator(id))('gives the same after its model was saved and read', async () => {
    const inputs = await maker.inputsOf(id);
    const fitted = await maker.outputsOf(id);
    const model = decodeBundle(encodeBundle(fitted.model));
    const needs = requireStep(`${id}:apply`).info.needs;
    const applyInputs = Object.fromEntries(
      Object.keys(needs).map((port) => [port, port === 'model' ? [model] : (inputs[port] ?? [])]),
    );
    const applied = await run(`${id}:apply`, applyInputs);
    const again = Object.fromEntries(Object.keys(applied).map((name) => [name, fitted[name]]));
    expect(await hashOutputs(applied)).toBe(await hashOutputs(again));
  });
});

/** Without the hashes of steps that are gone and of versions that are past. */
const stillThere = (hashes: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(hashes).filter(([key]) => key in seenHashes));

afterAll(() => {
  closeTestPools();
  if (!process.env.UPDATE_GOLDEN) return;
  const sorted = (value: Record<string, unknown>): string =>
    `${JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`;
  // A known hash stays as it is: bytes that change need a new version.
  fs.writeFileSync(HASHES, sorted({ ...seenHashes, ...stillThere(knownHashes) }));
  const parameters = Object.fromEntries(
    stepIds()
      .filter((id) => requireStep(id).info.form !== 'apply')
      .map((id) => {
        const { info, definition } = requireStep(id);
        const older = (storedParameters[id] ?? []).filter(({ version }) => version < info.version);
        return [id, [...older, { version: info.version, parameters: parametersOf(definition) }]];
      }),
  );
  fs.writeFileSync(PARAMETERS, sorted(parameters));
});
