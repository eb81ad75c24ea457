import type { AppProfile } from '../../detect/profile.ts';
import { execArgv } from '../command-line.ts';
import { cmd, comment, copy, dockerfileText, expose, from, user, workdir } from '../dockerfile-text.ts';
import { imageLabels } from '../labels.ts';
import { type AppImage, appUser, type Scaffolder } from '../scaffolder.ts';

/** Takes every app that no other stack handles, so it is never in the generated list. */
export const scaffolder: Scaffolder = { name: 'unknown', handles: () => true, image: (app) => unknownImage(app) };

/** A start that builds, and says what could not be found instead of inventing it. */
export function unknownImage(app: AppProfile): AppImage {
  const missing = [
    app.language === null && 'the language',
    app.buildCommand === null && 'how it is built',
    app.startCommand === null && 'how it is started',
    app.port === null && 'which port it listens on',
  ].filter((word) => word !== false);
  const port = app.port?.value ?? null;
  const start = app.startCommand?.value;
  const dockerfile = dockerfileText([
    [
      comment(`A start to be completed. Not found: ${missing.join(', ') || 'nothing, but no stack here knows this kind of app'}.`),
      comment(
        "Choose the image of the app's language, copy its manifests and install them before the sources, so that a changed source\ndoes not install them again.",
      ),
      from('debian:trixie-slim', 'runtime'),
      imageLabels(app.name),
      workdir('/app'),
      copy(['.'], '.'),
      user(appUser),
      port !== null && expose(port),
      start === undefined
        ? comment('The command that starts the app, in exec form:\nCMD ["./app"]')
        : cmd(execArgv(start, port === null ? {} : { PORT: String(port) })),
    ],
  ]);
  return {
    context: app.path,
    dockerfile,
    files: [],
    ignore: { dependencies: [], outputs: [], unused: [], copied: [] },
    buildArgs: [],
    buildSecrets: [],
    runtime: { port, user: appUser, healthPath: null, needsInit: true, env: {}, writable: [], processes: [] },
    notes: [`The Dockerfile is a start to be completed. Not found: ${missing.join(', ') || 'a stack that handles this app'}.`],
  };
}
