import { readShellText, shellTextOf } from '../command.ts';
import { commandPlace, type Place } from '../dockerfile-facts.ts';
import { healthcheckCommand } from '../healthcheck.ts';
import { expandVariables, findCommand, isDirectory, resolvePath, userId } from '../image-files.ts';
import { defineKind } from '../kind.ts';
import type { LabContainer } from '../lab.ts';
import { imageCommand, type TestPlan } from '../plan.ts';
import { readSockets } from '../proc.ts';
import { fact, result, type Outcome } from '../result.ts';
import { shellRemedy } from '../stop-advice.ts';
import type { TestResult } from '../verdict.ts';
import { waitReady } from '../wait-ready.ts';

interface Check {
  readonly name: string;
  run(container: LabContainer, plan: TestPlan): Promise<Outcome>;
}

export default defineKind({
  kind: 'structure',
  title: 'Structure',
  group: 'start-stop',
  byDefault: true,
  sentence: (plan) => {
    const count = checksFor(plan).length;
    return plan.dockerfile
      ? `Files, user, port and entry point are as the Dockerfile says. ${count} checks.`
      : `User, port and entry point are as the image says. ${count} checks.`;
  },
  seconds: () => 3,
  async run(lab, plan) {
    const container = await lab.start();
    if (!container.startError && exposedPorts(plan).length > 0) {
      lab.progress('waiting until it is ready');
      await waitReady(lab, container, plan);
    }
    const results: TestResult[] = [];
    for (const check of checksFor(plan)) {
      const began = lab.now();
      const outcome = await check.run(container, plan);
      results.push(result('structure', `structure: ${check.name}`, lab.now() - began, outcome));
    }
    return results;
  },
});

/** The checks that this image gives reason for. */
function checksFor(plan: TestPlan): readonly Check[] {
  return [
    { name: 'user is not root', run: checkUser },
    ...(imageCommand(plan.config).length > 0 ? [{ name: 'command is in the image', run: checkCommand }] : []),
    ...(imageCommand(plan.config).length > 0 ? [{ name: 'command is in exec form', run: checkForm }] : []),
    ...(plan.config.workdir !== '' && plan.config.workdir !== '/' ? [{ name: 'working directory exists', run: checkWorkdir }] : []),
    ...exposedPorts(plan).map((port) => ({
      name: `port ${port} listens`,
      run: (container: LabContainer) => checkPort(container, plan, port),
    })),
    ...(plan.dockerfile && plan.dockerfile.copies.length > 0 ? [{ name: 'copied files are there', run: checkCopies }] : []),
    ...(healthcheckCommand(plan.config) ? [{ name: 'healthcheck has its client', run: checkHealthcheck }] : []),
  ];
}

const exposedPorts = (plan: TestPlan): readonly number[] =>
  plan.config.exposedPorts.filter((port) => !/\/(?:udp|sctp)$/.test(port)).map((port) => parseInt(port, 10));

async function checkUser(container: LabContainer, plan: TestPlan): Promise<Outcome> {
  const { user } = plan.config;
  const id = await userId(container, user);
  const place = plan.dockerfile?.user ?? commandPlace(plan.dockerfile);
  const evidence = [fact('User', user === '' ? 'none set, so root' : user), ...(id === null ? [] : [fact('User id', id)])];
  if (id === null) {
    return {
      verdict: 'fail',
      summary: `user ${user} is not in the image`,
      evidence,
      advice: 'Create the user in the image, or give a number: USER 10001:10001.',
      place,
    };
  }
  if (id === 0) {
    return {
      verdict: 'fail',
      summary: 'it runs as root',
      evidence,
      advice: 'Add USER 10001:10001 to the last stage, after the steps that need root.',
      place,
    };
  }
  const numeric = /^\d+(?::\d+)?$/.test(user);
  return {
    verdict: 'pass',
    summary: numeric ? `user is ${user}, not root` : `user is ${user} (${id}), not root; Kubernetes can check only a number`,
    evidence,
  };
}

