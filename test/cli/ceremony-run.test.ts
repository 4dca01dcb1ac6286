import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecord } from '../../src/ceremony/record/read-record.ts';
import type { RecordEntry } from '../../src/ceremony/record/record.ts';
import { Journal } from '../../src/cli/commands/ceremony/run/journal.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { ceremonyScript } from '../support/small-ceremony.ts';

const LIST = ['done', 'AL', ''];
const COMPARE = ['done', 'AL', 'WW', 'all agree'];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-ceremony-'));
  writeFileSync(join(folder, 'c.toml'), ceremonyScript());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

/** Holds it, with these lines as answers. */
function hold(...answers: readonly string[]): Promise<CommandRun> {
  const stdin = answers.map((line) => `${line}\n`).join('');
  return runCommand('ceremony run c.toml --dir d'.split(' '), { cwd: folder, stdin });
}

function rehearse(script: string): Promise<CommandRun> {
  writeFileSync(at('c.toml'), script);
  return runCommand('ceremony run c.toml --dir d --rehearse'.split(' '), { cwd: folder });
}

function entries(): readonly RecordEntry[] {
  return readRecord(readFileSync(at('d/record.jsonl')), nodeCrypto).entries;
}

const kinds = (): readonly string[] => entries().map(({ event }) => event.kind);
const eventOf = (kind: string): object | undefined =>
  entries().find(({ event }) => event.kind === kind)?.event;

/** A ceremony that was opened, and whose file is there. */
async function open(): Promise<void> {
  expect((await hold()).code).toBe(1);
  writeFileSync(at('d/list.txt'), 'bob\n');
}

