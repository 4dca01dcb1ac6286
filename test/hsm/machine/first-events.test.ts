/** What the log of a new HSM begins with, of which the guide has the records ("Initialize the first HSM"). */
import { expect, it } from 'vitest';

import { FLAVOUR_RULES } from '../../../src/hsm/editions.ts';
import { createClusterStates } from '../../../src/hsm/machine/create-state.ts';
import { beginLog } from '../../../src/hsm/machine/first-events.ts';
import { makeRandom, PASSWORD } from './bare-hsm.ts';

it('begins with the HSM’s own beginning, of which only the appliance user’s record names a user', () => {
  const [first] = createClusterStates({
    servers: 1,
    rules: FLAVOUR_RULES.classic,
    random: makeRandom(1),
    adminPassword: PASSWORD,
  });
  if (first === undefined) throw new Error('no HSM');
  const { hsm, log } = beginLog(first, 1234);
  const told = { time: 1234, session: null, response: 'SUCCESS' };
  expect(log.map(({ sequence, previous, hash, ...record }) => record)).toEqual([
    { ...told, op: 'initToken' },
    { ...told, op: 'genPswdEncKey' },
    { ...told, op: 'createApplianceUser', user: { name: 'app_user', type: 'AU' } },
    { ...told, op: 'initDone' },
  ]);
  expect(hsm).toEqual({ ...first, audit: { ...first.audit, sequence: 4, hash: log.at(-1)?.hash } });
});
