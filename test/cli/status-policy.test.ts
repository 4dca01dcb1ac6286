import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { policyFile, SAMPLE_PEOPLE, SAMPLE_RULES } from '../support/policy-file.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

/** `approval status --policy`: the quorum is reached where M and the policy are both met. */
const work = useOfficerFolder();
const { path, read } = work;
/** A minute after token and request were made. */
const NOW = 1_700_000_060_000;

function words(line: string, now: number = NOW): Promise<CommandRun> {
  return runCommand(line.split(' '), { cwd: work.folder, now });
}

function status(more: string, now?: number): Promise<CommandRun> {
  return words(`approval status approval.txt -m 2 ${more}`, now);
}

const COUNTING = 'requester = "counts"\n';

it('counts people by the rule that applies, and takes their keys from the policy', async () => {
  writeFileSync(path('policy.toml'), policyFile(SAMPLE_PEOPLE, SAMPLE_RULES + COUNTING));
  const { code, stdout } = await status('--request request.signed.json --policy policy.toml');
  expect(code).toBe(0);
  expect(stdout).toContain('2 of 2: the quorum is reached\n');
  expect(stdout).toContain('\npolicy: it is met\n  rule 1 (users) applies: it is about *\n');
  expect(stdout).toContain('    grace counts for security\n    ada counts for anybody\n');
});

it('says who is missing, by name and group, and what is to be typed', async () => {
  const { code, stdout } = await status('--request request.signed.json --policy policy.toml');
  expect(code).toBe(1);
  expect(stdout).toContain('2 of 2: the policy is not met\n');
  expect(stdout).toContain('    officer1  ada is the requester, who does not count\n');
  expect(stdout).toContain(
    '\n  one more of anybody: bob:\n    mofn sign officer1.token --request request.signed.json',
  );
  const commands = [...stdout.matchAll(/^ {4}mofn (.*)$/gm)].map(([, line = '']) => line);
  expect(commands).toHaveLength(2);
  for (const command of commands) expect((await words(command)).code).toBe(0);
  const again = await status('--request request.signed.json --policy policy.toml');
  expect({ code: again.code, stdout: again.stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining('3 of 2: the quorum is reached\n'),
  });
});

it('names those of a group who are left', async () => {
  const people = {
    ...SAMPLE_PEOPLE,
    grace: { groups: ['operations'], accounts: ['officer2'] },
    hedy: { groups: ['security'], accounts: ['hedy'] },
  };
  writeFileSync(path('policy.toml'), policyFile(people, SAMPLE_RULES + COUNTING));
  const { code, stdout } = await status('-r roster --policy policy.toml');
  expect(code).toBe(1);
  expect(stdout).toContain('    missing: one more of security: bob or hedy\n');
  expect(stdout).toContain(
    '\n  one more of security: bob or hedy:\n    mofn sign officer1.token --policy policy.toml --key officer3.key',
  );
});

it('counts a person with two accounts once, where the HSM counts two', async () => {
  const people = {
    ada: { groups: ['security'], accounts: ['officer1', 'officer2'] },
    bob: { groups: ['security'], accounts: ['officer3'] },
  };
  writeFileSync(path('policy.toml'), policyFile(people, SAMPLE_RULES + COUNTING));
  const { code, stdout } = await status('-r roster --policy policy.toml');
  expect(code).toBe(1);
  expect(stdout).toContain('2 of 2: the policy is not met\n');
  expect(stdout).toContain('    officer2  ada counts already, by another account\n');
});

it('takes M from it where nobody says another', async () => {
  const rules = `[cluster.m-values]\nuser-management = 3\n\n${SAMPLE_RULES}${COUNTING}`;
  writeFileSync(path('policy.toml'), policyFile(SAMPLE_PEOPLE, rules));
  const { code, stdout } = await words('approval status approval.txt --policy policy.toml');
  expect(code).toBe(1);
  expect(stdout).toContain('2 of 3 (as the policy has it): the quorum is not reached\n');
});

