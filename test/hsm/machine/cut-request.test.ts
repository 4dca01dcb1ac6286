/** Of a request, the log keeps names of 128 characters at most: what is longer is cut before anything looks at it. */
import { describe, expect, it } from 'vitest';

import { cutRequest } from '../../../src/hsm/machine/cut-request.ts';
import type { HsmRequest } from '../../../src/hsm/protocol.ts';

const LONGEST = 'x'.repeat(128);
const LONG = `${LONGEST}y`;
const CUT = `${LONGEST}… (129 characters)`;

const BYTES = Uint8Array.of(1, 2);
const approvalBy = (name: string) => ({ type: 2, name, signature: BYTES });
const newKey = (label: string, sharedWith: readonly string[] = []) => ({ label, sharedWith });

/** A request with a name of that length in each place that has one; texts that are no names are long. */
function requestsWith(name: string): readonly HsmRequest[] {
  const session = name;
  const approval = { multiToken: BYTES, approvals: ['one', name].map(approvalBy) };
  const mechanism = { type: 'rsa-pkcs' } as const;
  return [
    { op: 'login', type: name, name: 'bob', password: LONG },
    { op: 'login', type: 'CO', name, password: LONG },
    { op: 'logout', session },
    { op: 'rollBack', session: '0x1', operation: name },
    { op: 'deleteUser', session: '0x1', type: 'CU', name: 'bob', approval },
    { op: 'approveToken', session: '0x1', multiToken: BYTES, approvals: approval.approvals },
    { op: 'putUser', session: '0x1', user: { id: 3, type: 'CU', name, sealed: LONG } },
    { op: 'shareKey', session: '0x1', handle: 7, user: { type: 'CU', name } },
    { op: 'unshareKey', session: '0x1', handle: 7, user: { type: name, name: 'bob' } },
    {
      ...{ op: 'generateKey', session: '0x1', type: 'aes', bytes: 32 },
      key: newKey(LONG, ['bob', name, 'carol']),
    },
    {
      ...{ op: 'generateKeyPair', session: '0x1', pair: { type: 'ec', curve: 'secp256r1' } },
      publicKey: newKey(LONG),
      privateKey: newKey(LONG, [name]),
    },
    {
      ...{ op: 'wrapKey', session: '0x1', payload: 7, wrapping: 8, mechanism },
      wrappingApproval: approval,
    },
    {
      ...{ op: 'wrapKey', session: '0x1', payload: 7, wrapping: 8, mechanism },
      payloadApproval: approval,
    },
  ] as readonly HsmRequest[];
}

describe('a request', () => {
  it.each(requestsWith(LONGEST).map((request, at) => [request.op, at] as const))(
    'of %s (%i) is cut where a name has more than 128 characters, and nowhere else',
    (_, at) => {
      const [longest, long, cut] = [LONGEST, LONG, CUT].map((name) => requestsWith(name)[at]);
      if (longest === undefined || long === undefined) throw new Error('no such request');
      // One with nothing to cut is the very same.
      expect(cutRequest(longest)).toBe(longest);
      expect(cutRequest(long)).toStrictEqual(cut);
    },
  );

  it.each<[string, HsmRequest]>([
    ['a user by id', { op: 'shareKey', session: '0x1', handle: 7, user: 3 }],
    [
      'the bytes of a key',
      {
        ...{ op: 'importKey', session: '0x1', type: 'ec' },
        publicKey: BYTES,
        key: { label: LONG },
      },
    ],
    ['a handle', { op: 'getToken', session: '0x1', service: 5, name: 'bob', key: 7 }],
    [
      'no approval',
      { op: 'deleteUser', session: '0', type: 'CU', name: 'b', approval: undefined } as never,
    ],
    ['nobody who approves', { op: 'approveToken', session: '0', multiToken: BYTES, approvals: [] }],
  ])('with %s in the place of names stays as it is', (_, request) => {
    expect(cutRequest(request)).toBe(request);
  });

  it('has its bytes untouched beside a name that is cut', () => {
    const key = { label: 'ca' };
    const request = { op: 'importKey', session: LONG, type: 'ec', publicKey: BYTES, key } as const;
    const cut = cutRequest<HsmRequest>(request);
    expect(cut).toStrictEqual({ ...request, session: CUT });
    expect('publicKey' in cut && cut.publicKey).toBe(BYTES);
  });

  it('has its approvals looked at where there are no more than 20', () => {
    const requestOf = (approvals: number, name: string): HsmRequest => ({
      ...{ op: 'approveToken', session: '0x1', multiToken: BYTES },
      approvals: Array.from({ length: approvals }, () => approvalBy(name)),
    });
    expect(cutRequest(requestOf(20, LONG))).toStrictEqual(requestOf(20, CUT));
    const tooMany = requestOf(21, LONG);
    expect(cutRequest(tooMany)).toBe(tooMany);
  });
});
