import { type Command, InvalidArgumentError } from 'commander';
import type { TestKind } from '../../core/testing/verdict.ts';

interface TestFlags {
  readonly image?: string;
  readonly only?: readonly string[];
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
  readonly json?: true;
}

const formats = ['text', 'json', 'junit', 'html', 'cst-json'];

export function addTestCommand(program: Command): void {
  program
    .command('test')
    .description('Runs a container of an image on the local engine and tests how it starts, answers, stops and recovers.')
    .argument('[dir]', 'folder with a Dockerfile, which is built first; its compose file names the services it needs')
    .option('--image <image>', 'test this image instead of building a folder')
    .option('--only <kinds>', 'only these kinds, separated by commas', list)
    .option('--structure <file...>', 'container-structure-test (2.0.0, 1.0.0) or goss file to run as structure tests')
    .option(
      '--env <name=value>',
      'set a variable in the container under test, as often as needed; the name alone takes it from here',
      collect,
    )
    .option('--env-file <file>', 'set the variables of a file', collect)
    .option('--port <number>', 'port that the app serves, when the image does not expose it', number(1, 65_535))
    .option('--path <path>', 'path that readiness asks for')
    .option('--stop-timeout <seconds>', 'grace period before the engine kills the container', number(0, 3_600))
    .option('--ready-timeout <seconds>', 'how long it may take until it answers', number(1, 3_600))
    .option('--engine <address>', 'engine to use, such as unix:///var/run/docker.sock; found by itself when left out')
    .option('--helper-image <image>', 'small image with a shell, to look into images without one')
    .option('--format <format>', `how to print: ${formats.join(', ')}`, oneOf(formats), 'text')
    .option('--json', 'short for --format json')
    .addHelpText('after', help)
    .action(async (dir: string | undefined, flags: TestFlags) => {
      const { runTestCommand } = await import('../run-test-command.ts');
      const format = flags.json ? 'json' : flags.format;
      await runTestCommand({ ...flags, dir, format, only: flags.only as readonly TestKind[] | undefined });
    });
}

const help = `
Kinds:
  structure      files, owner, user, port and entry point are as the Dockerfile says
  readiness      it answers over HTTP, listens or keeps running
  graceful-stop  process 1 handles the stop signal and exits by itself
  zombies        ended child processes are reaped
  recovery       it comes back after a crash, a pause and a network cut
  hardening      the fewest privileges that still work

Examples:
  drydock test .
  drydock test --image shop-api:latest --only readiness,graceful-stop --json
  drydock test --image shop-api --structure tests.yaml --format cst-json

Everything a run makes is labelled and removed when it ends. Exit codes: 0 passed, 1 a test failed, 2 could not run.`;

const list = (text: string, previous: readonly string[] = []): readonly string[] => [
  ...previous,
  ...text.split(',').map((one) => one.trim()),
];

const collect = (text: string, previous: readonly string[] = []): readonly string[] => [...previous, text];

const number =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < least || value > most)
      throw new InvalidArgumentError(`Give a number from ${least} to ${most}.`);
    return value;
  };

const oneOf =
  (choices: readonly string[]) =>
  (text: string): string => {
    if (!choices.includes(text)) throw new InvalidArgumentError(`Choose one of ${choices.join(', ')}.`);
    return text;
  };
