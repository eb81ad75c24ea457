import { describe, expect, it } from 'vitest';
import { type DetectCase, onlyApp, testDetection } from '../../../../test/support/detect-cases.ts';
import { detect } from '../detect.ts';
import { projectFiles } from '../files.ts';

const serve = 'package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.ListenAndServe(":8081", nil)\n}\n';
const quiet = 'package main\n\nfunc main() {\n}\n';

const cases: readonly DetectCase[] = [
  [
    'only main.go',
    { 'main.go': serve },
    {
      language: 'go',
      kind: 'web',
      framework: null,
      manager: null,
      start: './app',
      port: 8081,
      version: '1.24',
      details: { mainPackage: '.', module: null },
    },
  ],
  [
    'a module',
    { 'go.mod': 'module example.com/acme/shop\n\ngo 1.22\n', 'main.go': serve },
    { name: 'shop', manager: 'gomod', version: '1.22', start: './shop', build: 'go build -o shop .', port: 8081 },
  ],
  [
    'a module with a major version',
    { 'go.mod': 'module example.com/shop/v2\ngo 1.21.3\n', 'main.go': quiet },
    { start: './shop', version: '1.21.3', kind: null, port: null },
  ],
  [
    'one command',
    { 'go.mod': 'module example.com/shop\ngo 1.22', 'cmd/server/main.go': serve, 'internal/x.go': 'package internal' },
    { path: '.', start: './server', build: 'go build -o server ./cmd/server', details: { mainPackage: './cmd/server' } },
  ],
  [
    'several commands',
    { 'go.mod': 'module example.com/shop\ngo 1.22', 'cmd/worker/main.go': quiet, 'cmd/api/main.go': serve, 'cmd/migrate/main.go': quiet },
    {
      start: './api',
      processes: ['worker: ./worker'],
      details: {
        otherPackages: [
          { package: './cmd/migrate', binary: 'migrate' },
          { package: './cmd/worker', binary: 'worker' },
        ],
      },
    },
  ],
  [
    'the command named like the module',
    { 'go.mod': 'module example.com/shop\ngo 1.22', 'cmd/shop/main.go': quiet, 'cmd/tool/main.go': quiet },
    { start: './shop' },
  ],
  [
    'Gin without a port',
    {
      'go.mod': 'module x\ngo 1.23\nrequire github.com/gin-gonic/gin v1.10.0\n',
      'main.go': 'package main\nfunc main() {\n r := gin.Default()\n r.Run()\n}',
    },
    { framework: 'gin', kind: 'web', port: 8080, defaults: ['port'] },
  ],
  [
    'Echo',
    {
      'go.mod': 'module x\ngo 1.23\nrequire (\n\tgithub.com/labstack/echo/v4 v4.12.0\n\tgithub.com/lib/pq v1.10.9\n)\n',
      'main.go': 'package main\nfunc main() {\n e.Logger.Fatal(e.Start(":1323"))\n}',
    },
    { framework: 'echo', port: 1323, services: ['postgres'] },
  ],
  [
    'Fiber with a fallback for the port',
    {
      'go.mod': 'module x\ngo 1.23\nrequire github.com/gofiber/fiber/v2 v2.0.0',
      'main.go':
        'package main\nfunc main() {\n port := os.Getenv("PORT")\n if port == "" {\n  port = "3004"\n }\n app.Listen(":" + port)\n}',
    },
    { framework: 'fiber', port: 3004, env: ['PORT'] },
  ],
  [
    'a helper with a default',
    { 'go.mod': 'module x\ngo 1.23', 'main.go': 'package main\nfunc main() {\n http.ListenAndServe(":"+getEnv("PORT", "8085"), nil)\n}' },
    { port: 8085 },
  ],
  [
    'a server struct',
    { 'go.mod': 'module x\ngo 1.23', 'main.go': 'package main\nfunc main() {\n s := &http.Server{Addr: ":9090"}\n s.ListenAndServe()\n}' },
    { port: 9090 },
  ],
  [
    'a flag',
    {
      'go.mod': 'module x\ngo 1.23',
      'main.go':
        'package main\nvar port = flag.Int("port", 50051, "x")\nfunc main() {\n lis, _ := net.Listen("tcp", fmt.Sprintf(":%d", *port))\n s := grpc.NewServer()\n}',
    },
    { kind: 'web', port: 50051 },
  ],
  ['C code', { 'go.mod': 'module x\ngo 1.23\nrequire github.com/mattn/go-sqlite3 v1.14.0', 'main.go': quiet }, { details: { cgo: true } }],
  [
    "indirect dependencies are not the app's",
    { 'go.mod': 'module x\ngo 1.23\nrequire (\n\tgithub.com/gin-gonic/gin v1.0.0 // indirect\n)\n', 'main.go': quiet },
    { framework: null },
  ],
  ['a command-line tool', { 'go.mod': 'module x\ngo 1.23\nrequire github.com/spf13/cobra v1.8.0', 'main.go': quiet }, { kind: 'cli' }],
  ['a library', { 'go.mod': 'module x\ngo 1.23', 'x.go': 'package x' }, { kind: 'library', start: null }],
  ['.go-version', { '.go-version': '1.20.5', 'main.go': quiet }, { version: '1.20.5' }],
  [
    'a package.json for assets',
    { 'go.mod': 'module x\ngo 1.23', 'main.go': serve, 'package.json': '{"scripts":{"build":"tailwindcss -o x.css"}}' },
    { language: 'go' },
  ],
  [
    'templates that are read and static files that are embedded',
    {
      'go.mod': 'module x\ngo 1.23',
      'main.go': `${serve}\n//go:embed static\nvar files embed.FS\nvar t = template.ParseGlob("templates/*")\nvar s = "static/x"`,
      'templates/a.html': '',
      'static/x': '',
    },
    { details: { runtimeFolders: ['templates'] } },
  ],
];

describe('Go apps', () => {
  testDetection(cases);
});

it('a workspace is its modules', () => {
  const apps = detect(
    projectFiles({
      'go.work': 'go 1.22\nuse (\n\t./api\n\t./lib\n)\n',
      'api/go.mod': 'module x/api\ngo 1.22',
      'api/main.go': serve,
      'lib/go.mod': 'module x/lib\ngo 1.22',
      'lib/l.go': 'package lib',
    }),
  );
  expect(apps.map((app) => [app.path, app.details['workspaceRoot']])).toEqual([['api', '.']]);
});

it('says where each fact was read', () => {
  const app = onlyApp({ 'go.mod': 'module x\n\ngo 1.23\n', 'main.go': serve });
  expect([app.runtimeVersion?.evidence.line, app.port?.evidence.file, app.port?.evidence.line]).toEqual([3, 'main.go', 6]);
});
