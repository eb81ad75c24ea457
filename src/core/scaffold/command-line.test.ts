import { expect, test } from 'vitest';
import { execArgv } from './command-line.ts';

test.each<readonly [string, readonly string[]]>([
  ['node server.js --name "two words"', ['node', 'server.js', '--name', 'two words']],
  ['gunicorn -b 0.0.0.0:$PORT app:app', ['gunicorn', '-b', '0.0.0.0:8000', 'app:app']],
  ['serve -l ${PORT:-3000}', ['serve', '-l', '8000']],
  ['node a.js && node b.js', ['sh', '-c', 'node a.js && exec node b.js']],
  ['cd server && npm start', ['sh', '-c', 'cd server && exec npm start']],
  ['NODE_ENV=production node a.js', ['sh', '-c', 'exec env NODE_ENV=production node a.js']],
  ['node $SCRIPT', ['sh', '-c', 'exec node $SCRIPT']],
  ['node a.js | tee log', ['sh', '-c', 'node a.js | tee log']],
  ['a && exec b', ['sh', '-c', 'a && exec b']],
])('%s', (command, argv) => {
  expect(execArgv(command, { PORT: '8000' })).toEqual(argv);
});
