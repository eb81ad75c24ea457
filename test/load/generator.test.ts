import http from 'node:http';
import net from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { LoadReport } from '../../src/core/testing/load/report.ts';
import { mergeReport } from '../../src/core/testing/load/report.ts';
import { generate, type GeneratorOptions } from '../../src/io/load/generator.ts';
import { isLoopback, requestBytes } from '../../src/io/load/target.ts';

const servers: net.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    if (server instanceof http.Server) server.closeAllConnections();
  }
});

async function listen(server: net.Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as net.AddressInfo).port;
}

const answering = (handler: http.RequestListener): Promise<number> => listen(http.createServer(handler));

async function load(port: number, options: Partial<GeneratorOptions> = {}): Promise<LoadReport> {
  const request = requestBytes({ url: `http://127.0.0.1:${String(port)}/`, method: 'GET', headers: [], body: '', insecure: false });
  const all: GeneratorOptions = {
    target: { host: '127.0.0.1', port, secure: false, insecure: false, request, isHead: false },
    rate: 100,
    offset: 0,
    connections: 900,
    warmUpSeconds: 0,
    durationSeconds: 2,
    timeoutSeconds: 5,
    ...options,
  };
  return mergeReport([await generate(all).counts], all.rate);
}

// A busy machine may be late once; these are checks of accuracy, not of speed.
describe('what is measured is what was there', { retry: 1, timeout: 60_000 }, () => {
  test('a server that takes 100 ms has a median of 100 ms, at the rate that was asked', async () => {
    const port = await answering((_request, response) => setTimeout(() => response.end('ok'), 100));
    const { latencyMs, rate, outcomes, requests, series } = await load(port, { durationSeconds: 3 });
    expect(latencyMs.p50).toBeGreaterThanOrEqual(100);
    expect(latencyMs.p50).toBeLessThanOrEqual(105);
    expect(requests).toBe(300);
    expect(outcomes.ok).toBe(300);
    expect(Math.abs(rate.achieved - 100)).toBeLessThanOrEqual(1);
    expect(series.reduce((sum, { sent }) => sum + sent, 0)).toBe(300);
  });

  test('a freeze of 2 s at 200 a second is charged to all who waited', async () => {
    const began = Date.now();
    const port = await answering((_request, response) => {
      const at = Date.now() - began;
      const wait = at > 4000 && at < 6000 ? 6000 - at : 0;
      setTimeout(() => response.end(), wait);
    });
    const { latencyMs, serviceTimeMs } = await load(port, { rate: 200, durationSeconds: 10 });
    expect(latencyMs.p90).toBeGreaterThan(911);
    expect(latencyMs.p90).toBeLessThan(1113);
    expect(serviceTimeMs.p50).toBeLessThan(50);
  });
});

describe('every way in which a request ends is counted', { timeout: 60_000 }, () => {
  test.each([
    ['closedBeforeResponse', (socket: net.Socket) => socket.end()],
    ['reset', (socket: net.Socket) => socket.resetAndDestroy()],
    ['closedMidBody', (socket: net.Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')],
    ['http5xx', (socket: net.Socket) => socket.end('HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n')],
    ['http4xx', (socket: net.Socket) => socket.end('HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n')],
    ['protocolError', (socket: net.Socket) => socket.write('+OK\r\n\r\n')],
  ] as const)('every tenth is %s', async (outcome, fault) => {
    let asked = 0;
    const port = await answering((request, response) => {
      if (++asked % 10 === 0) fault(request.socket);
      else response.end('ok');
    });
    const { outcomes, requests } = await load(port, { rate: 100, durationSeconds: 2 });
    expect(requests).toBe(200);
    expect(outcomes[outcome]).toBe(20);
    expect(outcomes.ok).toBe(180);
  });

  test('nothing listens', async () => {
    const port = await listen(net.createServer());
    servers[0]?.close();
    const { outcomes, requests } = await load(port, { durationSeconds: 0.5 });
    expect(outcomes.refused).toBe(requests);
  });
  test('no answer in time', async () => {
    const port = await answering(() => undefined);
    const { outcomes, requests } = await load(port, { durationSeconds: 0.5, timeoutSeconds: 0.3 });
    expect(outcomes.timeout).toBe(requests);
  });
  test('every connection is taken', async () => {
    const port = await answering((_request, response) => setTimeout(() => response.end(), 1000));
    const { outcomes } = await load(port, { rate: 50, durationSeconds: 0.9, connections: 5 });
    expect(outcomes).toMatchObject({ ok: 5, shed: 40 });
  });
});

test('a closed loop keeps its number of requests in flight', { timeout: 30_000 }, async () => {
  let now = 0;
  let most = 0;
  const port = await answering((_request, response) => {
    most = Math.max(most, ++now);
    setTimeout(() => {
      now--;
      response.end();
    }, 20);
  });
  const { outcomes, rate, requests } = await load(port, { rate: null, connections: 7, durationSeconds: 1 });
  expect(most).toBe(7);
  expect(outcomes.ok).toBe(requests);
  expect(rate.asked).toBeNull();
});

test('warming up is not counted', { timeout: 30_000 }, async () => {
  let asked = 0;
  const port = await answering((_request, response) => {
    asked++;
    response.end();
  });
  const { requests } = await load(port, { warmUpSeconds: 1, durationSeconds: 1 });
  expect(requests).toBe(100);
  expect(asked).toBe(200);
});

test.each([
  ['localhost', true], ['127.0.0.1', true], ['127.9.9.9', true], ['::1', true], ['[::1]', true], ['app.localhost', true],
  ['10.0.0.1', false], ['example.com', false], ['127.0.0.1.example.com', false], ['0.0.0.0', false],
])('%s is this machine: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
}); // prettier-ignore

test('a header cannot end its line', () => {
  expect(() => requestBytes({ url: 'http://a/', method: 'GET', headers: [['A', 'b\r\nC: d']], body: '', insecure: false })).toThrow(
    TypeError,
  );
});
test('a request has what HTTP/1.1 asks for', () => {
  const bytes = requestBytes({ url: 'http://a:8080/b?c=d', method: 'POST', headers: [['X', 'y']], body: 'é', insecure: false });
  expect(bytes.toString('utf8')).toBe(
    'POST /b?c=d HTTP/1.1\r\nHost: a:8080\r\nX: y\r\nUser-Agent: drydock-load\r\nContent-Length: 2\r\n\r\né',
  );
});
