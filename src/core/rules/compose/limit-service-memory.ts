import { isRecord } from '../../lint/drydock-config.ts';
import { servicesOf } from '../../lint/compose-services.ts';
import { defineYamlRule } from '../../lint/yaml-rule.ts';

export default defineYamlRule({
  name: 'limit-service-memory',
  summary: 'Limit the memory of services',
  severity: 'hint',
  default: 'off',
  fix: 'none',
  aliases: [],
  why: 'Without a limit one leaking service takes the whole machine down with it, and a run here says nothing of a run with limits in production.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: a:1\n',
      good: 'services:\n  web:\n    image: a:1\n    deploy:\n      resources:\n        limits: { memory: 512M }\n',
    },
  ],
  messages: { unlimited: "'{name}' has no memory limit" },
  check(context) {
    for (const { name, service } of servicesOf(context.document)) {
      const deploy = isRecord(service['deploy']) ? service['deploy'] : {};
      const resources = isRecord(deploy['resources']) ? deploy['resources'] : {};
      const limits = isRecord(resources['limits']) ? resources['limits'] : {};
      if (limits['memory'] !== undefined || service['mem_limit'] !== undefined || service['extends'] !== undefined) continue;
      context.report({ at: context.at(['services', name], 'key'), message: 'unlimited', data: { name } });
    }
  },
});
