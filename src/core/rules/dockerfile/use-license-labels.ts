import { checkLabels, labelOptions } from '../../lint/labels.ts';
import { spdxLicenses } from '../../lint/spdx-licenses.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-license-labels',
  summary: 'Name the licence in labels by its SPDX identifier',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3054', severity: 'warning' }],
  why: 'Scanners compare licences by these names. The rule is silent until a label schema names labels of the type spdx.',
  differs: 'A value with a variable is known only when the image is built: hadolint reports it, this rule does not.',
  examples: [
    {
      bad: 'FROM node:24\nLABEL licenses=Apache\n',
      good: 'FROM node:24\nLABEL licenses=Apache-2.0\n',
      options: { 'label-schema': { licenses: 'spdx' } },
    },
  ],
  messages: { wrong: "'{value}' is no SPDX identifier" },
  options: labelOptions,
  create: ({ options, report }) =>
    checkLabels(
      options,
      'spdx',
      (value) => spdxLicenses.has(value),
      ({ key, value }, first) => {
        const text = value?.value ?? '';
        report({
          at: value ?? key,
          message: 'wrong',
          data: { value: text },
          own: !text.includes('$') && text !== '',
          ...(first ? {} : { peers: [] }),
        });
      },
    ),
});
