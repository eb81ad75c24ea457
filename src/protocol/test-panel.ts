/** What the test panel and the extension say to each other. */
export interface TestPanelContract {
  requests: {
    /** Ticks or unticks kinds; kept per workspace. */
    setKinds(params: { readonly kinds: readonly string[]; readonly checked: boolean }): undefined;
    /** Runs the ticked kinds, or those named. */
    run(params: { readonly kinds: readonly string[] | null }): undefined;
    cancel(params: null): undefined;
    /** A card's button: its id. */
    act(params: { readonly action: CardAction['id'] }): undefined;
    openPlace(params: { readonly line: number | null }): undefined;
    /** Shows an older run, or the plan again. */
    show(params: { readonly run: string | null }): undefined;
    applyFix(params: { readonly index: number }): undefined;
    undoFix(params: { readonly index: number }): undefined;
    exportRun(params: null): undefined;
    clearHistory(params: null): undefined;
    saveLog(params: null): undefined;
  };
  events: {
    view: TestPanelView;
    /** Lines since the last message; `reset` drops what was there. */
    log: { readonly reset: boolean; readonly lines: readonly LogLine[] };
  };
}

export interface TestPanelView {
  /** What a page that comes back says to be filled again: the Dockerfile's URI, or `image:NAME`. */
  readonly key: string;
  /** `services/shop-api/Dockerfile`, or an image's name. */
  readonly target: string;
  readonly hasDockerfile: boolean;
  /** `Docker 26.1`; null before one was asked. */
  readonly engine: string | null;
  readonly screen: PlanScreen | RunningScreen | ResultsScreen | ProblemScreen;
  readonly runs: readonly RunRow[];
}

export interface PlanScreen {
  readonly kind: 'plan';
  readonly groups: readonly { readonly title: string; readonly kinds: readonly KindRow[] }[];
  /** What was read from the Dockerfile. */
  readonly facts: readonly { readonly label: string; readonly values: readonly string[]; readonly line: number | null }[];
  /** Heads the list: `About 45 s and the build`. */
  readonly time: string;
  readonly last: string | null;
  readonly runLabel: string;
}

export interface KindRow {
  readonly kind: string;
  readonly title: string;
  readonly sentence: string;
  readonly time: string;
  readonly checked: boolean;
}

export interface RunningScreen {
  readonly kind: 'running';
  readonly title: string;
  readonly facts: readonly string[];
  readonly startedAtMs: number;
  /** 0 to 1. */
  readonly progress: number;
  readonly cancelling: boolean;
  readonly build: BuildView | null;
  readonly tests: readonly TestRow[];
  readonly testsNote: string;
}

export interface BuildView {
  readonly open: boolean;
  readonly summary: string;
  readonly stages: readonly { readonly name: string; readonly steps: readonly StepRow[] }[];
}

export interface StepRow {
  readonly id: string;
  readonly text: string;
  readonly state: 'running' | 'done' | 'cached' | 'failed' | 'cancelled';
  readonly time: string;
  readonly note: string;
}

export type TestState = 'waiting' | 'running' | 'pass' | 'fail' | 'unknown' | 'cancelled';

export interface TestRow {
  readonly kind: string;
  readonly title: string;
  readonly state: TestState;
  readonly text: string;
  readonly time: string;
}

export interface ResultsScreen {
  readonly kind: 'results';
  readonly run: string;
  readonly title: string;
  readonly facts: readonly string[];
  readonly counts: { readonly pass: number; readonly fail: number; readonly unknown: number };
  readonly build: BuildView | null;
  readonly results: readonly ResultRow[];
  /** Kinds of which a test failed. */
  readonly failedKinds: readonly string[];
}

export interface ResultRow {
  readonly index: number;
  readonly kind: string;
  readonly title: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly summary: string;
  readonly time: string;
  readonly evidence: readonly { readonly label: string; readonly value: string }[];
  readonly advice: string | null;
  /** `Dockerfile:23`. */
  readonly place: { readonly text: string; readonly line: number } | null;
  readonly fix: FixView | null;
}

export interface FixView {
  readonly title: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly fromLine: number;
  readonly applied: boolean;
}

export interface ProblemScreen {
  readonly kind: 'problem';
  readonly icon: string;
  readonly tone: 'fail' | 'unknown' | 'idle';
  readonly title: string;
  readonly text: string;
  readonly facts: readonly { readonly label: string; readonly value: string; readonly line?: number }[];
  /** Last output of the step that failed. */
  readonly output: string;
  readonly actions: readonly CardAction[];
  readonly build: BuildView | null;
}

export interface CardAction {
  readonly id: 'run' | 'plan' | 'choose-engine' | 'manage-trust' | 'containerize' | 'choose-image' | 'open-line';
  readonly label: string;
}

export interface RunRow {
  readonly id: string;
  readonly when: string;
  readonly text: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly shown: boolean;
}

export interface LogLine {
  /** `14:31:02` */
  readonly time: string;
  readonly source: 'build' | 'container' | 'drydock';
  readonly text: string;
}

/** What the page keeps by itself. */
export interface TestPanelState {
  /** URI of the Dockerfile, or `image:NAME`. */
  readonly target: string;
  readonly filter: readonly string[];
}
