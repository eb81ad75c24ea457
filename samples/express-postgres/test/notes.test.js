import assert from 'node:assert/strict';
import { test } from 'node:test';
import { databaseAnswers } from '../src/notes.js';

test('a database that is not there does not answer', async () => {
  assert.equal(await databaseAnswers(), false);
});
