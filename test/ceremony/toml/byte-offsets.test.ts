import { expect, it } from 'vitest';
import { byteOffsets } from '../../../src/ceremony/toml/byte-offsets.ts';

/** Every place of a text, the one behind it and one that it does not have. */
function offsetsOf(text: string): readonly number[] {
  const offset = byteOffsets(text, Buffer.byteLength(text));
  return Array.from({ length: text.length + 2 }, (_, at) => offset(at));
}

it.each([
  ['', [0, 0]],
  ['ab', [0, 1, 2, 2]],
  ['é=1', [0, 2, 3, 4, 4]],
  ['a\u007f\u0080b', [0, 1, 2, 4, 5, 5]],
  ['\u07ff\u0800b', [0, 2, 5, 6, 6]],
  ['\ud7ff\ue000b', [0, 3, 6, 7, 7]],
  ['\uffffb', [0, 3, 4, 4]],
  // Of four bytes, the second half stands in the middle.
  ['a\u{10000}b', [0, 1, 3, 5, 6, 6]],
  ['\u{10ffff}', [0, 2, 4, 4]],
])('%j', (text, offsets) => {
  expect(offsetsOf(text)).toEqual(offsets);
});
