import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import { Console } from '../../src/mgmt-util/console.ts';

test('a quorum of two keeps one officer from creating users', async () => {
  const cluster = createMemoryCluster({
    adminPassword: 'password',
    users: [
      { type: 'CO', name: 'officer1', password: 'password' },
      { type: 'CO', name: 'officer2', password: 'password' },
    ],
  });
  let printed = '';
  const console = new Console({
    cluster,
    input: Readable.from(['y\n', 'y\n', 'A\n']), // one answer for each question
    output: { write: (text) => (printed += text) },
  });
  await console.execute('loginHSM CO officer1 password');
  expect(await console.execute('setMValue 3 2')).toBe('done');
  expect(await console.execute('createUser CU app password')).toBe('refused');
  expect(printed).toContain('createUser failed: RET_MXN_AUTH_FAILED');
  await console.close();
});
