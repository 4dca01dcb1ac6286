/**
 * How many approvals a change of an M value takes, and what is left where officers were deleted below M:
 * AWS CloudHSM user guide, "Change the quorum minimum value" and "Best practices".
 */
import { describe, expect, it } from 'vitest';

import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import { approve, BareHsm, type BareHsmOptions, officerKey, PASSWORD } from './bare-hsm.ts';

/** A small exponent is checked twenty times as fast. */
const FAST = { exponent: 3 };

/** officer1, logged in, and what it takes to ask for a token and have it approved. */
class Quorum {
  readonly hsm: BareHsm;
  readonly session: string;

  constructor(options: BareHsmOptions) {
    this.hsm = new BareHsm({ ...FAST, ...options });
    this.session = this.hsm.openSession('officer1');
  }

  /** Gets a token of a service, and hands in what these officers signed. */
  approveBy(service: 3 | 4, ...officers: readonly number[]): void {
    const { hsm, session } = this;
    const multiToken = hsm.getToken(session, 'officer1', service);
    const approvals = officers.map((n) => approve(n, multiToken, officerKeyOf(n)));
    hsm.must({ op: 'approveToken', session, multiToken, approvals });
  }

  setM(service: 3 | 4, m: number): HsmRequest {
    return { op: 'setMValue', session: this.session, service, m };
  }

  remove(name: string): HsmRequest {
    return { op: 'deleteUser', session: this.session, type: 'CO', name };
  }

  mOf(service: 3 | 4): number {
    return this.hsm.must({ op: 'getMValue', service }).m;
  }
}

describe('a change of an M value takes as many approvals as it has itself', () => {
  it('where that of service 4 is smaller', () => {
    const quorum = new Quorum({ officers: 5, mValues: { userManagement: 4, miscCo: 2 } });
    for (const officers of [
      [1, 2],
      [1, 2, 3],
    ]) {
      quorum.approveBy(4, ...officers);
      for (const m of [2, 3, 5]) {
        const refused = quorum.hsm.refused(quorum.setM(3, m));
        expect(refused.error).toBe('RET_MXN_AUTH_FAILED');
        expect(refused.reason).toContain(
          `has ${officers.length} of 4 approvals (${officers.map((n) => `officer${n}`).join(', ')}); the M value of service 3 (USER_MGMT) is 4`,
        );
      }
    }
    expect(quorum.mOf(3)).toBe(4);
    quorum.approveBy(4, 1, 2, 3, 4);
    quorum.hsm.must(quorum.setM(3, 2));
    expect(quorum.mOf(3)).toBe(2);
  });

  it('and a token that was refused for it is still good for service 4 itself', () => {
    const quorum = new Quorum({ officers: 5, mValues: { userManagement: 4, miscCo: 2 } });
    quorum.approveBy(4, 1, 2);
    quorum.hsm.refused(quorum.setM(3, 2));
    quorum.hsm.must(quorum.setM(4, 4));
    expect(quorum.mOf(4)).toBe(4);
  });

  it('also where service 4 was off until now: no first setting of it is a way around', () => {
    const quorum = new Quorum({ officers: 5, mValues: { userManagement: 3 } });
    quorum.hsm.must(quorum.setM(4, 2));
    quorum.approveBy(4, 1, 2);
    expect(quorum.hsm.refused(quorum.setM(3, 2)).error).toBe('RET_MXN_AUTH_FAILED');
    expect(quorum.mOf(3)).toBe(3);
  });

  it('and as many as service 4 asks for, where that is greater', () => {
    const quorum = new Quorum({ officers: 5, mValues: { userManagement: 2, miscCo: 4 } });
    quorum.approveBy(4, 1, 2, 3);
    expect(quorum.hsm.refused(quorum.setM(3, 3)).reason).toMatch(/has 3 of 4 approvals/);
  });

  it('is told how many where there is no token', () => {
    const quorum = new Quorum({ officers: 5, mValues: { userManagement: 4, miscCo: 2 } });
    expect(quorum.hsm.refused(quorum.setM(3, 2)).reason).toMatch(/this needs 4 approvals/);
  });
});

