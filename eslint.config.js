import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What scripts may name without importing it. */
const NODE_GLOBALS = [
  'process',
  'console',
  'Buffer',
  'URL',
  'fetch',
  'WebSocket',
  'setTimeout',
  'clearTimeout',
  'AbortSignal',
  // Code that a page runs.
  'document',
];

const PROJECTS = ['./tsconfig.node.json', './tsconfig.window.json', './tsconfig.e2e.json'];

export default defineConfig(
  globalIgnores([
    'out/',
    'out.new-*/',
    'release/',
    'test/e2e/screens/',
    'test/e2e/results/',
    // AssemblyScript has its own compiler and rules.
    'src-main/engine/kernels/assembly/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    // By name: the service that editors want looks for each file's project anew, which takes longer over all of them.
    languageOptions: { parserOptions: { project: PROJECTS, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numeric loops hold their own bounds; noUncheckedIndexedAccess would ask each read for a branch.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // Interfaces here are objects of closures, which may be taken apart.
      '@typescript-eslint/unbound-method': 'off',
      // A handler may have to be async by its type without awaiting anything.
      '@typescript-eslint/require-await': 'off',
      // `read<T>()` says what a row or an answer holds where no schema can.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // There are no enums: `erasableSyntaxOnly` refuses them.
      '@typescript-eslint/no-mixed-enums': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // Electron declares methods that return what it made elsewhere as plain objects.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-console': ['error', { allow: ['error', 'warn'] }],
      eqeqeq: 'error',
    },
  },
  { files: ['src-renderer/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat.recommended] },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: Object.fromEntries(NODE_GLOBALS.map((name) => [name, 'readonly'])) },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error', eqeqeq: 'error' },
  },
);
