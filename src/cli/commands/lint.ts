import type { Command } from 'commander';
import { lintFormats } from '../../core/report/lint-formats.ts';

/** What `drydock lint` was asked for, as commander hands it over. */
export interface LintArguments {
  readonly format?: string;
  readonly json?: boolean;
  readonly fix?: boolean;
  readonly fixSuggestions?: boolean;
  readonly failOn?: string;
  readonly rule?: readonly string[];
  readonly listRules?: boolean;
  readonly config?: string;
  readonly changedSince?: string;
  readonly stdinFilename: string;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly color: boolean;
}

export function addLintCommand(program: Command): void {
  program
    .command('lint')
    .description('Lint Dockerfiles and Compose files: files, folders (searched, .gitignore honoured) or - for standard input')
    .argument('[paths...]', 'what to lint; this folder when left out')
    .option('--format <format>', `one of ${lintFormats.join(', ')}`)
    .option('--json', 'short for --format json')
    .option('--fix', 'apply the fixes that leave the image as it is')
    .option('--fix-suggestions', 'apply the first suggestion of the other findings too')
    .option('--fail-on <severity>', 'end with 1 from this severity on: error, warning, info, hint or none (default: warning)')
    .option('--rule <name>', 'run this rule alone, by its name or a peer’s code; may be repeated', collect)
    .option('--list-rules', 'print every rule and end')
    .option('--config <file>', 'take this drydock.yaml or .hadolint.yaml')
    .option('--changed-since <revision>', 'only findings on lines that differ from a git revision')
    .option('--baseline <file>', 'leave out the findings that this file lists')
    .option('--update-baseline', 'write all findings of now to the baseline file')
    .option('--stdin-filename <name>', 'the name to show for standard input', 'Dockerfile')
    .option('--no-color', 'no colours')
    .addHelpText(
      'after',
      `
Examples:
  drydock lint                                 every Dockerfile and Compose file below this folder
  drydock lint Dockerfile --fix                mend what can be mended safely
  drydock lint . --format sarif > lint.sarif   for code scanning
  drydock lint . --changed-since origin/main   only what this branch changed
  cat Dockerfile | drydock lint -`,
    )
    .action(async (paths: readonly string[], options: LintArguments) => {
      const { runLint } = await import('../run-lint.ts');
      await runLint(paths, options);
    });
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
