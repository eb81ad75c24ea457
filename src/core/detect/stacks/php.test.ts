import { describe } from 'vitest';
import { type DetectCase, testDetection } from '../../../../test/support/detect-cases.ts';

const composer = (require: Readonly<Record<string, string>>, more: object = {}) => JSON.stringify({ require, ...more }, null, 2);
const laravel = { artisan: '#!/usr/bin/env php', 'public/index.php': '<?php', 'composer.lock': '{}' };

const cases: readonly DetectCase[] = [
  [
    'only index.php',
    { 'index.php': '<?php phpinfo();' },
    {
      language: 'php',
      kind: 'web',
      framework: null,
      manager: null,
      version: '8.4',
      port: 8080,
      start: 'apache2-foreground',
      defaults: ['runtimeVersion', 'startCommand', 'port'],
      details: { documentRoot: '.', hasComposer: false },
    },
  ],
  ['index.php in public', { 'public/index.php': '<?php', 'src/App.php': '<?php' }, { path: '.', details: { documentRoot: 'public' } }],
  [
    'Composer',
    { 'composer.json': composer({ php: '^8.1', 'ext-gd': '*', 'guzzlehttp/guzzle': '^7' }), 'index.php': '<?php' },
    { manager: 'composer', version: '8.4', details: { extensions: ['gd'] } },
  ],
  [
    'Laravel',
    {
      ...laravel,
      'composer.json': composer({ php: '^8.2', 'laravel/framework': '^11' }, { name: 'laravel/laravel' }),
      '.env.example': 'DB_CONNECTION=pgsql\nREDIS_HOST=127.0.0.1\nQUEUE_CONNECTION=database\n# CACHE_STORE=redis\n',
      'database/migrations/1_x.php': '<?php',
      'app/Jobs/Send.php': '<?php',
      'package.json': '{"scripts":{"dev":"vite","build":"vite build"},"devDependencies":{"vite":"6"}}',
    },
    {
      language: 'php',
      framework: 'laravel',
      services: ['postgres'],
      processes: ['release: php artisan migrate --force', 'worker: php artisan queue:work'],
      details: { documentRoot: 'public', extensions: ['pdo_pgsql'], writable: ['storage', 'bootstrap/cache'], buildsAssets: true },
    },
  ],
  [
    'Laravel with Octane and Horizon',
    { ...laravel, 'composer.json': composer({ 'laravel/framework': '^11', 'laravel/octane': '^2', 'laravel/horizon': '^5' }) },
    {
      start: 'php artisan octane:start --server=frankenphp --host=0.0.0.0 --port=8000',
      port: 8000,
      processes: ['worker: php artisan horizon'],
      services: ['redis'],
    },
  ],
  [
    'Symfony',
    {
      'composer.json': composer({ php: '>=8.2', 'symfony/framework-bundle': '7.1.*', 'doctrine/doctrine-migrations-bundle': '^3' }),
      'public/index.php': '<?php',
      '.env': '# DATABASE_URL="mysql://x"\nDATABASE_URL="postgresql://app:secret@127.0.0.1:5432/app"\n',
    },
    {
      framework: 'symfony',
      services: ['postgres'],
      processes: ['release: php bin/console doctrine:migrations:migrate --no-interaction'],
      details: { writable: ['var'] },
    },
  ],
  ['Slim', { 'composer.json': composer({ 'slim/slim': '^4' }), 'public/index.php': '<?php' }, { framework: 'slim' }],
  [
    'WordPress',
    { 'wp-config-sample.php': '<?php', 'index.php': '<?php', 'wp-content/index.php': '<?php' },
    { framework: 'wordpress', services: ['mysql'], details: { extensions: ['mysqli', 'pdo_mysql'] } },
  ],
  ['a script', { 'main.php': '<?php echo 1;', 'composer.json': '{}' }, { start: 'php main.php', kind: null }],
  ['a library', { 'composer.json': composer({ php: '>=8.0' }), 'src/Thing.php': '<?php' }, { kind: 'library' }],
  [
    'a platform pins the version',
    { 'composer.json': composer({ php: '^8.0' }, { config: { platform: { php: '8.1.12' } } }), 'index.php': '' },
    { version: '8.1.12' },
  ],
  ['an old range', { 'composer.json': composer({ php: '^7.4' }), 'index.php': '' }, { version: '7.4' }],
  ['two ranges', { 'composer.json': composer({ php: '^7.4|^8.0' }), 'index.php': '' }, { version: '8.4' }],
  ['a wildcard', { 'composer.json': composer({ php: '8.2.*' }), 'index.php': '' }, { version: '8.2' }],
  ['a tilde', { 'composer.json': composer({ php: '~8.2.0' }), 'index.php': '' }, { version: '8.2' }],
  ['.php-version', { '.php-version': '8.3\n', 'index.php': '' }, { version: '8.3' }],
];

describe('PHP apps', () => {
  testDetection(cases);
});
