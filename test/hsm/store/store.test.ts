import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATIONS_KEPT } from '../../../src/hsm/store/document.ts';
import { createStore, openStore, type Store } from '../../../src/hsm/store/store.ts';
import { bundleProgram } from '../../support/bundle-program.ts';
import { failureOf } from '../../support/failure-of.ts';
import { addEntry, type Tally, tallyKind } from './tally.ts';

let root: string;
let folder: string;
let store: Store<Tally>;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-store-'));
  folder = path.join(root, 'tally');
  store = createStore(folder, tallyKind, { entries: [] });
});
afterEach(() => fs.rmSync(root, { recursive: true }));

function generations(): string[] {
  return fs.readdirSync(folder).sort();
}

function generationFile(number: number): string {
  return path.join(folder, `${String(number).padStart(12, '0')}.json`);
}

describe('a store', () => {
  it('starts with generation 1 and counts up by one with each change', () => {
    expect(store.read()).toEqual({ number: 1, state: { entries: [] } });
    expect(store.transact(addEntry('a'))).toBe(1);
    expect(store.transact(addEntry('b'))).toBe(2);
    expect(openStore(folder, tallyKind).read()).toEqual({
      number: 3,
      state: { entries: ['a', 'b'] },
    });
  });

  it('keeps the newest generation, and the one before it under a name that nobody reads', () => {
    store.transact(addEntry('a'));
    store.transact(addEntry('b'));
    expect(generations()).toEqual(['000000000002.older', '000000000003.json']);
    for (const name of generations()) {
      expect(fs.statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    }
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('writes nothing where the state is the same, or the computation throws', () => {
    const before = fs.readFileSync(generationFile(1));
    expect(store.transact(({ state }) => ({ state, result: 'same' }))).toBe('same');
    expect(() =>
      store.transact(() => {
        throw new RangeError('no');
      }),
    ).toThrow(RangeError);
    expect(generations()).toEqual(['000000000001.json']);
    expect(fs.readFileSync(generationFile(1))).toEqual(before);
  });

  it('is one JSON object that other tools can read', () => {
    store.transact(addEntry('a'));
    expect(JSON.parse(fs.readFileSync(generationFile(2), 'utf8'))).toMatchObject({
      format: 'mofn-test',
      schemaVersion: 1,
      subject: 'test/tally',
      generation: 2,
      state: { entries: ['a'] },
    });
  });

  it('sees what others wrote, though it remembers what it read', () => {
    const other = openStore(folder, tallyKind);
    for (let i = 0; i < 5; i += 1) {
      other.transact(addEntry(`other-${i}`));
      expect(store.read().state.entries).toHaveLength(i + 1);
    }
  });

  it('keeps the ids of the last thousand operations', () => {
    for (let i = 0; i < OPERATIONS_KEPT + 5; i += 1) store.transact(addEntry('x'));
    const { operations } = JSON.parse(
      fs.readFileSync(generationFile(OPERATIONS_KEPT + 6), 'utf8'),
    ) as { operations: string[] };
    expect(new Set(operations).size).toBe(OPERATIONS_KEPT);
  });
});

describe('a writer that sleeps between reading and publishing', () => {
  it('computes again when another was first', () => {
    const other = openStore(folder, tallyKind);
    let calls = 0;
    store.transact((current) => {
      calls += 1;
      if (calls === 1) other.transact(addEntry('other'));
      return addEntry('mine')(current);
    });
    expect(calls).toBe(2);
    expect(store.read().state.entries).toEqual(['other', 'mine']);
  });

  it('loses no change when its number was freed by pruning, after 100 others', () => {
    const other = openStore(folder, tallyKind);
    let calls = 0;
    const answer = store.transact((current) => {
      calls += 1;
      if (calls === 1) {
        for (let i = 0; i < 100; i += 1) other.transact(addEntry(`other-${i}`));
        // The trap is set: the name that this writer is about to link is free again.
        expect(fs.existsSync(generationFile(current.number + 1))).toBe(false);
      }
      return addEntry('mine')(current);
    });
    expect(calls).toBe(2);
    expect(answer).toBe(101);
    expect(store.read()).toMatchObject({ number: 102 });
    expect(store.read().state.entries.slice(-2)).toEqual(['other-99', 'mine']);
    expect(generations()).toEqual(['000000000101.older', '000000000102.json']);
  });

  it('is not fooled by what such a writer left when it was killed', () => {
    for (let i = 0; i < 4; i += 1) store.transact(addEntry(`entry-${i}`));
    // Generation 2 of a writer that read generation 1, and died just after its link.
    const stale = createStore(path.join(root, 'other'), tallyKind, { entries: [] });
    stale.transact(addEntry('lost'));
    fs.copyFileSync(path.join(root, 'other', '000000000002.json'), generationFile(2));
    expect(store.read()).toMatchObject({ number: 5 });
    store.transact(addEntry('next'));
    expect(generations()).toEqual(['000000000005.older', '000000000006.json']);
    expect(store.read().state.entries).not.toContain('lost');
  });

  it('starts again where its temporary file was cleaned away', () => {
    let calls = 0;
    const link = fs.linkSync;
    fs.linkSync = (from, to) => {
      calls += 1;
      if (calls === 1) fs.unlinkSync(from);
      link(from, to);
    };
    try {
      expect(store.transact(addEntry('mine'))).toBe(1);
    } finally {
      fs.linkSync = link;
    }
    expect(calls).toBe(2);
  });
});

describe('a reply that is lost on its way', () => {
  /** The link is made, and then it is said that it failed: as NFS may do it when it asks again. */
  function withLostReply<Result>(code: string, meanwhile: () => void, work: () => Result): Result {
    const link = fs.linkSync;
    fs.linkSync = (from, to) => {
      fs.linkSync = link;
      link(from, to);
      meanwhile();
      throw Object.assign(new Error(code), { code });
    };
    try {
      return work();
    } finally {
      fs.linkSync = link;
    }
  }

  it.each(['EEXIST', 'EIO'])('with %s makes no change twice, and loses none', (code) => {
    const result = withLostReply(
      code,
      () => {},
      () => store.transact(addEntry('mine')),
    );
    expect(result).toBe(1);
    expect(store.read()).toEqual({ number: 2, state: { entries: ['mine'] } });
  });

  it('makes no change twice where others came meanwhile', () => {
    const other = openStore(folder, tallyKind);
    const comeBetween = () => {
      for (const entry of ['x', 'y', 'z']) other.transact(addEntry(entry));
    };
    const result = withLostReply('EEXIST', comeBetween, () => store.transact(addEntry('mine')));
    expect(result).toBe(1);
    expect(store.read().state.entries).toEqual(['mine', 'x', 'y', 'z']);
  });
});

describe('leftovers', () => {
  it('of killed writers are removed once they are old, and never read', () => {
    const old = path.join(folder, '.new-00');
    const fresh = path.join(folder, '.new-01');
    fs.writeFileSync(old, 'half a docum');
    fs.writeFileSync(fresh, 'half a docum');
    fs.utimesSync(old, 0, 0);
    store.transact(addEntry('a'));
    expect(generations()).toEqual(['.new-01', '000000000001.older', '000000000002.json']);
  });
});

describe('processes', () => {
  it('8 at once lose none of their changes', async () => {
    const program = await bundleProgram('test/hsm/store/programs/write-tally.ts', root);
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const codes = await Promise.all(
      names.map(async (name) => {
        const child = spawn(process.execPath, [program, folder, name, '25'], { stdio: 'ignore' });
        const [code] = await once(child, 'exit');
        return code as number;
      }),
    );
    expect(codes).toEqual(names.map(() => 0));
    const { entries } = store.read().state;
    expect(entries).toHaveLength(200);
    expect(new Set(entries).size).toBe(200);
    for (const name of names) {
      const own = entries.filter((entry) => entry.startsWith(name));
      expect(own).toEqual(Array.from({ length: 25 }, (_, i) => `${name}-${i}`));
    }
  });
});

describe('damage', () => {
  /** Reads with a store that remembers nothing. */
  const readAgain = () => openStore(folder, tallyKind).read();

  it('of any one byte is found', () => {
    store.transact(addEntry('a'));
    const bytes = fs.readFileSync(generationFile(2));
    for (let at = 0; at < bytes.length; at += 1) {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at);
      fs.writeFileSync(generationFile(2), copy);
      expect(failureOf(readAgain).kind).toBe('state');
    }
    fs.writeFileSync(generationFile(2), bytes);
    expect(readAgain().number).toBe(2);
  });

  it('by cutting anything off is found, and so is an added byte', () => {
    store.transact(addEntry('a'));
    const bytes = fs.readFileSync(generationFile(2));
    for (let length = 0; length < bytes.length; length += 1) {
      fs.writeFileSync(generationFile(2), bytes.subarray(0, length));
      expect(failureOf(readAgain).message).toMatch(/damaged state: .*000000000002\.json/);
    }
    fs.writeFileSync(generationFile(2), Buffer.concat([bytes, Buffer.from(' ')]));
    expect(failureOf(readAgain).message).toContain('SHA-256');
  });

  it('is found by a store that has read the good bytes before', () => {
    expect(store.read().number).toBe(1);
    fs.appendFileSync(generationFile(1), ' ');
    expect(failureOf(() => store.read()).message).toContain('SHA-256');
  });

  it('never leads back to an older generation', () => {
    const older = fs.readFileSync(generationFile(1));
    store.transact(addEntry('spent'));
    fs.writeFileSync(generationFile(1), older);
    fs.truncateSync(generationFile(2), 0);
    expect(failureOf(readAgain).message).toContain('it is empty');
    expect(failureOf(() => openStore(folder, tallyKind).transact(addEntry('x'))).kind).toBe(
      'state',
    );
  });

  it('by removing the newest generation is found, and a person can bring the one before it back', () => {
    for (const entry of ['a', 'b', 'c']) store.transact(addEntry(entry));
    fs.unlinkSync(generationFile(4));
    expect(failureOf(readAgain).message).toContain('no generation of it can be found');
    // As docs/emulator.md says.
    fs.renameSync(path.join(folder, '000000000003.older'), generationFile(3));
    expect(readAgain()).toEqual({ number: 3, state: { entries: ['a', 'b'] } });
    expect(openStore(folder, tallyKind).transact(addEntry('d'))).toBe(3);
    expect(generations()).toEqual(['000000000003.older', '000000000004.json']);
  });

  it('by renaming a generation is found', () => {
    fs.renameSync(generationFile(1), generationFile(7));
    expect(failureOf(readAgain).message).toContain('it is generation 1, its name says 7');
  });

  it('by swapping the folders of two states is found', () => {
    const other = openStore(folder, { ...tallyKind, subject: 'test/other' });
    expect(failureOf(() => other.read()).message).toContain("'test/tally', expected 'test/other'");
  });

  it('of a state that could not be read again is never written', () => {
    const unreadable = { entries: 'none' as unknown as readonly string[] };
    expect(() => store.transact(() => ({ state: unreadable, result: 0 }))).toThrow(
      'a state that could not be read again was not written',
    );
    expect(fs.readdirSync(folder)).toEqual([path.basename(generationFile(1))]);
    expect(store.read().number).toBe(1);
  });

  it('of the content, under a right SHA-256, is found by its validation', () => {
    const loose = createStore(
      path.join(root, 'loose'),
      { ...tallyKind, validate: (value) => value },
      { entry: 'a' } as unknown,
    );
    const strict = openStore(loose.folder, tallyKind);
    expect(failureOf(() => strict.read()).message).toContain('entries: missing');
  });

  it('is not what a newer or an older version is called: the one is refused, the other brought up to date', () => {
    const newer = createStore(
      path.join(root, 'newer'),
      { ...tallyKind, schemaVersion: 2 },
      { entries: ['a'] },
    );
    const older = openStore(newer.folder, tallyKind);
    expect(failureOf(() => older.read()).message).toMatch(/is in version 2 .* up to version 1/);
    const migrated = openStore(folder, {
      ...tallyKind,
      schemaVersion: 3,
      migrate: (_, version) => ({ entries: [`from ${version}`] }),
    });
    expect(migrated.read().state).toEqual({ entries: ['from 1'] });
  });

  it.each([
    ['a FIFO', (file: string) => expect(spawnFifo(file)).toBe(0)],
    ['a folder', (file: string) => fs.mkdirSync(file)],
    ['a symbolic link', (file: string) => fs.symlinkSync('/dev/zero', file)],
  ])('by %s in place of a generation is found, without a hang', (_, make) => {
    make(generationFile(2));
    expect(failureOf(readAgain).kind).toBe('state');
  });

  it('is told from a missing folder and an empty one', () => {
    const missing = openStore(path.join(root, 'missing'), tallyKind);
    expect(failureOf(() => missing.read())).toMatchObject({
      message: expect.stringContaining('no such file or folder'),
      hint: expect.stringContaining('hsm init'),
    });
    fs.unlinkSync(generationFile(1));
    expect(failureOf(readAgain).message).toContain('no generation of it can be found');
  });
});

function spawnFifo(file: string): number | null {
  return spawnSync('mkfifo', [file]).status;
}
