/**
 * Output of a container as text that does nothing: escape sequences (colours, titles, links) are taken out, other control characters but tab and
 * line end are shown as their picture.
 */
export function plainText(text: string): string {
  return (
    text
      .replaceAll('\r\n', '\n')
      // Operating system commands and their kin end with BEL or ST; control sequences with one final byte.
      .replaceAll(/\u001B(?:[\]PX^_][^\u0007\u001B]*(?:\u0007|\u001B\\)?|\[[0-?]*[ -/]*[@-~]?|[ -/]*[0-~]?)|\u009B[0-?]*[ -/]*[@-~]?/g, '')
      .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, (char) =>
        char === '\u007F' ? '\u2421' : String.fromCharCode(0x2400 + char.charCodeAt(0)),
      )
      // C1 controls, and the marks that turn the direction of text.
      .replaceAll(/[\u0080-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD')
  );
}
