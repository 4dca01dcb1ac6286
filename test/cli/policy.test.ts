import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HOSTILE_NAMES, makeHostileFiles } from '../support/hostile-files.ts';
import { takeKey } from '../support/keys.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { paymentPolicy, signedPolicyFile } from '../support/payment-policy.ts';
import { paeOf } from '../support/request-file.ts';
import { requireProgram } from '../support/requirements.ts';
import { type CommandRun, type RunOptions, runCommand } from '../support/run-command.ts';

const work = useOfficerFolder();
const { path, read } = work;
/** A minute after the token was made. */
const NOW = (1_700_000_000 + 60) * 1000;

function run(words: string, options: RunOptions = {}): Promise<CommandRun> {
  return runCommand(words.split(' '), { cwd: work.folder, now: NOW, ...options });
}

/** Changes the policy. */
function change(from: string | RegExp, to: string): void {
  const policy = read('payment.toml').toString();
  const changed = policy.replace(from, to);
  expect(changed).not.toBe(policy);
  writeFileSync(path('payment.toml'), changed);
}

describe('mofn policy lint', () => {
  it('says nothing of a policy that is right', async () => {
    expect(await run('policy lint payment.toml payment.json')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('tells line and column, the line itself, and what to do', async () => {
    change('approvals = 2', 'aprovals = 2');
    const { code, stdout, stderr } = await run('policy lint payment.toml');
    expect(code).toBe(1);
    const line = read('payment.toml').toString().split('\n').indexOf('aprovals = 2') + 1;
    expect(stdout).toContain(
      [
        `payment.toml:${line}:1: error unknown-key: found "rules[0].aprovals", which no policy has`,
        '  aprovals = 2',
        '  ^^^^^^^^',
        '  hint: did you mean "approvals"?',
      ].join('\n'),
    );
    expect(stderr).toBe('2 errors, 0 warnings\n');
  });

  it('tells rules that can never be met', async () => {
    change('security = 1, operations = 1 }', 'security = 3 }');
    change('approvals = 2', 'approvals = 3');
    const { code, stdout } = await run('policy lint payment.toml --json');
    const { errors, files } = JSON.parse(stdout);
    expect({ code, errors }).toEqual({ code: 1, errors: 1 });
    expect(files[0].diagnostics.map((one: { code: string }) => one.code)).toEqual([
      'never-met',
      'stronger-than-cluster',
    ]);
  });

  it('compares it with an M that is told', async () => {
    const { code, stdout } = await run('policy lint payment.toml --m-value user-management=3');
    expect(code).toBe(0);
    expect(stdout).toContain('warning weaker-than-cluster: asks for 2, and the cluster for 3');
    expect((await run('policy lint payment.toml --m-value 3=21')).code).toBe(2);
    expect((await run('policy lint payment.toml --m-value nothing=2')).code).toBe(2);
  });

  it('shows nothing of a file in which a private key stands', async () => {
    const { privatePem } = takeKey('officer1');
    change(/file = "officer1.pub", sha256 = "[0-9a-f]*"/, `pem = """${privatePem}"""`);
    const { code, stdout } = await run('policy lint payment.toml');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^payment\.toml:11:17: error policy-key: found a private key/);
    for (const line of privatePem.split('\n').slice(1, -2)) expect(stdout).not.toContain(line);
    const broken = `${read('payment.toml')}\n= 1`;
    writeFileSync(path('payment.toml'), broken);
    const again = await run('policy lint payment.toml');
    expect(again.stdout).toContain('toml-syntax');
    expect(again.stdout).not.toContain('MII');
  });

  it('takes nothing else for a policy', async () => {
    for (const other of ['officer1.key', 'officer1.token', 'approval.txt', 'officer1.json']) {
      const { code, stdout, stderr } = await run(`policy lint ${other}`);
      expect({ code, stdout }, other).toEqual({ code: 3, stdout: '' });
      expect(stderr).toContain('expected a policy');
    }
    const { code, stderr } = await run('policy lint request.json');
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr:
        'error: "request.json" is a request, expected a policy\nhint: "mofn request show request.json" tells more of it\n',
    });
  });
});

describe('a key that a policy names', () => {
  it('is a regular file of a sane size, and nothing else is waited for', async () => {
    const files = await makeHostileFiles(work.folder);
    onTestFinished(files.close);
    for (const kind of [...HOSTILE_NAMES, '/dev/zero', '/proc/self/environ', '']) {
      const key = `[{ file = "${kind}", sha256 = "${'0'.repeat(64)}" }]`;
      const rules = '[[rules]]\noperations = ["*"]\napprovals = 1\n';
      writeFileSync(path('p.toml'), `version = 1\n[people.a]\nkeys = ${key}\n${rules}`);
      const { code, stdout } = await run('policy lint p.toml');
      expect([kind, code]).toEqual([kind, 1]);
      expect(stdout).toMatch(/^p\.toml:3:\d+: error (key-file|policy-key|value-form): /);
    }
    expect(files.stillWaits()).toBe(true);
  });
});

