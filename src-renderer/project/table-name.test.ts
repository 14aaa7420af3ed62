import { expect, it } from 'vitest';
import { tableName } from '../../src-main/contract/project.ts';
import { tableNameFor } from './table-name.ts';

it.each([
  ['Who leaves?', 'who_leaves_scores'],
  ['2nd model (k = 3)', 'nd_model_k_3_scores'],
  ['流失 模型', '流失_模型_scores'],
  ['…', 'scores'],
  ['a'.repeat(200), `${'a'.repeat(52)}_scores`],
])('calls the scores of “%s” by a name that queries can use', (title, name) => {
  expect(tableNameFor(title)).toBe(name);
  expect(tableName.safeParse(name).success).toBe(true);
});
