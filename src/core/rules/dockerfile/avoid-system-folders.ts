import type { Plain, Word } from '../../dockerfile/ast.ts';
import { cleanPath } from '../../dockerfile/ignore-patterns.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'avoid-system-folders',
  summary: 'Keep WORKDIR and VOLUME out of the folders of the system',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'These folders belong to the kernel or to the base image: files there vanish when the container starts, or hide what the system needs.',
  examples: [{ bad: 'FROM debian:13\nVOLUME /proc\n', good: 'FROM debian:13\nVOLUME /data\n' }],
  messages: { system: "'{path}' belongs to the system" },
  create({ report }) {
    const check = (words: readonly Word[], folders: ReadonlySet<string>): void => {
      for (const word of words) {
        const [top = '', ...below] = cleanPath(word.value).split('/');
        const whole = below.length === 0 && isAbsolute(word) && folders.has(top);
        if (whole || (isAbsolute(word) && kernel.has(top))) report({ at: word, message: 'system', data: { path: word.value } });
      }
    };
    return {
      Volume(node: Plain<'Volume'>) {
        check(node.json ?? node.args, volumes);
      },
      Workdir({ args }: Plain<'Workdir'>) {
        check(args.slice(0, 1), workdirs);
      },
    };
  },
});

const isAbsolute = ({ value }: Word): boolean => value.startsWith('/');

const kernel = new Set(['proc', 'sys', 'dev']);
/** `.` is the root folder itself. */
const volumes = new Set(['.', 'bin', 'boot', 'etc', 'lib', 'lib64', 'sbin', 'usr']);
const workdirs = new Set(['bin', 'boot', 'lib', 'lib64', 'sbin', 'etc']);
