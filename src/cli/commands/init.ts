import { type Command, InvalidArgumentError, Option } from 'commander';
import type { AppProfile } from '../../core/detect/profile.ts';
import type { Artifact, Plan, PlannedFile } from '../../core/scaffold/plan.ts';
import type { WriteResult } from '../../io/files/write-plan.ts';

interface InitFlags {
  readonly artifacts?: readonly Artifact[];
  readonly app?: readonly string[];
  readonly write?: true;
  readonly force?: true;
  readonly format: 'text' | 'json';
  readonly json?: true;
}

export function addInitCommand(program: Command): void {
  program
    .command('init')
    .description("Plans an app's container files and, when told to, writes them.")
    .argument('[dir]', 'folder of the project', '.')
    .option(
      '--artifacts <names>',
      `what to plan, separated by commas: ${artifactNames.join(', ')} (default: ${defaults.join(',')})`,
      artifactList,
    )
    .option('--app <path>', 'only the app in this folder, relative to DIR; as often as needed', collect)
    .addOption(new Option('--dry-run', 'print the plan and write nothing, as without --write').conflicts('write'))
    .option('--write', 'write the files that do not exist yet')
    .option('--force', 'with --write, replace files that hold another text')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .option('--json', 'short for --format json')
    .addHelpText('after', help)
    .action(initFolder);
}

const artifactNames: readonly Artifact[] = ['dockerfile', 'dockerignore', 'compose'];
const defaults: readonly Artifact[] = ['dockerfile', 'dockerignore', 'compose'];

const help = `
Each file is to "create", to "replace" (another text is there) or the "same". A file that exists is only replaced with --write --force.
With --write, either all files are written or, when one cannot be, none.

JSON: {"files": [{"path", "content", "action"}], "notes": [text]}, and with --write "written" and "kept", lists of paths.

Examples:
  drydock init
  drydock init . --artifacts dockerfile,dockerignore --write
  drydock init . --app services/api --json`;

async function initFolder(dir: string, flags: InitFlags): Promise<void> {
  const [{ readProject, UnreadableFolderError }, { detect }, { planFiles }, { CliError }] = await Promise.all([
    import('../../io/files/project-files.ts'),
    import('../../core/detect/detect.ts'),
    import('../../core/scaffold/scaffold.ts'),
    import('../exit.ts'),
  ]);
  const files = await readProject(dir).catch((error: unknown) => {
    throw error instanceof UnreadableFolderError ? new CliError(error.message) : error;
  });
  const apps = detect(files);
  const chosen = flags.app?.map((path) => appPath(apps, path, (message) => new CliError(message)));
  const plan = planFiles(files, apps, { artifacts: flags.artifacts ?? defaults, ...(chosen !== undefined && { apps: chosen }) });
  const result = flags.write === true ? await write(dir, plan, flags.force === true) : undefined;
  process.stdout.write(flags.json === true || flags.format === 'json' ? jsonOf(plan, result) : textOf(plan, result, flags.force === true));
}

async function write(dir: string, plan: Plan, force: boolean): Promise<WriteResult> {
  const [{ writePlan, WritePlanError }, { CliError }] = await Promise.all([import('../../io/files/write-plan.ts'), import('../exit.ts')]);
  return writePlan(dir, plan, { force }).catch((error: unknown) => {
    throw error instanceof WritePlanError ? new CliError(error.message) : error;
  });
}

function jsonOf(plan: Plan, result: WriteResult | undefined): string {
  const files = plan.files.map(({ path, content, action }) => ({ path, content, action }));
  return `${JSON.stringify({ files, notes: plan.notes, ...result }, null, 2)}\n`;
}

function textOf(plan: Plan, result: WriteResult | undefined, force: boolean): string {
  const lines = plan.files.map((file) => `${(result === undefined ? file.action : outcome(file, result)).padEnd(9)}${file.path}`);
  const kept = result?.kept.length ?? 0;
  const next =
    result === undefined
      ? [
          '',
          plan.files.some(({ action }) => action !== 'same')
            ? 'Nothing was written. --write writes the files to create.'
            : 'Nothing to write.',
        ]
      : kept > 0 && !force
        ? ['', `${String(kept)} ${kept === 1 ? 'file holds' : 'files hold'} another text and stayed. --force replaces.`]
        : [];
  const notes = plan.notes.length === 0 ? [] : ['', ...plan.notes.map((note) => `- ${note}`)];
  return `${[...lines, ...notes, ...next].join('\n')}\n`;
}

function outcome(file: PlannedFile, result: WriteResult): string {
  if (file.action === 'same') return 'same';
  if (result.kept.includes(file.path)) return 'kept';
  return file.action === 'create' ? 'created' : 'replaced';
}

/** The path as detection has it; `./services/api/` means `services/api`. */
function appPath(apps: readonly AppProfile[], given: string, error: (message: string) => Error): string {
  const path = given.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '') || '.';
  if (apps.some((app) => app.path === path)) return path;
  const found = apps.length === 0 ? 'No app was found.' : `Apps: ${apps.map((app) => app.path).join(' ')}`;
  throw error(`${given} is no app of this project. ${found}`);
}

function artifactList(value: string): readonly Artifact[] {
  const names = value.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !artifactNames.some((known) => known === name));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is none of ${artifactNames.join(', ')}.`);
  return artifactNames.filter((name) => names.includes(name));
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
