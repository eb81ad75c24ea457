import { openRegistryAuth } from './auth.ts';
import { createCalls } from './calls.ts';
import { containerCalls } from './container-calls.ts';
import type { Engine, EngineInfo } from './engine.ts';
import { imageCalls } from './image-calls.ts';
import { insideCalls } from './inside-calls.ts';
import { resourceCalls } from './resource-calls.ts';
import type { Transport } from './transport.ts';

/** The engine that answered at the transport's endpoint, Docker or Podman. dockerode makes the calls; what it gets wrong is done beside it. */
export function createDockerEngine(transport: Transport, info: EngineInfo, env: NodeJS.ProcessEnv): Engine {
  const calls = createCalls(transport, info);
  return {
    info,
    ...imageCalls(calls, openRegistryAuth(env), env),
    ...containerCalls(calls),
    ...insideCalls(calls),
    ...resourceCalls(calls),
    dispose: () => {
      transport.close();
    },
  };
}