describe('M - 1 approvals are enough for nothing', () => {
  const requests = (quorum: Quorum): readonly [3 | 4, HsmRequest][] => [
    [3, { op: 'createUser', session: quorum.session, type: 'CO', name: 'eve', password: PASSWORD }],
    [3, quorum.remove('officer5')],
    [
      3,
      {
        op: 'changePswd',
        session: quorum.session,
        type: 'CO',
        name: 'officer5',
        password: 'new-password',
      },
    ],
    [4, quorum.setM(3, 2)],
    [4, quorum.setM(3, 5)],
    [4, quorum.setM(4, 2)],
    [4, quorum.setM(4, 5)],
  ];

  function approvalsFor(request: HsmRequest, userManagement: number, miscCo: number): number {
    if (request.op !== 'setMValue') return userManagement;
    return request.service === 4 ? miscCo : Math.max(userManagement, miscCo);
  }

  it.each([
    [2, 2],
    [3, 3],
    [4, 2],
    [2, 4],
    [4, 3],
  ])('with M of service 3 at %d and of service 4 at %d', (userManagement, miscCo) => {
    const quorum = new Quorum({ officers: 5, mValues: { userManagement, miscCo } });
    const { users, mValues } = quorum.hsm.state;
    for (const [service, request] of requests(quorum)) {
      const tooFew = approvalsFor(request, userManagement, miscCo) - 1;
      quorum.approveBy(service, ...Array.from({ length: tooFew }, (_, n) => n + 1));
      expect(quorum.hsm.refused(request).error).toBe('RET_MXN_AUTH_FAILED');
    }
    expect(quorum.hsm.state.users).toEqual(users);
    expect(quorum.hsm.state.mValues).toEqual(mValues);
  });
});

describe('officers deleted below M', () => {
  /** M of 3 is 3; admin and officer3 are gone, by three approvals each. */
  function fallBelow(miscCo = 1): Quorum {
    const quorum = new Quorum({ officers: 3, mValues: { userManagement: 3, miscCo } });
    for (const name of ['admin', 'officer3']) {
      quorum.approveBy(3, 1, 2, 3);
      quorum.hsm.must(quorum.remove(name));
    }
    return quorum;
  }

  it('are gone, and M stays as it is', () => {
    const quorum = fallBelow();
    expect(quorum.hsm.userNames()).toEqual(['app_user', 'officer1', 'officer2']);
    expect(quorum.mOf(3)).toBe(3);
  });

  it('leave nobody who can do anything: those who are left do not reach M', () => {
    const quorum = fallBelow(2);
    const { hsm, session } = quorum;
    quorum.approveBy(3, 1, 2);
    quorum.approveBy(4, 1, 2);
    for (const request of [
      { op: 'createUser', session, type: 'CO', name: 'eve', password: PASSWORD },
      { op: 'createUser', session, type: 'PRECO', name: 'eve', password: PASSWORD },
      quorum.remove('officer2'),
      { op: 'changePswd', session, type: 'CO', name: 'officer2', password: 'new-password' },
      { op: 'changePswd', session, type: 'AU', name: 'app_user', password: 'new-password' },
      quorum.setM(3, 2),
    ] satisfies HsmRequest[]) {
      expect(hsm.refused(request).error).toBe('RET_MXN_AUTH_FAILED');
    }
    expect(quorum.mOf(3)).toBe(3);
  });

  it('count no more in a token that they approved before', () => {
    const quorum = new Quorum({ officers: 4, mValues: { userManagement: 3, miscCo: 3 } });
    quorum.approveBy(4, 1, 2, 3);
    quorum.approveBy(3, 1, 2, 3);
    quorum.hsm.must(quorum.remove('officer3'));
    expect(quorum.hsm.refused(quorum.setM(3, 2)).reason).toMatch(
      /has 2 of 3 approvals \(officer1, officer2\); 1 more count no longer/,
    );
  });

  it('come back by rollBack of the one who deleted the last of them, and of nobody else', () => {
    const { hsm, session } = fallBelow();
    const operation = hsm.state.undo?.operation ?? '';
    const other = { op: 'rollBack', session: hsm.openSession('officer2'), operation } as const;
    expect(hsm.refused(other).error).toBe('RET_INVALID_INPUT');
    hsm.must({ op: 'rollBack', session, operation });
    expect(hsm.userNames()).toEqual(['app_user', 'officer1', 'officer2', 'officer3']);
  });

  it('without a quorum go down to the last, who is logged in', () => {
    const quorum = new Quorum({ officers: 2, keys: 0, mValues: { miscCo: 3 } });
    quorum.hsm.must(quorum.remove('officer2'));
    quorum.hsm.must(quorum.remove('admin'));
    expect(quorum.hsm.refused(quorum.remove('officer1')).error).toBe('RET_USER_LOGGED_IN');
    expect(quorum.mOf(4)).toBe(3);
    expect(quorum.hsm.refused(quorum.setM(4, 2)).error).toBe('RET_POLICY_MISMATCH');
  });
});

/** The key that {@link FAST} gave that officer. */
function officerKeyOf(n: number): ReturnType<typeof officerKey> {
  return officerKey(n, FAST.exponent);
}
