import { describe } from 'vitest';
import { type DetectCase, testDetection } from '../../../../test/support/detect-cases.ts';

const rails = {
  'config/application.rb': 'class Application',
  'bin/rails': '',
  'config.ru': 'run Rails.application',
  'config/puma.rb': 'port ENV.fetch("PORT") { 3000 }\n',
};

const cases: readonly DetectCase[] = [
  [
    'Rails with Postgres and Sidekiq',
    {
      ...rails,
      Gemfile:
        'source "x"\nruby "3.2.2"\ngem "rails", "~> 7.1"\ngem "pg"\ngem "sidekiq"\ngroup :development, :test do\n  gem "mysql2"\nend\n',
      'Gemfile.lock': 'BUNDLED WITH\n   2.5.6\n',
      'config/database.yml': 'default: &default\n  adapter: postgresql\n',
      'db/schema.rb': '',
      'config/routes.rb': 'get "up" => "rails/health#show"',
    },
    {
      language: 'ruby',
      kind: 'web',
      framework: 'rails',
      manager: 'bundler',
      version: '3.2.2',
      start: 'bin/rails server -b 0.0.0.0',
      port: 3000,
      services: ['postgres', 'redis'],
      processes: ['release: bin/rails db:prepare', 'worker: bundle exec sidekiq'],
      details: { bundlerVersion: '2.5.6', healthPath: '/up', ownDockerfile: false },
    },
  ],
  [
    'Rails with its own Dockerfile',
    {
      ...rails,
      Gemfile: 'gem "rails"\ngem "thruster"',
      Dockerfile: 'FROM ruby:3.3.1-slim\nEXPOSE 80\nCMD ["./bin/thrust", "./bin/rails", "server"]',
    },
    { version: '3.3.1', details: { ownDockerfile: true, thruster: true } },
  ],
  [
    'Rails whose package.json is for assets',
    { ...rails, Gemfile: 'gem "rails"', 'package.json': '{"scripts":{"build":"esbuild app/javascript/*.* --bundle"}}' },
    { language: 'ruby', details: { needsNode: true } },
  ],
  [
    'Sinatra with a rackup file',
    { Gemfile: 'gem "sinatra"\ngem "puma"', 'config.ru': 'run Sinatra::Application', 'app.rb': 'require "sinatra"\nget "/" do end' },
    { framework: 'sinatra', start: 'bundle exec puma -b tcp://0.0.0.0:4567', port: 4567 },
  ],
  [
    'Sinatra in one file',
    { Gemfile: 'gem "sinatra"', 'app.rb': 'require "sinatra"\nset :port, 8081\n' },
    { kind: 'web', start: 'bundle exec ruby app.rb -o 0.0.0.0', port: 8081 },
  ],
  [
    'Rack',
    { Gemfile: 'gem "rack"\ngem "rackup"', 'config.ru': 'run ->(env) { [200, {}, []] }' },
    { framework: 'rack', start: 'bundle exec rackup --host 0.0.0.0 --port 9292', port: 9292 },
  ],
  [
    'a plain script',
    { 'main.rb': 'puts 1' },
    { kind: null, manager: null, start: 'ruby main.rb', version: '3.3', port: null, defaults: ['runtimeVersion'] },
  ],
  [
    'a server of the standard library',
    { 'server.rb': 'require "socket"\nserver = TCPServer.new("0.0.0.0", 8088)' },
    { kind: 'web', port: 8088 },
  ],
  [
    'Jekyll',
    { Gemfile: 'gem "jekyll"', '_config.yml': 'title: x', 'index.html': '' },
    { framework: 'jekyll', kind: 'static', start: null, build: 'bundle exec jekyll build', port: 8080, details: { outputFolder: '_site' } },
  ],
  [
    'a Procfile',
    {
      ...rails,
      Gemfile: 'gem "rails"',
      Procfile: 'web: bundle exec puma -C config/puma.rb\nworker: bundle exec sidekiq\nrelease: rails db:migrate\n',
    },
    { start: 'bundle exec puma -C config/puma.rb', processes: ['worker: bundle exec sidekiq', 'release: rails db:migrate'] },
  ],
  ['.ruby-version', { '.ruby-version': 'ruby-3.1.4\n', Gemfile: 'ruby "3.2"', 'app.rb': '' }, { version: '3.1.4' }],
  ['a range in the Gemfile', { Gemfile: 'ruby "~> 3.2.0"', 'app.rb': '' }, { version: '3.2' }],
  ['an open range in the Gemfile', { Gemfile: 'ruby ">= 3.0", "< 3.3"', 'app.rb': '' }, { version: '3.2' }],
  ['the lock file', { Gemfile: '', 'Gemfile.lock': 'RUBY VERSION\n   ruby 3.0.6p216\n', 'app.rb': '' }, { version: '3.0.6' }],
  ['a gem', { Gemfile: 'gemspec', 'lib/x.rb': 'module X; end' }, { kind: 'library', start: null }],
];

describe('Ruby apps', () => {
  testDetection(cases);
});
