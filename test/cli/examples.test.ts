import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Example } from '../../src/cli/command.ts';
import { DEFINITIONS } from '../../src/cli/commands/index.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';

/** The examples of help, run as a shell runs them, each in a folder of its own. */
describe("help's examples", () => {
  let model: string;
  let programs: string;

  beforeAll(() => {
    model = makeOfficerFolder();
    programs = mkdtempSync(join(tmpdir(), 'mofn-bin-'));
    for (const program of ['mofn', 'cloudhsm_mgmt_util']) {
      symlinkSync(resolve('bin', program), join(programs, program));
    }
    runIn(model, 'mofn hsm init cluster --officers 5');
  });

  afterAll(() => {
    for (const folder of [model, programs]) rmSync(folder, { recursive: true, force: true });
  });

  function runIn(folder: string, command: string): string {
    return execFileSync('bash', ['-euo', 'pipefail', '-c', command], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
        MOFN_HSM: join(folder, 'cluster'),
        OFFICER1_PASS: 'a pass phrase',
        XDG_RUNTIME_DIR: folder,
      },
    });
  }

  // demo.test.ts runs those of `demo`, and looks at what they print.
  const cases = DEFINITIONS.filter(({ path }) => path !== 'demo').flatMap(
    ({ path, examples }: { path: string; examples: readonly Example[] }) =>
      examples.map(({ command }) => ({ path, command })),
  );

  it('every command has one', () => {
    const without = DEFINITIONS.filter(({ examples }) => examples.length === 0);
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  it.each(cases)('$command', ({ command }) => {
    const folder = mkdtempSync(join(tmpdir(), 'mofn-example-'));
    try {
      const work = join(folder, 'work');
      mkdirSync(work);
      cpSync(model, work, { recursive: true });
      expect(() => runIn(work, command)).not.toThrow();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
