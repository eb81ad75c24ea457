/**
 * How a panel is made:
 *
 * 1. `src/protocol/NAME.ts` holds its contract (see channel.ts).
 * 2. `webview/NAME/main.ts` imports `../shared/panel.css` and its own CSS, calls `connect()`, listens with `on`, then calls `ready()`.
 *    The build makes dist/webview/NAME.js and NAME.css of it.
 * 3. `src/vscode/panels/NAME-panel.ts` opens it with `openPanel` of webview-host.ts and answers its requests.
 *
 * The extension owns what is true (facts, plans, verdicts) and sends it again after every `ready`, for a hidden page is thrown away.
 * The page owns what a person is in the middle of (ticks, open rows, a search) and keeps it with `save`.
 */
import type { EventName, PanelContract, Params, RequestName, Result, ToExtension, ToPanel } from '../../src/protocol/channel.ts';

declare function acquireVsCodeApi(): { postMessage(message: ToExtension): void; getState(): unknown; setState(state: unknown): void };

export interface Host<C extends PanelContract, State> {
  /** Rejects with the extension's own words when it could not do it. */
  request<K extends RequestName<C>>(name: K, params: Params<C, K>): Promise<Result<C, K>>;
  on<K extends EventName<C>>(name: K, handler: (data: C['events'][K]) => void): void;
  /** Every handler is in place: the extension sends what there is to show. */
  ready(): void;
  /** What `save` kept before the page was hidden or the window was loaded again. */
  readonly saved: Partial<State>;
  save(state: State): void;
}

/** Call it once: VS Code hands out its side of the channel a single time. */
export function connect<C extends PanelContract, State extends object>(): Host<C, State> {
  const api = acquireVsCodeApi();
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  const handlers = new Map<string, (data: never) => void>();
  let lastId = 0;

  window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
    if (data.kind === 'event') {
      handlers.get(data.name)?.(data.data as never);
      return;
    }
    const request = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind === 'reply') request?.resolve(data.result as never);
    else request?.reject(new Error(data.message));
  });

  return {
    request: (name, params) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        api.postMessage({ kind: 'request', id, name, params });
      }),
    on: (name, handler) => void handlers.set(name, handler),
    ready: () => {
      api.postMessage({ kind: 'ready' });
    },
    saved: api.getState() ?? {},
    save: (state) => {
      api.setState(state);
    },
  };
}
