import { expect, test } from 'vitest';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import { applyEdits } from '../../core/text/edit.ts';
import { ignoreAt, ignoreInFile } from './ignore-comments.ts';

test.each([
  ['no comment yet', 'FROM a\nRUN x\n', 'FROM a\n# drydock ignore=r\nRUN x\n'],
  ['a comment of ours', 'FROM a\n# drydock ignore=q why\nRUN x\n', 'FROM a\n# drydock ignore=q,r why\nRUN x\n'],
  ['a comment of hadolint’s', 'FROM a\n# hadolint ignore=DL3059\nRUN x\n', 'FROM a\n# drydock ignore=r\n# hadolint ignore=DL3059\nRUN x\n'],
  [
    'both',
    'FROM a\n# drydock ignore=q\n# hadolint ignore=DL3059\nRUN x\n',
    'FROM a\n# drydock ignore=q,r\n# hadolint ignore=DL3059\nRUN x\n',
  ],
  ['a remark', 'FROM a\n# installs x\nRUN x\n', 'FROM a\n# installs x\n# drydock ignore=r\nRUN x\n'],
  ['a continued instruction', 'FROM a\nRUN y && \\\n    x\n', 'FROM a\n# drydock ignore=r\nRUN y && \\\n    x\n'],
  ['Windows line ends', 'FROM a\r\nRUN x\r\n', 'FROM a\r\n# drydock ignore=r\r\nRUN x\r\n'],
])('ignoring on a line with %s', (_, text, expected) => {
  const edit = ignoreAt(parseDockerfile(text), text.lastIndexOf('x'), 'r');
  expect(applyEdits(text, edit ? [edit] : [])).toBe(expected);
});

test.each([
  ['nothing above', 'FROM a\n', '# drydock ignore-file=r\nFROM a\n'],
  ['a directive', '# escape=`\nFROM a\n', '# escape=`\n# drydock ignore-file=r\nFROM a\n'],
  ['a directive and nothing else', '# escape=`', '# escape=`\n# drydock ignore-file=r\n'],
  ['a comment of ours', '# escape=`\n# drydock ignore-file=q why\nFROM a\n', '# escape=`\n# drydock ignore-file=q,r why\nFROM a\n'],
])('ignoring in a file with %s', (_, text, expected) => {
  expect(applyEdits(text, [ignoreInFile(parseDockerfile(text), 'r')])).toBe(expected);
});
