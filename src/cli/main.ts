#!/usr/bin/env node
import { Command } from 'commander';
import { addCommands } from './commands/index.ts';
import { CliError, exitCodes } from './exit.ts';

const program = new Command('drydock')
  .description('Finds out what an app is, writes its container files, lints them, builds the image and tests the running container.')
  .version(process.env['DRYDOCK_VERSION'] ?? '0.0.0', '-V, --version')
  .showHelpAfterError('(drydock --help lists the commands)')
  .configureHelp({ sortSubcommands: false })
  .addHelpText('after', '\nExit codes: 0 clean, 1 findings or failed tests, 2 could not run.')
  .exitOverride((error) => {
    // Commander ends with 1 for a wrong call; here 1 means findings.
    process.exit(error.exitCode === 0 ? exitCodes.clean : exitCodes.couldNotRun);
  });

addCommands(program);

// A reader that closed the pipe (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.clean);
});

void run();

async function run(): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    process.stderr.write(`drydock: ${error instanceof Error ? error.message : String(error)}\n`);
    if (!(error instanceof CliError) && process.env['DRYDOCK_DEBUG'] && error instanceof Error)
      process.stderr.write(`${error.stack ?? ''}\n`);
    process.exitCode = exitCodes.couldNotRun;
  }
}
