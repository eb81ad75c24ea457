import type { Lab } from './lab.ts';
import type { TestPlan } from './plan.ts';
import type { TestKind, TestResult } from './verdict.ts';

/** One kind of container test. It owns its words, its time and its verdicts; nothing else knows them. */
export interface KindDefinition {
  readonly kind: TestKind;
  /** As the panel names it: `Graceful stop`. */
  readonly title: string;
  readonly group: 'start-stop' | 'faults' | 'load';
  /** Runs when nobody says which kinds to run. */
  readonly byDefault: boolean;
  /** What must hold, in one sentence with this project's own values. */
  sentence(plan: TestPlan): string;
  /** About how long it takes, in whole seconds. */
  seconds(plan: TestPlan): number;
  run(lab: Lab, plan: TestPlan): Promise<readonly TestResult[]>;
}

/** Gives a kind's file its type. */
export const defineKind = (definition: KindDefinition): KindDefinition => definition;
