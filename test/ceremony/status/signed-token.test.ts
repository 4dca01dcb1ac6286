import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readClassicSet } from '../../../src/ceremony/formats/classic.ts';
import { readSdk5Set } from '../../../src/ceremony/formats/sdk5.ts';
import { readStatus } from '../../../src/ceremony/status.ts';
import type { NearbyFile } from '../../../src/ceremony/wrong-signature.ts';
import { memoryFiles } from '../../../src/node/memory-files.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { decodeTokens } from '../../../src/token/record.ts';
import { approvalText } from '../../support/approval-text.ts';
import { quorumFile } from '../../support/sdk5-files.ts';
import { makeOfficer, makeToken, rosterOf } from '../ceremony.ts';

const officers = [1, 2].map((n) => makeOfficer(`officer${n}`));
const signature = (n: number, message: Uint8Array): Buffer =>
  sign('sha256', message, officers[n - 1]?.privateKey ?? '');

const NAMED = makeToken();
const OLD = makeToken({ nonce: 9 });
const THIRD = makeToken({ nonce: 8 });
/** Two records of one node. */
const ODD = Buffer.concat([makeToken({ nodes: 1, nonce: 7 }), makeToken({ nodes: 1, nonce: 7 })]);
const near = (path: string, bytes: Uint8Array): NearbyFile => ({ path, bytes });
const BESIDE = [near('third', THIRD), near('old', OLD)];
const LINES = ['2 officer1 a', '2 officer2 b'];

interface SignedChoice {
  readonly nearby?: readonly NearbyFile[];
  readonly lines?: readonly string[];
  /** What stands behind the second signature. */
  readonly behind?: string;
}

/** The token that all have signed, with what the two officers signed. */
function signedTokenOf(
  first: Uint8Array,
  second: Uint8Array,
  { nearby = BESIDE, lines = LINES, behind = '' }: SignedChoice = {},
): string | undefined {
  const b = Buffer.concat([signature(2, second), Buffer.from(behind)]);
  const files = memoryFiles({ t: NAMED, a: signature(1, first), b });
  const set = readClassicSet(approvalText('t', lines), files, nodeCrypto);
  return readStatus(set, { roster: rosterOf(...officers), nearby }, nodeCrypto).signedToken;
}

describe('the token that all have signed', () => {
  it('is found beside the file, whatever stands before it', () => {
    expect(signedTokenOf(OLD, OLD)).toBe('old');
  });

  it('is found where it is one record of the token that the file names', () => {
    const record = NAMED.subarray(80);
    const nearby = [...BESIDE, near('record', record)];
    expect(signedTokenOf(record, record, { nearby })).toBe('record');
  });

  it('is found whatever stands behind the 256 bytes of a signature, which nobody reads', () => {
    expect(signedTokenOf(OLD, OLD, { behind: '\n' })).toBe('old');
  });

  it('is none where one signature would not be enough to say so', () => {
    expect(signedTokenOf(OLD, OLD, { lines: LINES.slice(0, 1) })).toBeUndefined();
  });

  it.each<[string, Uint8Array, Uint8Array, SignedChoice]>([
    ['they have signed different ones', OLD, THIRD, {}],
    ['one has signed what the file names', NAMED, OLD, {}],
    ['one has signed one record', NAMED.subarray(80), OLD, {}],
    [
      'all have signed the named one, which lies there too',
      NAMED,
      NAMED,
      { nearby: [near('copy', NAMED)] },
    ],
    ['it is no token that an HSM makes', ODD, ODD, { nearby: [near('odd', ODD)] }],
    [
      'it is no token',
      Buffer.from('x'),
      Buffer.from('x'),
      { nearby: [near('x', Buffer.from('x'))] },
    ],
    ['it is nowhere', OLD, OLD, { nearby: [near('third', THIRD)] }],
    [
      'an approval is refused for another reason',
      OLD,
      OLD,
      { lines: ['2 officer1 a', '1 officer2 b'] },
    ],
    ['the signatures are swapped', OLD, OLD, { lines: ['2 officer1 b', '2 officer2 a'] }],
    ['a file is missing', OLD, OLD, { lines: ['2 officer1 a', '2 officer2 gone'] }],
  ])('is none where %s', (_, first, second, more) => {
    expect(signedTokenOf(first, second, more)).toBeUndefined();
  });

  it('is none of a token file that holds its token itself', () => {
    const signatures = [1, 2].map((n) => ({
      username: `officer${n}`,
      signature: signature(n, OLD).toString('base64'),
    }));
    const set = readSdk5Set(quorumFile(decodeTokens(NAMED), { signatures }), 't', nodeCrypto);
    const options = { roster: rosterOf(...officers), nearby: BESIDE };
    const { approvals, signedToken } = readStatus(set, options, nodeCrypto);
    expect(approvals).toMatchObject(
      [1, 2].map(() => ({ wrong: { causes: [{ code: 'another-token' }] } })),
    );
    expect(signedToken).toBeUndefined();
  });
});
