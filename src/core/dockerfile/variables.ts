import type { Span } from '../text/span.ts';

/** A use of a variable: `$name`, `${name}`, `${name:-word}`. */
export interface VariableReference extends Span {
  readonly name: string;
  /** `-`, `:-`, `+`, `:?`, `#`, `%%`, `/` …; undefined for a plain use. */
  readonly modifier: string | undefined;
}

/** Gives the value of a use, or undefined when it is not known; `word` is what follows the modifier, expanded. */
type Resolve = (reference: VariableReference, word: string | undefined) => string | undefined;

interface Settings {
  readonly escape: string;
  /** In heredoc bodies quotes are characters like any other. */
  readonly rawQuotes?: boolean;
}

/** The uses of variables in a word, as BuildKit's expansion finds them: none in single quotes or after the escape character. */
export function variableReferences(text: string, offset: number, settings: Settings): readonly VariableReference[] {
  if (!text.includes('$')) return [];
  const found: VariableReference[] = [];
  expandFrom(text, offset, settings, (reference) => {
    found.push(reference);
    return '';
  });
  return found.sort((a, b) => a.start - b.start);
}

/** True where the author says what happens when the variable is unset: `${x:-default}`, `${x+word}`, `${x:?message}`. */
export const handlesUnset = ({ modifier }: VariableReference): boolean => modifier !== undefined && /[-+?]$/.test(modifier);

/** Expands a word with the values of `lookup` (`''` for a variable that is known to be unset), or undefined when a value is not known. */
export function expandWord(text: string, settings: Settings, lookup: (name: string) => string | undefined): string | undefined {
  const unknown = new Set<string>();
  const value = expandFrom(text, 0, settings, ({ name, modifier }, word = '') => {
    const current = lookup(name);
    if (current === undefined) {
      unknown.add(name);
      return '';
    }
    if (modifier === ':-' || modifier === '-') return current === '' ? word : current;
    if (modifier === ':+' || modifier === '+') return current === '' ? '' : word;
    // What the other modifiers cut off is nothing that a check needs to know.
    if (modifier !== undefined && !modifier.endsWith('?')) unknown.add(name);
    return current;
  });
  return unknown.size === 0 ? value : undefined;
}

function expandFrom(text: string, offset: number, { escape, rawQuotes = false }: Settings, resolve: Resolve): string {
  let i = 0;
  return until('');

  /** Reads up to `stop` (which is taken) or the end. */
  function until(stop: string): string {
    let result = '';
    let quote = '';
    while (i < text.length) {
      const char = text.charAt(i);
      if (quote === "'") {
        i++;
        if (char === quote) quote = '';
        else result += char;
      } else if (char === stop && quote === '') {
        i++;
        return result;
      } else if (char === escape && i + 1 < text.length) {
        result += text.charAt(i + 1);
        i += 2;
      } else if (!rawQuotes && (char === '"' || (char === "'" && quote === ''))) {
        quote = quote === char ? '' : char;
        i++;
      } else if (char === '$') result += dollar();
      else {
        result += char;
        i++;
      }
    }
    return result;
  }

  function dollar(): string {
    const start = i++;
    if (text[i] !== '{') {
      const name = nameAt(i);
      if (name === '') return '$';
      i += name.length;
      return resolve({ start: offset + start, end: offset + i, name, modifier: undefined }, undefined) ?? '';
    }
    const name = nameAt(++i);
    i += name.length;
    if (name === '' || text[i] === undefined) return '';
    if (text[i] === '}') {
      i++;
      return resolve({ start: offset + start, end: offset + i, name, modifier: undefined }, undefined) ?? '';
    }
    const modifier = /^(?::?[-+?]|##?|%%?|\/\/?)/.exec(text.slice(i))?.[0] ?? text.charAt(i);
    i += modifier.length;
    const word = until('}');
    return resolve({ start: offset + start, end: offset + i, name, modifier }, word) ?? '';
  }

  function nameAt(at: number): string {
    return /^(?:[A-Za-z_]\w*|\d+|[@*#])/.exec(text.slice(at))?.[0] ?? '';
  }
}
