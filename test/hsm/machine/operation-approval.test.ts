/**
 * Approvals that come with the operation that they are for, as `--approval` of the newer command line hands
 * them in: both are done, or nothing is.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { HsmState } from '../../../src/hsm/machine/state.ts';
import { validateState } from '../../../src/hsm/machine/validate-state.ts';
import type { Approval, HsmRequest, OperationApproval } from '../../../src/hsm/protocol.ts';
import { howOften } from '../../support/how-many.ts';
import { approve, BareHsm, officerKey, PASSWORD } from './bare-hsm.ts';

const OFFICERS = 5;
const M2 = { userManagement: 2, miscCo: 2 };

/** A small exponent is checked twenty times as fast. */
const keyOfOfficer = (n: number) => officerKey(n, 3);

const fresh = new Map<string, HsmState>();

/** A new HSM for each test, its passwords hashed once. */
function makeHsm(mValues: BareHsm['state']['mValues'] | object = M2): BareHsm {
  const name = JSON.stringify(mValues);
  const options = { officers: OFFICERS, exponent: 3, mValues };
  const state = fresh.get(name) ?? new BareHsm(options).state;
  fresh.set(name, state);
  const hsm = new BareHsm({}, state);
  hsm.client = 'sdk5';
  return hsm;
}

/** What a token file holds that these officers signed. */
function signedBy(multiToken: Uint8Array, ...officers: readonly number[]): OperationApproval {
  const approvals = officers.map((n) => approve(n, multiToken, keyOfOfficer(n)));
  return { multiToken, approvals };
}

const create = (session: string, name: string, approval?: OperationApproval): HsmRequest => ({
  op: 'createUser',
  session,
  type: 'CU',
  name,
  password: PASSWORD,
  ...(approval && { approval }),
});

