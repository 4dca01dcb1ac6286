import fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createCluster } from '../../../src/hsm/cluster/cluster.ts';
import { useOfficerFolder } from '../../support/officer-folder.ts';

const work = useOfficerFolder();

it('what a maker left that was killed goes with the next one, and what is made now stays', () => {
  const folder = work.path('cluster');
  for (const name of ['.new-killed', '.new-now', 'other']) {
    fs.mkdirSync(join(folder, name, 'server-0'), { recursive: true });
  }
  const longAgo = new Date(Date.now() - 3_600_000);
  for (const name of ['.new-killed', 'other']) fs.utimesSync(join(folder, name), longAgo, longAgo);
  createCluster(folder);
  expect(
    fs
      .readdirSync(folder)
      .filter((name) => /new|other/.test(name))
      .sort(),
  ).toEqual(['.new-now', 'other']);
});
