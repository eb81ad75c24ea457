import { servicesOf } from '../../lint/compose-services.ts';
import { defineYamlRule } from '../../lint/yaml-rule.ts';

export default defineYamlRule({
  name: 'tag-service-images',
  summary: 'Give every service image a tag that stays',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'Without a tag, or with `latest`, the next pull may bring a new major version, which for a database means data that it cannot read.',
  examples: [{ bad: 'services:\n  db:\n    image: postgres\n', good: 'services:\n  db:\n    image: postgres:17\n' }],
  messages: { untagged: "'{image}' has no tag", latest: "'{image}' moves with every release" },
  check(context) {
    for (const { name, service } of servicesOf(context.document)) {
      const image = service['image'];
      // The name of what is built here is the project's own.
      if (typeof image !== 'string' || service['build'] !== undefined || image.includes('$') || image.includes('@')) continue;
      const tag = /:([^/:]+)$/.exec(image)?.[1];
      if (tag !== undefined && tag !== 'latest') continue;
      context.report({ at: context.at(['services', name, 'image']), message: tag ? 'latest' : 'untagged', data: { image } });
    }
  },
});
