import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../src/failure.ts';
import { createMemoryCluster } from '../../../src/hsm/cluster/cluster.ts';
import { checkShape } from '../../../src/hsm/machine/check-shape.ts';
import { expected } from '../../../src/hsm/machine/expected.ts';
import { failureOf } from '../../support/failure-of.ts';

const SCHEMA = v.strictObject({
  name: v.string(),
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(27))),
  list: v.optional(v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(2))),
  whole: v.optional(v.pipe(v.number(), v.safeInteger())),
  pair: v.optional(v.pipe(v.array(v.string()), v.length(2))),
  digest: v.optional(
    v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, expected('hex', { digits: 64 }))),
  ),
});

describe('a value of another shape is told by codes, not in words', () => {
  it.each<[unknown, string, unknown]>([
    [{}, 'name', { code: 'missing' }],
    [{ name: 'a', more: 1 }, 'more', { code: 'unknown-key' }],
    [{ name: 5 }, 'name', unlike({ code: 'type', type: 'string' }, '5')],
    [[], 'name', { code: 'missing' }],
    [null, '', unlike({ code: 'type', type: 'Object' }, 'null')],
    [{ name: 'a', count: 1.5 }, 'count', unlike({ code: 'whole-number' }, '1.5')],
    [{ name: 'a', count: 0 }, 'count', unlike({ code: 'at-least', minimum: 1 }, '0')],
    [{ name: 'a', count: 99 }, 'count', unlike({ code: 'at-most', maximum: 27 }, '99')],
    [{ name: 'a', list: [] }, 'list', unlike({ code: 'count-at-least', minimum: 1 }, '0')],
    [
      { name: 'a', list: ['a', 'b', 'c'] },
      'list',
      unlike({ code: 'count-at-most', maximum: 2 }, '3'),
    ],
    [{ name: 'a', whole: 2 ** 53 }, 'whole', unlike({ code: 'whole-number' }, '9007199254740992')],
    [{ name: 'a', pair: ['a'] }, 'pair', unlike({ code: 'count', count: 2 }, '1')],
    // The first of two is told.
    [{ name: 5, count: 0 }, 'name', unlike({ code: 'type', type: 'string' }, '5')],
    // What stands there may be a secret.
    [{ name: 'a', digest: 'x' }, 'digest', unlike({ code: 'hex', digits: 64 }, null)],
  ])('%j', (value, place, detail) => {
    expect(problemOf(value)).toEqual({ problem: 'shape', place, detail });
  });
});

it('says a bound in words', () => {
  const { message } = failureOf(() => checkShape(SCHEMA, { name: 'a', count: 99 }));
  expect(message).toBe('count: expected 27 at most, found 99');
});

function problemOf(value: unknown): object | undefined {
  try {
    checkShape(SCHEMA, value);
    return undefined;
  } catch (error) {
    if (isFailure(error) && error.code === 'state-malformed') return error.values;
    throw error;
  }
}

function unlike(wanted: object, found: string | null): object {
  return { code: 'unlike', expected: wanted, found };
}

it('tells no password that is of another type', () => {
  const plan = { adminPassword: 12_345_678 as unknown as string };
  const { message } = failureOf(() => createMemoryCluster(plan));
  expect(message).toBe('adminPassword: expected a text');
});
