import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Approval, HsmRequest } from '../../../src/hsm/protocol.ts';
import { howMany, howOften } from '../../support/how-many.ts';
import { approve, BareHsm, createStates, keyOf, officerKey, PASSWORD } from './bare-hsm.ts';

/** Tokens of which each is tried with the signatures of all. */
const TOKENS = howMany(12, 50);
/** Files that name officers more than once. */
const FILES = howOften(150, 5000);

const createUser = (session: string, name: string): HsmRequest => ({
  op: 'createUser',
  session,
  type: 'CU',
  name,
  password: PASSWORD,
});

describe('replay', () => {
  it(`${TOKENS} tokens on 3 nodes: of all pairs of token and signature only the matching ones count`, () => {
    const states = createStates(3, {
      officers: TOKENS,
      keys: 1,
      exponent: 3,
      mValues: { userManagement: 2 },
    });
    const hsms = states.map((state, index) => new BareHsm({ seed: index + 10 }, state));
    const sessions = hsms.map((hsm) =>
      Array.from({ length: TOKENS }, (_, index) => hsm.openSession(`officer${index + 1}`)),
    );
    const files = Array.from({ length: TOKENS }, (_, index) =>
      Buffer.concat(
        hsms.map((hsm, node) =>
          hsm.getToken((sessions[node] as string[])[index] as string, `officer${index + 1}`),
        ),
      ),
    );
    const signatures = files.map((file) => officerKey(1, 3).sign(file));
    let taken = 0;
    let refused = 0;
    for (const [node, hsm] of hsms.entries()) {
      for (const [token, multiToken] of files.entries()) {
        for (const [other, signature] of signatures.entries()) {
          const reply = hsm.ask({
            op: 'approveToken',
            session: (sessions[node] as string[])[token] as string,
            multiToken,
            approvals: [{ type: 2, name: 'officer1', signature }],
          });
          expect(reply.ok).toBe(token === other);
          if (reply.ok) taken += 1;
          else refused += 1;
        }
      }
      const listed = hsm.must({
        op: 'listTokens',
        session: (sessions[node] as string[])[0] as string,
      });
      expect(listed.tokens.map((token) => token.approvers)).toEqual(files.map(() => ['officer1']));
    }
    expect({ taken, refused }).toEqual({ taken: 3 * TOKENS, refused: 3 * TOKENS * (TOKENS - 1) });
  });

  it('one node takes no record of another: its own must be in the file', () => {
    const hsms = createStates(3, { mValues: { userManagement: 2 } }).map(
      (state, index) => new BareHsm({ seed: index + 20 }, state),
    );
    const sessions = hsms.map((hsm) => hsm.logIn('officer1'));
    const records = hsms.map((hsm, at) => hsm.getToken(sessions[at] as string, 'officer1'));
    for (const [at, hsm] of hsms.entries()) {
      for (const [other, record] of records.entries()) {
        const reply = hsm.ask({
          op: 'approveToken',
          session: sessions[at] as string,
          multiToken: record,
          approvals: [approve(1, record)],
        });
        expect(reply.ok).toBe(at === other);
      }
    }
  });

  it('1,000 replays of a spent token: 0 go through', () => {
    const hsm = new BareHsm({ mValues: { userManagement: 2 } });
    const session = hsm.logIn('officer1');
    const token = hsm.getToken(session, 'officer1');
    const hand: HsmRequest = {
      op: 'approveToken',
      session,
      multiToken: token,
      approvals: [approve(1, token), approve(2, token)],
    };
    hsm.must(hand);
    hsm.must(createUser(session, 'user0'));
    for (let replay = 1; replay <= 1000; replay += 1) {
      // Now and then a new token lives beside the replay, without approvals.
      if (replay % 100 === 0) hsm.getToken(session, 'officer1');
      expect(hsm.refused(hand).error).toBe('RET_MXN_AUTH_FAILED');
      expect(hsm.refused(createUser(session, `user${replay}`)).error).toBe('RET_MXN_AUTH_FAILED');
    }
    expect(hsm.userNames().filter((name) => name.startsWith('user'))).toEqual(['user0']);
  });
});

