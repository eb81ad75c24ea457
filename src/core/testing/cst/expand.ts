/** Go's os.Expand: `$NAME`, `${NAME}`; what is unknown becomes empty, and so does `$$`. */
export function goExpand(text: string, valueOf: (name: string) => string): string {
  let result = '';
  for (let index = 0; index < text.length;) {
    const char = text.charAt(index);
    if (char !== '$' || index + 1 >= text.length) {
      result += char;
      index++;
      continue;
    }
    const rest = text.slice(index + 1);
    const name = shellName(rest);
    if (name.value === '' && name.width > 0) {
      // Bad syntax: Go eats it.
    } else if (name.value === '') {
      // A dollar sign with no name behind it stays.
      result += char;
    } else result += valueOf(name.value);
    index += 1 + name.width;
  }
  return result;
}

function shellName(text: string): { readonly value: string; readonly width: number } {
  if (text.startsWith('{')) {
    const special = /^\{([*#$@!?\-0-9])\}/.exec(text);
    if (special) return { value: special[1] ?? '', width: 3 };
    const end = text.indexOf('}');
    if (end === 1) return { value: '', width: 2 };
    return end === -1 ? { value: '', width: 1 } : { value: text.slice(1, end), width: end + 1 };
  }
  if (/^[*#$@!?\-0-9]/.test(text)) return { value: text.charAt(0), width: 1 };
  const plain = /^\w+/.exec(text)?.[0] ?? '';
  return { value: plain, width: plain.length };
}
