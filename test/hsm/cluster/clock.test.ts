import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkSettings } from '../../../src/hsm/cluster/check-settings.ts';
import {
  advanceClock,
  type ClusterClock,
  parseDuration,
  parseTime,
  REAL_CLOCK,
  readClock,
} from '../../../src/hsm/cluster/clock.ts';
import { failureOf } from '../../support/failure-of.ts';

describe('a time', () => {
  it.each([
    // Expected values by GNU date: date -u -d TIME +%s
    ['2026-01-01T12:00:00Z', 1_767_268_800_000],
    ['2026-01-01T12:00:00+02:00', 1_767_261_600_000],
    ['2026-01-01T12:00', 1_767_268_800_000],
    ['2026-01-01', 1_767_225_600_000],
    ['2038-01-19T03:14:08Z', 2_147_483_648_000],
    ['1767268800', 1_767_268_800_000],
    ['0', 0],
  ])('%s is read', (text, time) => {
    expect(parseTime(text)).toBe(time);
  });

  it.each([
    '',
    'now',
    '2026-13-01',
    '2026-02-30',
    '2025-02-29T12:00:00Z',
    '2026-01-01T25:00:00Z',
    '-5',
    '1e9',
    '99999-01-01',
    '2026'.repeat(5),
  ])('"%s" is none', (text) => {
    expect(failureOf(() => parseTime(text)).kind).toBe('usage');
  });
});

describe('a stretch of time', () => {
  it.each([
    ['94s', 94_000],
    ['94', 94_000],
    ['10m', 600_000],
    ['1h', 3_600_000],
    ['-2d', -172_800_000],
    ['3650d', 315_360_000_000],
  ])('%s is read', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(['', 's', '1w', '1.5h', '--1s', '99999999999d'])('"%s" is none', (text) => {
    expect(failureOf(() => parseDuration(text)).kind).toBe('usage');
  });
});

describe('a clock', () => {
  it('runs with the machine’s, or stands', () => {
    expect(readClock(REAL_CLOCK, 5000)).toBe(5000);
    expect(readClock({ kind: 'standing', at: 7000 }, 5000)).toBe(7000);
  });

  it('shows a time between 1970 and 9999, wherever it is put', () => {
    const clock = fc.oneof(
      fc.record({ kind: fc.constant('running' as const), offset: fc.maxSafeInteger() }),
      fc.record({ kind: fc.constant('standing' as const), at: fc.maxSafeNat() }),
    );
    fc.assert(
      fc.property(clock, fc.maxSafeNat(), (start, now) => {
        const time = readClock(start, now);
        expect(new Date(time).getUTCFullYear()).toBeGreaterThanOrEqual(1970);
        expect(new Date(time).getUTCFullYear()).toBeLessThanOrEqual(9999);
      }),
    );
  });

  it('is put as often as one likes, and each time either refuses or can be kept', () => {
    const stretch = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double());
    const start = fc.constantFrom(REAL_CLOCK, { kind: 'standing' as const, at: 5000 });
    fc.assert(
      fc.property(start, fc.array(stretch, { maxLength: 60 }), (first, stretches) => {
        let clock: ClusterClock = first;
        for (const by of stretches) {
          try {
            clock = advanceClock(clock, by);
          } catch (error) {
            expect(error).toMatchObject({ code: 'clock-range', kind: 'usage' });
          }
          expect(
            checkSettings({ clock, faults: [], checksKeyAvailability: true }, 1).clock,
          ).toEqual(clock);
        }
      }),
    );
  });

  it('goes on from where it was put', () => {
    expect(readClock(advanceClock(REAL_CLOCK, -1000), 5000)).toBe(4000);
    expect(advanceClock({ kind: 'standing', at: 5000 }, 94_000)).toEqual({
      kind: 'standing',
      at: 99_000,
    });
  });
});
