import { expect, it } from 'vitest';
import { fixAll } from '../../src/core/lint/fixer.ts';
import { dockerfileRules } from '../../src/core/rules/index.ts';
import { onEachEngine, temporaryFolder } from '../support/engines.ts';

/** Every safe fix of a rule about instructions other than RUN applies to it. */
const dockerfile = (ports: string): string => `FROM busybox:latest as Build
ADD a.js b.js /app/
ENV A hello   world
LABEL k v w
RUN echo x && \\

  echo y > /y
FROM --platform=$TARGETPLATFORM busybox:latest
copy --from=Build /app /app
ADD src/ /src/
EXPOSE ${ports}
CMD ["a"]
HEALTHCHECK NONE
CMD ["b"]
HEALTHCHECK CMD ["x"]
ENTRYPOINT ["q"]
ENTRYPOINT ["r"]
COPY --from=Build /y /y
ENV B "q r"
LABEL l v w
`;

const rules = [
  'copy-instead-of-add',
  'drop-redundant-platform',
  'expose-container-ports-alone',
  'keep-one-cmd',
  'keep-one-entrypoint',
  'keep-one-healthcheck',
  'lowercase-exposed-protocols',
  'lowercase-stage-names',
  'match-from-and-as-casing',
  'remove-empty-continuation-lines',
  'use-consistent-instruction-casing',
  'use-equals-in-key-values',
];

onEachEngine('Safe fixes of instructions', ({ engine, kind, labels, name }) => {
  it('leave the image as it was: its configuration, its files and what is in them', async () => {
    // Podman takes what EXPOSE says into the image as it is, and cannot read that image again.
    const ports = kind === 'docker' ? '8080:80 127.0.0.1:81:81 82/TCP' : '82/tcp';
    const silent = kind === 'docker' ? [] : ['expose-container-ports-alone', 'lowercase-exposed-protocols'];
    const before = dockerfile(ports);
    const { text, applied } = fixAll(
      before,
      dockerfileRules.filter((rule) => rules.includes(rule.name)),
    );
    expect(Object.keys(applied).sort()).toEqual(rules.filter((rule) => !silent.includes(rule)));

    const files = { before, after: text, 'a.js': 'a\n', 'b.js': 'b\n', 'src/c.js': 'c\n' };
    const folder = await temporaryFolder(files);
    const images = [`${name('before')}:1`, `${name('after')}:1`] as const;
    try {
      const seen: unknown[] = [];
      for (const [i, version] of (['before', 'after'] as const).entries()) {
        const image = images[i] ?? '';
        await engine().build({ context: folder.path, dockerfile: version, tags: [image], labels }, () => undefined);
        seen.push({ config: (await engine().inspectImage(image))?.config, files: await contents(image) });
      }
      expect(seen[1]).toEqual(seen[0]);
    } finally {
      for (const image of images) await engine().removeImage(image);
      await folder.remove();
    }
  });

  /** Mode, owner and checksum of the files that the instructions made. */
  async function contents(image: string): Promise<string> {
    const list = 'for f in $(find /app /src /y | sort); do stat -c "%n %a %u:%g" $f; [ -d $f ] || sha256sum $f; done';
    const id = await engine().createContainer({ image, labels, entrypoint: ['sh', '-c'], cmd: [list] });
    try {
      await engine().startContainer(id);
      await engine().waitContainer(id);
      let output = '';
      for await (const { data } of engine().logs(id, {})) output += data.toString();
      expect(output).toContain('/src/c.js 644 0:0');
      return output;
    } finally {
      await engine().removeContainer(id);
    }
  }
});
