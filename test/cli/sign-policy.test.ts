import { existsSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { takeKey } from '../support/keys.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { policyFile, SAMPLE_PEOPLE, SAMPLE_RULES } from '../support/policy-file.ts';
import { type CommandRun, type RunOptions, runCommand } from '../support/run-command.ts';

/** `sign --policy`: whoever signs is told before whether it will count, and may leave it. */
const work = useOfficerFolder();
const { path, read } = work;
/** A minute after token and request were made. */
const NOW = 1_700_000_060_000;
const TERMINALS = { stdin: true, stderr: true };

function run(words: string, options: RunOptions = {}): Promise<CommandRun> {
  return runCommand(words.split(' '), { cwd: work.folder, now: NOW, ...options });
}

function signAs(officer: string, more = ''): Promise<CommandRun> {
  return run(`sign officer1.token --policy policy.toml --key ${officer}.key -o sig${more}`);
}

it('tells for whom and which group it will count, and how far the rule is then', async () => {
  const { code, stderr } = await signAs('officer2');
  expect(code).toBe(0);
  expect(stderr).toContain(
    [
      'policy.toml: policy',
      '  this signature will count, for grace of security',
      '  rule 1 (users) applies: no operation is named, and the token could be used for *',
      '    asks for 2 people, 1 of security; the requester does not count',
      '    grace counts for security',
      '    missing: one more of anybody: bob',
      'wrote the signature "sig"',
      '',
    ].join('\n'),
  );
});

it.each([
  ['officer1', 'ada is the requester, who does not count'],
  ['stranger', 'the policy has nobody with this key'],
])('tells why that of %s will not, and signs all the same', async (officer, why) => {
  writeFileSync(path('stranger.key'), takeKey('stranger').privatePem, { mode: 0o600 });
  const { code, stderr } = await signAs(officer);
  expect(code).toBe(0);
  expect(stderr).toContain(`  careful: this signature will not count: ${why}\n`);
  expect(existsSync(path('sig'))).toBe(true);
});

it('asks after it has told, and only once', async () => {
  const words = 'sign officer1.token --policy policy.toml --key officer1.key -o sig';
  const { code, stderr } = await run(words, { stdin: 'n\n', terminals: TERMINALS });
  expect(code).toBe(1);
  expect(stderr).toMatch(/will not count[\s\S]*Sign it\? \(y\/n\) not signed\n$/);
  expect(stderr.match(/\(y\/n\)/g)).toHaveLength(1);
  expect(existsSync(path('sig'))).toBe(false);
});

it('knows by the file that the person has signed with another account', async () => {
  const people = {
    ...SAMPLE_PEOPLE,
    grace: { groups: ['security'], accounts: ['officer2', 'grace2'], keys: ['officer2', 'grace2'] },
  };
  writeFileSync(path('policy.toml'), policyFile(people));
  writeFileSync(path('grace2.key'), takeKey('grace2').privatePem, { mode: 0o600 });
  await run('sign officer1.json --key officer2.key --as officer2 --write');
  const words = 'sign officer1.json --policy policy.toml --key grace2.key --as grace2 -o out.json';
  const { stderr } = await run(words);
  expect(stderr).toContain('will not count: grace counts already, by another account\n');
  // One's own approval that is there already is no other.
  const again = await run(`${words} --force`.replaceAll('grace2', 'officer2'));
  expect(again.stderr).toContain('  this signature will count, for grace of security\n');
});

it('tells of a key that is another person’s, under the name that is given', async () => {
  const words =
    'sign officer1.json --policy policy.toml --key officer3.key --as officer2 -o out.json';
  const { stderr } = await run(words);
  expect(stderr).toContain(
    "will not count: the key that made it is bob's, and the account is grace's\n",
  );
});

it('goes by the rule about what the request asks for, and by who has signed it', async () => {
  const rules = `[[rules]]\noperations = ["createUser CU *"]\napprovals = 1\n\n${SAMPLE_RULES}`;
  writeFileSync(path('policy.toml'), policyFile(SAMPLE_PEOPLE, rules));
  const { stderr } = await signAs('officer3', ' --request request.json --request-out r.json');
  expect(stderr).toContain(
    '  this signature will count, for bob\n  rule 1 applies: it is about createUser CU *\n',
  );
  expect(stderr).toContain('    it is met\nwrote the signed request "r.json"\n');
  writeFileSync(
    path('policy.toml'),
    policyFile(SAMPLE_PEOPLE, SAMPLE_RULES.replace('"*"', '"createUser CO *"')),
  );
  const none = await signAs('officer3', ' --request r.json --request-out r.json --force');
  expect(none.stderr).toContain(
    'will not count: no rule applies: what is not in the policy is not approved\n',
  );
});

it('lets a request be signed that names it, and no other', async () => {
  const made = 'request new --token officer1.token --policy policy.toml -o r.json --operation';
  await runCommand([...made.split(' '), 'createUser CU bob'], { cwd: work.folder, now: NOW });
  const without = await run(
    'sign officer1.token --request r.json --request-out r.json --key officer2.key -o s',
  );
  expect(without.code).toBe(3);
  expect(without.stderr).toContain('hint: name the policy that was agreed on: --policy\n');
  expect((await signAs('officer2', ' --request r.json --request-out r.json')).code).toBe(0);
  writeFileSync(path('policy.toml'), `${read('policy.toml')}# changed\n`);
  const other = await signAs('officer3', ' --request r.json --request-out r.json --force');
  expect(other.code).toBe(3);
  expect(other.stderr).toContain('it names another policy');
});

it('says it as JSON', async () => {
  const { stdout } = await signAs('officer2', ' --json -q');
  expect(JSON.parse(stdout).policy).toMatchObject({
    file: 'policy.toml',
    counts: true,
    state: 'counts',
    person: 'grace',
    rules: [{ number: 1, name: 'users', group: 'security', met: false }],
  });
});

it.each([
  ['approval.txt', 3, '"approval.txt" is no quorum token, and a policy is for one'],
  ['officer1.token officer1.json', 2, '--policy is for one token, and 2 files are named'],
])('is for one token: %s', async (files, code, message) => {
  const refused = await run(`sign ${files} --policy policy.toml --key none.key --out-dir .`);
  expect(refused).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(message) });
});

it('opens no key where it is wrong, and is not written over', async () => {
  const lost = await run(
    'sign officer1.token --policy policy.toml --key none.key -f -o policy.toml',
  );
  expect(lost.stderr).toContain('is the same file as the policy "policy.toml"');
  writeFileSync(path('policy.toml'), 'nonsense');
  const { code, stderr } = await signAs('none');
  expect(code).toBe(3);
  expect(stderr).toContain('policy.toml');
});
