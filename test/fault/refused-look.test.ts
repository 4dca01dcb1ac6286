import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { requireProgram } from '../support/requirements.ts';
import { makeOfficers, makeQuorumCluster } from './quorum-cluster.ts';
import { trace } from './strace.ts';

const strace = requireProgram('strace');

let root: string;
let folder: string;

beforeAll(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-look-'));
  folder = path.join(root, 'cluster');
  makeQuorumCluster(folder, makeOfficers(1), { m: 1 });
});
afterAll(() => fs.rmSync(root, { recursive: true }));

describe.skipIf(!strace.has)(`on a disk that takes nothing any more ${strace.label}`, () => {
  it('what only looks is refused as ever, though nobody can note why', async () => {
    const run = (log: string, inject?: string) =>
      trace([process.execPath, 'bin/mofn', 'hsm', 'exec', 'listTokens'], {
        log: path.join(root, log),
        env: { MOFN_HSM: folder },
        ...(inject === undefined ? {} : { inject }),
      });
    const refused = await run('full', 'fsync,link:error=ENOSPC');
    const ever = await run('ever');
    expect(ever.stdout).toContain('RET_NOT_LOGGED_IN');
    expect([refused.code, refused.stdout, refused.stderr]).toEqual([
      ever.code,
      ever.stdout,
      ever.stderr,
    ]);
  });
});