describe('mofn ceremony run', () => {
  it('records what was done, by whom and what came out', async () => {
    await open();
    const { code, stdout, stderr } = await hold(...LIST, ...COMPARE, 'close', 'yes');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [digest] = execFileSync('sha256sum', [at('d/list.txt')], { encoding: 'utf8' }).split(' ');
    expect(entries().map(({ event }) => event)).toMatchObject([
      { kind: 'opened', isRehearsal: false, policy: undefined },
      { kind: 'resumed', lost: 0 },
      {
        kind: 'done',
        step: 'list',
        by: ['ada'],
        initials: ['AL'],
        remark: undefined,
        files: [{ path: 'list.txt', sha256: digest, bytes: 4 }],
      },
      { kind: 'done', step: 'compare', by: ['ada', 'walter'], remark: 'all agree', files: [] },
      { kind: 'closed', isComplete: true },
    ]);
    const { head } = readRecord(readFileSync(at('d/record.jsonl')), nodeCrypto);
    expect(stdout).toContain(`The ceremony is over.`);
    expect(stdout).toContain(head);
    const [script] = execFileSync('sha256sum', [at('c.toml')], { encoding: 'utf8' }).split(' ');
    expect(eventOf('opened')).toMatchObject({ script });
  });

  it('never runs a command itself', async () => {
    await hold();
    expect(existsSync(at('d/list.txt'))).toBe(false);
  });

  it('keeps the script beside its record', async () => {
    await hold();
    expect(readFileSync(at('d/ceremony.toml'), 'utf8')).toBe(ceremonyScript());
  });

  it('is not done before the files are there', async () => {
    const { code, stdout } = await hold('done', 'done');
    expect(code).toBe(1);
    expect(stdout.match(/not there yet: list\.txt/g)).toHaveLength(2);
    expect(kinds()).toEqual(['opened']);
  });

  it('takes no link for what came out', async () => {
    await hold();
    symlinkSync('/etc/hostname', at('d/list.txt'));
    expect((await hold('done')).stdout).toContain('not there yet: list.txt');
  });

  it('takes deviations with a reason and who accepted it', async () => {
    await hold('deviate', 'walter', 'the disk was full', 'ada', 'WW', 'by hand');
    expect(eventOf('deviated')).toMatchObject({
      step: 'list',
      by: ['walter'],
      initials: ['WW'],
      remark: 'by hand',
      reason: 'the disk was full',
      acceptedBy: 'ada',
      files: [],
    });
    await hold('skip', 'Walter has left', 'ada');
    expect(eventOf('skipped')).toMatchObject({ step: 'compare', reason: 'Walter has left' });
  });

  it('begins a step anew, and goes on where it was', async () => {
    await open();
    const { stdout } = await hold(
      ...LIST,
      'repeat',
      'list',
      'a name was missing',
      'walter',
      'done',
      'yes',
      'AL',
      '',
    );
    expect(kinds()).toEqual(['opened', 'resumed', 'done', 'repeated', 'done']);
    expect(stdout.trimEnd().split('\n').at(-1)).toContain('done, deviate, skip');
    expect(stdout.match(/Step 1 of 2/g)).toHaveLength(2);
    expect(stdout.match(/Step 2 of 2/g)).toHaveLength(2);
  });

  it('takes remarks, and ends for good', async () => {
    const { code } = await hold(
      ...['remark', 'ada', 'the room is cold'],
      ...['stop', 'yes', 'walter', 'an alarm'],
    );
    expect(code).toBe(1);
    expect(entries().map(({ event }) => event)).toMatchObject([
      { kind: 'opened' },
      { kind: 'remark', by: 'ada', remark: 'the room is cold' },
      { kind: 'closed', isComplete: false, by: 'walter', reason: 'an alarm' },
    ]);
    expect(await hold()).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('is over: its record is closed'),
    });
  });

  it('asks again where an answer will not do', async () => {
    await open();
    const { stdout } = await hold(
      'd',
      'x',
      '',
      'DONE',
      '',
      'x'.repeat(30),
      'AL',
      '\u001b[2J',
      'fine',
    );
    expect(stdout).toContain('"d" is the beginning of done and deviate');
    expect(stdout).toContain('please write something');
    expect(stdout).toContain('without control characters');
    expect(eventOf('done')).toMatchObject({ initials: ['AL'], remark: 'fine' });
  });

  it('takes no password into the record', async () => {
    await hold('remark', 'ada', 'typed CLOUDHSM_PIN=officer1:secret', 'typed the password');
    expect(eventOf('remark')).toMatchObject({ remark: 'typed the password' });
    expect(readFileSync(at('d/record.jsonl'), 'utf8')).not.toContain('secret');
  });

  it('goes on behind a line that was never finished', async () => {
    await hold();
    appendFileSync(at('d/record.jsonl'), '{"number":1,"prev');
    await hold('skip', 'late', 'walter');
    expect(kinds()).toEqual(['opened', 'resumed', 'skipped']);
    expect(eventOf('resumed')).toMatchObject({ lost: 17 });
  });

  it('says how to go on, and that works when pasted', async () => {
    const { stderr } = await hold('pause');
    const [, words = ''] = /go on with: mofn (.*)/.exec(stderr) ?? [];
    const again = await runCommand(words.split(' '), { cwd: folder, stdin: 'pause\n' });
    expect(again).toMatchObject({ code: 1, stderr });
    expect(kinds()).toEqual(['opened', 'paused', 'resumed', 'paused']);
  });

  it('lets nobody accept what is of their own step, unless nobody else is there', async () => {
    const { stdout } = await hold('skip', 'late', 'ada', 'walter');
    expect(stdout).toContain("it is ada's own step: somebody else must accept it");
    expect(eventOf('skipped')).toMatchObject({ acceptedBy: 'walter' });
    await hold('repeat', 'list', 'now', 'ada', 'walter', 'deviate', 'walter', 'x', 'walter', 'ada');
    expect(eventOf('repeated')).toMatchObject({ acceptedBy: 'walter' });
    await hold('deviate', 'walter', 'x', 'walter', 'ada', 'WW', '', 'skip', 'y', 'ada');
    expect(eventOf('deviated')).toMatchObject({ acceptedBy: 'ada' });
    // Both do this one.
    expect(entries().at(-1)?.event).toMatchObject({ step: 'compare', acceptedBy: 'ada' });
  });

  it('asks once more before the record is ended for good, and wants the whole word', async () => {
    const { stdout } = await hold('sto', 'stop', 'no', 'skip', 'x', 'walter', 'stop');
    expect(stdout).toContain('please write stop in full');
    expect(stdout).toContain('this ends the record for good');
    expect(kinds()).toEqual(['opened', 'skipped']);
    const end = await hold('skip', 'x', 'ada', 'c', 'close', 'no', 'close');
    expect(end.stdout).toContain('please write close in full');
    expect(kinds().at(-1)).toBe('skipped');
  });

  it('shows times, how far it is, and what each answer means', async () => {
    await open();
    const { stdout } = await hold(...LIST, 'pause');
    const [listed] = entries().filter(({ event }) => event.kind === 'done');
    expect(stdout).toContain('0 of 2 steps are over');
    expect(stdout).toContain(`done at ${listed?.at}`);
    expect(stdout).toMatch(/^ {2}time {5}\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/m);
    const again = await hold('?', 'help');
    expect(again.stdout).toContain('1 of 2 steps is over');
    expect(again.stdout.match(/^ {2}skip {5}it was not done/gm)).toHaveLength(2);
  });

  it('asks whether a step that was begun anew may have come out as before', async () => {
    await open();
    const again = ['repeat', 'list', 'a name was missing', 'walter'];
    const { stdout } = await hold(...LIST, ...again, 'done', 'no', 'done', 'yes', 'AL', '');
    expect(stdout.match(/list\.txt is still the one of before/g)).toHaveLength(2);
    expect(kinds().slice(-3)).toEqual(['done', 'repeated', 'done']);
    await hold(...again, 'pause');
    writeFileSync(at('d/list.txt'), 'bob and eve\n');
    expect((await hold(...LIST)).stdout).not.toContain('of before');
  });

  it('says it of odd names as a shell takes them', async () => {
    writeFileSync(at("it's $HOME.toml"), ceremonyScript());
    const words = ['ceremony', 'run', "it's $HOME.toml", '--dir', '-d "x"'];
    const { stderr } = await runCommand(words.toSpliced(3, 2, '--dir=-d "x"'), { cwd: folder });
    const [, command = ''] = /go on with: mofn (.*)/.exec(stderr) ?? [];
    const pasted = execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' });
    expect(pasted.trimEnd().split('\n')).toEqual([...words.slice(0, 4), './-d "x"']);
  });

  it.each([
    ['another script', (text: string) => text.replace('Room 101', 'Room 102')],
    ['one that says the same in other bytes', (text: string) => `${text}\n`],
  ])('does not go on with %s', async (_what, change) => {
    await hold();
    writeFileSync(at('c.toml'), change(ceremonyScript()));
    const before = readFileSync(at('d/record.jsonl'));
    expect((await hold()).code).toBe(3);
    expect(readFileSync(at('d/record.jsonl'))).toEqual(before);
  });

  it('does not go on with a record in which something was changed', async () => {
    await hold();
    const text = readFileSync(at('d/record.jsonl'), 'utf8');
    writeFileSync(at('d/record.jsonl'), text.replace('"number":0', '"number":1'));
    expect(await hold()).toMatchObject({ code: 3, stdout: '' });
  });

  it('lets one hold it at a time', async () => {
    await hold();
    const journal = await Journal.open(at('d/record.jsonl'), { now: Date.now });
    try {
      expect(await hold()).toMatchObject({
        code: 3,
        stderr: expect.stringContaining(
          `this ceremony is being held in another window (process ${process.pid})`,
        ),
      });
    } finally {
      journal.close();
    }
    expect((await hold()).code).toBe(1);
  });

  it('sees who writes to the record besides', async () => {
    await hold();
    const journal = await Journal.open(at('d/record.jsonl'), { now: Date.now });
    try {
      appendFileSync(at('d/record.jsonl'), 'x');
      expect(() => journal.add({ kind: 'resumed', lost: 0 })).toThrow(/file-changed/);
    } finally {
      journal.close();
    }
  });

  it('is never put back in time', async () => {
    const later = 2_000_000_000_000;
    await runCommand('ceremony run c.toml --dir d'.split(' '), { cwd: folder, now: later });
    await hold();
    expect(entries().map(({ at: time }) => time)).toEqual(Array(2).fill('2033-05-18T03:33:20Z'));
  });

  it('refuses a record that is a link', async () => {
    await hold();
    unlinkSync(at('d/record.jsonl'));
    symlinkSync('elsewhere', at('d/record.jsonl'));
    expect((await hold()).code).toBe(3);
    expect(existsSync(at('d/elsewhere'))).toBe(false);
  });
});

