import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layersRule } from './scripts/lint/layers.mjs';

/** Core is the same text in, the same data out: no clock, no chance, no output of its own. */
const impure = [
  { object: 'Date', property: 'now', message: 'Core has no clock: take the time as an argument.' },
  { object: 'Math', property: 'random', message: 'Core has no randomness: take the number as an argument.' },
];

export default defineConfig(
  globalIgnores(['dist', 'out', 'coverage', 'test-results', 'samples', 'test/fixtures', '**/node_modules', '.drydock']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Names like `_match` say that a parameter is there for its place alone.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' }],
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='process'][callee.property.name='exit']",
          message: 'Set process.exitCode, so that output is flushed and hosts live on.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    plugins: { drydock: { rules: { layers: layersRule } } },
    rules: { 'drydock/layers': 'error', 'no-console': 'error' },
  },
  {
    files: ['src/core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': ['error', ...impure],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'performance', 'setTimeout', 'setInterval', 'fetch', 'crypto'],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Core has no clock: take the time as an argument.' },
      ],
    },
  },
  {
    files: ['webview/**/*.ts'],
    ignores: ['webview/shared/host.ts'],
    rules: { 'no-restricted-globals': ['error', { name: 'acquireVsCodeApi', message: 'Only webview/shared/host.ts speaks to the host.' }] },
  },
  {
    files: ['src/cli/main.ts', 'scripts/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-syntax': 'off', 'no-console': 'off' },
  },
  {
    // Tests index into what they just made.
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.recommended] },
);
