/** Snapshots, out of what both consoles print of one cluster: they tell the same. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../../src/evidence/snapshot/compare-snapshots.ts';
import { readPrinted, readSnapshot } from '../../../src/evidence/snapshot/read-snapshot.ts';
import { runCommand } from '../../support/run-command.ts';

let work: string;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'mofn-snapshot-'));
  await print('hsm', 'init', 'c', '--officers', '3', '--quiet');
});

afterAll(() => rmSync(work, { recursive: true }));

async function print(...words: readonly string[]): Promise<Buffer> {
  const { code, stdout, stderr } = await runCommand(words, { cwd: work });
  expect(code, stderr).toBe(0);
  return Buffer.from(stdout);
}

const classic = (...words: readonly string[]) =>
  print('hsm', 'exec', '--hsm', 'c', words.join(' '));
const sdk5 = (...words: readonly string[]) => print('hsm', 'cli', '--hsm', 'c', '--', ...words);

describe('readSnapshot', () => {
  it('reads the same users out of both consoles', async () => {
    const one = readSnapshot([{ path: 'a', kind: 'before', bytes: await classic('listUsers') }]);
    const other = readSnapshot([{ path: 'b', kind: 'after', bytes: await sdk5('user', 'list') }]);
    expect(one).toMatchObject({ isInStep: true });
    expect(one?.users.map(({ name }) => name).sort()).toEqual(
      other?.users.map(({ name }) => name).sort(),
    );
    expect(one?.users.filter(({ role }) => role === 'CO')).toHaveLength(3);
    expect(compareSnapshots(one, other)).toEqual([]);
  });

  it('reads quorum values, and sees where one is another', async () => {
    const bytes = await classic('getMValue', '3');
    const one = readSnapshot([{ path: 'a', kind: 'before', bytes }]);
    expect(one?.quorumValues).toEqual([{ service: 'USER_MGMT', value: 1 }]);
    const values = await sdk5('quorum', 'token-sign', 'list-quorum-values');
    const other = readSnapshot([{ path: 'b', kind: 'after', bytes: values }]);
    expect(compareSnapshots(one, other)).toEqual([]);
    const changed = Buffer.from(values.toString().replace(/("user": )1/, '$13'));
    const third = readSnapshot([{ path: 'b', kind: 'after', bytes: changed }]);
    expect(compareSnapshots(one, third)).toEqual([
      { what: 'quorum-value', name: 'USER_MGMT', change: 'changed', before: '1', after: '3' },
    ]);
  });

  it('sees HSMs that are out of step', async () => {
    const bytes = (await classic('listUsers')).toString();
    const at = bytes.lastIndexOf('officer3');
    const changed = `${bytes.slice(0, at)}officer9${bytes.slice(at + 8)}`;
    expect(readPrinted(Buffer.from(changed))?.isInStep).toBe(false);
  });

  it('takes nothing else for what a console printed', () => {
    for (const text of ['', '{}', '{"error_code":1,"data":{}}', 'listUsers\n', '[1]']) {
      expect(readPrinted(Buffer.from(text)), text).toBe(undefined);
    }
    const more = '{"error_code":0,"data":{"users":[]},"note":"x"}';
    expect(readPrinted(Buffer.from(more))).toBe(undefined);
  });
});
