import net from 'node:net';

/** What is asked, of whom. Plain data: it crosses to the workers. */
export interface LoadTarget {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** For https: certificates are not checked, as a local container has its own. */
  readonly insecure: boolean;
}

/** The bytes of one HTTP/1.1 request. Throws TypeError on a header that would end its line. */
export function requestBytes({ url, method, headers, body }: LoadTarget): Buffer {
  const { host, pathname, search } = new URL(url);
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const payload = Buffer.from(body, 'utf8');
  const all: (readonly [string, string])[] = [
    ...(given.has('host') ? [] : [['Host', host] as const]),
    ...headers,
    ...(given.has('user-agent') ? [] : [['User-Agent', 'drydock-load'] as const]),
    ...(payload.length > 0 && !given.has('content-length') ? [['Content-Length', String(payload.length)] as const] : []),
  ];
  for (const [name, value] of all)
    if (/[\r\n\0]/.test(name + value) || name === '') throw new TypeError(`The header '${name}' cannot be sent`);
  const head = `${method} ${pathname}${search} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), payload]);
}

/** Host and port to connect to. */
export function placeOf(url: string): { readonly host: string; readonly port: number; readonly secure: boolean } {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'https:';
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (secure ? 443 : 80) : Number(port), secure };
}

/** True for this machine's own addresses: localhost, 127.0.0.0/8, ::1. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true;
  return (net.isIPv4(name) && name.startsWith('127.')) || /^::ffff:127\./.test(name);
}