it('wants another token where its rule does', async () => {
  writeFileSync(
    path('policy.toml'),
    policyFile(SAMPLE_PEOPLE, `${SAMPLE_RULES}${COUNTING}max-token-age = "10m"\n`),
  );
  expect((await status('--policy policy.toml')).code).toBe(0);
  const { code, stdout } = await status('--policy policy.toml', NOW + 600_000);
  expect(code).toBe(1);
  expect(stdout).toContain('    missing: the token is 11 minutes');
  expect(stdout).toContain(
    '\n  officer1 gets the token again, and sends it as a file; nobody signs this one',
  );
});

it('approves nothing that is in no rule', async () => {
  const rules = SAMPLE_RULES.replace('"*"', '"createUser CO *"');
  writeFileSync(path('policy.toml'), policyFile(SAMPLE_PEOPLE, rules));
  const { code, stdout } = await status('--request request.signed.json --policy policy.toml');
  expect(code).toBe(1);
  expect(stdout).toContain('  no rule applies: what is not in the policy is not approved\n');
  expect(stdout).toContain('\n  ask whoever keeps the policy: no rule of it is about this');
});

it('is another than a request names', async () => {
  const { request } = JSON.parse(
    (await status('--request request.signed.json --policy policy.toml --json')).stdout,
  );
  expect(request.problems).toEqual([]);
  const made = 'request new --token officer1.token --policy policy.toml -o r.json --operation';
  const argv = [...made.split(' '), 'createUser CU bob'];
  expect((await runCommand(argv, { cwd: work.folder, now: NOW })).code).toBe(0);
  const right = JSON.parse((await status('--request r.json --policy policy.toml --json')).stdout);
  expect(right.request.problems).toEqual([]);
  const none = await status('--request r.json -r roster');
  expect(none.stdout).toContain('the request does not count: it names a policy');
  expect(none.stdout).toContain('\n  name the policy that was agreed on, with --policy\n');
  writeFileSync(path('policy.toml'), `${read('policy.toml')}# changed\n`);
  const other = await status('--request r.json --policy policy.toml');
  expect(other.stdout).toContain('the request does not count: it names another policy');
});

it('says all of it as JSON', async () => {
  const { stdout } = await status('--policy policy.toml --json');
  const { policy, reached, right } = JSON.parse(stdout);
  expect({ reached, right }).toEqual({ reached: false, right: 2 });
  expect(policy).toMatchObject({
    file: 'policy.toml',
    met: false,
    rules: [
      { number: 1, because: 'no-operation-named', taken: [{ person: 'grace', group: 'security' }] },
    ],
    approvals: [
      { account: 'officer1', state: 'requester' },
      { state: 'counts', person: 'grace' },
    ],
  });
  const without = await words('approval status approval.txt -r roster --json');
  expect(JSON.parse(without.stdout).policy).toBeNull();
});

it('says where the account of an approver belongs whom it does not have', async () => {
  writeFileSync(
    path('policy.toml'),
    policyFile(
      { ada: { accounts: ['officer1'] }, bob: { accounts: ['officer3'] } },
      SAMPLE_RULES.replace(/^from.*\n/m, ''),
    ),
  );
  const { stdout } = await status('--policy policy.toml');
  expect(stdout).toContain(
    '\n  have officer2 put into the policy, among the accounts of whose it is, and ask again',
  );
});

it('is needed, or a roster', async () => {
  const { code, stderr } = await words('approval status approval.txt');
  expect(code).toBe(2);
  expect(stderr).toContain('--roster is missing');
});

it('has officers sign under the policy that the request names', async () => {
  writeFileSync(path('policy.toml'), policyFile(SAMPLE_PEOPLE, SAMPLE_RULES + COUNTING));
  const made = await runCommand(
    ['request', 'new', '--token', 'officer1.token', '--operation', 'createUser CU bob'].concat([
      '--policy',
      'policy.toml',
      '-o',
      'named.json',
    ]),
    { cwd: work.folder, now: NOW },
  );
  expect(made.code).toBe(0);
  const { stdout } = await status('--request named.json --policy policy.toml');
  const commands = [...stdout.matchAll(/^ {4}mofn (sign .*)$/gm)].map(([, line = '']) => line);
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) expect((await words(command)).stderr).not.toContain('error');
});
