/** Takes the values of variables out of texts that people or files will see. Numbers and everyday words stay: they would tear other texts apart. */
export function createRedactor(values: Iterable<string>): (text: string) => string {
  const parts = [...values].flatMap((value) => [value, ...credentials(value)]);
  const secrets = [...new Set(parts)].filter(isTelling).toSorted((a, b) => b.length - a.length);
  return (text) => secrets.reduce((current, secret) => current.replaceAll(secret, '•••'), text);
}

const everyday =
  /^(?:\d+(?:\.\d+)*|[\d.]+:\d+|true|false|production|development|staging|test(?:ing)?|localhost|info|warn(?:ing)?|error|debug|trace|UTC|https?:\/\/localhost(?::\d+)?\/?)$/i;

const isTelling = (value: string): boolean => value.length >= 4 && !everyday.test(value);

/** User and password inside an address, which a program may print alone. */
function credentials(value: string): readonly string[] {
  const password = /^[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:([^/@\s]+)@/i.exec(value)?.[1];
  return password === undefined ? [] : [password];
}

/** Output as plain text: no escape sequences, no control characters but line ends and tabs. */
export function plainText(text: string): string {
  return text
    .replace(/\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-_])/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '�');
}
