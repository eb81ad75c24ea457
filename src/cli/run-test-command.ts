import { cstReport } from '../core/testing/cst/run.ts';
import { htmlReport } from '../core/testing/report/html.ts';
import { jsonReport } from '../core/testing/report/json.ts';
import { junitReport } from '../core/testing/report/junit.ts';
import { textReport } from '../core/testing/report/text.ts';
import { kinds } from '../core/testing/kinds/index.ts';
import type { TestOptions } from '../core/testing/plan.ts';
import { countVerdicts, type TestRun } from '../core/testing/run.ts';
import type { TestKind } from '../core/testing/verdict.ts';
import { isEngineError } from '../io/engine/errors.ts';
import { watchdogBeside } from '../io/engine/watchdog.ts';
import { readEnvironment } from '../io/testing/environment.ts';
import { runTests, type RunRequest } from '../io/testing/run-tests.ts';
import { CliError, exitCodes } from './exit.ts';
import { createTestProgress, terminalPaint } from './test-progress.ts';

export interface TestCommand {
  readonly dir: string | undefined;
  readonly image?: string;
  readonly only: readonly TestKind[] | undefined;
  readonly structure?: readonly string[];
  readonly env?: readonly string[];
  readonly envFile?: readonly string[];
  readonly engine?: string;
  readonly helperImage?: string;
  readonly stopTimeout?: number;
  readonly readyTimeout?: number;
  readonly port?: number;
  readonly path?: string;
  readonly format: string;
}

/** Runs the tests, prints the report to stdout and progress to stderr, and sets the exit code. */
export async function runTestCommand(command: TestCommand): Promise<void> {
  checkCall(command);
  const env = await readEnvironment(command.env ?? [], command.envFile ?? [], process.env).catch(explain);
  const stop = new AbortController();
  const onSignal = () => {
    // The second Ctrl+C does not wait for the clean-up.
    if (stop.signal.aborted) process.exitCode = exitCodes.couldNotRun;
    stop.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const watchdogScript = watchdogBeside(process.argv[1]);
  // A bundle of its own, which only some commands need.
  const { connectEngine } = await import('../io/engine/connect.ts');
  const engine = await connectEngine({ endpoint: command.engine, watchdogScript }, stop.signal).catch(explain);
  try {
    const run = await runTests(requestOf(command, engine, env), createTestProgress(process.stderr, command.format), stop.signal).catch(
      explain,
    );
    process.stdout.write(render(run, command.format));
    process.exitCode = exitCodeOf(run, command);
  } finally {
    engine.dispose();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** As the tool itself does, structure files without a test in them fail. */
function exitCodeOf(run: TestRun, { structure }: TestCommand): number {
  if (run.cancelled) return exitCodes.couldNotRun;
  const nothing = structure !== undefined && run.tests.length === 0;
  return nothing || countVerdicts(run.tests).failed > 0 ? exitCodes.findings : exitCodes.clean;
}

function checkCall({ dir, image, only, format, structure }: TestCommand): void {
  if (format === 'cst-json' && structure === undefined)
    throw new CliError('The format cst-json reports structure files. Name them with --structure.');
  if (dir !== undefined && image !== undefined) throw new CliError('Give a folder or --image, not both.');
  if (dir === undefined && image === undefined)
    throw new CliError('Say what to test: a folder with a Dockerfile (drydock test .), or --image IMAGE.');
  const known = kinds.map((kind) => kind.kind);
  const wrong = only?.find((kind) => !known.includes(kind));
  if (wrong !== undefined) throw new CliError(`There is no kind of test “${wrong}”. Kinds are ${known.join(', ')}.`);
}

function requestOf(command: TestCommand, engine: RunRequest['engine'], env: Readonly<Record<string, string>>): RunRequest {
  const options: Partial<TestOptions> = {
    ...(command.stopTimeout !== undefined && { stopTimeoutSeconds: command.stopTimeout }),
    ...(command.readyTimeout !== undefined && { readyTimeoutSeconds: command.readyTimeout }),
    ...(command.port !== undefined && { port: command.port }),
    ...(command.path !== undefined && { path: command.path }),
  };
  return {
    engine,
    target: command.image === undefined ? { dir: command.dir ?? '.' } : { image: command.image },
    options,
    env,
    ...(command.only && { only: command.only }),
    ...(command.structure && { structureFiles: command.structure }),
    ...(command.helperImage !== undefined && { helperImage: command.helperImage }),
  };
}

function render(run: TestRun, format: string): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(jsonReport(run), null, 2)}\n`;
    case 'html':
      return htmlReport(run);
    case 'cst-json':
      return `${cstReport(run.structureFiles ?? [])}\n`;
    case 'junit':
      return junitReport(run);
    default:
      return textReport(run, terminalPaint(process.stdout));
  }
}

/** An engine's refusal is something a person can mend: its words, without a stack. */
function explain(error: unknown): never {
  if (isEngineError(error)) throw new CliError(error.message);
  throw error;
}
