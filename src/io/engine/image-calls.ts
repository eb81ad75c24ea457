import { setTimeout as delay } from 'node:timers/promises';
import type { RegistryAuth } from './auth.ts';
import { buildImage } from './build.ts';
import { buildWithBuildx, needsBuildx } from './buildx.ts';
import { unlessMissing, type Calls } from './calls.ts';
import type { Engine } from './engine.ts';
import { isEngineError } from './errors.ts';
import { imageInfo, imageSummary, type RawConfig, type RawImage } from './image-model.ts';
import { pullImage } from './pull.ts';

export type ImageCalls = Pick<Engine, 'build' | 'pull' | 'inspectImage' | 'listImages' | 'removeImage'>;

export function imageCalls({ transport, info, docker, libpod, doing }: Calls, auth: RegistryAuth, env: NodeJS.ProcessEnv): ImageCalls {
  return {
    build: (request, onEvent, signal) =>
      doing('The build', signal, () =>
        needsBuildx(request, env)
          ? buildWithBuildx({ info, env }, request, onEvent, signal)
          : buildImage({ transport, buildKit: info.capabilities.buildKit, auth }, request, onEvent, signal),
      ),
    pull: (image, onEvent, signal) => doing(`Pulling ${image}`, signal, () => pullImage(transport, auth, image, onEvent, signal)),
    inspectImage: (image, signal) =>
      doing(`Reading image ${image}`, signal, async () => {
        const raw = (await unlessMissing(docker(signal).getImage(image).inspect())) as RawImage | undefined;
        if (!raw || info.kind === 'docker') return raw && imageInfo(raw);
        // Podman's Docker answer lacks the healthcheck; its own has it beside the configuration.
        const own = (await libpod('GET', `/images/${encodeURIComponent(raw.Id)}/json`, signal)) as {
          readonly Healthcheck?: RawConfig['Healthcheck'];
        };
        return imageInfo({ ...raw, Config: { ...raw.Config, Healthcheck: own.Healthcheck ?? null } });
      }),
    listImages: (signal) =>
      doing('Listing images', signal, async () =>
        ((await listed(() => docker(signal).listImages(), signal)) as readonly RawImage[]).map(imageSummary),
      ),
    removeImage: (image, signal) =>
      doing(`Removing image ${image}`, signal, async () => {
        await unlessMissing(docker(signal).getImage(image).remove({ force: true }));
      }),
  };
}

/** Podman fails to list when an image goes while it reads the list: it is asked again. */
async function listed(list: () => Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> {
  for (let left = 10; ; left--) {
    try {
      return await list();
    } catch (error) {
      if (left === 0 || !/image not known/.test(isEngineError(error) ? error.answer + error.message : String(error))) throw error;
    }
    await delay(200, undefined, { signal });
  }
}
