import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './copy-manifests-first.ts';

const message = (command: string): string => `Every change of a file makes '${command}' run again`;

testRule(rule, {
  valid: [
    'FROM node:24\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\n',
    'FROM node:24\nCOPY . .\nRUN npm run build\n',
    'FROM node:24\nCOPY . .\nRUN npm install -g pm2\n',
    'FROM node:24 AS a\nCOPY . .\nFROM node:24\nRUN npm ci\n',
    'FROM node:24 AS a\nFROM node:24\nCOPY --from=a . .\nRUN npm ci\n',
    'FROM python:3\nCOPY . .\nRUN pip install flask\n',
  ],
  invalid: [
    {
      code: 'FROM node:24\nWORKDIR /app\n⟦COPY --chown=1:1 . .⟧\nENV A=1\nRUN npm ci --omit=dev && \\\n    npm cache clean --force\nCMD ["a"]\n',
      facts: { contextFiles: ['package.json', '.npmrc', 'src/a.js'] },
      messages: [message('npm ci --omit=dev')],
      suggestions: [
        'FROM node:24\nWORKDIR /app\nCOPY --chown=1:1 package.json .npmrc ./\nENV A=1\nRUN npm ci --omit=dev && \\\n    npm cache clean --force\nCOPY --chown=1:1 . .\nCMD ["a"]\n',
      ],
    },
    {
      code: 'from python:3\n⟦copy . /app⟧\nrun pip install -r /app/requirements.txt',
      messages: [message('pip install -r /app/requirements.txt')],
      suggestions: ['from python:3\ncopy requirements.txt /app/\nrun pip install -r /app/requirements.txt\ncopy . /app'],
    },
    {
      code: 'FROM golang:1\n⟦COPY . .⟧\nRUN go mod download\n',
      messages: [message('go mod download')],
      suggestions: ['FROM golang:1\nCOPY go.mod go.sum* ./\nRUN go mod download\nCOPY . .\n'],
    },
    {
      code: 'FROM node:24\n⟦ADD . /app/⟧\nRUN npm ci\n',
      messages: [message('npm ci')],
      suggestions: ['FROM node:24\nCOPY package.json package-lock.json* /app/\nRUN npm ci\nADD . /app/\n'],
    },
    { code: 'FROM node:24\n⟦COPY . .⟧\nRUN ./prepare\nRUN yarn --frozen-lockfile\n', messages: [message('yarn --frozen-lockfile')] },
    ...(
      [
        ['node:24', 'pnpm install --frozen-lockfile'],
        ['node:24', 'bun install'],
        ['python:3', 'poetry install --no-root'],
        ['python:3', 'uv sync --frozen'],
        ['python:3', 'pipenv sync'],
        ['python:3', 'python3 -m pip install -r deps.txt'],
        ['golang:1', 'go mod download'],
        ['rust:1', 'cargo fetch'],
        ['maven:3', 'mvn -B dependency:go-offline'],
        ['gradle:9', './gradlew dependencies'],
        ['php:8', 'composer install --no-dev'],
        ['ruby:3', 'bundle install'],
        ['mcr.microsoft.com/dotnet/sdk:10.0', 'dotnet restore'],
        ['elixir:1', 'mix deps.get'],
      ] as const
    ).map(([image, command]) => ({
      code: `FROM ${image}\n⟦COPY . .⟧\nRUN ${command}\n`,
      facts: { contextFiles: ['README.md'] },
      messages: [message(command)],
    })),
  ],
});
