import { expect, test } from 'vitest';
import { detect } from '../../detect/detect.ts';
import { projectFiles } from '../../detect/files.ts';
import { planFiles } from '../scaffold.ts';
import { nginxConf } from './nginx.ts';

function planned(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const files = projectFiles(texts);
  return Object.fromEntries(
    planFiles(files, detect(files), { artifacts: ['dockerfile', 'dockerignore'] }).files.map(({ path, content }) => [path, content]),
  );
}

const vite = {
  'package.json': '{"scripts":{"build":"vite build"},"devDependencies":{"vite":"7"}}',
  'package-lock.json': '{}',
  'index.html': '',
};

test('a built site: Node builds, nginx serves, and nothing of Node is left', () => {
  const { Dockerfile = '', 'nginx.conf': conf = '' } = planned(vite);
  expect(Dockerfile).toMatch(
    /FROM nginxinc\/nginx-unprivileged:stable AS runtime\n[^]*COPY --from=build \/app\/dist \/usr\/share\/nginx\/html\nUSER 10001:10001\nEXPOSE 8080\n$/,
  );
  expect(conf).toContain('try_files $uri /index.html;');
  expect(conf).toContain('location /assets/ {\n            try_files $uri =404;');
});

test('plain files: served as they are, without the files that serve them', () => {
  const { Dockerfile = '', 'nginx.conf': conf = '', '.dockerignore': ignore = '' } = planned({ 'index.html': '', 'style.css': '' });
  expect(Dockerfile).toContain('COPY . /usr/share/nginx/html');
  expect(conf).toContain('location = /nginx.conf');
  expect(conf).toContain('try_files $uri $uri/index.html $uri.html =404;');
  expect(ignore).toContain('**/Dockerfile*');
});

test('an environment file with nothing but public values reaches the build, another does not', () => {
  expect(planned({ ...vite, '.env.production': 'VITE_API=https://api.example.com\n' })['.dockerignore']).toContain('!.env.production');
  expect(planned({ ...vite, '.env.production': 'VITE_API=x\nSECRET=y\n' })['.dockerignore']).not.toContain('!.env.production');
});

test('the web server needs no root and writes to /tmp alone', () => {
  const conf = nginxConf({ spaFallback: false, hashed: [], hidden: [] });
  expect(conf).toContain('pid /tmp/nginx.pid;');
  expect([...conf.matchAll(/_temp_path (\S+);/g)].map((match) => match[1]?.startsWith('/tmp/'))).toEqual(Array(5).fill(true));
  expect(conf.split('{').length).toBe(conf.split('}').length);
});
