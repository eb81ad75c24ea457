import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './replace-maintainer.ts';

testRule(rule, {
  valid: ['FROM a:1\nLABEL maintainer=jo\n', 'FROM a:1\nONBUILD MAINTAINER jo\n'],
  invalid: [
    {
      code: 'FROM a:1\n⟦MAINTAINER⟧ Jo "the cat" <jo@example.com>\n',
      messages: ['MAINTAINER is deprecated'],
      suggestions: ['FROM a:1\nLABEL org.opencontainers.image.authors="Jo \\"the cat\\" <jo@example.com>"\n'],
      peers: ['DL4000@2', 'MaintainerDeprecated@2'],
    },
    {
      code: 'from a:1\n⟦maintainer⟧ "jo"\n',
      messages: ['MAINTAINER is deprecated'],
      suggestions: ['from a:1\nlabel org.opencontainers.image.authors="jo"\n'],
    },
    {
      code: '⟦MAINTAINER⟧ jo\n',
      messages: ['MAINTAINER is deprecated'],
      suggestions: ['LABEL org.opencontainers.image.authors="jo"\n'],
      peers: ['DL4000@1'],
    },
  ],
});
