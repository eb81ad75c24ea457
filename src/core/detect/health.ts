import type { ProjectFiles } from './files.ts';
import { filesWith } from './scan.ts';

const route =
  /["'`](?:GET )?(\/(?:api\/|-\/|status\/|_)?(?:health|healthz|healthcheck|health-check|health_check|livez|readyz|ready|ping))\/?["'`]/;

/** A path that the code answers for health checks: `/healthz`. */
export function healthRoute(files: ProjectFiles, sources: readonly string[]): string | null {
  for (const file of filesWith(files, sources, ['/health', '/livez', '/ready', '/ping', '_health', 'healthcheck'])) {
    const path = route.exec(files.read(file) ?? '')?.[1];
    if (path !== undefined) return path;
  }
  return null;
}
