/**
 * For `expect(bytes).toEqual(others)`: where bytes are the same, that is said at once. vitest looks at each byte by
 * itself, which took most of the time of tests that compare files; where bytes differ it still does, and shows them.
 */
import { expect } from 'vitest';

expect.addEqualityTesters([
  function areSameBytes(one: unknown, other: unknown): true | undefined {
    if (!(one instanceof Uint8Array && other instanceof Uint8Array)) return undefined;
    if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return undefined;
    return Buffer.compare(one, other) === 0 || undefined;
  },
]);
