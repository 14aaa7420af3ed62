// Which folder may import which. test/checks/boundaries.test.ts plants a breach of every rule.

/** The engine's folders from the ground up; each may import its own rank and those above it in this list. */
const ENGINE_RANKS = [
  ['kernels', 'maths', 'table', 'tensor'],
  ['steps'],
  ['storage'],
  ['help', 'import', 'report', 'sql', 'templates'],
  ['notebook'],
  ['jobs'],
  ['reader'],
  ['session'],
  ['handlers', 'tutorials'],
];

const folders = (names) => `^src-main/engine/(${names.join('|')})/`;

/** What a computation is given (progress, cancel, chance) is declared with the steps; below them its types alone are used. */
const CONTEXT_TYPES = '^src-main/engine/steps/context[.]ts$';

const ranks = ENGINE_RANKS.slice(0, -1).map((names, rank) => ({
  name: `engine-rank-${rank + 1}`,
  comment: `${names.join(', ')}: imports point downward only`,
  severity: 'error',
  from: { path: folders(names), pathNot: '[.]test[.]ts$' },
  to: { path: folders(ENGINE_RANKS.slice(rank + 1).flat()), pathNot: CONTEXT_TYPES },
}));

module.exports = {
  forbidden: [
    ...ranks,
    {
      name: 'context-types-alone',
      severity: 'error',
      from: { path: folders(ENGINE_RANKS[0]) },
      to: { path: CONTEXT_TYPES, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'storage-knows-no-steps',
      severity: 'error',
      from: { path: '^src-main/engine/storage/' },
      to: { path: '^src-main/engine/steps/' },
    },
    {
      name: 'contract-stands-alone',
      comment: 'what crosses a process boundary needs no runtime of its own',
      severity: 'error',
      from: { path: '^src-main/contract/', pathNot: '[.]test[.]ts$' },
      to: { pathNot: ['^src-main/contract/', '^node_modules/(zod|intl-messageformat)/'] },
    },
    {
      name: 'renderer-reaches-only-contract',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^(src-main/(?!contract/)|resources/|scripts/|test/)' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src-renderer/', pathNot: '[.]test[.]tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shell-computes-nothing',
      severity: 'error',
      from: { path: '^src-main/shell/' },
      to: { path: '^(src-main/(?!shell/|contract/)|src-renderer/)' },
    },
    {
      name: 'engine-stands-below-its-faces',
      severity: 'error',
      from: { path: '^src-main/engine/' },
      to: { path: '^(src-main/(shell|cli|host)/|src-renderer/)' },
    },
    {
      name: 'host-below-command-line',
      severity: 'error',
      from: { path: '^src-main/host/' },
      to: { path: '^(src-main/(shell|cli)/|src-renderer/)' },
    },
    {
      name: 'command-line-has-no-window',
      severity: 'error',
      from: { path: '^src-main/cli/' },
      to: { path: '^(src-main/shell/|src-renderer/)' },
    },
    {
      name: 'electron-in-shell-alone',
      severity: 'error',
      from: { path: '^(src-main/(?!shell/)|src-renderer/|resources/)' },
      to: { path: '(^|/)electron(/|$)' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(src-main|src-renderer|resources)/', pathNot: '[.]test[.]tsx?$' },
      to: { path: '^test/|[.]test[.]tsx?$' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] },
  },
};
