import { expect, it } from 'vitest';
import { readChildren, readElement } from '../../../src/signer/encodings/der.ts';

it('reads BER of more parts than a call may have arguments', () => {
  const parts = 1 << 18;
  const nulls = Buffer.alloc(2 * parts, Buffer.from([0x05, 0x00]));
  const bytes = Buffer.concat([Buffer.from([0x30, 0x80]), nulls, Buffer.from([0x00, 0x00])]);
  const element = readElement(bytes);
  expect(element?.tag).toBe(0x30);
  expect(element && readChildren(element)).toHaveLength(parts);
});
