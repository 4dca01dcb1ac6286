import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { howMany, IS_LONG, sample } from '../../support/how-many.ts';
import { runCommand } from '../../support/run-command.ts';
import { openDocument, sealDocument } from '../../support/sealed-document.ts';

const GOLDEN = path.join(import.meta.dirname, '../../golden/versions');
const CASES = howMany(12, Number.POSITIVE_INFINITY);

/** What is put in the place of a member, as JSON text. */
const VALUES: readonly string[] = [
  'null',
  'true',
  '"x"',
  '""',
  `"${'x'.repeat(1 << 21)}"`,
  '"\\u001b[2J\\ud800"',
  '-1',
  '0',
  '0.5',
  '9007199254740991',
  '253402300799001',
  '2000000000',
  '1e300',
  '1e999',
  '[]',
  '{}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":1,"toString":2}',
  `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Takes the place of the text that JSON.stringify cannot write. */
const MARK = '"@@here@@"';

interface Mutation {
  readonly what: string;
  readonly text: string;
}

/**
 * Every member of a value, changed in every way: each member of every kind of object once, since one user
 * is as good as another.
 */
function* mutate(value: Json): Generator<Mutation> {
  const seen = new Set<string>();
  const write = (replacement: string) => JSON.stringify(value).replace(MARK, () => replacement);
  function* walk(at: Json, place: string): Generator<Mutation> {
    if (typeof at !== 'object' || at === null) return;
    const holder = at as { [key: string]: Json };
    if (!Array.isArray(at)) {
      for (const key of ['more', '__proto__', 'toString']) {
        if (seen.has(`${place}+${key}`)) continue;
        seen.add(`${place}+${key}`);
        Object.defineProperty(holder, key, {
          value: '@@here@@',
          enumerable: true,
          configurable: true,
        });
        yield { what: `${place} with ${key}`, text: write('1') };
        delete holder[key];
      }
    }
    for (const [key, member] of Object.entries(holder)) {
      const here = `${place}.${Array.isArray(at) ? '#' : key}`;
      if (!seen.has(here)) {
        seen.add(here);
        holder[key] = '@@here@@';
        for (const replacement of VALUES) {
          yield { what: `${here} = ${replacement.slice(0, 30)}`, text: write(replacement) };
        }
        if (!Array.isArray(at)) {
          delete holder[key];
          yield { what: `${here} missing`, text: JSON.stringify(value) };
        }
        holder[key] = member;
      }
      yield* walk(member, here);
    }
  }
  yield* walk(value, '');
}

let root: string;
beforeAll(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-hostile-'));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

/** The commands that read a folder, and how they may end: never with 70. */
const READERS: readonly (readonly [readonly string[], readonly number[]])[] = [
  [['show'], [0, 5]],
  [
    ['show', '--json'],
    [0, 5],
  ],
  [['explain'], [0, 5]],
  [
    ['explain', '--json'],
    [0, 5],
  ],
  [['log'], [0, 5]],
  [
    ['log', '--json'],
    [0, 5],
  ],
  [
    ['log', 'verify'],
    [0, 1, 5],
  ],
  [['clock'], [0, 5]],
  [
    ['fault', 'list'],
    [0, 5],
  ],
];

let turn = 0;

/** In the short version by one command after the other, in the long one by each. */
async function readEverything(folder: string, what: string): Promise<void> {
  turn += 1;
  const next = READERS[turn % READERS.length] as (typeof READERS)[number];
  for (const [args, codes] of IS_LONG ? READERS : [next]) {
    const { code, stderr } = await runCommand(['hsm', ...args, '--hsm', folder]);
    expect(codes, `${what}: ${args.join(' ')}: ${stderr.slice(0, 500)}`).toContain(code);
  }
  await useCluster(folder, what);
}

/** What a console asks: it is answered, or what is wrong is a failure of state, at once. */
async function useCluster(folder: string, what: string): Promise<void> {
  const waits: number[] = [];
  const sleep = (milliseconds: number) => Promise.resolve(void waits.push(milliseconds));
  try {
    const [hsm] = openCluster(folder, { sleep }).hsms;
    await hsm?.execute({ op: 'logout', session: '' });
    await hsm?.execute({ op: 'listUsers' });
  } catch (error) {
    expect(error, what).toMatchObject({ isMofnFailure: true, kind: 'state' });
  }
  for (const wait of waits) expect(wait, what).toBeLessThanOrEqual(600_000);
}

const FOLDERS = ['1-of-0.1.0', '2'].flatMap((version) =>
  ['cluster.json', 'settings', 'server-0'].map((place) => [version, place] as const),
);

describe.each(FOLDERS)('in a folder of version %s, %s', (version, place) => {
  it('with any member changed opens or is a failure of state', async () => {
    const folder = path.join(root, `${version}-${place}`);
    fs.cpSync(path.join(GOLDEN, version, 'cluster'), folder, { recursive: true });
    const at = path.join(folder, place);
    const name = place.endsWith('.json')
      ? undefined
      : fs.readdirSync(at).find((entry) => entry.endsWith('.json'));
    const file = name === undefined ? at : path.join(at, name);
    const { format, version: number, rest } = openDocument(fs.readFileSync(file, 'utf8'));
    const mutations = [...mutate(JSON.parse(`{${rest}`))];
    for (const { what, text } of sample(mutations, CASES)) {
      fs.writeFileSync(file, sealDocument(format, number, text.slice(1)));
      await readEverything(folder, what);
      // What was changed then is a new generation.
      for (const entry of fs.readdirSync(path.dirname(file))) {
        if (/^\d{12}\.json$/.test(entry) && entry !== name) fs.rmSync(path.join(at, entry));
      }
    }
  }, 600_000);
});

it('in a piece of the log any member changed is a failure of state, or a broken chain', async () => {
  const folder = path.join(root, 'log');
  fs.cpSync(path.join(GOLDEN, '2', 'cluster'), folder, { recursive: true });
  const pieces = path.join(folder, 'server-0', 'log');
  const file = path.join(pieces, fs.readdirSync(pieces)[0] as string);
  const [first = '', ...others] = fs.readFileSync(file, 'utf8').split('\n');
  for (const { what, text } of sample([...mutate(JSON.parse(first))], CASES)) {
    fs.writeFileSync(file, [text, ...others].join('\n'));
    await readEverything(folder, what);
  }
}, 600_000);

it('a dump with any member changed is loaded or refused as a file', async () => {
  const dump = JSON.parse(fs.readFileSync(path.join(GOLDEN, '2', 'dump.json'), 'utf8'));
  const file = path.join(root, 'dump.json');
  for (const [index, { what, text }] of sample([...mutate(dump)], CASES).entries()) {
    fs.writeFileSync(file, text);
    const folder = path.join(root, `loaded-${index}`);
    const { code, stderr } = await runCommand(['hsm', 'load', file, '--hsm', folder]);
    expect([0, 3], `${what}: ${stderr.slice(0, 500)}`).toContain(code);
    expect(fs.existsSync(folder), what).toBe(code === 0);
    if (code === 0) await readEverything(folder, what);
  }
}, 600_000);

it('nothing of it reaches the prototype of objects', () => {
  expect({}).not.toHaveProperty('polluted');
});
