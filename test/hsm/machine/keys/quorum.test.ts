/** Keys that ask for approvals: whose they are, what they are good for, and how often. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { NewKey } from '../../../../src/hsm/key-protocol.ts';
import { validateState } from '../../../../src/hsm/machine/validate-state.ts';
import type { HsmRequest, OperationApproval } from '../../../../src/hsm/protocol.ts';
import { validateServerState } from '../../../../src/hsm/store/server-state.ts';
import { decodeTokens } from '../../../../src/token/record.ts';
import { howOften } from '../../../support/how-many.ts';
import { CRYPTO_USERS, KeyHsm, keyOfUser, P384, signedBy } from './key-hsm.ts';

const MECHANISM = { type: 'ecdsa', hash: 'sha384', isDigest: false } as const;
const DATA = Buffer.from('abc123');

type WithKey = { readonly hsm: KeyHsm; readonly owner: string; readonly key: number };

/** A key of cu1 that cu2 and cu3 share. */
function makeKey(quorum = { manage: 2, use: 2 }, more: Partial<NewKey> = {}): WithKey {
  const hsm = new KeyHsm();
  const owner = hsm.openSession('cu1');
  const { privateHandle } = hsm.makePairOf(owner, P384, {
    sharedWith: ['cu2', 'cu3'],
    quorum,
    ...more,
  });
  return { hsm, owner, key: privateHandle };
}

const sign = (session: string, handle: number, approval?: OperationApproval) =>
  ({
    op: 'sign',
    session,
    handle,
    mechanism: MECHANISM,
    data: DATA,
    ...(approval && { approval }),
  }) as const;

function codeOf(hsm: KeyHsm, request: HsmRequest): string {
  const reply = hsm.ask(request);
  return reply.ok ? 'ok' : reply.reason.code;
}

describe('a token for a key', () => {
  it('names the key, and is listed with what the key asks for', () => {
    const { hsm, owner, key } = makeKey({ manage: 3, use: 2 });
    const record = hsm.keyToken(owner, 'cu1', key, 6);
    expect(decodeTokens(record)).toMatchObject([{ service: 6, keyHandle: key, user: 'cu1' }]);
    hsm.keyToken(owner, 'cu1', key, 5);
    expect(hsm.must({ op: 'listTokens', session: null }).tokens).toMatchObject([
      { service: 6, keyHandle: key, required: 3, approvers: [] },
      { service: 5, keyHandle: key, required: 2, approvers: [] },
    ]);
  });

  it('is for whoever owns or shares the key, for oneself, and where the key asks for approvals', () => {
    const { hsm, owner, key } = makeKey({ manage: 0, use: 2 });
    const get = (session: string, name: string, service: number, handle?: number) =>
      codeOf(hsm, {
        op: 'getToken',
        session,
        service,
        name,
        ...(handle !== undefined && { key: handle }),
      });
    const sharer = hsm.openSession('cu2');
    const stranger = hsm.openSession('cu4');
    expect(get(sharer, 'cu2', 5, key)).toBe('ok');
    expect(get(owner, 'cu1', 6, key)).toBe('key-quorum-off');
    expect(get(owner, 'cu1', 5)).toBe('token-without-key');
    expect(get(owner, 'cu2', 5, key)).toBe('token-for-another');
    expect(get(stranger, 'cu4', 5, key)).toBe('key-unknown');
    expect(get(owner, 'cu1', 5, 4242)).toBe('key-unknown');
    expect(get(owner, 'cu1', 3)).toBe('not-an-officer');
    expect(get(hsm.openSession('officer1'), 'officer1', 5, key)).toBe('not-a-crypto-user');
  });

  it('may wait beside others for the same key through the newer client, and is replaced in the classic one', () => {
    const { hsm, owner, key } = makeKey();
    const other = hsm.makePairOf(owner, P384, {
      sharedWith: ['cu2'],
      quorum: { manage: 1, use: 1 },
    });
    const first = hsm.keyToken(owner, 'cu1', key);
    hsm.keyToken(owner, 'cu1', key);
    expect(hsm.state.tokens.length).toBe(2);
    hsm.must(sign(owner, key, signedBy(first, ['cu1', 'cu2'])));
    expect(hsm.state.tokens.length).toBe(1);
    hsm.client = 'classic';
    const classic = hsm.openSession('cu1');
    for (const handle of [key, key, other.privateHandle, other.privateHandle]) {
      hsm.keyToken(classic, 'cu1', handle);
    }
    hsm.keyToken(classic, 'cu1', key, 6);
    const kept = hsm.state.tokens.map(({ record, client }) => {
      const [{ service, keyHandle } = { service: 0, keyHandle: 0 }] = decodeTokens(
        Buffer.from(record, 'base64'),
      );
      return [client, service, keyHandle];
    });
    expect(kept).toEqual([
      ['sdk5', 5, key],
      ['classic', 5, key],
      ['classic', 5, other.privateHandle],
      ['classic', 6, key],
    ]);
  });

  it('goes with the key', () => {
    const { hsm, owner, key } = makeKey();
    hsm.keyToken(owner, 'cu1', key);
    hsm.must({ op: 'deleteKey', session: owner, handle: key });
    expect(hsm.state.tokens).toEqual([]);
  });
});