describe('mofn ceremony run --rehearse', () => {
  it('runs each command, and records it as a rehearsal', async () => {
    expect(await rehearse(ceremonyScript())).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('rehearsed: Keep a list: 2 of 2 steps'),
    });
    expect(kinds()).toEqual(['opened', 'done', 'done', 'closed']);
    expect(eventOf('opened')).toMatchObject({ isRehearsal: true });
    expect(eventOf('closed')).toMatchObject({ isComplete: true });
    expect(entries()[2]?.event).toMatchObject({ initials: ['AL', 'WW'] });
  });

  it('runs what is to be rehearsed instead, and says so in the record', async () => {
    const script = ceremonyScript().replace(
      'run = "echo bob > list.txt"',
      'run = "exit 1"\nrehearse = "echo carol > list.txt"',
    );
    expect((await rehearse(script)).code).toBe(0);
    expect(readFileSync(at('d/list.txt'), 'utf8')).toBe('carol\n');
    expect(eventOf('done')).toMatchObject({ remark: 'rehearsed by: echo carol > list.txt' });
  });

  it('begins nothing by a script with a password in it', async () => {
    const echo = 'run = "echo loginHSM CO officer1 secretpw1 | tee list.txt"';
    const { code, stderr } = await rehearse(
      ceremonyScript().replace('run = "echo bob > list.txt"', echo),
    );
    expect(code).toBe(3);
    expect(stderr).toMatch(/c\.toml:\d+:\d+: steps\[\d\]\.run has a password in it/);
    expect(existsSync(at('d'))).toBe(false);
  });

  it('puts no password into the record', async () => {
    const script = ceremonyScript().replace(
      'run = "echo bob > list.txt"',
      'run = "exit 1"\nrehearse = "echo --password secret > list.txt"',
    );
    expect((await rehearse(script)).code).toBe(0);
    expect(readFileSync(at('d/record.jsonl'), 'utf8')).not.toContain('secret');
    expect(eventOf('done')).toMatchObject({ remark: expect.stringContaining('has a password') });
  });

  it('has its variables, a cluster of its own and programs of its own', async () => {
    const command = `run = 'echo "$NAME $MOFN_HSM $PATH" > list.txt'`;
    const script = `${ceremonyScript().replace('run = "echo bob > list.txt"', command)}
[rehearsal]
environment = { NAME = "dave" }
prepare = "echo prepared > prepared.txt"
`;
    expect((await rehearse(script)).code).toBe(0);
    const [name, cluster, path = ''] = readFileSync(at('d/list.txt'), 'utf8').split(' ');
    expect([name, cluster]).toEqual(['dave', at('d/rehearsal/cluster')]);
    expect(path).toMatch(/mofn-rehearsal-[^:]*\/bin:/);
    expect(readFileSync(at('d/prepared.txt'), 'utf8')).toBe('prepared\n');
  });

  it.each([
    ['a command that fails', 'echo no paper >&2; exit 7', 'step list ended with exit code 7'],
    ['a file that does not come out', 'true', 'step list: list.txt did not come out of it'],
  ])('ends with 1 at %s', async (_what, command, said) => {
    const { code, stderr } = await rehearse(
      ceremonyScript().replace('echo bob > list.txt', command),
    );
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(kinds()).toEqual(['opened', 'closed']);
    expect(eventOf('closed')).toMatchObject({ isComplete: false });
  });

  it('ends with 1 where it cannot be prepared, and has no record', async () => {
    const { code, stderr } = await rehearse(`${ceremonyScript()}[rehearsal]\nprepare = "exit 3"\n`);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('preparation'),
    });
    expect(existsSync(at('d/record.jsonl'))).toBe(false);
  });

  it('begins in a new folder, and is not gone on with', async () => {
    expect((await rehearse(ceremonyScript())).code).toBe(0);
    expect(await rehearse(ceremonyScript())).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('"d" is there already'),
    });
    expect((await hold()).code).toBe(3);
  });
});
