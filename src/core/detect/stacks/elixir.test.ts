import { describe } from 'vitest';
import { type DetectCase, testDetection } from '../../../../test/support/detect-cases.ts';

const mix = (deps: string, more = 'elixir: "~> 1.14",') =>
  `defmodule Shop.MixProject do\n  use Mix.Project\n  def project do\n    [app: :shop, ${more} deps: deps(), aliases: aliases()]\n  end\n  def application do\n    [mod: {Shop.Application, []}]\n  end\n  defp deps do\n    [\n      ${deps}\n    ]\n  end\n  "assets.deploy"\nend\n`;

const cases: readonly DetectCase[] = [
  [
    'Phoenix with Ecto',
    {
      'mix.exs': mix(
        '{:phoenix, "~> 1.7"},\n      {:ecto_sql, "~> 3.0"},\n      {:postgrex, ">= 0.0.0"},\n      {:credo, "~> 1.7", only: [:dev, :test]}',
      ),
      'mix.lock': '',
      'config/runtime.exs': 'port = String.to_integer(System.get_env("PORT") || "4001")',
      'config/dev.exs': 'http: [port: 9999]',
      'lib/shop/release.ex': '',
      'assets/package.json': '{}',
    },
    {
      language: 'elixir',
      kind: 'web',
      framework: 'phoenix',
      manager: 'mix',
      version: '1.18',
      name: 'shop',
      start: 'bin/shop start',
      port: 4001,
      services: ['postgres'],
      env: ['PORT'],
      processes: ['release: bin/shop eval Shop.Release.migrate'],
      details: { app: 'shop', module: 'Shop', ecto: true, buildsAssets: true, needsNode: true },
    },
  ],
  [
    'Phoenix with its release scripts',
    { 'mix.exs': mix('{:phoenix, "~> 1.7"}'), 'rel/overlays/bin/server': '', '.tool-versions': 'elixir 1.16.2-otp-26\nerlang 26.2.1\n' },
    { start: 'bin/server', version: '1.16.2', port: 4000, defaults: ['port'], details: { otpVersion: '26.2.1', releaseScripts: true } },
  ],
  [
    'Plug',
    {
      'mix.exs': mix('{:plug_cowboy, "~> 2.0"}'),
      'lib/shop/application.ex': '{Plug.Cowboy, scheme: :http, plug: Shop.Router, options: [port: 8085]}',
    },
    { framework: 'plug', port: 8085 },
  ],
  [
    'a library',
    { 'mix.exs': 'defmodule L.MixProject do\n def project do\n [app: :l]\n end\nend' },
    { kind: 'library', start: null, version: '1.18' },
  ],
  ['an older requirement', { 'mix.exs': mix('', 'elixir: "~> 1.13.0",') }, { version: '1.13', kind: null }],
];

describe('Elixir apps', () => {
  testDetection(cases);
});