describe('mofn policy check', () => {
  it('is met by the right people', async () => {
    const { code, stdout } = await run('policy check payment.toml --set approval.txt');
    expect(code).toBe(0);
    expect(stdout).toContain('ada counts for security');
    expect(stdout).toContain('grace counts for operations');
    expect(stdout).toContain('the policy is met');
  });

  it('says who is missing, by name and group', async () => {
    change('groups = ["security","operations"]', 'groups = ["security"]');
    const { code, stdout } = await run('policy check payment.toml --set approval.txt');
    expect(code).toBe(1);
    expect(stdout).toContain('missing: one more of operations: alan\n');
    const answer = JSON.parse(
      (await run('policy check payment.toml --set approval.txt --json')).stdout,
    );
    expect(answer).toMatchObject({
      met: false,
      policy: { sha256: createHash('sha256').update(read('payment.toml')).digest('hex') },
      rules: [{ missing: [{ groups: ['operations'], count: 1, candidates: ['alan'] }] }],
    });
  });

  it('does the same with the signed policy, and with the newer file', async () => {
    const one = JSON.parse(
      (await run('policy check payment.toml --set approval.txt --json')).stdout,
    );
    await run('approval convert approval.txt --to sdk5 -o approved.json');
    const other = JSON.parse(
      (await run('policy check payment.json --set approved.json --json')).stdout,
    );
    expect({ ...other, file: '', policy: { ...other.policy, file: '' } }).toEqual({
      ...one,
      file: '',
      policy: { ...one.policy, file: '' },
    });
  });

  it('counts with a request only who has signed that, too', async () => {
    const check = 'policy check payment.toml --set approval.txt --request';
    const before = await run(`${check} request.json`);
    expect(before.code).toBe(1);
    expect(before.stdout).toContain('ada has not signed the request');
    expect(before.stdout).toContain('it is about createUser * *');
    const sign = 'sign officer1.token --force -q --request';
    await run(`${sign} request.json --request-out r1.json --key officer1.key -o sig`);
    expect((await run(`${check} r1.json`)).stdout).toContain('missing: one more of operations');
    await run(`${sign} r1.json --request-out r2.json --key officer2.key -o sig`);
    expect((await run(`${check} r2.json`)).code).toBe(0);
  });

  it('says what stands in the place of a request', async () => {
    const line = 'policy check payment.toml --set approval.txt --request officer1.token';
    expect(await run(line)).toMatchObject({
      code: 3,
      stdout: '',
      stderr:
        'error: "officer1.token" is a quorum token, expected a request\nhint: "mofn token show officer1.token" tells more of it\n',
    });
  });

  it('says what kind of token is none', async () => {
    writeFileSync(path('approval.txt'), 'Multi Token File Path = officer1.pub;\n');
    const { code, stderr } = await run('policy check payment.toml --set approval.txt');
    expect(code).toBe(3);
    expect(stderr).toContain('has no quorum token');
  });

  it('does nothing by a policy in which something is wrong', async () => {
    change('approvals = 2', 'approvals = 0');
    const { code, stdout, stderr } = await run('policy check payment.toml --set approval.txt');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('"mofn policy lint payment.toml" tells all of it');
  });
});

const openssl = requireProgram('openssl');

describe('mofn policy sign', () => {
  it.skipIf(!openssl.has)(`makes a signature that openssl knows ${openssl.label}`, async () => {
    expect(await run('policy sign payment.toml --key officer1.key -q -o p.json')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    const { payloadType, payload, signatures } = JSON.parse(read('p.json').toString());
    expect(payloadType).toBe('application/vnd.mofn.policy+toml');
    expect(Buffer.from(payload, 'base64')).toEqual(read('payment.toml'));
    writeFileSync(path('pae'), paeOf(read('p.json')));
    writeFileSync(path('p.sig'), Buffer.from(signatures[0].sig, 'base64'));
    const words = ['dgst', '-sha256', '-verify', 'officer1.pub', '-signature', 'p.sig', 'pae'];
    expect(execFileSync('openssl', words, { cwd: work.folder, encoding: 'utf8' })).toBe(
      'Verified OK\n',
    );
  });

  it('adds a signature to others, once', async () => {
    await run('policy sign payment.json --key officer1.key -o both.json');
    const words = 'policy verify both.json --roster roster';
    const { code, stdout } = await run(words);
    expect(code).toBe(0);
    expect(stdout).toContain('signed by officer2\nright: signed by officer1\n');
    await run('policy sign both.json --key officer1.key -o again.json');
    expect(read('again.json')).toEqual(read('both.json'));
  });

  it('signs no policy in which something is wrong', async () => {
    change('version = 1', 'version = 7');
    expect(await run('policy sign payment.toml --key officer1.key -o p.json')).toMatchObject({
      code: 3,
      stdout: '',
    });
    expect(() => readFileSync(path('p.json'))).toThrow('ENOENT');
  });
});

describe('mofn policy verify', () => {
  it('tells a signature by nobody, or over another policy', async () => {
    const other = paymentPolicy({ keys: 'files' }).replace('test cluster', 'other cluster');
    const { payload } = JSON.parse(signedPolicyFile(other, []));
    const signed = JSON.parse(read('payment.json').toString());
    writeFileSync(path('exchanged.json'), JSON.stringify({ ...signed, payload }));
    expect(await run('policy verify exchanged.json --roster roster')).toMatchObject({ code: 1 });
    writeFileSync(path('nobody.json'), signedPolicyFile(other, []));
    const { code, stdout } = await run('policy verify nobody.json --roster roster --json');
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 1,
      valid: false,
      signatures: [],
    });
  });

  it('takes the keys from a policy that is trusted', async () => {
    const { code, stdout } = await run('policy verify payment.json --roster payment.toml');
    expect(code).toBe(0);
    expect(stdout).toContain('signed by officer2');
  });

  it('says that TOML has no signatures', async () => {
    expect(await run('policy verify payment.toml --roster roster')).toMatchObject({ code: 3 });
  });
});
