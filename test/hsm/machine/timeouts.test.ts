/** AWS CloudHSM user guide, 2023, "quorum token-sign list-timeouts" and "set-timeout". */
import { expect, it } from 'vitest';

import { BareHsm } from './bare-hsm.ts';

function makeHsm(): { readonly hsm: BareHsm; readonly session: string } {
  const hsm = new BareHsm({ keys: 0, mValues: { userManagement: 2 } });
  hsm.client = 'sdk5';
  return { hsm, session: hsm.openSession('officer1') };
}

it('are ten minutes each on a new HSM, and are shown to all', () => {
  const { hsm } = makeHsm();
  expect(hsm.must({ op: 'getTimeouts' }).timeouts).toEqual({ generated: 600, approved: 600 });
});

it('end tokens, also those that are there already', () => {
  const { hsm, session } = makeHsm();
  hsm.getToken(session, 'officer1');
  hsm.now += 100_000;
  const validity = () => hsm.must({ op: 'listTokens', session }).tokens[0]?.validity;
  hsm.must({ op: 'setTimeout', session, which: 'generated', seconds: 900 });
  expect(validity()).toBe(800);
  hsm.must({ op: 'setTimeout', session, which: 'approved', seconds: 5 });
  expect(validity()).toBe(800);
  hsm.must({ op: 'setTimeout', session, which: 'generated', seconds: 100 });
  expect(validity()).toBe(0);
  expect(hsm.must({ op: 'getTimeouts' }).timeouts).toEqual({ generated: 100, approved: 5 });
  hsm.getToken(session, 'officer1');
  expect(validity()).toBe(100);
});

it.each([0, -1, 0.5, 86_401, Number.NaN, Number.POSITIVE_INFINITY])('are never %d', (seconds) => {
  const { hsm, session } = makeHsm();
  const request = { op: 'setTimeout', session, which: 'generated', seconds } as const;
  expect(hsm.refusedWithoutTrace(request).error).toBe('RET_INVALID_INPUT');
});

it('are for officers to set', () => {
  const { hsm, session } = makeHsm();
  hsm.must({ op: 'logout', session });
  const request = { op: 'setTimeout', session, which: 'generated', seconds: 60 } as const;
  expect(hsm.refusedWithoutTrace(request).error).toBe('RET_NOT_LOGGED_IN');
});