describe('an operation with its approvals', () => {
  const guarded: Record<string, (session: string) => HsmRequest> = {
    createUser: (session) => create(session, 'bob'),
    deleteUser: (session) => ({ op: 'deleteUser', session, type: 'CO', name: 'officer5' }),
    changePswd: (session) => ({
      op: 'changePswd',
      session,
      type: 'CO',
      name: 'officer5',
      password: 'new-password',
    }),
    changeMfa: (session) => ({
      op: 'changeMfa',
      session,
      type: 'CO',
      name: 'officer5',
      secondFactor: null,
      changeQuorum: true,
    }),
    setMValue: (session) => ({ op: 'setMValue', session, service: 3, m: 3 }),
  };

  it.each(Object.entries(guarded))('%s is done once, and the token is gone', (op, request) => {
    const hsm = makeHsm();
    const session = hsm.openSession('officer1');
    const service = op === 'setMValue' ? 4 : 3;
    const bare = request(session);
    expect(hsm.refusedWithoutTrace(bare)).toEqual({
      error: 'RET_MXN_AUTH_FAILED',
      reason: expect.stringMatching(/needs 2 approvals of a token of service .*came with none/),
    });
    const approval = signedBy(hsm.getToken(session, 'officer1', service), 2, 3);
    hsm.must({ ...bare, approval } as HsmRequest);
    expect(hsm.state.tokens).toEqual([]);
    expect(hsm.log.at(-1)?.tokens).toMatchObject([
      { service, user: 'officer1', approvers: [{ name: 'officer2' }, { name: 'officer3' }] },
    ]);
    expect(hsm.refusedWithoutTrace(create(session, 'carol', approval)).reason).toMatch(/spent/);
    expect(validateState(JSON.parse(JSON.stringify(hsm.state)))).toEqual(hsm.state);
  });

  const wrong: [string, RegExp, (hsm: BareHsm, token: Uint8Array) => OperationApproval][] = [
    ['none', /holds no signatures/, (_, token) => signedBy(token)],
    ['too few', /has 1 of 2 approvals \(officer2\)/, (_, token) => signedBy(token, 2)],
    ['one of them wrong', /approval 2 of 3 .* signature/, (_, token) => spoilt(token, 2)],
    ['one officer twice', /the same approver/, (_, token) => signedBy(token, 2, 2)],
    ['of nobody', /no such user/, (_, token) => renamed(token, 'nobody')],
    ['of a user without a key', /no registered key/, (_, token) => renamed(token, 'admin')],
    [
      'over a part of the records',
      /not over this/,
      (_, token) => ({
        multiToken: Buffer.concat([token, Buffer.alloc(80)]),
        approvals: signedBy(token, 2, 3).approvals,
      }),
    ],
    ['of another cluster', /none is a live token/, () => signedBy(Buffer.alloc(160, 7), 2, 3)],
    ['of a cut file', /expected 1 to 32 records/, (_, token) => signedBy(token.subarray(1), 2, 3)],
    ['of a file with no record', /none is a live token/, () => signedBy(new Uint8Array(), 2, 3)],
    [
      'of too long a file',
      /expected 1 to 32/,
      (_, token) => signedBy(Buffer.concat(Array.from({ length: 33 }, () => token)), 2, 3),
    ],
    [
      'named as a crypto user',
      /approver type 1/,
      (_, token) => ({
        multiToken: token,
        approvals: signedBy(token, 2, 3).approvals.map((one) => ({ ...one, type: 1 })),
      }),
    ],
    [
      'more than are taken',
      /20 at most/,
      (_, token) => ({
        multiToken: token,
        approvals: Array.from({ length: 21 }, () => approve(2, token, keyOfOfficer(2))),
      }),
    ],
  ];

  it.each(wrong)(
    'is refused with approvals that are %s, and the token is still good',
    (_, reason, make) => {
      const hsm = makeHsm();
      const session = hsm.openSession('officer1');
      const token = hsm.getToken(session, 'officer1');
      const refused = hsm.refusedWithoutTrace(create(session, 'bob', make(hsm, token)));
      expect(refused.reason).toMatch(reason);
      expect(hsm.must({ op: 'listTokens', session: null }).tokens).toMatchObject([
        { approvers: [] },
      ]);
      hsm.must(create(session, 'bob', signedBy(token, 2, 3)));
    },
  );

  it('keeps no approval of a refused one: those of two files do not add up', () => {
    const hsm = makeHsm();
    const session = hsm.openSession('officer1');
    const token = hsm.getToken(session, 'officer1');
    for (const n of [2, 3, 4]) {
      hsm.refusedWithoutTrace(create(session, 'bob', signedBy(token, n)));
    }
    expect(hsm.userNames()).not.toContain('bob');
  });

  it('loses no token to an operation that is refused for another reason', () => {
    const hsm = makeHsm();
    const session = hsm.openSession('officer1');
    const approval = signedBy(hsm.getToken(session, 'officer1'), 1, 2);
    hsm.refusedWithoutTrace(create(session, 'officer2', approval));
    hsm.refusedWithoutTrace({ ...create(session, 'bob', approval), password: 'x' } as HsmRequest);
    hsm.must(create(session, 'bob', approval));
  });

  it('takes a token of its own service only', () => {
    const hsm = makeHsm();
    const session = hsm.openSession('officer1');
    const [user, quorum] = [3, 4].map((service) => hsm.getToken(session, 'officer1', service));
    const ofQuorum = signedBy(quorum as Uint8Array, 2, 3);
    const ofUser = signedBy(user as Uint8Array, 2, 3);
    expect(hsm.refusedWithoutTrace(create(session, 'bob', ofQuorum)).reason).toBe(
      'token 2 is of service 4, and this needs one of service 3 (USER_MGMT)',
    );
    const set = { op: 'setMValue', session, service: 3, m: 3 } as const;
    expect(hsm.refusedWithoutTrace({ ...set, approval: ofUser }).reason).toMatch(/of service 3/);
    hsm.must(create(session, 'bob', ofUser));
    hsm.must({ ...set, approval: ofQuorum });
  });

  it('serves only the officer who asked for the token', () => {
    const hsm = makeHsm();
    const [one, two] = [hsm.openSession('officer1'), hsm.openSession('officer2')];
    const approval = signedBy(hsm.getToken(one, 'officer1'), 2, 3);
    expect(hsm.refusedWithoutTrace(create(two, 'bob', approval)).reason).toMatch(/officer1's/);
    hsm.must(create(one, 'bob', approval));
  });

  it('needs none while the quorum is off, whatever comes with it', () => {
    const hsm = makeHsm({});
    const session = hsm.openSession('officer1');
    hsm.must(create(session, 'bob', signedBy(Buffer.alloc(3), 2)));
  });

  it('for the own password needs none', () => {
    const hsm = makeHsm();
    const session = hsm.openSession('officer1');
    hsm.must({ op: 'changePswd', session, type: 'CO', name: 'officer1', password: 'new-password' });
  });

  it('of an M value takes as many as the value has that is changed', () => {
    const hsm = makeHsm({ userManagement: 3, miscCo: 2 });
    const session = hsm.openSession('officer1');
    const token = hsm.getToken(session, 'officer1', 4);
    const set = { op: 'setMValue', session, service: 3, m: 2 } as const;
    expect(hsm.refusedWithoutTrace({ ...set, approval: signedBy(token, 1, 2) }).reason).toMatch(
      /has 2 of 3 approvals .* the M value of service 3 \(USER_MGMT\) is 3/,
    );
    hsm.must({ ...set, approval: signedBy(token, 1, 2, 3) });
  });
});

/** The approvals of officers 1, 2 and 3, that of officer `bad` by another's key. */
function spoilt(token: Uint8Array, bad: number): OperationApproval {
  const approvals = [1, 2, 3].map(
    (n): Approval => approve(n, token, n === bad ? keyOfOfficer(9) : keyOfOfficer(n)),
  );
  return { multiToken: token, approvals };
}

function renamed(token: Uint8Array, name: string): OperationApproval {
  const { multiToken, approvals } = signedBy(token, 2, 3);
  return {
    multiToken,
    approvals: approvals.map((one, index) => (index === 0 ? { ...one, name } : one)),
  };
}

describe('laws of approvals that come with the operation', () => {
  const runs = howOften(40, 1000);
  const file = fc.uniqueArray(fc.integer({ min: 1, max: OFFICERS }), { maxLength: OFFICERS });

  it('M distinct officers in one file let one operation through, and M - 1 none, in however many files', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: OFFICERS }),
        fc.constantFrom('sdk5' as const, 'sdk5-command' as const),
        fc.array(file, { minLength: 1, maxLength: 5 }),
        (m, client, files) => {
          const hsm = makeHsm({ userManagement: m });
          hsm.client = client;
          const session = hsm.openSession('officer1');
          const token = hsm.getToken(session, 'officer1');
          let spent = false;
          for (const [index, officers] of files.entries()) {
            const request = create(session, `user${index}`, signedBy(token, ...officers));
            if (!spent && officers.length >= m) {
              hsm.must(request);
              spent = true;
            } else hsm.refusedWithoutTrace(request);
          }
          const made = hsm.userNames().filter((name) => name.startsWith('user'));
          expect([made.length, hsm.state.tokens.length]).toEqual(spent ? [1, 0] : [0, 1]);
        },
      ),
      { numRuns: runs },
    );
  });

  const action = fc.oneof(
    fc.record({
      do: fc.constant('generate' as const),
      by: fc.constantFrom('classic' as const, 'sdk5' as const, 'sdk5-command' as const),
    }),
    fc.record({
      do: fc.constant('use' as const),
      by: fc.constantFrom('classic' as const, 'sdk5' as const, 'sdk5-command' as const),
      officers: file,
      /** Counted back from the newest token: old ones are replays. */
      back: fc.integer({ min: 0, max: 2 }),
    }),
    fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 400 }) }),
    fc.record({ do: fc.constant('log in anew' as const) }),
  );

  it('three kinds of client on one HSM agree with a model of a few lines', () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 5, maxLength: 20 }), (actions) => {
        const hsm = makeHsm();
        const open = (client: BareHsm['client']): string => {
          hsm.client = client;
          return hsm.openSession('officer1');
        };
        const sessions = {
          classic: open('classic'),
          sdk5: open('sdk5'),
          'sdk5-command': open('sdk5-command'),
        };
        const tokens: Uint8Array[] = [];
        /** The one live token of the officer. */
        let live:
          | { at: number; of: BareHsm['client']; expires: number; by: Set<number> }
          | undefined;
        for (const [index, next] of actions.entries()) {
          if (next.do === 'wait') {
            hsm.now += next.seconds * 1000;
            continue;
          }
          if (next.do === 'log in anew') {
            hsm.client = 'sdk5';
            hsm.must({ op: 'logout', session: sessions.sdk5 });
            if (live?.of === 'sdk5') live = undefined;
            sessions.sdk5 = open('sdk5');
            continue;
          }
          hsm.client = next.by;
          const session = sessions[next.by];
          if (next.do === 'generate') {
            const reply = hsm.ask({ op: 'getToken', session, service: 3, name: 'officer1' });
            const isFree = live === undefined || live.expires <= hsm.now;
            expect(reply.ok).toBe(next.by === 'classic' || isFree);
            if (!reply.ok) continue;
            live = { at: tokens.length, of: next.by, expires: hsm.now + 600_000, by: new Set() };
            tokens.push(reply.record);
            continue;
          }
          const at = tokens.length - 1 - next.back;
          const token = tokens[at];
          if (token === undefined) continue;
          const isOwn = live !== undefined && live.at === at && live.of === next.by;
          const approval = signedBy(token, ...next.officers);
          if (next.by === 'classic') {
            const done = hsm.ask({ op: 'approveToken', session, ...approval }).ok;
            expect(done).toBe(next.officers.length === 0 || isOwn);
            if (isOwn) for (const n of next.officers) live?.by.add(n);
            const passes = live?.of === 'classic' && live.by.size >= 2;
            expect(hsm.ask(create(session, `user${index}`, approval)).ok).toBe(passes);
            if (passes) live = undefined;
            continue;
          }
          const passes = isOwn && next.officers.length >= 2 && (live?.expires ?? 0) > hsm.now;
          expect(hsm.ask(create(session, `user${index}`, approval)).ok).toBe(passes);
          if (passes) live = undefined;
        }
        expect(hsm.state.tokens.length).toBe(live === undefined ? 0 : 1);
        expect(validateState(JSON.parse(JSON.stringify(hsm.state)))).toEqual(hsm.state);
      }),
      { numRuns: runs },
    );
  });
});
