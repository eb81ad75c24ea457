import { servicesOf } from '../../lint/compose-services.ts';
import { defineYamlRule } from '../../lint/yaml-rule.ts';

export default defineYamlRule({
  name: 'quote-ports',
  summary: 'Quote ports that have a colon',
  severity: 'warning',
  fix: 'safe',
  aliases: [],
  why: 'YAML 1.1 readers take `22:22` for a number to base 60, so an unquoted pair of ports may be published as something else.',
  examples: [{ bad: 'services:\n  web:\n    ports:\n      - 80:80\n', good: 'services:\n  web:\n    ports:\n      - "80:80"\n' }],
  messages: { unquoted: "'{port}' is not quoted" },
  check(context) {
    for (const { name, service } of servicesOf(context.document)) {
      const ports = service['ports'];
      if (!Array.isArray(ports)) continue;
      ports.forEach((_port, i) => {
        const span = context.at(['services', name, 'ports', i]);
        const text = context.text.slice(span.start, span.end);
        if (!/^\d+(?::\d+)+$/.test(text)) return;
        context.report({ at: span, message: 'unquoted', data: { port: text }, fix: (f) => [f.replace(span, `"${text}"`)] });
      });
    }
  },
});
