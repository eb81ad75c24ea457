import { describe } from 'vitest';
import { type DetectCase, testDetection } from '../../../../test/support/detect-cases.ts';

const cases: readonly DetectCase[] = [
  [
    'a page',
    { 'index.html': '', 'style.css': '' },
    {
      path: '.',
      language: 'static',
      kind: 'static',
      framework: null,
      manager: null,
      version: null,
      start: null,
      port: 8080,
      defaults: ['port'],
      details: { outputFolder: '.' },
    },
  ],
  ['a page in public', { 'public/index.html': '', 'README.md': '' }, { path: '.', details: { outputFolder: 'public' } }],
  ['a page in another folder', { 'docs-site/index.html': '' }, { path: 'docs-site', name: 'docs-site' }],
  ['a Staticfile', { Staticfile: 'root: ./out/\n', 'out/index.html': '' }, { path: '.', details: { outputFolder: 'out' } }],
  [
    'Hugo',
    { 'hugo.toml': '', 'content/a.md': '' },
    { framework: 'hugo', kind: 'static', build: 'hugo --minify', details: { outputFolder: 'public' } },
  ],
  [
    'Hugo by its older name',
    { 'config.toml': 'baseURL = "https://example.com/"\n', 'content/a.md': '', 'layouts/index.html': '' },
    { path: '.', framework: 'hugo' },
  ],
  ['pages of pages are one site', { 'index.html': '', 'about/index.html': '', 'blog/1/index.html': '' }, { path: '.' }],
];

describe('static sites', () => {
  testDetection(cases);
});
