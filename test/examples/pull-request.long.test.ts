import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { requireProgram } from '../support/requirements.ts';

const PAGE = readFileSync('examples/pull-request/README.md', 'utf8');
const ACTION = parse(readFileSync('action.yml', 'utf8'));
const jq = requireProgram('jq');

/** One run of the action's step, as GitHub's runner starts it. */
interface StepRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly output: string;
}

describe.skipIf(!jq.has)(`a ceremony by pull request ${jq.label}`, () => {
  let folder: string;
  let programs: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mofn-pull-'));
    programs = mkdtempSync(join(tmpdir(), 'mofn-bin-'));
    for (const name of ['mofn', 'cloudhsm-cli']) {
      symlinkSync(resolve('bin', name), join(programs, name));
    }
    const blocks = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block);
    expect(blocks).toHaveLength(4);
    // As the page is read: one shell from the first line to the last.
    execFileSync('bash', ['-eu', '-c', blocks.join('\n')], {
      cwd: folder,
      env: { ...environment(), MOFN_SOURCE: resolve('.') },
      stdio: 'pipe',
    });
  });

  afterAll(() => {
    for (const one of [folder, programs]) rmSync(one, { recursive: true, force: true });
  });

  function environment(): NodeJS.ProcessEnv {
    const { PATH = '' } = process.env;
    return {
      ...process.env,
      PATH: `${programs}${delimiter}${PATH}`,
      GIT_CONFIG_GLOBAL: '/dev/null',
    };
  }

  /** @param inputs what a workflow says under `with` */
  function act(inputs: Readonly<Record<string, string>>): StepRun {
    const [step] = ACTION.runs.steps;
    const given = Object.entries(step.env as Record<string, string>).map(([name, value]) => {
      const [, input = ''] = /^\$\{\{ inputs\.(\w+) \}\}$/.exec(value) ?? [];
      return [name, inputs[input] ?? ACTION.inputs[input].default];
    });
    const made = {
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      GITHUB_OUTPUT: join(folder, 'output'),
    };
    for (const path of Object.values(made)) writeFileSync(path, '');
    const run = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd: folder,
      env: {
        ...environment(),
        ...Object.fromEntries(given),
        ...made,
        GITHUB_ACTION_PATH: resolve('.'),
      },
      encoding: 'utf8',
    });
    return {
      code: run.status,
      stdout: run.stdout,
      stderr: run.stderr,
      summary: readFileSync(made.GITHUB_STEP_SUMMARY, 'utf8'),
      output: readFileSync(made.GITHUB_OUTPUT, 'utf8'),
    };
  }

  function checkOut(commit: string): void {
    execFileSync('git', ['-C', 'repository', 'checkout', '--quiet', commit], { cwd: folder });
  }

  const workflow = { ceremonies: 'repository/ceremonies/*\n', policy: 'trusted/policy.toml' };

  it('the page leads to the user, commit by commit', () => {
    const words = ['-C', 'repository', 'log', '--reverse', '--format=%an %s', 'bob'];
    const log = execFileSync('git', words, { cwd: folder, encoding: 'utf8' });
    expect(log.trim().split('\n')).toEqual([
      'ada Who may approve what',
      'ada Ask for bob',
      'grace Approve bob',
      'alan Approve bob',
    ]);
    const users = execFileSync(join(programs, 'cloudhsm-cli'), ['user', 'list'], {
      env: { ...environment(), MOFN_HSM: join(folder, 'hsm') },
      encoding: 'utf8',
    });
    const { data } = JSON.parse(users);
    expect(data.users).toContainEqual(expect.objectContaining({ username: 'bob' }));
  });

  it('the action tells at each commit who is missing', () => {
    checkOut('bob~2');
    const asked = act(workflow);
    expect(asked).toMatchObject({ code: 1, output: 'reached=false\n' });
    expect(asked.summary).toContain('0 of 2');
    expect(asked.summary).toContain('user create --role crypto-user --username bob');
    checkOut('bob~1');
    const half = act(workflow);
    expect(half).toMatchObject({ code: 1, output: 'reached=false\n' });
    expect(half.summary).toMatch(/^<pre>operation .*\n {11}user create /m);
    expect(half.summary).toContain('| officer2 | right | signed |');
    expect(half.summary).toContain('| officer3 | missing | missing |');
    checkOut('bob');
    const whole = act(workflow);
    expect(whole).toMatchObject({ code: 0, output: 'reached=true\n' });
    expect(whole.summary).toContain('2 of 2');
  });

  it('the action believes no policy that comes with what is asked for', () => {
    checkOut('bob~2');
    const own = join(folder, 'repository/ceremonies/bob');
    writeFileSync(join(own, 'policy.toml'), readFileSync(join(folder, 'trusted/policy.toml')));
    expect(act(workflow).code).toBe(1);
    rmSync(join(own, 'policy.toml'));
  });

  it('the action lints with annotations, and takes names for names', () => {
    const hostile = '$(touch pwned) *.txt';
    mkdirSync(join(folder, 'lint'));
    writeFileSync(join(folder, 'lint', hostile), 'Approver Name officer1\n');
    writeFileSync(join(folder, 'lint', '-rf.txt'), 'Approver Name = officer1;\n');
    const { code, stdout, output, summary } = act({ files: 'lint/*\n' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=lint\/\$\(touch pwned\) \*\.txt,line=1/m);
    expect(output).toBe('reached=none\n');
    expect(summary).toBe('There is no ceremony here.\n');
    expect(() => readFileSync(join(folder, 'pwned'))).toThrow('ENOENT');
  });

  it('the action opens no file elsewhere that a proposed one names', () => {
    writeFileSync(join(folder, 'proposed.txt'), 'Multi Token File Path = /etc/passwd;\n');
    symlinkSync('/etc/passwd', join(folder, 'token'));
    writeFileSync(join(folder, 'proposed.link.txt'), 'Multi Token File Path = token;\n');
    const { code, stdout } = act({ files: 'proposed*.txt\n' });
    expect(code).toBe(1);
    for (const name of ['/etc/passwd', 'token']) {
      expect(stdout).toContain(`found no readable file "${name}"`);
    }
    expect(stdout).not.toMatch(/\d bytes in/);
  });

  it('the action ends as mofn does where it cannot tell', () => {
    checkOut('bob');
    expect(act({ ...workflow, policy: 'trusted/none.toml' }).code).toBe(3);
    expect(act({ ...workflow, required: 'x' }).code).toBe(2);
  });

  it('the action passes nothing that is behind a link, or is not there', () => {
    checkOut('bob');
    symlinkSync('repository/ceremonies', join(folder, 'linked'));
    symlinkSync('repository/ceremonies/bob', join(folder, '##[error]link\n::error::x'));
    for (const ceremonies of ['##*', '##*/', 'linked/*', 'linked/bob', 'linked//bob/']) {
      const run = act({ ...workflow, ceremonies });
      expect(run, ceremonies).toMatchObject({ code: 1, output: 'reached=false\n' });
      expect(run.stderr).toMatch(/^check-pull-request: .* is behind a link$/m);
      expect(run.stderr).not.toMatch(/##\[|^\s*::/m);
    }
    const whole = join(folder, 'repository/ceremonies/*');
    expect(act({ ...workflow, ceremonies: whole })).toMatchObject({ code: 0 });
    expect(act({ ...workflow, ceremonies: 'none/bob' })).toMatchObject({ code: 3 });
    expect(act({ ...workflow, ceremonies: 'none/*' })).toMatchObject({ code: 0 });
    expect(act({ files: 'linked/bob/*.json' })).toMatchObject({ code: 1, stdout: '' });
  });
});

it('the checks of GitHub and GitLab are YAML, and take policy and keys from the branch that is merged into', () => {
  const github = parse(readFileSync('examples/pull-request/github.yml', 'utf8'));
  expect(Object.keys(github.on)).toEqual(['pull_request_target']);
  expect(github.permissions).toEqual({ contents: 'read' });
  const [, , check] = github.jobs.approvals.steps;
  expect(Object.keys(check.with).every((name) => name in ACTION.inputs)).toBe(true);
  expect(check.with.policy).toBe('trusted/policy.toml');
  const gitlab = parse(readFileSync('examples/pull-request/gitlab.yml', 'utf8'));
  expect(gitlab.approvals.script.join('\n')).toContain('--policy trusted/policy.toml');
});
