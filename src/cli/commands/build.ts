import { type Command, InvalidArgumentError } from 'commander';

/** What `drydock build` was asked for, as commander hands it over. */
export interface BuildArguments {
  readonly file?: string;
  readonly tag?: readonly string[];
  readonly target?: string;
  readonly platform?: string;
  readonly buildArg?: readonly string[];
  readonly secret?: readonly string[];
  readonly ssh?: boolean;
  /** False for --no-cache. */
  readonly cache: boolean;
  readonly pull?: boolean;
  readonly engine?: string;
  readonly format: string;
  readonly json?: boolean;
}

export function addBuildCommand(program: Command): void {
  program
    .command('build')
    .description('Build the image of a folder on the local engine, and tell each step with its time and its line')
    .argument('[dir]', 'build context; this folder when left out', '.')
    .option('-f, --file <file>', 'the Dockerfile, which may lie elsewhere (default: Dockerfile in the folder)')
    .option('-t, --tag <name>', 'name of the image; may be repeated', collect)
    .option('--target <stage>', 'build up to this stage')
    .option('--platform <platform>', 'such as linux/amd64 or linux/arm64')
    .option(
      '--build-arg <name=value>',
      'set a build argument; the name alone takes its value from the environment; may be repeated',
      collect,
    )
    .option('--secret <id=name,src=file>', 'give a file to RUN --mount=type=secret; needs docker buildx; may be repeated', collect)
    .option('--ssh', 'give the ssh agent to RUN --mount=type=ssh; needs docker buildx')
    .option('--no-cache', 'run every step again')
    .option('--pull', 'ask the registry for newer base images')
    .option('--engine <address>', 'engine to use, such as unix:///var/run/docker.sock; found by itself when left out')
    .option('--format <format>', 'text or json', format, 'text')
    .option('--json', 'short for --format json')
    .addHelpText('after', help)
    .action(async (dir: string, options: BuildArguments) => {
      const { runBuild } = await import('../run-build.ts');
      await runBuild(dir, options);
    });
}

const help = `
Examples:
  drydock build --tag shop-api:1
  drydock build services/api --file docker/api.Dockerfile --target test --build-arg COMMIT
  drydock build . --json | jq '.steps[] | {name, durationMs, state}'

Progress goes to standard error, the result to standard output.
Exit codes: 0 built, 1 the build failed, 2 could not run.`;

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function format(text: string): string {
  if (text !== 'text' && text !== 'json') throw new InvalidArgumentError('Choose text or json.');
  return text;
}
