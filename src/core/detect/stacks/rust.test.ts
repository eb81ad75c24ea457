import { describe, expect, it } from 'vitest';
import { type DetectCase, onlyApp, testDetection } from '../../../../test/support/detect-cases.ts';
import { detect } from '../detect.ts';
import { projectFiles } from '../files.ts';

const manifest = (dependencies = '', more = '') =>
  `[package]\nname = "shop-api"\nversion = "0.1.0"\nedition = "2021"\n${more}\n[dependencies]\n${dependencies}\n`;

const cases: readonly DetectCase[] = [
  [
    'a binary',
    { 'Cargo.toml': manifest(), 'src/main.rs': 'fn main() {}' },
    {
      language: 'rust',
      manager: 'cargo',
      name: 'shop-api',
      start: './shop-api',
      version: '1.85',
      build: 'cargo build --release',
      kind: null,
      port: null,
      details: { binary: 'shop-api', edition: '2021', lockFile: null },
    },
  ],
  [
    'Axum',
    {
      'Cargo.toml': manifest('axum = "0.7"\nsqlx = { version = "0.7", features = ["postgres", "runtime-tokio"] }'),
      'Cargo.lock': '',
      'src/main.rs': 'let l = TcpListener::bind("0.0.0.0:3001").await;',
    },
    { framework: 'axum', kind: 'web', port: 3001, services: ['postgres'], details: { lockFile: 'Cargo.lock' } },
  ],
  [
    'Actix',
    { 'Cargo.toml': manifest('actix-web = "4"'), 'src/main.rs': 'HttpServer::new(|| App::new()).bind(("127.0.0.1", 8082))' },
    { framework: 'actix-web', port: 8082 },
  ],
  [
    'Rocket with its file',
    {
      'Cargo.toml': manifest('rocket = "0.5"'),
      'Rocket.toml': '[default]\naddress = "0.0.0.0"\nport = 8010\n',
      'src/main.rs': '#[launch]\nfn rocket() -> _ {}',
    },
    { framework: 'rocket', port: 8010 },
  ],
  [
    'Rocket without a port',
    { 'Cargo.toml': manifest('rocket = "0.5"'), 'src/main.rs': '#[launch]' },
    { port: 8000, defaults: ['runtimeVersion', 'port'] },
  ],
  [
    'an address of four numbers',
    { 'Cargo.toml': manifest('warp = "0.3"'), 'src/main.rs': 'warp::serve(r).run(([127, 0, 0, 1], 3031)).await' },
    { framework: 'warp', port: 3031 },
  ],
  [
    'a fallback of the variable',
    { 'Cargo.toml': manifest('axum = "0.7"'), 'src/main.rs': 'let port = std::env::var("PORT").unwrap_or_else(|_| "8088".to_string());' },
    { port: 8088, env: ['PORT'] },
  ],
  [
    'named binaries',
    {
      'Cargo.toml': manifest('', '[[bin]]\nname = "server"\npath = "src/main.rs"\n[[bin]]\nname = "seed"\npath = "src/seed.rs"'),
      'src/main.rs': '',
      'src/seed.rs': '',
    },
    { start: './server', build: 'cargo build --release --bin server', details: { otherBinaries: ['seed'] } },
  ],
  [
    'default-run',
    { 'Cargo.toml': '[package]\nname = "x"\ndefault-run = "web"\n', 'src/bin/job.rs': '', 'src/bin/web.rs': '' },
    { start: './web' },
  ],
  [
    'rust-toolchain.toml',
    { 'Cargo.toml': manifest('', 'rust-version = "1.70"'), 'rust-toolchain.toml': '[toolchain]\nchannel = "1.81.0"\n', 'src/main.rs': '' },
    { version: '1.81.0' },
  ],
  ['rust-toolchain', { 'Cargo.toml': manifest(), 'rust-toolchain': '1.79\n', 'src/main.rs': '' }, { version: '1.79' }],
  [
    'a channel without a number',
    { 'Cargo.toml': manifest(), 'rust-toolchain': 'stable\n', 'src/main.rs': '' },
    { version: '1.85', defaults: ['runtimeVersion'] },
  ],
  ['rust-version', { 'Cargo.toml': manifest('', 'rust-version = "1.74"'), 'src/main.rs': '' }, { version: '1.74' }],
  ['a command-line tool', { 'Cargo.toml': manifest('clap = "4"'), 'src/main.rs': '' }, { kind: 'cli' }],
  ['a library', { 'Cargo.toml': manifest(), 'src/lib.rs': '' }, { kind: 'library', start: null }],
];

describe('Rust apps', () => {
  testDetection(cases);
});

it('a workspace is its members with a binary, with the lock file of the root', () => {
  const apps = detect(
    projectFiles({
      'Cargo.toml':
        '[workspace]\nmembers = ["crates/*"]\n[workspace.package]\nrust-version = "1.77"\n[workspace.dependencies]\nsqlx = { version = "0.7", features = ["mysql"] }\n',
      'Cargo.lock': '',
      'crates/api/Cargo.toml':
        '[package]\nname = "api"\nrust-version.workspace = true\n[dependencies]\naxum = "0.7"\nsqlx = { workspace = true }\ncore = { path = "../core" }\n',
      'crates/api/src/main.rs': '',
      'crates/core/Cargo.toml': '[package]\nname = "core"\n',
      'crates/core/src/lib.rs': '',
    }),
  );
  expect(
    apps.map((app) => [
      app.path,
      app.buildCommand?.value,
      app.runtimeVersion?.value,
      app.services[0]?.value.name,
      app.details['lockFile'],
      app.details['workspaceRoot'],
    ]),
  ).toEqual([['crates/api', 'cargo build --release -p api', '1.77', 'mysql', 'Cargo.lock', '.']]);
});

it('a Cargo.toml that is not TOML is a problem, not a failure', () => {
  const app = onlyApp({ 'Cargo.toml': '[package\nname = "x"', 'src/main.rs': '' });
  expect(app.problems).toHaveLength(1);
  expect(app.language?.value).toBe('rust');
});
