/**
 * A health check with the runtime itself as the HTTP client, so that the image needs no other.
 * Without a health path any answer below 500 will do. `version` is Node's; null stands for Bun.
 */
export function probe(version: string | null, port: number, path: string | null): readonly string[] {
  const url = `http://127.0.0.1:${String(port)}${path ?? '/'}`;
  if (version !== null && Number.parseInt(version, 10) < 18) {
    const good = path === null ? 'r.statusCode<500' : 'r.statusCode<400';
    return ['node', '-e', `require('http').get('${url}',r=>process.exit(${good}?0:1)).on('error',()=>process.exit(1))`];
  }
  const good = path === null ? 'r.status<500' : 'r.ok';
  return [version === null ? 'bun' : 'node', '-e', `fetch('${url}').then(r=>process.exit(${good}?0:1),()=>process.exit(1))`];
}
