import { describe, expect, it } from 'vitest';
import { detect } from './detect.ts';
import { projectFiles } from './files.ts';
import { detectionReport, detectionText } from './report.ts';

const apps = detect(
  projectFiles({
    'package.json':
      '{\n  "name": "shop",\n  "scripts": { "start": "node index.js" },\n  "dependencies": { "express": "4", "pg": "8" }\n}\n',
    'index.js': 'app.listen(process.env.PORT || 4000);\n',
    Procfile: 'worker: node worker.js\n',
  }),
);

describe('detectionReport', () => {
  it('has plain values, null for what is unknown, and the evidence by field', () => {
    expect(JSON.parse(JSON.stringify(detectionReport(apps)))).toEqual({
      apps: [
        {
          path: '.',
          name: 'shop',
          kind: 'web',
          language: 'node',
          framework: 'express',
          packageManager: 'npm',
          runtimeVersion: '24',
          buildCommand: null,
          startCommand: 'node index.js',
          port: 4000,
          services: [{ name: 'postgres', version: null }],
          env: ['PORT'],
          processes: [{ name: 'worker', command: 'node worker.js' }],
          problems: [],
          evidence: {
            kind: { file: 'package.json', line: 4, rule: 'package-json-dependency' },
            language: { file: 'package.json', line: null, rule: 'package-json' },
            framework: { file: 'package.json', line: 4, rule: 'package-json-dependency' },
            packageManager: { file: null, line: null, rule: 'default' },
            runtimeVersion: { file: null, line: null, rule: 'default' },
            startCommand: { file: 'package.json', line: 3, rule: 'package-json-script' },
            port: { file: 'index.js', line: 1, rule: 'source-port' },
            services: [{ file: 'package.json', line: 4, rule: 'package-json-dependency' }],
            env: [{ file: 'index.js', line: 1, rule: 'source-env' }],
            processes: [{ file: 'Procfile', line: 1, rule: 'procfile' }],
          },
        },
      ],
    });
  });
});

describe('detectionText', () => {
  it('shows every fact with where it was read', () => {
    expect(detectionText(apps)).toBe(
      [
        'shop  (this folder)',
        '  kind             web             package.json:4  express 4',
        '  language         node            package.json',
        '  framework        express         package.json:4  express 4',
        '  package manager  npm             default: npm comes with Node.js',
        '  version          24              default: the current long-term release',
        '  build            -               not found',
        '  start            node index.js   package.json:3  start: node index.js',
        '  port             4000            index.js:1  app.listen(process.env.PORT || 4000);',
        '  service          postgres        package.json:4  pg 8',
        '  process worker   node worker.js  Procfile:1  worker: node worker.js',
        '  variables        PORT',
        '',
      ].join('\n'),
    );
  });

  it('says so when there is nothing', () => {
    expect(detectionText([])).toMatch(/^No app was found here\./);
  });
});
