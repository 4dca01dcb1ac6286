/**
 * docs/automation.md shows the very scripts that are run here, and its workflow runs.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { requireProgram } from '../support/requirements.ts';

const PAGE = readFileSync(new URL('../../docs/automation.md', import.meta.url), 'utf8');
const BIN = fileURLToPath(new URL('../../bin', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));
const SCRIPTS = ['create-user.exp', 'hsm_users.py', 'create-user.sh', 'sdk5/provision.sh'] as const;

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function codeBlocks(language: string): readonly string[] {
  return [...PAGE.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , code]) => code ?? '');
}

const steps: readonly Step[] = (() => {
  const [workflow = ''] = codeBlocks('yaml');
  return parse(workflow).jobs.scripts.steps as readonly Step[];
})();

it.each([
  ['create-user.exp', 'tcl'],
  ['hsm_users.py', 'python'],
  ['create-user.sh', 'sh'],
  ['sdk5/provision.sh', 'sh'],
  ['sdk5/approve-token.sh', 'sh'],
  ['sdk5/approve-user.sh', 'sh'],
] as const)('%s is the one on the page', (name, language) => {
  expect(codeBlocks(language)).toContain(readFileSync(join(HERE, name), 'utf8'));
});

it('the test in one process is the one on the page, but for what it imports', () => {
  const withoutImports = (code: string) => code.replace(/^import .*\n/gm, '');
  const test = readFileSync(join(HERE, 'in-process.test.ts'), 'utf8');
  expect(codeBlocks('ts').map(withoutImports)).toEqual([withoutImports(test)]);
});

const requirements = [requireProgram('expect'), requireProgram('bash'), requireProgram('jq')];
const pexpect = spawnSync('python3', ['-c', 'import pexpect']).status === 0;
const canRun = pexpect && requirements.every(({ has }) => has);

describe.skipIf(!canRun)('the workflow (needs expect, bash, jq and python3-pexpect)', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mofn-workflow-'));
    for (const name of SCRIPTS) copyFileSync(join(HERE, name), join(folder, basename(name)));
    // As `npm install --global` would: links on PATH.
    mkdirSync(join(folder, 'bin'));
    for (const name of ['mofn', 'cloudhsm_mgmt_util', 'cloudhsm-cli', 'configure-cli']) {
      symlinkSync(join(BIN, name), join(folder, 'bin', name));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('begins with what GitHub brings', () => {
    expect(steps.slice(0, 3).map(({ uses, name }) => uses ?? name)).toEqual([
      'actions/checkout@v4',
      'actions/setup-node@v4',
      'Install',
    ]);
  });

  it.each(steps.slice(3).map(({ name, run, env }) => [name ?? '', run ?? '', env] as const))(
    '%s',
    (_name, run, env) => {
      // GitHub's own way to run a step.
      const { status, stderr } = spawnSync(
        'bash',
        ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run],
        {
          cwd: folder,
          env: {
            ...process.env,
            ...env,
            RUNNER_TEMP: folder,
            PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`,
          },
          encoding: 'utf8',
        },
      );
      expect({
        status,
        // Another run at the same time may have the vendor's path: another test's.
        stderr: stderr.replace(
          /^(made a cluster|open cloudhsm-cli|warning: another mofn hsm run is at) .*\n/gm,
          '',
        ),
      }).toEqual({
        status: 0,
        stderr: '',
      });
    },
  );
});