describe('a signature of a key with a quorum', () => {
  it('is refused without a token, made with one that two have signed, and never twice', () => {
    const { hsm, owner, key } = makeKey();
    expect(hsm.refusedWithoutTrace(sign(owner, key))).toEqual({
      error: 'RET_MXN_AUTH_FAILED',
      reason: expect.stringMatching(/asks for 2 approvals of a token of service 5 \(USE_KEY\)/),
    });
    const approval = signedBy(hsm.keyToken(owner, 'cu1', key), ['cu1', 'cu2']);
    hsm.must(sign(owner, key, approval));
    expect(hsm.state.tokens).toEqual([]);
    expect(hsm.log.at(-1)).toMatchObject({
      op: 'sign',
      response: 'SUCCESS',
      keys: { secret: key },
      tokens: [{ service: 5, user: 'cu1', approvers: [{ name: 'cu1' }, { name: 'cu2' }] }],
    });
    expect(codeOf(hsm, sign(owner, key, approval))).toBe('token-not-live');
    readBack(hsm);
  });

  it('is to be had by a sharer, with its own token', () => {
    const { hsm, owner, key } = makeKey();
    const sharer = hsm.openSession('cu3');
    const approval = signedBy(hsm.keyToken(owner, 'cu1', key), ['cu1', 'cu2']);
    expect(codeOf(hsm, sign(sharer, key, approval))).toBe('token-of-another');
    hsm.must(sign(sharer, key, signedBy(hsm.keyToken(sharer, 'cu3', key), ['cu1', 'cu2'])));
  });

  it.each([
    ['officers', ['cu1', 'officer1'], null, 'approver-not-of-key'],
    ['who neither owns nor shares it', ['cu1', 'cu4'], 1, 'approver-not-of-key'],
    ['officers, by what the file says', ['cu1', 'cu2'], 2, 'approver-not-of-key'],
    ['one user twice', ['cu2', 'cu2'], 1, 'approver-twice'],
    ['whoever there is not', ['cu1', 'cu9'], 1, 'approver-unknown'],
    ['nobody', [], 1, 'approvals-none'],
    ['one alone', ['cu2'], 1, 'approvals-too-few'],
  ] as const)('is not approved by %s', (_, names, type, code) => {
    const { hsm, owner, key } = makeKey();
    const token = hsm.keyToken(owner, 'cu1', key);
    expect(codeOf(hsm, sign(owner, key, signedBy(token, names, type)))).toBe(code);
    // The token is still good.
    hsm.must(sign(owner, key, signedBy(token, ['cu2', 'cu3'], null)));
  });

  it('takes no token of another key or service, and no officer uses one for a user', () => {
    const { hsm, owner, key } = makeKey();
    const twin = hsm.makePairOf(owner, P384, {
      sharedWith: ['cu2', 'cu3'],
      quorum: { manage: 2, use: 2 },
    }).privateHandle;
    const users = ['cu1', 'cu2'];
    const ofTwin = signedBy(hsm.keyToken(owner, 'cu1', twin), users);
    const toManage = signedBy(hsm.keyToken(owner, 'cu1', key, 6), users);
    expect(codeOf(hsm, sign(owner, key, ofTwin))).toBe('token-of-other-key');
    expect(codeOf(hsm, sign(owner, key, toManage))).toBe('token-of-other-service');
    hsm.must(sign(owner, twin, ofTwin));
    hsm.state = { ...hsm.state, mValues: { ...hsm.state.mValues, userManagement: 2 } };
    const officer = hsm.openSession('officer1');
    const token = hsm.getToken(officer, 'officer1');
    expect(
      codeOf(hsm, {
        op: 'createUser',
        session: officer,
        type: 'CU',
        name: 'eve',
        password: 'password',
        approval: signedBy(token, ['cu1', 'cu2'], null),
      }),
    ).toBe('approver-not-an-officer');
  });

  it('counts approvals when the token is used: of who still shares the key, with the same quorum key', () => {
    const { hsm, key } = makeKey({ manage: 0, use: 2 });
    hsm.client = 'classic';
    const owner = hsm.openSession('cu1');
    const token = hsm.keyToken(owner, 'cu1', key);
    const { approvals } = signedBy(token, ['cu1', 'cu2']);
    hsm.must({ op: 'approveToken', session: owner, multiToken: token, approvals });
    const approvers = () =>
      hsm.must({ op: 'listTokens', session: hsm.openSession('officer1') }).tokens[0]?.approvers;
    expect(approvers()).toEqual(['cu1', 'cu2']);
    hsm.must({ op: 'unshareKey', session: owner, handle: key, user: { type: 'CU', name: 'cu2' } });
    expect(approvers()).toEqual(['cu1']);
    expect(codeOf(hsm, sign(owner, key))).toBe('approvals-too-few');
    hsm.must({ op: 'shareKey', session: owner, handle: key, user: { type: 'CU', name: 'cu2' } });
    hsm.must(sign(owner, key));
  });

  it('is approved in the classic console by approveToken, and by a token for that key alone', () => {
    const { hsm, owner: newer, key } = makeKey();
    const twin = hsm.makePairOf(newer, P384, {
      sharedWith: ['cu2'],
      quorum: { manage: 0, use: 2 },
    }).privateHandle;
    hsm.keyToken(newer, 'cu1', key);
    hsm.client = 'classic';
    const owner = hsm.openSession('cu1');
    expect(codeOf(hsm, sign(owner, key))).toBe('key-token-missing');
    const token = hsm.keyToken(owner, 'cu1', twin);
    hsm.must({
      op: 'approveToken',
      session: owner,
      multiToken: token,
      approvals: signedBy(token, ['cu1', 'cu2']).approvals,
    });
    expect(codeOf(hsm, sign(owner, key))).toBe('key-token-missing');
    hsm.must(sign(owner, twin));
    expect(codeOf(hsm, sign(owner, twin))).toBe('key-token-missing');
    expect(hsm.must({ op: 'delToken', session: owner, tokens: 'all' }).deleted).toBe(1);
  });

  it('on another HSM costs the token of this one', () => {
    const { hsm, owner, key } = makeKey();
    const spend = (service: 'useKey' | 'manageKey', approval: OperationApproval): HsmRequest => ({
      op: 'spendKeyToken',
      session: owner,
      handle: key,
      service,
      approval,
    });
    const approval = signedBy(hsm.keyToken(owner, 'cu1', key), ['cu1', 'cu2']);
    expect(codeOf(hsm, spend('manageKey', approval))).toBe('token-of-other-service');
    hsm.must(spend('useKey', approval));
    expect(codeOf(hsm, spend('useKey', approval))).toBe('token-not-live');
    expect(codeOf(hsm, sign(owner, key, approval))).toBe('token-not-live');
  });
});

