/**
 * `mofn audit`: what HSMs logged, held against what was asked for. What was truly done is what these tests do; no log
 * says it.
 */
import { createHash } from 'node:crypto';
import { linkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { awsLog, userLog } from '../support/aws-log.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { policyFile } from '../support/policy-file.ts';
import { requestFile } from '../support/request-file.ts';
import { runCommand } from '../support/run-command.ts';

const work = useOfficerFolder();
const LOGS = '--log hsm-0.log --log hsm-1.log';
/** When the sample request was made, and its token. */
const MADE = 1_700_000_000;

function run(line: string, stdin?: string | (() => AsyncIterable<Uint8Array>)) {
  const words = ['audit', ...line.split(' ')];
  return runCommand(words, { cwd: work.folder, ...(stdin !== undefined && { stdin }) });
}

const write = (name: string, text: string): void => writeFileSync(work.path(name), text);

async function codesOf(line: string): Promise<string[]> {
  const { stdout, stderr } = await run(`${line} --json`);
  expect(stderr).toBe('');
  return JSON.parse(stdout).findings.map(({ code }: { code: string }) => code);
}

describe('an audit of two logs', () => {
  it('says yes where a request covers what was done', async () => {
    const { code, stdout, stderr } = await run(
      `${LOGS} --request request.signed.json --roster roster`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      'yes: 1 guarded operation in 2 logs, each covered by a request, each in every log',
      '',
      'operations:',
      '  2023-11-14T22:14:50.437Z  officer1  createUser CU bob',
      '    in hsm-0.log 0x3, session 0x7014007; hsm-1.log 0x3, session 0x7014007',
      '    covered by request.signed.json',
      '',
      'requests:',
      '  request.signed.json: carried out',
      '    approved by officer1, officer2',
      '',
      'logs:',
      '  hsm-0.log: 5 events, 0x0 of 2023-11-14T22:14:20.437Z to 0x4 of 2023-11-14T22:15:00.437Z',
      '  hsm-1.log: 5 events, 0x0 of 2023-11-14T22:14:20.437Z to 0x4 of 2023-11-14T22:15:00.437Z',
      '',
      'note: a log cannot tell who approved, which quorum value was set, who sat at the keyboard, or which keys had a quorum: docs/evidence.md, "Audit"',
      '',
    ]);
  });

  it('says of one log that it is one, and no note where none is asked for', async () => {
    const one = '--log hsm-0.log --request request.signed.json --roster roster --quiet';
    const { code, stdout } = await run(one);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^yes: 1 guarded operation in 1 log, each covered by a request, and of other HSMs nothing is known\n/,
    );
    expect(stdout).not.toContain('note: ');
  });

  it('gives up what never has an event', async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield new Uint8Array(1 << 22);
      }
    }
    const { code, stderr } = await run('--log -', endless);
    expect(code).toBe(3);
    expect(stderr).toContain('found no event of an HSM in standard input');
    expect(given).toBeLessThan(20);
  });

  it('misses the log of an HSM that the token is of', async () => {
    const one = '--log hsm-0.log --request request.signed.json --roster roster --set approval.txt';
    const { code, stdout } = await run(one);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^no: .*; found 1 token of more HSMs than there are logs\n/);
    expect(stdout).toContain('\n  approval.txt: its token is of 2 HSMs, and there is 1 log\n');
    expect(await codesOf(one)).toEqual(['logs-missing']);
    expect(await codesOf(`${one} --log hsm-1.log`)).toEqual([]);
  });

  it('says how to tell apart what was done before anybody asked', async () => {
    for (const hsm of [0, 1]) write(`hsm-${hsm}.log`, awsLog(userLog(MADE - 60, ['eve'])));
    const early = await run(`${LOGS} --request request.signed.json`);
    expect(early.code).toBe(1);
    const [, from = ''] = /^hint: .* told apart with (--from \S+)$/m.exec(early.stdout) ?? [];
    expect(from).toBe('--from 2023-11-14T22:13:20Z');
    const { code, stdout } = await run(`${LOGS} --request request.signed.json ${from}`);
    expect(code).toBe(0);
    expect(stdout).not.toContain('hint: ');
    expect((await run(`${LOGS} --request request.signed.json --quiet`)).stdout).not.toContain(
      'hint: ',
    );
  });

  it('names what no request covers, with its time and session', async () => {
    for (const hsm of [0, 1]) write(`hsm-${hsm}.log`, awsLog(userLog(MADE + 60, ['bob', 'eve'])));
    const { code, stdout } = await run(`${LOGS} --request request.signed.json`);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'no: 2 guarded operations in 2 logs, 1 covered; found 1 without a request\n',
    );
    expect(stdout).toContain(`\
  2023-11-14T22:15:00.437Z  officer1  createUser CU eve
    in hsm-0.log 0x4, session 0x7014007; hsm-1.log 0x4, session 0x7014007
    no request covers it
`);
    expect(stdout).toContain('the signatures of requests were not judged');
    expect((await run(`${LOGS} --quiet`)).stdout).not.toContain('note');
  });

  it('says no where a request is not approved, and judges nothing without keys', async () => {
    expect(await codesOf(`${LOGS} --request request.json`)).toEqual([]);
    expect(await codesOf(`${LOGS} --request request.json --roster roster`)).toEqual([
      'request-not-approved',
    ]);
    expect(await codesOf(`${LOGS} --request request.1.json --roster roster`)).toEqual([]);
    // copies that one officer each has signed count together
    const copies = '--request request.2.json --request request.1.json --policy policy.toml';
    write('policy.toml', policyFile(undefined, RULES(true)));
    expect(await codesOf(`${LOGS} ${copies}`)).toEqual([]);
    expect(await codesOf(`${LOGS} --request request.2.json --policy policy.toml`)).toEqual([
      'request-not-approved',
    ]);
  });

  it('wants a policy’s rule met by those who stand on the token and on the request', async () => {
    const signed = '--request request.signed.json --policy policy.toml';
    // of the two who have signed, one asked for it
    expect(await codesOf(`${LOGS} ${signed}`)).toEqual(['request-not-approved']);
    write('policy.toml', policyFile(undefined, RULES(true)));
    expect(await codesOf(`${LOGS} ${signed} --set approval.txt`)).toEqual([]);
    const one = work.read('approval.txt').toString().replace('Approvals = 2', 'Approvals = 1');
    write('approval.txt', one.split('Approver Type').slice(0, 2).join('Approver Type'));
    expect(await codesOf(`${LOGS} ${signed} --set approval.txt`)).toEqual(['request-not-approved']);
    const only = '--request request.2.json --roster roster';
    expect(await codesOf(`${LOGS} ${only}`)).toEqual([]);
    expect(await codesOf(`${LOGS} ${only} --set approval.txt`)).toEqual(['request-not-approved']);
  });

  it('does not take a request under another policy, nor one whose service is another', async () => {
    const other = { policy: createHash('sha256').update('another').digest('hex') };
    write('other.json', requestFile(work.read('officer1.token'), other));
    const { code, stdout } = await run(`${LOGS} --request other.json --policy policy.toml`);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'not approved; signed by nobody whose key is at hand\n    it names another policy',
    );
  });

  it('says which request was never carried out, and which set no request names; neither is a no', async () => {
    const token = work.read('officer1.token');
    write('carol.json', requestFile(token.subarray(0, 80), { user: 'carol' }));
    const { code, stdout } = await run(
      `${LOGS} --request request.signed.json --request carol.json --set approval.txt --set officer1.json`,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('  carol.json: never carried out\n');
    expect(stdout).not.toContain('no request is for this token');
    const alone = await run(`${LOGS} --set approval.txt`);
    expect(alone).toMatchObject({ code: 1 });
    expect(alone.stdout).toContain('  approval.txt: no request is for this token\n');
  });

  it('says which tokens were of no use', async () => {
    for (const hsm of [0, 1]) write(`hsm-${hsm}.log`, awsLog(userLog(MADE, [])));
    const { code, stdout } = await run(LOGS);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'tokens without a use:\n  2023-11-14T22:13:30.437Z  officer1  in hsm-0.log, hsm-1.log\n',
    );
  });
});

