import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './copy-with-owner.ts';

testRule(rule, {
  valid: [
    'COPY . /app\nRUN chown node /app/file\n',
    'COPY . /app\nRUN chown -R node /data\n',
    'COPY . $DIR\nRUN chown -R node $DIR\n',
    'FROM a\nCOPY . /app\nFROM b\nRUN chown -R node /app\n',
    'COPY . .\nRUN chown -R node .\n',
    'RUN chown -R node /app\nCOPY . /app\n',
  ],
  invalid: [
    {
      code: 'FROM a\nWORKDIR /app\nCOPY . .\nRUN ⟦chown -R node:node /app⟧\nUSER node\n',
      messages: ["'chown -R' writes what was copied to '/app' into the image again"],
      suggestions: ['FROM a\nWORKDIR /app\nCOPY --chown=node:node . .\nUSER node\n'],
      peers: [],
    },
    {
      code: 'COPY --from=b x /opt/x\nRUN ⟦chmod -R 755 /opt/x⟧\n',
      messages: ["'chmod -R' writes what was copied to '/opt/x' into the image again"],
      suggestions: ['COPY --from=b --chmod=755 x /opt/x\n'],
    },
    {
      code: 'COPY . /app\nRUN useradd node && ⟦chown node -R /app/data⟧\n',
      messages: ["'chown -R' writes what was copied to '/app/data' into the image again"],
    },
    {
      code: 'COPY a b /srv/www/\nRUN ⟦chmod --recursive u+x /srv⟧\n',
      messages: ["'chmod -R' writes what was copied to '/srv/www' into the image again"],
    },
    {
      code: 'ADD --chown=root x /app\nRUN ⟦chown -R node /app⟧\n',
      messages: ["'chown -R' writes what was copied to '/app' into the image again"],
    },
  ],
});
