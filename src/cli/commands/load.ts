import type { Command } from 'commander';

/** What `drydock load` was asked for, as commander hands it over. */
export interface LoadArguments {
  readonly method?: string;
  readonly header?: readonly string[];
  readonly body?: string;
  readonly warmUp: string;
  readonly timeout: string;
  readonly rate?: string;
  readonly duration: string;
  readonly connections?: string;
  readonly workers: string;
  readonly insecure?: boolean;
  readonly confirmHost?: readonly string[];
  readonly format?: string;
  readonly json?: boolean;
}

export function addLoadCommand(program: Command): void {
  program
    .command('load')
    .description('Send HTTP requests at a fixed rate, or as fast as answers come, and count what became of each')
    .argument('<url>', 'http or https URL on this machine')
    .option('--method <method>', 'request method (default: GET, POST with a body)')
    .option('--header <header>', '"Name: value"; may be repeated', collect)
    .option('--body <file>', 'send this file as the body')
    .option('--rate <per-second>', 'requests a second, evenly spaced; without it as fast as answers come')
    .option('--duration <seconds>', 'how long', '10')
    .option('--warm-up <seconds>', 'send but do not count at first', '0')
    .option('--timeout <seconds>', 'a request that takes longer counts as timed out', '10')
    .option('--connections <count>', 'most requests in flight (default: 10, with --rate 1000)')
    .option('--workers <count>', 'threads', '1')
    .option('--insecure', 'do not check certificates')
    .option('--confirm-host <host>', 'send to this host though it is not this machine; may be repeated', collect)
    .option('--format <format>', 'text or json')
    .option('--json', 'short for --format json')
    .addHelpText(
      'after',
      `
Latency counts from when a request was due, so a server that stalls is charged with every request that waited.

Examples:
  drydock load http://127.0.0.1:3000/ --rate 200 --duration 30
  drydock load http://127.0.0.1:3000/ --connections 50 --json`,
    )
    .action(async (url: string, options: LoadArguments) => {
      const { runLoadCommand } = await import('../run-load-command.ts');
      await runLoadCommand(url, options);
    });
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
