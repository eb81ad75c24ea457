import type { Dockerfile, Stage } from './ast.ts';
import { expandIn } from './scopes.ts';
import { rootOf } from './stages.ts';

/** An image's name in parts, as registries resolve it. */
export interface ImageName {
  /** `docker.io` when none is written. */
  readonly registry: string;
  /** Without registry and Docker's `library/`: `node`, `bitnami/node`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

export function parseImageName(reference: string): ImageName {
  const [withTag = '', digest] = reference.split('@');
  const slash = withTag.indexOf('/');
  const host = slash < 0 ? '' : withTag.slice(0, slash);
  const hasRegistry = host.includes('.') || host.includes(':') || host === 'localhost';
  const path = hasRegistry ? withTag.slice(slash + 1) : withTag;
  const colon = path.lastIndexOf(':');
  const registry = !hasRegistry || host === 'index.docker.io' ? 'docker.io' : host;
  const repository = colon < 0 ? path : path.slice(0, colon);
  return {
    registry,
    repository: registry === 'docker.io' ? repository.replace(/^library\//, '') : repository,
    tag: colon < 0 ? undefined : path.slice(colon + 1),
    digest,
  };
}

/** The image from outside that a stage begins with, build arguments at their defaults; undefined when that cannot be known. */
export function baseImageOf(file: Dockerfile, stage: Stage): ImageName | undefined {
  const { from } = rootOf(stage);
  const reference = from.image && expandIn(file, from, from.image.text);
  return reference ? parseImageName(reference) : undefined;
}

/** Whether a name could be given to a registry: lower case, no empty tag. */
export function isValidReference(reference: string): boolean {
  return /^(?:[\w.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@[A-Za-z][\w+.-]*:[0-9a-fA-F]{32,})?$/.test(
    reference,
  );
}
