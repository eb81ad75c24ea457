/** Takes secret values out of texts that people or files will see. Short values are left: they would tear words apart. */
export function createRedactor(values: Iterable<string>): (text: string) => string {
  const secrets = [...new Set(values)].filter((value) => value.length >= 4).toSorted((a, b) => b.length - a.length);
  return (text) => secrets.reduce((current, secret) => current.replaceAll(secret, '•••'), text);
}

/** Output as plain text: no escape sequences, no control characters but line ends and tabs. */
export function plainText(text: string): string {
  return text
    .replace(/\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-_])/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '�');
}
