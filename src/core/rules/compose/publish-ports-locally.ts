import { isRecord } from '../../lint/drydock-config.ts';
import { servicesOf } from '../../lint/compose-services.ts';
import { defineYamlRule } from '../../lint/yaml-rule.ts';

/** Ports of stores that ask for no password, or for a known one, as they come. */
const stores: Readonly<Record<string, string>> = {
  5432: 'PostgreSQL', 3306: 'MySQL', 27017: 'MongoDB', 6379: 'Redis', 9200: 'Elasticsearch', 11211: 'Memcached', 5672: 'RabbitMQ', 9092: 'Kafka', 4222: 'NATS',
}; // prettier-ignore

export default defineYamlRule({
  name: 'publish-ports-locally',
  summary: 'Publish ports of data stores on this machine alone',
  severity: 'warning',
  fix: 'suggestion',
  aliases: [],
  why: 'A published port listens on every address of the machine, past the firewall that ufw or firewalld set up, so the whole network reaches the store.',
  examples: [{ bad: 'services:\n  db:\n    image: postgres:17\n    ports:\n      - "5432:5432"\n', good: 'services:\n  db:\n    image: postgres:17\n    ports:\n      - "127.0.0.1:5432:5432"\n' }], // prettier-ignore
  messages: { open: 'The whole network reaches {store} on port {port}' },
  check(context) {
    for (const { name, service } of servicesOf(context.document)) {
      const ports = service['ports'];
      if (!Array.isArray(ports)) continue;
      ports.forEach((port: unknown, i) => {
        const text = isRecord(port) ? '' : String(port);
        const match = /^(\d+):(\d+)(?:\/tcp)?$/.exec(text);
        const store = stores[match?.[2] ?? ''];
        if (!match || !store) return;
        const at = context.at(['services', name, 'ports', i]);
        context.report({
          at,
          message: 'open',
          data: { store, port: match[1] ?? '' },
          suggestions: [{ title: 'Publish it on 127.0.0.1', edits: (f) => [f.replace(at, `"127.0.0.1:${text}"`)] }],
        });
      });
    }
  },
});
