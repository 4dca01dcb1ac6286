import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgress } from '../../src/ceremony/record/progress.ts';
import { readRecord } from '../../src/ceremony/record/read-record.ts';
import type { CeremonyRecord } from '../../src/ceremony/record/record.ts';
import type { ScriptStep } from '../../src/ceremony/script/script.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { howMany, sample } from '../support/how-many.ts';
import { requireProgram } from '../support/requirements.ts';
import { ceremonyScript } from '../support/small-ceremony.ts';
import { inParallel } from './in-parallel.ts';
import { DRIFTS, placeOf, type SystemCall, stateCalls, trace } from './strace.ts';

/**
 * Kills `mofn ceremony run` at each system call that touches the ceremony's folder. What had been answered and told as
 * recorded is in the record, line for line; and the same command goes on where it was, to the same end.
 *
 * By default some places are tried, with MOFN_LONG=1 every one.
 */
const POINTS = howMany(4, Number.POSITIVE_INFINITY);

const MOFN = path.resolve('bin/mofn');
const strace = requireProgram('strace');

const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  list: ['done', 'AL', ''],
  compare: ['done', 'AL', 'WW', 'all agree'],
  end: ['close', 'yes'],
};
/** What a ceremony without a kill has in its record, `resumed` left out. */
const WHOLE = ['opened', 'done list', 'done compare', 'closed'];

const STEPS: readonly ScriptStep[] = ['list', 'compare'].map((id) => ({
  id,
  text: id,
  who: ['ada'],
  act: { kind: 'confirm', statement: id },
  result: undefined,
  files: [],
  span: { start: 0, end: 0 },
}));

let root: string;
let copies = 0;

beforeAll(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-ceremony-kill-'));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

/** A new folder, in which nothing but the outcome of the first step is there. */
function makeFolder(): string {
  copies += 1;
  const folder = path.join(root, `copy-${copies}`);
  fs.mkdirSync(path.join(folder, 'd'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'c.toml'), ceremonyScript());
  fs.writeFileSync(path.join(folder, 'd/list.txt'), 'bob\n');
  writeAnswers(folder, ['list', 'compare', 'end']);
  return folder;
}

function writeAnswers(folder: string, parts: readonly string[]): void {
  const lines = parts.flatMap((part) => ANSWERS[part] ?? []);
  fs.writeFileSync(path.join(folder, 'answers'), lines.map((line) => `${line}\n`).join(''));
}

const commandOf = (folder: string): readonly string[] => [
  'sh',
  '-c',
  `exec "$0" "$1" ceremony run "$2/c.toml" --dir "$2/d" < "$2/answers"`,
  process.execPath,
  MOFN,
  folder,
];

const fileOf = (folder: string): string => path.join(folder, 'd/record.jsonl');

function readIt(folder: string): CeremonyRecord | undefined {
  if (!fs.existsSync(fileOf(folder))) return undefined;
  return readRecord(fs.readFileSync(fileOf(folder)), nodeCrypto);
}

function eventsOf(record: CeremonyRecord | undefined): readonly string[] {
  return (record?.entries ?? [])
    .filter(({ event }) => event.kind !== 'resumed')
    .map(({ event }) => ('step' in event ? `${event.kind} ${event.step}` : event.kind));
}

function run(folder: string): Promise<number> {
  const [program = '', ...words] = commandOf(folder);
  return new Promise((resolve) => {
    execFile(program, words, (error) => resolve(error === null ? 0 : Number(error.code)));
  });
}

async function killAt(call: SystemCall): Promise<boolean> {
  const folder = makeFolder();
  const killed = await trace(commandOf(folder), {
    log: `${folder}.log`,
    inject: `${call.name}:signal=SIGKILL:when=${call.ordinal}`,
  });
  const last = killed.calls.at(-1);
  const place = last && placeOf({ ...last, text: last.text.replaceAll(folder, '*') });
  const hit = killed.signal === 'SIGKILL' && place === placeOf(call);
  const where = `killed at ${call.text}`;

  const record = readIt(folder);
  const events = eventsOf(record);
  expect(events, where).toEqual(WHOLE.slice(0, events.length));
  if (killed.stdout.includes('Step 1 of 2')) expect(events, where).toContain('opened');
  if (killed.stdout.includes('Step 2 of 2')) expect(events, where).toContain('done list');
  if (killed.stdout.includes('Each step is over')) expect(events, where).toContain('done compare');
  if (killed.stdout.includes('The ceremony is over')) expect(events, where).toEqual(WHOLE);

  const before = record === undefined ? Buffer.alloc(0) : fs.readFileSync(fileOf(folder));
  const kept = before.subarray(0, before.length - (record?.unfinished ?? 0));
  const { steps, isClosed } = findProgress({ steps: STEPS }, record?.entries ?? []);
  if (!isClosed) {
    const open = steps.filter(({ state }) => state === 'open').map(({ step }) => step.id);
    writeAnswers(folder, [...open, 'end']);
    expect(await run(folder), where).toBe(0);
  }
  expect(eventsOf(readIt(folder)), where).toEqual(WHOLE);
  expect(fs.readFileSync(fileOf(folder)).subarray(0, kept.length), where).toEqual(kept);
  fs.rmSync(folder, { recursive: true });
  return hit;
}

async function killExactlyAt(call: SystemCall): Promise<boolean> {
  for (const drift of DRIFTS) {
    const ordinal = call.ordinal + drift;
    if (ordinal > 0 && (await killAt({ ...call, ordinal }))) return true;
  }
  return false;
}

describe.skipIf(!strace.has)(`a ceremony that is killed ${strace.label}`, () => {
  it(
    `has every line that it had, and is gone on with (${POINTS} calls)`,
    async () => {
      const folder = makeFolder();
      const whole = await trace(commandOf(folder), { log: `${folder}.log` });
      expect(whole).toMatchObject({ code: 0, stderr: '' });
      expect(eventsOf(readIt(folder))).toEqual(WHOLE);
      const calls = stateCalls(whole.calls, folder).map((call) => ({
        ...call,
        text: call.text.replaceAll(folder, '*'),
      }));
      // Each line of the record is written, and waited for.
      const ofRecord = calls.filter(({ text }) => text.includes('record.jsonl>'));
      for (const name of ['write', 'fsync']) {
        expect(ofRecord.filter((call) => call.name === name)).toHaveLength(WHOLE.length);
      }
      const points = sample(calls, POINTS);
      const hits = await inParallel(points, killExactlyAt);
      const missed = points.filter((_, index) => hits[index] !== true);
      expect(missed.map(({ text }) => text)).toEqual([]);
    },
    howMany(300_000, 1_800_000),
  );
});
