import { type Command, Option } from 'commander';

interface DetectFlags {
  readonly format: 'text' | 'json';
  readonly json?: true;
}

export function addDetectCommand(program: Command): void {
  program
    .command('detect')
    .description(
      'Finds the apps of a folder: language, framework, versions, commands, port and services, each with the file and line that says so.',
    )
    .argument('[dir]', 'folder of the project', '.')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .option('--json', 'short for --format json')
    .addHelpText('after', help)
    .action(detectFolder);
}

const help = `
What no file says is null ("not found" on screen). A value with the rule "default" is what scaffolding will use.

Examples:
  drydock detect
  drydock detect services/api --json`;

async function detectFolder(dir: string, flags: DetectFlags): Promise<void> {
  const [{ readProject, UnreadableFolderError }, { detect }, { detectionReport, detectionText }, { CliError }] = await Promise.all([
    import('../../io/files/project-files.ts'),
    import('../../core/detect/detect.ts'),
    import('../../core/detect/report.ts'),
    import('../exit.ts'),
  ]);
  const files = await readProject(dir).catch((error: unknown) => {
    throw error instanceof UnreadableFolderError ? new CliError(error.message) : error;
  });
  if (files.truncated)
    process.stderr.write(
      `drydock: ${dir} has more files than are looked at; apps in deep folders may be missing. Name the app's folder.\n`,
    );
  const apps = detect(files);
  process.stdout.write(
    flags.json === true || flags.format === 'json' ? `${JSON.stringify(detectionReport(apps), null, 2)}\n` : detectionText(apps),
  );
}