async function checkCommand(container: LabContainer, plan: TestPlan): Promise<Outcome> {
  const command = imageCommand(plan.config)[0] ?? '';
  const found = await findCommand(container, plan.config, command);
  const place = commandPlace(plan.dockerfile);
  if (found.kind === 'not-executable') {
    return {
      verdict: 'fail',
      summary: `${command} may not be executed`,
      evidence: [fact('Command', command)],
      advice: 'Copy it with --chmod=755.',
      place,
    };
  }
  if (found.kind === 'missing') {
    const where = command.includes('/') ? 'there' : `in PATH (${plan.config.env['PATH'] ?? 'not set'})`;
    return {
      verdict: 'fail',
      summary: `${command} is not in the image`,
      evidence: [fact('Searched', `${command} is not ${where}`)],
      advice: 'Copy or install it in the last stage, or correct the command.',
      place,
    };
  }
  return {
    verdict: 'pass',
    summary: `${command} is ${found.path === command ? 'there' : found.path}`,
    evidence: [fact('Command', found.path)],
  };
}

function checkForm(_container: LabContainer, plan: TestPlan): Promise<Outcome> {
  return Promise.resolve(judgeForm(plan));
}

function judgeForm(plan: TestPlan): Outcome {
  const lines = [plan.dockerfile?.entrypoint, plan.dockerfile?.entrypoint ? null : plan.dockerfile?.cmd].filter(
    (line) => line !== null && line !== undefined,
  );
  const [line] = lines;
  const { entrypoint, cmd } = plan.config;
  const main = entrypoint && entrypoint.length > 0 ? entrypoint : (cmd ?? []);
  // Of an image alone nobody can tell `sh -c` from the shell form: it is one in effect.
  const text = line ? (line.form === 'shell' ? line.text : null) : shellTextOf(main);
  const words = line ? line.instruction : entrypoint && entrypoint.length > 0 ? 'ENTRYPOINT' : 'CMD';
  if (text === null) return { verdict: 'pass', summary: `${words} is in exec form`, evidence: [fact(words, JSON.stringify(main))] };
  const shell = readShellText(text);
  if (shell.kind === 'exec')
    return { verdict: 'pass', summary: `${words} is in shell form and starts the app with exec`, evidence: [fact(words, text)] };
  const remedy = shellRemedy(plan);
  return {
    verdict: 'fail',
    summary: `${words} is in shell form, so a shell may stand between the signals and the app`,
    evidence: [fact(words, text)],
    advice: shell.kind === 'simple' ? 'Write it in exec form.' : 'Write it in exec form, or start the app with exec as the last command.',
    fix: remedy?.fix ?? null,
    place: remedy?.place ?? null,
  };
}

async function checkWorkdir(container: LabContainer, plan: TestPlan): Promise<Outcome> {
  const { workdir } = plan.config;
  const stat = await container.stat(workdir);
  if (stat) return { verdict: 'pass', summary: `${workdir} is there`, evidence: [fact('Working directory', workdir)] };
  return {
    verdict: 'fail',
    summary: `the working directory ${workdir} is not in the image`,
    evidence: [fact('Working directory', workdir)],
    advice: 'Create it, or correct WORKDIR.',
    place: plan.dockerfile?.workdir ?? null,
  };
}

async function checkPort(container: LabContainer, plan: TestPlan, port: number): Promise<Outcome> {
  const place: Place | null = plan.dockerfile?.exposed.find((expose) => parseInt(expose.value, 10) === port) ?? null;
  const state = await container.state();
  if (container.startError || state.status !== 'running') {
    return {
      verdict: 'unknown',
      summary: 'the container does not run',
      evidence: [fact('State', state.status)],
      advice: 'See the readiness test for why.',
    };
  }
  const sockets = await readSockets(container);
  if ('reason' in sockets) {
    return {
      verdict: 'unknown',
      summary: 'its sockets could not be read',
      evidence: [fact('Reason', sockets.reason)],
      advice: 'Name a small image with a shell as helper image (drydock.helperImage, --helper-image).',
    };
  }
  const socket = sockets.value.find((one) => one.port === port);
  const listening = sockets.value.map((one) => `${one.loopbackOnly ? '127.0.0.1:' : ''}${one.port}`).join(', ');
  const evidence = [fact('Listens on', listening === '' ? 'no port' : listening)];
  if (socket && !socket.loopbackOnly) return { verdict: 'pass', summary: `port ${port} listens`, evidence };
  return {
    verdict: 'fail',
    summary: socket ? `port ${port} listens on 127.0.0.1 inside only` : `nothing listens on port ${port}`,
    evidence,
    advice: socket ? 'Bind the server to 0.0.0.0.' : `Let the app listen on ${port}, or correct EXPOSE.`,
    place,
  };
}

