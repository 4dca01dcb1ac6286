import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Example } from '../../src/cli/command.ts';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { howMany, sample } from '../support/how-many.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { runCommand } from '../support/run-command.ts';

const PLAIN = /^mofn( [\w./:=@,-]+)+$/;

/**
 * The examples of help, each in a folder of its own. What has quotes, pipes and the like is run by a shell,
 * with the installed program; a plain line of words within this process.
 */
describe("help's examples", () => {
  let model: string;
  let programs: string;

  beforeAll(() => {
    model = makeOfficerFolder();
    programs = mkdtempSync(join(tmpdir(), 'mofn-bin-'));
    for (const program of ['mofn', 'cloudhsm_mgmt_util', 'cloudhsm-cli']) {
      symlinkSync(resolve('bin', program), join(programs, program));
    }
    runIn(model, 'mofn hsm init cluster --officers 5');
    runIn(model, 'mkdir bob && cp officer1.token officer1.token.sig? request.?.json bob');
  });

  afterAll(() => {
    for (const folder of [model, programs]) rmSync(folder, { recursive: true, force: true });
  });

  function environmentOf(folder: string): Record<string, string> {
    return {
      MOFN_HSM: join(folder, 'cluster'),
      OFFICER1_PASS: 'a pass phrase',
      XDG_RUNTIME_DIR: folder,
    };
  }

  async function run(folder: string, command: string): Promise<void> {
    if (!PLAIN.test(command)) return runIn(folder, command);
    const env = environmentOf(folder);
    const { code, stderr } = await runCommand(command.split(' ').slice(1), { cwd: folder, env });
    expect(code, stderr).toBe(0);
  }

  function runIn(folder: string, command: string): void {
    execFileSync('bash', ['-euo', 'pipefail', '-c', command], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
        ...environmentOf(folder),
      },
    });
  }

  // demo.test.ts runs those of `demo`, and looks at what they print.
  const cases = DEFINITIONS.filter(({ path }) => path !== 'demo').flatMap(
    ({ path, examples }: { path: string; examples: readonly Example[] }) =>
      examples.map(({ command }) => ({ path, command })),
  );
  const plain = cases.filter(({ command }) => PLAIN.test(command));
  const forShells = cases.filter(({ command }) => !PLAIN.test(command));

  it('every command has one', () => {
    const without = DEFINITIONS.filter(({ examples }) => examples.length === 0);
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  it.each([...plain, ...sample(forShells, howMany(5, forShells.length))])(
    '$command',
    async ({ command }) => {
      const folder = mkdtempSync(join(tmpdir(), 'mofn-example-'));
      try {
        const work = join(folder, 'work');
        mkdirSync(work);
        cpSync(model, work, { recursive: true });
        await run(work, command);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
