import type { Mount, Run } from '../dockerfile/ast.ts';

/** Where a mount is seen in the build; empty when it does not say. */
export const targetOf = ({ options }: Mount): string => options['target'] ?? options['dst'] ?? options['destination'] ?? '';

/** Whether a cache or tmpfs mount of the RUN has one of `parts` in its target: what is written there is in no layer. */
export const hasCacheMount = (run: Run, ...parts: readonly string[]): boolean =>
  cacheTargets(run).some((target) => parts.some((part) => target.includes(part)));

/** Targets of the RUN's cache and tmpfs mounts. */
export const cacheTargets = (run: Run): readonly string[] =>
  run.mounts.filter(({ type }) => type === 'cache' || type === 'tmpfs').map(targetOf);

/** Whether a path lies at or below a cache or tmpfs mount of the RUN. */
export const isMounted = (run: Run, path: string): boolean =>
  cacheTargets(run).some((target) => target !== '' && `${path.replace(/\/+$/, '')}/`.startsWith(`${target.replace(/\/+$/, '')}/`));
