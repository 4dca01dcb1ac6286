import { expect, it } from 'vitest';

import { createMemoryCluster } from '../../../src/hsm/cluster/cluster.ts';
import { parseFault } from '../../../src/hsm/cluster/fault-text.ts';
import { findBrokenLink } from '../../../src/hsm/machine/audit.ts';

const LOGIN = { op: 'login', type: 'CO', name: 'admin', password: 'password' } as const;

function clusterWith(fault: string) {
  const cluster = createMemoryCluster({
    adminPassword: 'password',
    faults: [parseFault(fault, 2)],
  });
  // The log of the second begins with the first request.
  const [, hsm] = cluster.hsms;
  if (hsm === undefined) throw new Error('no HSM');
  return hsm;
}

it('an attempt that a fault makes fail is in the audit log, like any that is refused', async () => {
  const hsm = clusterWith('command=loginHSM times=1 error=RET_USER_LOGIN_FAILURE');
  expect(await hsm.execute(LOGIN)).toMatchObject({ ok: false });
  expect(await hsm.execute(LOGIN)).toMatchObject({ ok: true });
  const { hsm: state, log } = hsm.inspectWhole();
  expect(log).toMatchObject([
    {
      sequence: 1,
      op: 'login',
      session: null,
      response: 'RET_USER_LOGIN_FAILURE',
      reason: { code: 'fault-error' },
      user: { name: 'admin', type: 'CO' },
    },
    { sequence: 2, response: 'SUCCESS' },
  ]);
  expect(findBrokenLink(log, state.audit)).toBeUndefined();
});

it.each([
  ['a look that a fault makes fail', 'command=listUsers error=RET_FAULT', { op: 'listUsers' }],
  ['what never reached the HSM', 'drop', LOGIN],
] as const)('%s is not, and is explained all the same', async (_, fault, request) => {
  const hsm = clusterWith(fault);
  expect(await hsm.execute(request)).toMatchObject({ ok: false, error: 'RET_FAULT' });
  expect(hsm.inspectWhole().log).toEqual([]);
  expect(hsm.inspect().state.refusals.at(-1)).toMatchObject({ op: request.op, error: 'RET_FAULT' });
});
