import { describe, expect, it } from 'vitest';
import { encodeTokens } from '../../src/token/record.ts';
import { findSpoiltToken } from '../../src/token/spoilt-token.ts';

const TOKEN = Buffer.from(
  encodeTokens(
    [1, 0].map((node) => ({
      id: 1,
      service: 3,
      node,
      keyHandle: 0,
      nonce: new Uint8Array(16).fill(node + 7),
      user: 'officer1',
      created: 1_767_268_800,
    })),
  ),
);
const BASE64 = TOKEN.toString('base64');

describe('a file that was a quorum token', () => {
  it.each([
    ['cut in its second record', TOKEN.subarray(0, 100), 'cut'],
    ['with a newline behind it', Buffer.concat([TOKEN, Buffer.from('\n')]), 'cut'],
    ['with a byte order mark before it', Buffer.concat([Buffer.from('\ufeff'), TOKEN]), 'mark'],
    ['in base64', Buffer.from(BASE64), 'base64'],
    [
      'in base64 as the program of that name writes it',
      Buffer.from(`${BASE64.slice(0, 76)}\r\n${BASE64.slice(76)}\n`),
      'base64',
    ],
    ['in base64 without its padding', Buffer.from(BASE64.replace(/=+$/, '')), 'base64'],
    ['whole', TOKEN, undefined],
    ['cut, behind a byte order mark', Buffer.from('\ufeffabc'), undefined],
    ['whole, behind other bytes', Buffer.concat([Buffer.from('abc'), TOKEN]), undefined],
    [
      'whole, behind a mark with another byte in it',
      Buffer.concat([Buffer.from([0xef, 0xbb, 0x20]), TOKEN]),
      undefined,
    ],
    [
      'in base64 with padding within',
      Buffer.from(`${BASE64.slice(0, 8)}=${BASE64.slice(8)}`),
      undefined,
    ],
    [
      'in base64 with what is none behind it',
      Buffer.from(`${BASE64.slice(0, 212)}!!!!`),
      undefined,
    ],
    ['cut in its first record', TOKEN.subarray(0, 79), undefined],
    ['in base64, cut', Buffer.from(BASE64.slice(0, 201)), undefined],
    ['never, but another text', Buffer.from('QUJD'), undefined],
    ['never, but nothing', Buffer.alloc(0), undefined],
    ['never, but a long text', Buffer.from(BASE64.repeat(50)), undefined],
  ])('%s', (_what, bytes, found) => expect(findSpoiltToken(bytes)).toBe(found));
});
