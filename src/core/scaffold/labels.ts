import { label, type Line } from './dockerfile-text.ts';

/** The OCI annotations that the files themselves can tell; revision and version belong to whoever builds. */
export function imageLabels(name: string, description?: string): Line {
  return label({
    'org.opencontainers.image.title': name,
    ...(description !== undefined && { 'org.opencontainers.image.description': description }),
  });
}
