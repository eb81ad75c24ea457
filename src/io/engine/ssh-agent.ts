import { spawn } from 'node:child_process';
import { Agent } from 'node:http';
import { Duplex } from 'node:stream';

/** Connections to an engine on another machine through the system's own ssh, so that ~/.ssh/config, known_hosts and the key agent count as everywhere else. */
export function sshAgent(url: string): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 16, timeout: 60_000 });
  const argv = sshArguments(url);
  Object.assign(agent, { createConnection: () => sshConnection(argv) });
  return agent;
}

/** The words after `ssh`. Nothing is asked on a terminal: an ssh that would ask fails, with its own words. */
export function sshArguments(url: string): readonly string[] {
  const { username, hostname, port, pathname } = new URL(url);
  const docker = pathname.length > 1 ? ['docker', '--host', `unix://${pathname}`] : ['docker'];
  return [
    ...['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=15', '-T'],
    ...(username ? ['-l', decodeURIComponent(username)] : []),
    ...(port ? ['-p', port] : []),
    // A host that starts with a dash would be read as an option.
    ...['--', hostname, ...docker, 'system', 'dial-stdio'],
  ];
}

/** A child's stdin and stdout as the socket that `node:http` wants. */
function sshConnection(argv: readonly string[]): Duplex {
  const child = spawn('ssh', argv, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  let said = '';
  const socket = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk: Buffer, _encoding, done) => void child.stdin.write(chunk, done),
    final: (done) => void child.stdin.end(done),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (!socket.push(chunk)) child.stdout.pause();
  });
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  child.on('error', (error) => socket.destroy(new Error(`ssh could not be started: ${error.message}`)));
  // Only now is it known whether the end was meant; an end without words would be taken for a broken engine.
  child.on('close', (code) => {
    if (code) socket.destroy(new Error(said.trim() || `ssh ended with code ${String(code)}`));
    else socket.push(null);
  });
  // The write side ends with the child; its own error says less than the child's last words.
  child.stdin.on('error', () => undefined);
  return Object.assign(socket, {
    setTimeout: () => socket,
    setNoDelay: () => socket,
    setKeepAlive: () => socket,
    ref: () => socket,
    unref: () => socket,
  });
}
