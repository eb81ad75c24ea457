import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './install-healthcheck-client.ts';

const message = (program: string, image: string): string => `'${program}' is not in '${image}', and nothing installs it`;

testRule(rule, {
  valid: [
    'FROM node:24-slim\nRUN apt-get update && apt-get install -y curl\nHEALTHCHECK CMD curl -f http://localhost/\n',
    'FROM node:24\nHEALTHCHECK CMD curl -f http://localhost/\n',
    'FROM node:24-alpine\nHEALTHCHECK CMD wget -q http://localhost/\n',
    'FROM nginx:1-alpine\nHEALTHCHECK CMD curl -f http://localhost/\n',
    'FROM corp.example.com/node:24-slim\nHEALTHCHECK CMD curl -f http://localhost/\n',
    'FROM $BASE\nHEALTHCHECK CMD curl -f http://localhost/\n',
    'FROM scratch\nCOPY app /app\nHEALTHCHECK CMD ["/app", "check"]\n',
    'FROM debian:13\nCOPY --from=x /usr/bin/curl /usr/bin/\nHEALTHCHECK CMD ["curl", "localhost"]\n',
    'FROM debian:13\nHEALTHCHECK NONE\n',
  ],
  invalid: [
    {
      code: 'FROM python:3.13-slim-trixie\nHEALTHCHECK CMD ⟦curl⟧ -f http://localhost/ || exit 1\n',
      messages: [message('curl', 'python:3.13-slim-trixie')],
    },
    {
      code: 'FROM alpine:3.22\nHEALTHCHECK CMD [⟦"curl"⟧, "-f", "http://localhost/"]\n',
      messages: [message('curl', 'alpine:3.22')],
    },
    {
      code: 'FROM ubuntu:24.04 AS x\nFROM x\nHEALTHCHECK CMD exec ⟦wget⟧ -q http://localhost/\n',
      messages: [message('wget', 'ubuntu:24.04')],
    },
    { code: 'FROM gcr.io/distroless/nodejs22\nHEALTHCHECK CMD ⟦node check.js⟧\n', messages: [message('sh', 'distroless/nodejs22')] },
    { code: 'FROM scratch\nHEALTHCHECK CMD ⟦/app check⟧\n', messages: [message('sh', 'scratch')] },
  ],
});
