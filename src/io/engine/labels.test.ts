import { describe, expect, it } from 'vitest';
import { hostId, isOrphan, labelNames, ownerLabels, sessionId } from './labels.ts';

describe('the labels of an owner', () => {
  it('name the session, the process and the machine', () => {
    const labels = ownerLabels({ owner: 'test', ttlSeconds: 60 });
    expect(labels).toMatchObject({ [labelNames.session]: sessionId(), [labelNames.pid]: String(process.pid), [labelNames.owner]: 'test' });
    expect(isOrphan(labels, Date.now())).toBe(false);
    expect(isOrphan(labels, Date.now() + 61_000)).toBe(true);
  });

  const day = 86_400_000;
  const base = {
    [labelNames.session]: 's',
    [labelNames.pid]: '42',
    [labelNames.host]: hostId(),
    [labelNames.created]: new Date(day).toISOString(),
    [labelNames.ttl]: '60',
  };
  const alive = (pid: number) => pid === 42;
  const dead = () => false;
  it.each([
    ['a living process', base, alive, day, false],
    ['a dead process', base, dead, day, true],
    ['a process of another machine', { ...base, [labelNames.host]: 'other' }, dead, day, false],
    ['a living process whose time is up', base, alive, day + 61_000, true],
    ['something of ours without a pid', { [labelNames.session]: 's' }, dead, day, false],
    ['something without our labels', { [labelNames.pid]: '42', [labelNames.host]: hostId() }, dead, day, false],
    ['a label that is no number', { ...base, [labelNames.pid]: '-1', [labelNames.ttl]: 'x' }, dead, day, false],
  ])('tell that %s is or is not gone', (_what, labels, isAlive, now, orphan) => {
    expect(isOrphan(labels, now, isAlive)).toBe(orphan);
  });
});
