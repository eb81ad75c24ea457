import { scopeOf } from '../../dockerfile/scopes.ts';
import { handlesUnset } from '../../dockerfile/variables.ts';
import { expandedUses } from '../../lint/expanded-words.ts';
import { nearestName, renameUse } from '../../lint/nearest-name.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'define-variables',
  summary: 'Use variables that are defined',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'UndefinedVar', severity: 'warning' }],
  why: 'A variable that nothing defines is empty: `/app/$DIR` becomes `/app/`, and the build goes on.',
  differs:
    'BuildKit knows the environment of the base image because it pulls it. Without it, only stages that begin with `FROM scratch` can be judged.',
  examples: [{ bad: 'FROM scratch\nCOPY app $DIR/app\n', good: 'FROM scratch\nARG DIR=/srv\nCOPY app $DIR/app\n' }],
  messages: { undefined: "'{name}' is defined nowhere", misspelt: "'{name}' is defined nowhere; '{nearest}' is" },
  create: ({ file, report }) => ({
    Instruction(node) {
      if (node.stage < 0 || node.kind === 'From') return;
      const { variables, complete } = scopeOf(file, node);
      if (!complete) return;
      const here = node.kind === 'Arg' || node.kind === 'Env' ? node.pairs.map(({ key }) => key.value) : [];
      const seen = new Set<string>();
      for (const use of expandedUses(file, node)) {
        const { name } = use;
        if (variables.has(name) || handlesUnset(use) || seen.has(name) || /^BUILDKIT_SBOM_SCAN_/.test(name)) continue;
        seen.add(name);
        const nearest = nearestName(name, variables.keys());
        // A variable of the same ENV that comes too late is another rule's finding.
        const own = !here.includes(name);
        // BuildKit expands EXPOSE without a look at what is defined.
        const peers = node.kind === 'Expose' ? { peers: [] } : {};
        if (nearest === undefined) report({ at: use, message: 'undefined', data: { name }, own, ...peers });
        else {
          const suggestions = [renameUse(file.text, use, nearest)];
          report({ at: use, message: 'misspelt', data: { name, nearest }, own, suggestions, ...peers });
        }
      }
    },
  }),
});