const RULES = (requesterCounts: boolean): string => `[[rules]]
operations = ["*"]
approvals = 2
requester = "${requesterCounts ? 'counts' : 'does-not-count'}"
`;

describe('the time', () => {
  it('leaves out what was before, listed apart', async () => {
    const { code, stdout } = await run(`${LOGS} --from 2023-11-14T22:14:55Z`);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'before that, and set-up:\n  2023-11-14T22:14:50.437Z  officer1  createUser CU bob\n',
    );
    expect((await run(`${LOGS} --until 2023-11-14T22:14:30Z`)).code).toBe(0);
  });

  it.each([
    ['--from soon', 'found --from "soon", expected a time'],
    ['--from 2024-01-01 --until 2023-01-01', 'is before --from'],
  ])('refuses %s', async (words, told) => {
    const { code, stdout, stderr } = await run(`${LOGS} ${words}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(told);
  });
});

describe('logs', () => {
  it('come as JSON of CloudWatch too, and by standard input', async () => {
    const events = [0, 1].flatMap((hsm) =>
      awsLog(userLog(MADE + 60))
        .trim()
        .split('\n\n')
        .map((message) => ({ logStreamName: `hsm-abc${hsm}`, message })),
    );
    const export_ = JSON.stringify({ events, searchedLogStreams: [] });
    const { code, stdout } = await run('--log - --request request.json', export_);
    expect(code, stdout).toBe(0);
    expect(stdout).toContain('  hsm-abc1: 5 events');
  });

  it('go on in another file where their numbers do, in whatever order they are named', async () => {
    const events = userLog(MADE + 60);
    write('0a.log', awsLog(events.slice(0, 3)));
    write('0b.log', awsLog(events.slice(3), 3));
    const files = '--log 0b.log --log hsm-1.log --log 0a.log --request request.json';
    const { code, stdout } = await run(files);
    expect(code, stdout).toBe(0);
    expect(stdout).toContain('  0a.log: 5 events');
    write('0b.log', awsLog(events.slice(4), 4));
    expect(await codesOf(files)).toContain('begins-late');
  });

  it('of a part of the HSMs are a no', async () => {
    write('hsm-1.log', awsLog(userLog(MADE + 60, [])));
    const { code, stdout } = await run(`${LOGS} --request request.json`);
    expect(code).toBe(1);
    expect(stdout).toContain('    not on every HSM: hsm-1.log has no such event\n');
  });

  it('with damage are a no, which says where', async () => {
    const text = awsLog(userLog(MADE + 60));
    const damaged = text.replace('Sequence No : 0x2', 'Sequence No : two');
    write('hsm-1.log', damaged);
    const { code, stdout } = await run(`${LOGS} --request request.json`);
    expect(code).toBe(1);
    expect(stdout).toContain(
      '    cannot be read at 22: this is not what can stand there: "Sequence No"\n',
    );
    expect(stdout).toContain(
      '    events 0x2 to 0x2 are missing, between 2023-11-14T22:14:30.437Z and ',
    );
    write('hsm-1.log', text.replace('0x4\n', '0xffffffffffffffff\n'));
    expect((await run(`${LOGS} --request request.json`)).stdout).toContain(
      'events 0x4 to 0xfffffffffffffffe are missing',
    );
    write('hsm-0.log', awsLog(userLog(MADE + 60).slice(0, -1)));
    write('hsm-1.log', awsLog(userLog(MADE + 60).slice(0, -1)));
    expect((await run(`${LOGS} --request request.json`)).stdout).toContain(
      'it ends in a session: officer1 logged in at 2023-11-14T22:14:20.437Z (session 0x7014006) and was not logged out\n',
    );
  });

  it('show names so that they do no harm', async () => {
    const name = 'b\u001b[2Job\u202e  covered by request.json';
    for (const hsm of [0, 1]) write(`hsm-${hsm}.log`, awsLog(userLog(MADE + 60, [name])));
    const { stdout } = await run(LOGS);
    expect(stdout).toContain(
      String.raw`createUser CU "b\\x1b[2Job\\u202e  covered by request.json"`,
    );
  });

  it('are refused where they are none, or the same twice', async () => {
    linkSync(work.path('hsm-0.log'), work.path('link.log'));
    write('empty.log', '');
    const cases = [
      ['--log hsm-0.log --log link.log', 2, '"hsm-0.log" and "link.log" are the same log'],
      ['--log - --log -', 2, 'standard input can be only one of these files'],
      ['--log missing.log', 3, '"missing.log"'],
      ['--log empty.log', 3, 'found no event of an HSM in "empty.log"'],
      ['--log roster', 3, 'roster'],
      ['--request request.json', 2, 'found no log'],
      [`${LOGS} --request hsm-0.log`, 3, 'hsm-0.log'],
      [`${LOGS} --roster roster --policy policy.toml`, 2, 'exclude each other'],
    ] as const;
    for (const [line, expected, told] of cases) {
      const { code, stdout, stderr } = await run(line);
      expect({ code, stdout }, line).toEqual({ code: expected, stdout: '' });
      expect(stderr, line).toContain(told);
    }
  });

  it('of any length are read as they come', async () => {
    const filler = awsLog(
      Array.from({ length: 2000 }, () => ({ at: MADE, opcode: 'CN_GENERATE_KEY (0x17)' })),
    ).replaceAll(/Sequence No : 0x[0-9a-f]+/g, 'Sequence No : 0x#');
    const rounds = 20;
    let sequence = 0;
    async function* pieces() {
      for (let round = 0; round < rounds; round += 1) {
        yield Buffer.from(filler.replaceAll('#', () => (sequence++).toString(16)));
      }
    }
    const { code, stdout } = await run('--log -', pieces);
    expect(code, stdout).toBe(0);
    expect(stdout).toContain('40000 events');
  });
});
