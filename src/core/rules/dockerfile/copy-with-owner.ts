import { eachRun } from '../../lint/each-run.ts';
import { isWithin, resolvePath, workdirAt } from '../../lint/paths.ts';
import { defineRule } from '../../lint/rule.ts';
import type { Add, Copy, Dockerfile, Run } from '../../dockerfile/ast.ts';
import { hasFlag, plainArguments, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'copy-with-owner',
  summary: 'Give copied files their owner and mode while copying',
  severity: 'info',
  fix: 'suggestion',
  aliases: [],
  why: 'A file whose owner or mode changes is written into the layer again, whole: a `chown -R` over what was copied before doubles it in the image. COPY --chown and --chmod do it at once.',
  examples: [
    {
      bad: 'FROM node:24\nCOPY . /app\nRUN chown -R node:node /app\n',
      good: 'FROM node:24\nCOPY --chown=node:node . /app\n',
    },
  ],
  messages: { again: "'{tool} -R' writes what was copied to '{path}' into the image again" },
  create: (context) => {
    let copies: { readonly copy: Copy | Add; readonly path: string }[] = [];
    const add = (copy: Copy | Add): void => {
      const path = resolvePath(workdirAt(context.file, copy), copy.destination?.value ?? '');
      if (path !== undefined && path !== '/') copies.push({ copy, path });
    };
    return {
      ...eachRun(context.file, (run, commands) => {
        if (run.onbuild) return;
        for (const command of commands) {
          if ((command.name !== 'chown' && command.name !== 'chmod') || !hasFlag(command, 'R', 'recursive')) continue;
          const [value, ...targets] = plainArguments(command);
          for (const target of targets) {
            const path = resolvePath(workdirAt(context.file, run), target.value.replace(/\/\*$/, ''));
            const hit =
              path === undefined ? undefined : copies.find((copied) => isWithin(path, copied.path) || isWithin(copied.path, path));
            if (!hit || path === undefined || !value) continue;
            const option = command.name === 'chown' ? 'chown' : 'chmod';
            const simple =
              isAlone(context.file, run, hit.copy, command) &&
              hit.path === path &&
              targets.length === 1 &&
              value.literal &&
              isCopyValue(option, value.value);
            context.report({
              at: { start: command.nameSpan.start, end: target.end },
              message: 'again',
              data: { tool: command.name, path: isWithin(path, hit.path) ? hit.path : path },
              related: [{ span: hit.copy, message: 'It is copied here' }],
              suggestions:
                simple && !hit.copy.flags.some(({ name }) => name === option)
                  ? [
                      {
                        title: `Write COPY --${option}=${value.value}`,
                        edits: (fixer) => [
                          fixer.insertAfter(hit.copy.flags.at(-1) ?? hit.copy.keyword, ` --${option}=${value.value}`),
                          fixer.remove({ start: hit.copy.end, end: run.end }),
                        ],
                      },
                    ]
                  : [],
            });
            break;
          }
        }
      }),
      From() {
        copies = [];
      },
      Copy: add,
      Add: add,
    };
  },
});

/** The RUN follows the COPY at once and does nothing else. */
function isAlone(file: Dockerfile, run: Run, copy: Copy | Add, { script }: Command): boolean {
  return (
    script.list.length === 1 &&
    run.form === 'shell' &&
    run.heredocs.length === 0 &&
    run.flags.length === 0 &&
    /^\s*$/.test(file.text.slice(copy.end, run.start))
  );
}

/** --chmod takes octal modes, and a mode for all files is one for directories too. */
const isCopyValue = (option: 'chown' | 'chmod', value: string): boolean =>
  (option === 'chown' ? /^[\w.-]+(?::[\w.-]+)?$/ : /^0?[0-7]{3}$/).test(value);
