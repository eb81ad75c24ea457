import { EngineError } from './errors.ts';

/** A place where an engine may answer. */
export interface Endpoint {
  /** `unix:///path`, `npipe:////./pipe/name`, `tcp://host:port`, `ssh://user@host`. */
  readonly url: string;
  /** What named it, in the words of `EngineInfo.origin`. */
  readonly origin: string;
  /** Present when the connection is encrypted. */
  readonly tls?: TlsMaterial;
}

/** PEM texts, as Docker contexts and DOCKER_CERT_PATH keep them. */
export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** False only where the context says SkipTLSVerify, or DOCKER_TLS_VERIFY is unset. */
  readonly verify: boolean;
}

/** Brings what people write (a bare path, `host:port`, a Windows pipe with backslashes) to the forms of `Endpoint.url`. */
export function normalizeEndpoint(text: string): string {
  const trimmed = text.trim();
  const pipe = /^(?:npipe:)?[\\/]{2,4}\.[\\/]pipe[\\/](.+)$/i.exec(trimmed);
  if (pipe) return `npipe:////./pipe/${pipe[1] ?? ''}`;
  if (trimmed.startsWith('/')) return `unix://${trimmed}`;
  if (/^unix:\/\/\/./.test(trimmed) || /^ssh:\/\/[^/]+/.test(trimmed) || /^tcp:\/\/[^/]+/.test(trimmed))
    return trimmed.replace(/(?<=^tcp:.*)\/$/, '');
  const web = /^(https?):\/\/([^/]+)\/?$/.exec(trimmed);
  if (web) return `tcp://${web[2] ?? ''}`;
  if (/^[\w.-]+:\d+$/.test(trimmed)) return `tcp://${trimmed}`;
  throw new EngineError(
    'bad-request',
    `“${text}” is not an engine address. Write unix:///path/to/socket, npipe:////./pipe/name, tcp://host:port or ssh://user@host.`,
  );
}
