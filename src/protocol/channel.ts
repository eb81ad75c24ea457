/**
 * The envelope in which a panel and the extension talk. Each panel has one contract, in a file of its own beside this one:
 *
 *     export interface TestPanelContract {
 *       requests: { run(params: { kinds: string[] }): RunOutcome };   // asked by the panel, answered by the extension
 *       events: { view: TestPanelView };                              // said by the extension at any time
 *     }
 *
 * A request takes one parameter and is answered once; an event needs no answer.
 */
export interface PanelContract {
  readonly requests: object;
  readonly events: object;
}

export type RequestName<C extends PanelContract> = keyof C['requests'] & string;
export type EventName<C extends PanelContract> = keyof C['events'] & string;

export type Params<C extends PanelContract, K extends RequestName<C>> = C['requests'][K] extends (params: infer P) => unknown ? P : never;
export type Result<C extends PanelContract, K extends RequestName<C>> = C['requests'][K] extends (params: never) => infer R ? R : never;

export type ToExtension =
  { readonly kind: 'ready' } | { readonly kind: 'request'; readonly id: number; readonly name: string; readonly params: unknown };

export type ToPanel =
  | { readonly kind: 'reply'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | { readonly kind: 'event'; readonly name: string; readonly data: unknown };