async function checkCopies(container: LabContainer, plan: TestPlan): Promise<Outcome> {
  const missing: (Place & { readonly path: string })[] = [];
  const seen: string[] = [];
  const unclear: string[] = [];
  for (const copy of plan.dockerfile?.copies ?? []) {
    const destination = expandVariables(copy.destination, plan.config.env);
    const workdir = expandVariables(copy.workdir, plan.config.env);
    if (destination === null || workdir === null) {
      unclear.push(copy.destination);
      continue;
    }
    const target = resolvePath(workdir, destination);
    const stat = await container.stat(target);
    const file = stat && isDirectory(stat.mode) ? oneFile(copy.sources) : null;
    const path = file === null ? target : resolvePath(target, file);
    if (file === null ? stat : await container.stat(path)) seen.push(path);
    else missing.push({ instruction: copy.instruction, line: copy.line, path });
  }
  const [first] = missing;
  const evidence = [fact('There', seen.join(', ') || 'none'), ...(unclear.length > 0 ? [fact('Not known', unclear.join(', '))] : [])];
  if (first) {
    return {
      verdict: 'fail',
      summary: `${missing.map((one) => one.path).join(', ')} ${missing.length === 1 ? 'is' : 'are'} not in the image`,
      evidence,
      advice: 'See whether a later step removes it, or a volume hides it.',
      place: first,
    };
  }
  if (seen.length === 0)
    return {
      verdict: 'unknown',
      summary: 'the copied paths hang on build arguments',
      evidence,
      advice: 'Give the paths as ENV, which the image keeps.',
    };
  return { verdict: 'pass', summary: `${seen.length} copied ${seen.length === 1 ? 'path is' : 'paths are'} there`, evidence };
}

/** The name of a single source that must be a file: one with an extension and no pattern. */
function oneFile(sources: readonly string[]): string | null {
  const name = sources.length === 1 ? (sources[0] ?? '').split('/').at(-1) : undefined;
  return name !== undefined && /^[\w-][\w.-]*\.(?:js|mjs|cjs|json|sh|py|jar|php|rb|conf|ya?ml|toml)$/.test(name) ? name : null;
}

async function checkHealthcheck(container: LabContainer, plan: TestPlan): Promise<Outcome> {
  const argv = healthcheckCommand(plan.config) ?? [];
  const text = shellTextOf(argv);
  const program = text === null ? argv[0] : /^\s*(?:\w+=\S*\s+)*([\w./-]+)/.exec(text)?.[1];
  const evidence = [fact('Healthcheck', argv.join(' '))];
  if (program === undefined || shellWords.has(program)) {
    return { verdict: 'pass', summary: 'the healthcheck uses the shell alone', evidence };
  }
  const shellMissing = text !== null && (await findCommand(container, plan.config, argv[0] ?? '')).kind === 'missing';
  const client = shellMissing ? (argv[0] ?? '') : program;
  const found = await findCommand(container, plan.config, client);
  if (found.kind === 'found') return { verdict: 'pass', summary: `${client} is ${found.path}`, evidence };
  return {
    verdict: 'fail',
    summary: `${client}, which the healthcheck calls, is not in the image`,
    evidence,
    advice: 'Write the healthcheck with a program that is in the image, such as the app’s own runtime.',
    place: plan.dockerfile?.healthcheck ?? null,
  };
}

const shellWords = new Set(['test', '[', 'exit', 'true', 'false', 'if', 'exec', 'cd', ':', 'kill', 'echo']);