describe('over-counting', () => {
  it(
    `${FILES} files that name officers more than once: no approval too many`,
    () => {
      const approval = fc.record({
        who: fc.integer({ min: 1, max: 4 }),
        spelling: fc.constantFrom('lower', 'upper', 'mixed', 'blank', 'nul'),
        type: fc.constantFrom(2, 2, 2, 1),
        key: fc.integer({ min: 1, max: 4 }),
      });
      const spell = (who: number, spelling: string): string =>
        ({
          lower: `officer${who}`,
          upper: `OFFICER${who}`,
          mixed: `oFFicer${who}`,
          blank: `officer${who} `,
          nul: `officer${who}\0`,
        })[spelling] ?? '';
      const shape = fc.array(fc.array(approval, { minLength: 1, maxLength: 6 }), {
        minLength: 1,
        maxLength: 3,
      });
      const base = new BareHsm({ officers: 4, mValues: { userManagement: 4 } });
      const session = base.logIn('officer1');
      const token = base.getToken(session, 'officer1');
      const signatures = [1, 2, 3, 4].map((n) => officerKey(n).sign(token));
      let files = 0;
      fc.assert(
        fc.property(shape, (tries) => {
          const hsm = new BareHsm({}, base.state);
          const signers = new Set<number>();
          for (const file of tries) {
            const approvals = file.map(
              ({ who, spelling, type, key }): Approval => ({
                type,
                name: spell(who, spelling),
                signature: signatures[key - 1] as Uint8Array,
              }),
            );
            const reply = hsm.ask({ op: 'approveToken', session, multiToken: token, approvals });
            if (reply.ok) for (const { who } of file) signers.add(who);
            files += 1;
            const right = file.every(
              ({ who, spelling, type, key }) =>
                type === 2 && who === key && spelling !== 'blank' && spelling !== 'nul',
            );
            const distinct = new Set(file.map(({ who }) => who)).size === file.length;
            expect(reply.ok).toBe(right && distinct);
          }
          const held = hsm.must({ op: 'listTokens', session }).tokens[0]?.approvers ?? [];
          expect(new Set(held).size).toBe(held.length);
          expect([...held].sort()).toEqual([...signers].sort().map((who) => `officer${who}`));
        }),
        { numRuns: FILES },
      );
      expect(files).toBeGreaterThanOrEqual(FILES);
    },
    howMany(120_000, 600_000),
  );

  it('one key under two names counts once, even where a state has it', () => {
    const hsm = new BareHsm({ officers: 2, mValues: { userManagement: 2 } });
    const session = hsm.logIn('officer1');
    const spki = Buffer.from(officerKey(1).spki).toString('base64');
    // No request makes such a state, and validateState refuses it; the count does not rely on that.
    hsm.state = {
      ...hsm.state,
      users: hsm.state.users.map((user) =>
        user.name === 'officer2' ? { ...user, quorumKey: { id: 99, spki } } : user,
      ),
    };
    const token = hsm.getToken(session, 'officer1');
    const hand = (...approvals: Approval[]): HsmRequest => ({
      op: 'approveToken',
      session,
      multiToken: token,
      approvals,
    });
    const second = { ...approve(1, token), name: 'officer2' };
    expect(hsm.refused(hand(approve(1, token), second)).reason).toMatch(
      /officer1 has the same key/,
    );
    hsm.must(hand(approve(1, token)));
    hsm.must(hand(second));
    expect(hsm.must({ op: 'listTokens', session }).tokens[0]?.approvers).toEqual(['officer1']);
    expect(hsm.refused(createUser(session, 'bob')).error).toBe('RET_MXN_AUTH_FAILED');
  });

  it('one modulus under two exponents is one key', () => {
    const key = keyOf('stranger');
    const hsm = new BareHsm({ officers: 2, keys: 0 });
    const string = Buffer.from('string');
    const register = (name: string, publicKey: Uint8Array): HsmRequest => ({
      op: 'registerKey',
      session: hsm.logIn(name),
      type: 'CO',
      name,
      publicKey,
      token: string,
      signature: key.sign(string),
    });
    hsm.must(register('officer1', key.spki));
    // The exponent is the last three bytes of the SPKI: 65537 becomes 65539.
    const other = Uint8Array.from(key.spki);
    other[other.length - 1] = 3;
    expect(hsm.refused(register('officer2', other)).reason).toMatch(/officer1's already/);
  });
});
