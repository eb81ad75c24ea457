/** One argument of EXPOSE in parts: `[ip:][host:]port[-end][/protocol]`. */
export interface ExposedPort {
  /** What stands before the container's port, with its colon; empty in the valid form. */
  readonly host: string;
  readonly port: string;
  readonly protocol: string | undefined;
}

export function readPort(text: string): ExposedPort {
  const slash = text.lastIndexOf('/');
  const [address, protocol] = slash < 0 ? [text, undefined] : [text.slice(0, slash), text.slice(slash + 1)];
  // A colon inside `${PORT:-80}` separates nothing.
  const colon = address.replace(/\$\{[^}]*\}/g, (variable) => '_'.repeat(variable.length)).lastIndexOf(':');
  return { host: address.slice(0, colon + 1), port: address.slice(colon + 1), protocol };
}
