/** What is known of a container that ended. */
export interface Ending {
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** The engine's own words when it could not start. */
  readonly error: string;
  readonly log: string;
  /** From start to end. */
  readonly ranMs: number;
}

export interface ExitCause {
  /** Completes `it ended with code 1: …`. */
  readonly cause: string;
  readonly advice: string;
}

/** Why a container ended that nobody asked to stop: its code, its last words and the engine's, most telling first. */
export function explainExit(ending: Ending): ExitCause {
  const words = `${ending.error}\n${ending.log}`;
  const said = spoken.find((row) => row.pattern.test(words));
  if (said) return said;
  if (ending.oomKilled) return outOfMemory;
  return byCode(ending);
}

const outOfMemory: ExitCause = {
  cause: 'it ran out of memory',
  advice: 'Raise the memory limit, or cap the heap below it (--max-old-space-size, -XX:MaxRAMPercentage, GOMEMLIMIT).',
};

const notFound: ExitCause = {
  cause: 'the command is not in the image',
  advice:
    'Check the command of ENTRYPOINT or CMD against PATH and the files in the last stage. A script needs LF line ends and an interpreter that exists.',
};

const notExecutable: ExitCause = {
  cause: 'the command may not be executed',
  advice: 'Copy it with --chmod=755, or call its interpreter in ENTRYPOINT or CMD.',
};

/** Words that say more than a code does. */
const spoken: readonly (ExitCause & { readonly pattern: RegExp })[] = [
  {
    pattern: /exec format error/i,
    cause: 'the command is for another processor, or a script without a #! line',
    advice: 'Build for the platform of this engine (--platform), or begin the script with its interpreter.',
  },
  {
    pattern: /executable file not found|attempted to invoke a command that was not found|no such file or directory: unknown/i,
    ...notFound,
  },
  { pattern: /OCI permission denied|: permission denied: unknown/i, ...notExecutable },
  {
    pattern: /JavaScript heap out of memory/,
    cause: 'the JavaScript heap is full',
    advice: 'Set --max-old-space-size to about 75% of the memory limit, or raise the limit.',
  },
  {
    pattern: /EADDRINUSE|address already in use/i,
    cause: 'the port is already in use inside the container',
    advice: 'Start the server once only, or give the second one a port of its own.',
  },
  {
    pattern: /Read-only file system|EROFS/,
    cause: 'it writes to a file system that is read-only',
    advice: 'Give it a tmpfs or a volume for the path in the log.',
  },
  {
    pattern:
      /ECONNREFUSED|Connection refused|ENOTFOUND|EAI_AGAIN|Temporary failure in name resolution|could not translate host name|getaddrinfo/,
    cause: 'it could not reach a service that it needs',
    advice: 'Test it with the services of its compose file (drydock test DIR), or give the address with --env.',
  },
  {
    pattern:
      /Cannot find module|ModuleNotFoundError|ImportError|ClassNotFoundException|cannot load such file|error while loading shared libraries/,
    cause: 'a module or library is not in the image',
    advice: 'Copy it into the last stage: compare what the build stage installs with what COPY takes over.',
  },
  {
    pattern: /EACCES|Permission denied|PermissionError/,
    cause: 'its user lacks the rights to a file',
    advice: 'Give the user of the image the path in the log, with COPY --chown or in the step that makes it.',
  },
];

function byCode({ exitCode, ranMs, log }: Ending): ExitCause {
  const row = codes[exitCode];
  if (exitCode === 0)
    return {
      cause: ranMs < 2000 && log.trim() === '' ? 'its command ends by itself, or goes to the background' : 'its command ends by itself',
      advice: 'Keep the server in the foreground (nginx -g "daemon off;"), without & at the end of the command.',
    };
  if (row) return row;
  return { cause: 'the app ended with an error', advice: 'The last output names the error.' };
}

const codes: Readonly<Record<number, ExitCause>> = {
  1: {
    cause: 'the app ended with an error',
    advice: 'The last output names the error. A variable that the app needs can be given with --env or --env-file.',
  },
  2: {
    cause: 'wrong arguments, or a syntax error in a shell script',
    advice: 'Check the arguments in ENTRYPOINT and CMD against the first line of output.',
  },
  126: notExecutable,
  127: notFound,
  128: { cause: 'the engine could not start it', advice: 'The engine’s own words name the port, mount or device.' },
  132: { cause: 'illegal instruction (SIGILL)', advice: 'The program was built for a newer processor. Build it for this one.' },
  133: { cause: 'it stopped at a trap (SIGTRAP)', advice: 'An assertion failed. The last output names it.' },
  134: { cause: 'it aborted (SIGABRT)', advice: 'An assertion failed or memory was damaged. The last output names it.' },
  135: { cause: 'bus error (SIGBUS)', advice: 'Shared memory may be full: raise shm_size.' },
  136: { cause: 'arithmetic error (SIGFPE)', advice: 'A native part divides by zero. The last output may name it.' },
  137: {
    cause: 'it was killed (SIGKILL) by something other than this test',
    advice: 'The machine may have run out of memory: give the engine more, or set a memory limit to see it.',
  },
  139: { cause: 'it crashed (SIGSEGV)', advice: 'Build native modules on the same base image that runs them: musl and glibc do not mix.' },
  143: { cause: 'it got SIGTERM from something other than this test', advice: 'See whether the app or another tool stops it.' },
};
