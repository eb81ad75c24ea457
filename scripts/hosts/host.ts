/** What a suite needs besides Node, found on this machine or brought up for the time of the run. */
export type Host =
  | {
      readonly env: Readonly<Record<string, string>>;
      /** Ends what was started for this run, and nothing that was there before. */
      readonly release: () => Promise<void>;
    }
  /** Why it cannot be had here, for a person. */
  | { readonly missing: string };

export interface HostRequest {
  /** File that receives the output of what is installed or started. */
  readonly log: string;
  readonly limitSeconds: number;
}

export type FindHost = (request: HostRequest) => Promise<Host>;

const nothingToRelease = () => Promise.resolve();

/** Nothing but Node. */
export const bare: FindHost = () => Promise.resolve({ env: {}, release: nothingToRelease });

export function found(env: Readonly<Record<string, string>>): Host {
  return { env, release: nothingToRelease };
}

/** One host of several parts: missing when one of them is. */
export function together(...parts: readonly FindHost[]): FindHost {
  return async (request) => {
    const hosts: Exclude<Host, { missing: string }>[] = [];
    for (const part of parts) {
      const host = await part(request);
      if ('missing' in host) {
        for (const one of hosts) await one.release();
        return host;
      }
      hosts.push(host);
    }
    return {
      env: Object.assign({}, ...hosts.map(({ env }) => env)) as Record<string, string>,
      release: async () => {
        for (const host of hosts.reverse()) await host.release();
      },
    };
  };
}
