import { isRecord } from '../../lint/drydock-config.ts';
import { servicesOf } from '../../lint/compose-services.ts';
import { defineYamlRule } from '../../lint/yaml-rule.ts';

/** Images whose own HEALTHCHECK is known not to exist; others may bring one. */
const withoutHealthcheck =
  /^(?:docker\.io\/)?(?:library\/)?(?:postgres|mysql|mariadb|mongo|redis|valkey|rabbitmq|memcached|nats|nginx|httpd|node|python|golang|alpine|debian|ubuntu|busybox)(?::|$)/;

export default defineYamlRule({
  name: 'wait-for-existing-services',
  summary: 'Wait for services that exist and can become healthy',
  severity: 'error',
  fix: 'none',
  aliases: [],
  why: 'Compose refuses a project whose depends_on names no service, and `service_healthy` never comes true for one without a health check.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: a:1\n    depends_on:\n      db: { condition: service_healthy }\n  db:\n    image: postgres:17\n',
      good: 'services:\n  web:\n    image: a:1\n    depends_on:\n      db: { condition: service_healthy }\n  db:\n    image: postgres:17\n    healthcheck:\n      test: [CMD, pg_isready]\n',
    },
  ],
  messages: { missing: "There is no service '{name}'", unhealthy: "'{name}' has no health check to wait for" },
  check(context) {
    const services = servicesOf(context.document);
    // What is included or extended may bring services that are not in this file.
    const complete = context.document['include'] === undefined;
    for (const { name, service } of services) {
      const depends = service['depends_on'];
      const entries: readonly [string, unknown, readonly (string | number)[]][] = Array.isArray(depends)
        ? depends.map((one, i) => [String(one), undefined, ['services', name, 'depends_on', i]])
        : isRecord(depends)
          ? Object.entries(depends).map(([key, value]) => [key, value, ['services', name, 'depends_on', key]])
          : [];
      for (const [target, setting, path] of entries) {
        const at = context.at(path, 'key');
        const found = services.find((one) => one.name === target)?.service;
        if (!found) {
          if (complete) context.report({ at, message: 'missing', data: { name: target } });
          continue;
        }
        if (!isRecord(setting) || setting['condition'] !== 'service_healthy' || found['extends'] !== undefined) continue;
        const check = found['healthcheck'];
        const disabled = isRecord(check) && (check['disable'] === true || (Array.isArray(check['test']) && check['test'][0] === 'NONE'));
        const none =
          check === undefined &&
          typeof found['image'] === 'string' &&
          found['build'] === undefined &&
          withoutHealthcheck.test(found['image']);
        if (disabled || none) context.report({ at, message: 'unhealthy', data: { name: target } });
      }
    }
  },
});
