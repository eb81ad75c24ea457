import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './match-stop-signal.ts';

testRule(rule, {
  valid: [
    'FROM nginx:1\nCMD ["nginx", "-g", "daemon off;"]\n',
    'FROM debian:13\nSTOPSIGNAL SIGQUIT\nCMD ["nginx"]\n',
    'FROM debian:13\nSTOPSIGNAL SIGINT\nCMD ["nginx"]\n',
    'FROM debian:13\nCMD ["node"]\n',
    'FROM corp/nginx:1\nCMD ["nginx"]\n',
  ],
  invalid: [
    {
      code: 'FROM alpine:3.22\n⟦CMD⟧ ["nginx"]\n',
      messages: ['nginx drops open requests on SIGTERM; SIGQUIT lets them finish'],
      suggestions: ['FROM alpine:3.22\nSTOPSIGNAL SIGQUIT\nCMD ["nginx"]\n'],
    },
    {
      code: 'FROM httpd:2\nSTOPSIGNAL ⟦SIGTERM⟧\nCMD ["httpd-foreground"]\n',
      messages: ["'SIGTERM' is not the graceful stop: Apache drops open requests on SIGTERM"],
      suggestions: ['FROM httpd:2\nSTOPSIGNAL SIGWINCH\nCMD ["httpd-foreground"]\n'],
    },
  ],
});
