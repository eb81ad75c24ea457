import type { AppProfile } from '../../detect/profile.ts';

/** Stands for a project in which nothing was found: its root, with no fact known. */
export const unknownApp: AppProfile = {
  path: '.',
  name: 'app',
  kind: null,
  language: null,
  framework: null,
  packageManager: null,
  runtimeVersion: null,
  buildCommand: null,
  startCommand: null,
  port: null,
  services: [],
  env: [],
  processes: [],
  details: {},
  problems: [],
};
