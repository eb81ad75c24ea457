import { RE2JS } from 're2js';

/** Searches with a regular expression of Go's RE2; null when it is none. */
export function goRegexMatches(pattern: string, text: string): boolean | null {
  try {
    return RE2JS.compile(pattern).matcher(text).find();
  } catch {
    return null;
  }
}