describe('a change of a key with a quorum', () => {
  it.each([
    ['shareKey', { user: { type: 'CU', name: 'cu4' } }],
    ['unshareKey', { user: { type: 'CU', name: 'cu3' } }],
    ['setKeyAttribute', { attribute: 'label', value: 'other' }],
  ] as const)('%s needs approvals to manage it', (op, more) => {
    const { hsm, owner, key } = makeKey();
    const request = { op, session: owner, handle: key, ...more } as HsmRequest;
    expect(codeOf(hsm, request)).toBe('key-approval-missing');
    const users = ['cu2', 'cu3'];
    const toUse = signedBy(hsm.keyToken(owner, 'cu1', key, 5), users);
    expect(codeOf(hsm, { ...request, approval: toUse } as HsmRequest)).toBe(
      'token-of-other-service',
    );
    const approval = signedBy(hsm.keyToken(owner, 'cu1', key, 6), users);
    hsm.must({ ...request, approval } as HsmRequest);
    expect(codeOf(hsm, { ...request, approval } as HsmRequest)).not.toBe('ok');
    expect(hsm.log.some((event) => event.op === op && event.tokens?.[0]?.service === 6)).toBe(true);
    readBack(hsm);
  });

  it('needs none to be deleted', () => {
    const { hsm, owner, key } = makeKey();
    hsm.must({ op: 'deleteKey', session: owner, handle: key });
  });

  it('never leaves a key with fewer users than approvals that it asks for', () => {
    const { hsm, owner, key } = makeKey({ manage: 0, use: 3 });
    const unshare = (name: string): HsmRequest => ({
      op: 'unshareKey',
      session: owner,
      handle: key,
      user: { type: 'CU', name },
    });
    expect(hsm.refusedWithoutTrace(unshare('cu2')).reason).toBe(
      'without cu2 the key would have 2 users, and it asks for 3 approvals',
    );
    hsm.must({ op: 'shareKey', session: owner, handle: key, user: { type: 'CU', name: 'cu4' } });
    hsm.must(unshare('cu2'));
  });

  it('is trusted by an officer without its quorum', () => {
    const { hsm, owner, key } = makeKey();
    const session = hsm.openSession('officer1');
    const attribute = 'trusted' as const;
    hsm.must({ op: 'setKeyAttribute', session, handle: key, attribute, value: true });
    expect(hsm.key(owner, key).attributes.trusted).toBe(true);
  });
});

