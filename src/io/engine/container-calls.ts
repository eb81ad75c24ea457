import type Docker from 'dockerode';
import { unlessMissing, type Calls } from './calls.ts';
import { containerInfo, containerSummary, type RawContainer, type RawContainerSummary } from './container-model.ts';
import { createBody } from './container-request.ts';
import type { Engine } from './engine.ts';
import { EngineError } from './errors.ts';
import { toEngineError } from './failure.ts';
import { startFailure } from './start-failure.ts';

export type ContainerCalls = Pick<
  Engine,
  | 'createContainer'
  | 'startContainer'
  | 'stopContainer'
  | 'restartContainer'
  | 'killContainer'
  | 'pauseContainer'
  | 'unpauseContainer'
  | 'waitContainer'
  | 'removeContainer'
  | 'inspectContainer'
  | 'listContainers'
  | 'updateContainer'
  | 'runHealthcheck'
>;

/** A container's life. */
export function containerCalls({ info, docker, libpod, doing }: Calls): ContainerCalls {
  const container = (id: string, signal: AbortSignal | undefined) => docker(signal).getContainer(id);

  async function starting(signal: AbortSignal | undefined, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw startFailure(toEngineError(error, signal));
    }
  }

  /** Through its Docker API Podman first waits out the container's grace period. */
  function removeByForce(id: string, signal: AbortSignal | undefined): Promise<unknown> {
    if (info.kind === 'docker') return container(id, signal).remove({ force: true, v: true });
    return libpod('DELETE', `/containers/${encodeURIComponent(id)}?force=true&v=true&timeout=0`, signal, [200, 204]);
  }

  return {
    createContainer: (request, signal) =>
      doing('Creating the container', signal, async () => {
        const call = { _query: { name: request.name, platform: request.platform }, _body: createBody(request) };
        const created = await docker(signal).createContainer(call as Docker.ContainerCreateOptions);
        return created.id;
      }),
    startContainer: (id, signal) => doing('Starting the container', signal, () => starting(signal, () => container(id, signal).start())),
    restartContainer: (id, timeoutSeconds, signal) =>
      doing('Restarting the container', signal, () => starting(signal, () => container(id, signal).restart({ t: timeoutSeconds }))),
    stopContainer: (id, timeoutSeconds, signal) =>
      doing('Stopping the container', signal, async () => {
        await container(id, signal).stop({ t: timeoutSeconds });
      }),
    killContainer: (id, signalName, signal) =>
      doing(`Sending ${signalName}`, signal, async () => {
        await container(id, signal).kill({ signal: signalName });
      }),
    pauseContainer: (id, signal) =>
      doing('Pausing the container', signal, async () => {
        await container(id, signal).pause();
      }),
    unpauseContainer: (id, signal) =>
      doing('Resuming the container', signal, async () => {
        await container(id, signal).unpause();
      }),
    waitContainer: (id, signal) =>
      doing('Waiting for the container', signal, async () => {
        const { StatusCode: code } = (await container(id, signal).wait()) as { readonly StatusCode: number };
        return code;
      }),
    removeContainer: (id, signal) =>
      doing('Removing the container', signal, async () => {
        try {
          await unlessMissing(removeByForce(id, signal));
        } catch (error) {
          // Another remover was quicker: it is gone when that one is through.
          if (!(error instanceof EngineError && /already in progress/.test(error.answer))) throw error;
          await unlessMissing(container(id, signal).wait({ condition: 'removed' }));
        }
      }),
    inspectContainer: (id, signal) =>
      doing('Reading the container', signal, async () => {
        const raw = (await unlessMissing(container(id, signal).inspect())) as RawContainer | undefined;
        return raw && containerInfo(raw);
      }),
    listContainers: (filter, signal) =>
      doing('Listing containers', signal, async () => {
        const filters = filter.labels && JSON.stringify({ label: filter.labels });
        const raw = await docker(signal).listContainers({ all: filter.all ?? false, ...(filters && { filters }) });
        return (raw as readonly RawContainerSummary[]).map(containerSummary);
      }),
    updateContainer: (id, limits, signal) =>
      doing('Changing the limits', signal, async () => {
        if (!info.capabilities.updateLimits)
          throw new EngineError('unsupported', `Podman ${info.version} cannot change the limits of a running container`);
        const memory = limits.memoryBytes;
        await container(id, signal).update(memory === undefined ? {} : { Memory: memory, MemorySwap: memory });
      }),
    runHealthcheck: (id, signal) =>
      doing('Running the healthcheck', signal, async () => {
        if (info.kind === 'docker') {
          return containerInfo((await container(id, signal).inspect()) as RawContainer).state.health ?? undefined;
        }
        // 409 and 500 mean that there is no check, or nothing running to check.
        const result = (await libpod('GET', `/containers/${encodeURIComponent(id)}/healthcheck`, signal, [200, 409, 500])) as
          { readonly Status?: string } | undefined;
        const status = result?.Status;
        return status === 'healthy' || status === 'unhealthy' || status === 'starting' ? status : undefined;
      }),
  };
}
