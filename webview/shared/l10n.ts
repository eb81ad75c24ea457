/** The extension writes its own bundle of texts into the page, so that both sides share one file per language. */
const bundle = JSON.parse(document.getElementById('l10n')?.textContent ?? '{}') as Readonly<Record<string, string>>;

/** The message in the person's language, `{0}` and so on filled in. The English text is the key, as with `vscode.l10n.t`. */
export function t(message: string, ...args: readonly (string | number)[]): string {
  return (bundle[message] ?? message).replaceAll(/\{(\d+)\}/g, (placeholder, index: string) => String(args[Number(index)] ?? placeholder));
}
