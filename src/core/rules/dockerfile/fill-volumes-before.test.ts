import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './fill-volumes-before.ts';

testRule(rule, {
  valid: [
    'FROM a:1\nCOPY a /data/\nVOLUME /data\n',
    'FROM a:1\nVOLUME /data\nCOPY a /database/\n',
    'FROM a:1\nVOLUME /data\nFROM b:1\nCOPY a /data/\n',
    'FROM a:1\nVOLUME $DIR\nCOPY a /data/\n',
  ],
  invalid: [
    { code: 'FROM a:1\nVOLUME ["/data", "/logs"]\nCOPY a ⟦/logs/a⟧\n', messages: ["'/logs/a' is in a volume already"] },
    { code: 'FROM a:1 AS x\nARG D=/data\nVOLUME $D\nFROM x\nWORKDIR /data/x\nADD a ⟦.⟧\n', messages: ["'.' is in a volume already"] },
  ],
});
