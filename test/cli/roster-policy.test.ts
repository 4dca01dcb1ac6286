import { sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { takeKey } from '../support/keys.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { policyFile, SAMPLE_PEOPLE, SAMPLE_RULES } from '../support/policy-file.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

/** Wherever a roster is taken, a policy is one: each account of its people with their keys. */
const work = useOfficerFolder();
const { path, read } = work;

function run(words: string): Promise<CommandRun> {
  return runCommand(words.split(' '), { cwd: work.folder });
}

it('verify says whose signature it is', async () => {
  const { code, stdout } = await run('verify officer1.token -s officer1.token.sig2 -k policy.toml');
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'right: the signature is by officer2\n' });
});

it('verify takes a signed one', async () => {
  const { code, stdout } = await run(
    'verify officer1.token -s officer1.token.sig2 -k payment.json',
  );
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'right: the signature is by officer2\n' });
});

it('verify looks at what is in a JSON file with it', async () => {
  await run('sign officer1.json --key officer2.key --as officer2 --write');
  const { code, stdout } = await run('verify officer1.json -k policy.toml');
  expect(code).toBe(0);
  expect(stdout).toContain('officer2');
});

it('combine finds whose bare signatures are', async () => {
  const words = 'approval combine --token officer1.token officer1.token.sig1 officer1.token.sig2';
  const { code, stderr } = await run(`${words} --roster policy.toml --out all.txt`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '2 approvals: officer1, officer2\n' });
});

it('combine does not write over it', async () => {
  const { code, stderr } = await run(
    'approval combine approval.txt -r policy.toml -f -o policy.toml',
  );
  expect(code).toBe(2);
  expect(stderr).toContain('is the same file as the policy "policy.toml"');
});

it('status counts by it', async () => {
  const { code, stdout } = await run('approval status approval.txt -r policy.toml -m 2');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^ {2}right {6}officer1 .*\n {2}right {6}officer2 .*\n {2}missing {4}officer3$/m,
  );
});

it('an old key counts beside a new one', async () => {
  const people = {
    ...SAMPLE_PEOPLE,
    grace: { accounts: ['officer2'], keys: ['officer2', 'grace-new'] },
  };
  writeFileSync(path('policy.toml'), policyFile(people, SAMPLE_RULES.replace(/^from.*\n/m, '')));
  writeFileSync(
    path('new.sig'),
    sign('sha256', read('officer1.token'), takeKey('grace-new').privateKey),
  );
  for (const signature of ['officer1.token.sig2', 'new.sig']) {
    const { code, stdout } = await run(`verify officer1.token -s ${signature} -k policy.toml`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'right: the signature is by officer2\n' });
  }
});

it.each([
  'verify officer1.token -s officer1.token.sig2 -k',
  'approval combine approval.txt --roster',
  'approval status approval.txt --roster',
])('one that is wrong is refused by %s', async (words) => {
  writeFileSync(path('none.toml'), 'nonsense');
  const bad = await run(`${words} none.toml`);
  expect({ code: bad.code, stdout: bad.stdout }).toEqual({ code: 3, stdout: '' });
  expect(bad.stderr).toMatch(/none\.toml.*:1:\d+/);
});

it('a key in the place of a roster is told', async () => {
  const { code, stderr } = await run('approval status approval.txt --roster officer1.pub');
  expect(code).toBe(3);
  expect(stderr).toContain('officer1.pub');
});
