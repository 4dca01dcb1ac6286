import { expect, it } from 'vitest';

import { encodeDump } from '../../src/cli/commands/hsm/dump/encode-dump.ts';
import { createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import { dumpCluster } from '../../src/hsm/cluster/dump.ts';

const dump = dumpCluster(createMemoryCluster());
const { length } = `${JSON.stringify(dump, null, 2)}\n`;

it('a dump that load would read is written', () => {
  expect(JSON.parse(encodeDump(dump, 'dev', length))).toEqual(dump);
});

it('a larger one is refused before anything is written, with a way to keep a copy', () => {
  expect(() => encodeDump(dump, 'my dev', length - 1)).toThrow(
    expect.objectContaining({
      kind: 'state',
      message: expect.stringContaining('which mofn hsm load does not read'),
      hint: expect.stringContaining("cp -a 'my dev' 'my dev.copy'"),
    }),
  );
});

it('one that no text can hold is refused in the same way', () => {
  const endless = { ...dump, toJSON: () => 'x'.repeat(2 ** 29 - 25).repeat(2) };
  expect(() => encodeDump(endless, 'dev')).toThrow('more than 256 MiB');
});
