/** What the panel Containerize shows, ready to be drawn: every text is in the person's language already. */
export interface ContainerizeContract {
  readonly requests: {
    /** A person's own value for a fact; null takes it back. */
    correct(params: { readonly field: FieldName; readonly value: string | null }): void;
    setService(params: { readonly name: string; readonly wanted: boolean }): void;
    chooseApp(params: { readonly app: string }): void;
    detectAgain(params: null): void;
    chooseStack(params: null): void;
    chooseFolder(params: null): void;
    openPlace(params: Place): void;
    showDiff(params: { readonly path: string }): void;
    showAllDiffs(params: { readonly paths: readonly string[] }): void;
    /** Writes these files of this plan, all or none. */
    write(params: { readonly plan: number; readonly paths: readonly string[] }): WriteOutcome;
  };
  readonly events: {
    screen: Screen;
  };
}

/** Kept by VS Code for the page, and given to the extension when it brings the panel back after a reload. */
export interface ContainerizeState {
  /** Address of the folder, and the app's path in it. */
  readonly folder: string;
  readonly app: string;
  /** Boxes that differ from how a file's box starts, by path. */
  readonly ticks: Readonly<Record<string, boolean>>;
}

export type FieldName =
  'kind' | 'language' | 'framework' | 'packageManager' | 'runtimeVersion' | 'buildCommand' | 'startCommand' | 'port' | 'healthPath';

/** A place in a file of the folder; `line` is one-based, `text` is selected in it when it is there. */
export interface Place {
  readonly file: string;
  readonly line: number | null;
  readonly text?: string;
}

/** `folder` is the address of the folder, for `ContainerizeState`. */
export type Screen =
  | { readonly kind: 'reading'; readonly folder: string }
  | { readonly kind: 'no-app'; readonly folder: string; readonly lookedFor: string; readonly problems: readonly ProblemRow[] }
  | PlanScreen;

export interface PlanScreen {
  readonly kind: 'plan';
  readonly plan: number;
  readonly folder: string;
  readonly app: string;
  /** More than one only in a monorepo. */
  readonly apps: readonly Choice[];
  /** "Web service", "8 facts found, 1 yours, 1 not found". */
  readonly summary: readonly string[];
  readonly facts: readonly FactRow[];
  readonly services: readonly ServiceRow[];
  /** Services that are not in the list yet. */
  readonly otherServices: readonly Choice[];
  readonly problems: readonly ProblemRow[];
  readonly files: readonly FileRow[];
  readonly notes: readonly string[];
  readonly preview: { readonly title: string; readonly firstLine: number; readonly text: string } | null;
  /** How many files differ from the plan shown before; null when there was none. */
  readonly changed: number | null;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface FactRow {
  readonly field: FieldName;
  readonly label: string;
  /** Empty when it is not known. */
  readonly value: string;
  /** The values to choose from; free text when left out. */
  readonly choices?: readonly Choice[];
  readonly look: 'plain' | 'code' | 'number';
  /** `lacking` asks for attention; `wrong` cannot be taken as it is. */
  readonly state: 'known' | 'empty' | 'lacking' | 'wrong';
  readonly evidence: readonly EvidencePart[];
  /** The person's own value stands here and can be taken back. */
  readonly yours: boolean;
}

/** A stretch of an evidence line; with a place it is a link. */
export interface EvidencePart {
  readonly text: string;
  readonly muted?: boolean;
  readonly place?: Place;
}

export interface ServiceRow {
  readonly name: string;
  readonly label: string;
  readonly wanted: boolean;
  readonly evidence: readonly EvidencePart[];
}

export interface ProblemRow {
  readonly title: string;
  readonly text: string;
  readonly place: Place | null;
}

export interface FileRow {
  readonly path: string;
  /** Files of one group share a box above them. */
  readonly group: string | null;
  readonly action: 'create' | 'replace' | 'same';
  readonly added: number;
  readonly removed: number;
  readonly note: string | null;
}

export type WriteOutcome =
  | { readonly kind: 'written' }
  /** A newer plan is on its way to the page. */
  | { readonly kind: 'outdated' }
  | { readonly kind: 'changed'; readonly paths: readonly string[] }
  | { readonly kind: 'refused'; readonly path: string; readonly reason: string };
