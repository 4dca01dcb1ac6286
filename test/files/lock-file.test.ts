import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HeldFolder, holdFolder } from '../../src/files/held-folder.ts';
import { lockNameOf, takeLock } from '../../src/files/lock-file.ts';
import { identifyProcess } from '../../src/files/process-identity.ts';

const LOCK = lockNameOf('a.txt');
const DEAD = { ...identifyProcess(), startTime: '1' };
const textOf = (holder: object): string => `${JSON.stringify({ ...holder, nonce: 'n' })}\n`;

let folder: string;
let held: HeldFolder;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'mofn-lock-'));
  held = holdFolder(folder);
});
afterEach(() => {
  vi.restoreAllMocks();
  held.close();
  fs.rmSync(folder, { recursive: true });
});

const at = (name: string): string => join(folder, name);
/** Turns of the event loop, in which others go on. */
const turn = async (): Promise<true> => {
  await new Promise((resolve) => setImmediate(resolve));
  return true;
};
const never = async (): Promise<boolean> => false;

describe('a lock', () => {
  it('lies beside the file and names its holder, until it is let go', async () => {
    const lock = await takeLock(held, LOCK, never);
    expect(fs.readdirSync(folder)).toEqual(['.a.txt.mofn-lock']);
    expect(JSON.parse(fs.readFileSync(at(LOCK), 'utf8'))).toMatchObject(identifyProcess());
    expect(await takeLock(held, LOCK, never)).toEqual({ lock: LOCK, holder: identifyProcess() });
    if ('release' in lock) lock.release();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['nobody has it', undefined],
    ['one that was killed left it', textOf(DEAD)],
    ['it is from before the last boot', textOf({ ...identifyProcess(), bootId: 'another' })],
  ])('is held by one at a time where %s', async (_name, left) => {
    if (left !== undefined) fs.writeFileSync(at(LOCK), left);
    let inside = 0;
    const most: number[] = [];
    const work = async (): Promise<void> => {
      const lock = await takeLock(held, LOCK, turn);
      inside += 1;
      await turn();
      most.push(inside);
      inside -= 1;
      if ('release' in lock) lock.release();
    };
    await Promise.all(Array.from({ length: 20 }, work));
    expect(most).toEqual(new Array(20).fill(1));
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('of a dead process that another has taken over meanwhile is that one’s', async () => {
    fs.writeFileSync(at(LOCK), textOf(DEAD));
    const theirs = textOf({ ...identifyProcess(), nonce: 'theirs' });
    const link = fs.linkSync;
    let taken = 0;
    vi.spyOn(fs, 'linkSync').mockImplementation((made, path) => {
      // The call by which it is this one's turn to take the dead lock away.
      if (!String(path).endsWith(`/${LOCK}`) && String(path).endsWith('-lock') && taken === 0) {
        taken += 1;
        fs.writeFileSync(at(LOCK), theirs);
      }
      link(made, path);
    });
    expect(await takeLock(held, LOCK, never)).toEqual({ lock: LOCK, holder: identifyProcess() });
    expect(taken).toBe(1);
    expect(fs.readFileSync(at(LOCK), 'utf8')).toBe(theirs);
    expect(fs.readdirSync(folder)).toEqual([LOCK]);
  });

  it('is there whole or not at all: a process that is killed leaves none without its name', async () => {
    const link = fs.linkSync;
    vi.spyOn(fs, 'linkSync').mockImplementation((made, path) => {
      expect(JSON.parse(fs.readFileSync(made, 'utf8'))).toMatchObject(identifyProcess());
      expect(fs.existsSync(path)).toBe(false);
      link(made, path);
    });
    expect(await takeLock(held, LOCK, never)).toHaveProperty('release');
  });

  it('is made where a file system has no second names, too', async () => {
    vi.spyOn(fs, 'linkSync').mockImplementation(() => {
      throw Object.assign(new Error('no links'), { code: 'EPERM' });
    });
    expect(await takeLock(held, LOCK, never)).toHaveProperty('release');
    expect(await takeLock(held, LOCK, never)).toEqual({ lock: LOCK, holder: identifyProcess() });
    expect(fs.readdirSync(folder)).toEqual([LOCK]);
  });

  it('whose taker-over was killed is taken over all the same', async () => {
    fs.writeFileSync(at(LOCK), textOf(DEAD));
    const link = fs.linkSync;
    vi.spyOn(fs, 'linkSync').mockImplementation((made, path) => {
      if (!String(path).endsWith(`/${LOCK}`)) fs.writeFileSync(String(path), textOf(DEAD));
      vi.restoreAllMocks();
      link(made, path);
    });
    // The first call makes no lock, for there is one; so it is the second that is met.
    vi.mocked(fs.linkSync).mockImplementationOnce(link);
    expect(await takeLock(held, LOCK, never)).toHaveProperty('release');
    expect(fs.readdirSync(folder)).toEqual([LOCK]);
  });

  it.each<[string, (path: string) => void]>([
    ['a FIFO', (path) => spawnSync('mkfifo', [path])],
    ['a folder', (path) => fs.mkdirSync(path)],
    ['empty', (path) => fs.writeFileSync(path, '')],
    ['huge', (path) => fs.writeFileSync(path, textOf(DEAD).padStart(1 << 20))],
    ['no JSON', (path) => fs.writeFileSync(path, '{')],
    ['without a process', (path) => fs.writeFileSync(path, 'null')],
    ['of a number below 1', (path) => fs.writeFileSync(path, textOf({ ...DEAD, pid: -1 }))],
    ['of a path', (path) => fs.writeFileSync(path, textOf({ ...DEAD, pid: '../1' }))],
    [
      'a link to one of a dead process',
      (path) => {
        fs.writeFileSync(at('dead'), textOf(DEAD));
        fs.symlinkSync('dead', path);
      },
    ],
  ])('that is %s is nobody’s, and stays', async (_name, make) => {
    make(at(LOCK));
    const names = fs.readdirSync(folder);
    expect(await takeLock(held, LOCK, never)).toEqual({ lock: LOCK, holder: undefined });
    expect(fs.readdirSync(folder)).toEqual(names);
  });

  it('of dead processes, made anew for ever, holds nobody up for ever', async () => {
    const link = fs.linkSync;
    let made = 0;
    // Wherever a lock is to be made there is one already, of a process that has ended.
    vi.spyOn(fs, 'linkSync').mockImplementation((own, path) => {
      if (!fs.existsSync(path)) {
        made += 1;
        fs.writeFileSync(String(path), textOf({ ...DEAD, pid: made }));
      }
      link(own, path);
    });
    let waits = 0;
    const twice = async (): Promise<boolean> => {
      waits += 1;
      return waits < 3;
    };
    expect(await takeLock(held, LOCK, twice)).toMatchObject({ holder: { startTime: '1' } });
    expect(made).toBeLessThan(100);
  });

  it('that somebody else has put in its place is not removed', async () => {
    const lock = await takeLock(held, LOCK, never);
    fs.writeFileSync(at(LOCK), textOf(DEAD));
    if ('release' in lock) lock.release();
    expect(fs.readdirSync(folder)).toEqual([LOCK]);
  });

  it('of the longest name there is can be made', async () => {
    expect(await takeLock(held, lockNameOf('ä'.repeat(127)), never)).toHaveProperty('release');
    expect(lockNameOf('ä'.repeat(127))).not.toBe(lockNameOf(`${'ä'.repeat(126)}xx`));
  });

  it('in a folder that takes no file is the system’s no', async () => {
    vi.spyOn(fs, 'openSync').mockImplementation(() => {
      throw Object.assign(new Error('no'), { code: 'EROFS' });
    });
    await expect(takeLock(held, LOCK, never)).rejects.toMatchObject({ code: 'EROFS' });
  });
});