it('M − 1 approvals never do, M of the right users always do, and once', () => {
  const users = CRYPTO_USERS.slice(0, 4);
  const base = makeKey({ manage: 0, use: 0 });
  const { hsm, owner } = base;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.subarray([...users]),
      fc.constantFrom(...users),
      (use, approvers, user) => {
        const { privateHandle: key } = hsm.makePairOf(owner, P384, {
          sharedWith: users.slice(1),
          quorum: { manage: 0, use },
        });
        const session = hsm.openSession(user);
        const approval = signedBy(hsm.keyToken(session, user, key), approvers);
        const isEnough = approvers.length >= use;
        expect(hsm.ask(sign(session, key, approval)).ok).toBe(isEnough);
        expect(hsm.ask(sign(session, key, approval)).ok).toBe(false);
      },
    ),
    { numRuns: howOften(25, 500) },
  );
  readBack(hsm);
});

it('one public key is one approval, whoever registered it', () => {
  const { hsm, owner, key } = makeKey();
  const shared = hsm.state.users.find(({ name }) => name === 'cu2')?.quorumKey ?? null;
  // No request lets two users have one key; a state that a stranger wrote might.
  hsm.state = {
    ...hsm.state,
    users: hsm.state.users.map((user) =>
      user.name === 'cu3' ? { ...user, quorumKey: shared } : user,
    ),
  };
  const token = hsm.keyToken(owner, 'cu1', key);
  const signature = keyOfUser('cu2').sign(token);
  const approvals = ['cu2', 'cu3'].map((name) => ({ type: 1, name, signature }));
  expect(codeOf(hsm, sign(owner, key, { multiToken: token, approvals }))).toBe(
    'approver-key-twice',
  );
});

/** What comes back from a disk after what a store would have written. */
function readBack({ state, log }: KeyHsm): void {
  validateState(JSON.parse(JSON.stringify(state)));
  const text = JSON.stringify({ hsm: state, log: log.slice(-64), refusals: [] });
  expect(validateServerState(JSON.parse(text)).hsm).toEqual(state);
}
