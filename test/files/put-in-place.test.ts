import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../src/files/folder.ts';
import { HeldFolders } from '../../src/files/held-folder.ts';
import { findPlace, type Place } from '../../src/files/place.ts';
import { putInPlace, putNewFile, sweepTemporaries } from '../../src/files/put-in-place.ts';
import { openInPlace } from '../../src/files/write-in-place.ts';
import { failureOf } from '../support/failure-of.ts';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'mofn-put-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const modeOf = (name: string): number => fs.statSync(at(name)).mode & 0o777;
const bytes = Buffer.from('new');

describe('a new file', () => {
  it('is there whole, for its owner alone, with nothing beside it', () => {
    expect(putNewFile(at('a'), bytes)).toBe(true);
    expect(fs.readFileSync(at('a'), 'utf8')).toBe('new');
    expect(modeOf('a')).toBe(0o600);
    expect(fs.readdirSync(folder)).toEqual(['a']);
  });

  it('takes nobody’s place, not even that of a link to nowhere', () => {
    fs.writeFileSync(at('a'), 'old');
    fs.symlinkSync('nowhere', at('b'));
    expect(putNewFile(at('a'), bytes)).toBe(false);
    expect(putNewFile(at('b'), bytes)).toBe(false);
    expect(fs.readFileSync(at('a'), 'utf8')).toBe('old');
    expect(fs.readdirSync(folder)).toEqual(['a', 'b']);
  });

  it('is the folder’s owner’s, where root makes it, and so is a new folder', () => {
    fs.mkdirSync(at('theirs'));
    // Whoever is not root may give away to nobody else; the calls are the same.
    if (process.getuid?.() === 0) fs.chownSync(at('theirs'), 12_345, 23_456);
    const { uid, gid } = fs.statSync(at('theirs'));
    vi.spyOn(process, 'geteuid').mockReturnValue(0);
    const chown = vi.spyOn(fs, 'fchownSync');
    putNewFile(at('theirs/a'), bytes);
    makeFolder(at('theirs/b'));
    vi.restoreAllMocks();
    expect(chown.mock.calls.map(([, ...owner]) => owner)).toEqual([
      [uid, gid],
      [uid, gid],
    ]);
    for (const name of ['theirs/a', 'theirs/b'])
      expect(fs.statSync(at(name))).toMatchObject({ uid, gid });
  });

  it('stays the own one where somebody else than root makes it', () => {
    vi.spyOn(process, 'geteuid').mockReturnValue(1000);
    const chown = vi.spyOn(fs, 'fchownSync');
    putNewFile(at('a'), bytes);
    makeFolder(at('b'));
    expect(chown).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('of a folder that is not there is refused by the system', () => {
    expect(() => putNewFile(at('none/a'), bytes)).toThrow(/ENOENT/);
  });
});

describe('a result', () => {
  const put = (name: string, options = {}): void =>
    putInPlace(name, bytes, { what: 'signature', folder, ...options });

  it('is for everybody, unless it is secret', () => {
    const umask = process.umask();
    put('a');
    put('k', { secret: true });
    expect(modeOf('a')).toBe(0o666 & ~umask);
    expect(modeOf('k')).toBe(0o600);
    expect(fs.readdirSync(folder)).toEqual(['a', 'k']);
  });

  it('replaces a file only where it is told to, and keeps its mode and the link to it', () => {
    fs.writeFileSync(at('a'), 'old', { mode: 0o640 });
    fs.chmodSync(at('a'), 0o640);
    fs.symlinkSync('a', at('link'));
    expect(failureOf(() => put('link'))).toEqual({
      kind: 'file',
      message: 'the signature "link" exists already',
      hint: 'choose another name; --force is to replace it all the same',
    });
    put('link', { replace: true });
    expect(fs.readlinkSync(at('link'))).toBe('a');
    expect(fs.readFileSync(at('a'), 'utf8')).toBe('new');
    expect(modeOf('a')).toBe(0o640);
    put('link', { replace: true, secret: true });
    expect(modeOf('a')).toBe(0o600);
    expect(fs.readdirSync(folder)).toEqual(['a', 'link']);
  });

  it('never has setuid, setgid or sticky from the file that it replaces', () => {
    fs.writeFileSync(at('a'), 'old');
    fs.chmodSync(at('a'), 0o6777);
    put('a', { replace: true });
    expect(fs.statSync(at('a')).mode & 0o7777).toBe(0o777);
  });

  it('has nothing for its group where that is not the one of the file that it replaces', () => {
    fs.writeFileSync(at('a'), 'old');
    fs.chmodSync(at('a'), 0o664);
    const stat = fs.statSync(at('a'));
    const place = findPlace(at('a'));
    vi.spyOn(fs, 'lstatSync').mockReturnValueOnce(Object.assign(stat, { gid: stat.gid + 1 }));
    const chown = vi.spyOn(fs, 'fchownSync').mockImplementation(() => {
      throw new Error('EPERM');
    });
    put('a', { replace: true, place });
    expect(chown).toHaveBeenCalledWith(expect.any(Number), stat.uid, stat.gid);
    vi.restoreAllMocks();
    expect(fs.statSync(at('a')).mode & 0o7777).toBe(0o604);
  });

  it('gets its mode by its descriptor, whatever lies at the path', () => {
    fs.writeFileSync(at('a'), 'old');
    const chmod = vi.spyOn(fs, 'chmodSync');
    put('a', { replace: true });
    expect(chmod).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('takes no folder’s or pipe’s place', () => {
    fs.mkdirSync(at('sub'));
    spawnSync('mkfifo', [at('fifo')]);
    for (const name of ['sub', 'fifo']) {
      expect(failureOf(() => put(name, { replace: true })).message).toBe(
        `cannot write the signature "${name}": it is ${name === 'sub' ? 'a folder' : 'a FIFO'}`,
      );
    }
  });

  it('that cannot be written is told by the system, and nothing stays behind', () => {
    fs.writeFileSync(at('a'), 'old');
    expect(failureOf(() => put('none/b')).message).toBe(
      'cannot write the signature "none/b": no such file or folder',
    );
    fs.symlinkSync('loop', at('loop'));
    expect(failureOf(() => put('loop', { replace: true })).message).toBe(
      'cannot write the signature "loop": too many symbolic links',
    );
    expect(fs.readdirSync(folder)).toEqual(['a', 'loop']);
  });
});

describe('a place that was found before', () => {
  const put = (place: Place, replace = true): void =>
    putInPlace('a', bytes, { what: 'signature', folder, place, replace });
  const CHANGED = {
    kind: 'file',
    message: 'the signature "a" was changed meanwhile by somebody else; nothing was written',
    hint: '"ls -l a" shows what is there now; then do it again',
  };

  it.each<[string, () => void]>([
    ['another file', () => fs.renameSync(at('other'), at('a'))],
    ['a link to one', () => relink('other')],
    [
      'a link to what it was',
      () => {
        fs.renameSync(at('a'), at('b'));
        fs.symlinkSync('b', at('a'));
      },
    ],
    [
      'a hard link to another',
      () => {
        fs.unlinkSync(at('a'));
        fs.linkSync(at('other'), at('a'));
      },
    ],
    ['other bytes of the same length', () => fs.writeFileSync(at('a'), 'OLD')],
    ['another mode', () => fs.chmodSync(at('a'), 0o640)],
    ['nothing', () => fs.unlinkSync(at('a'))],
    [
      'a folder',
      () => {
        fs.unlinkSync(at('a'));
        fs.mkdirSync(at('a'));
      },
    ],
  ])('is not written to where there is %s by now', (_name, change) => {
    fs.writeFileSync(at('a'), 'old');
    fs.writeFileSync(at('other'), 'theirs');
    const past = new Date(0);
    fs.utimesSync(at('a'), past, past);
    const place = findPlace(at('a'));
    change();
    const names = fs.readdirSync(folder);
    expect(failureOf(() => put(place))).toEqual(CHANGED);
    expect(fs.readdirSync(folder)).toEqual(names);
    if (fs.existsSync(at('other'))) expect(fs.readFileSync(at('other'), 'utf8')).toBe('theirs');
  });

  it('where nothing was takes nobody’s place', () => {
    const place = findPlace(at('a'));
    fs.writeFileSync(at('a'), 'theirs');
    expect(failureOf(() => put(place))).toEqual(CHANGED);
    expect(failureOf(() => put(place, false)).message).toBe('the signature "a" exists already');
    expect(fs.readFileSync(at('a'), 'utf8')).toBe('theirs');
  });

  it('is the one in its folder, whatever has the folder’s name by now', () => {
    for (const name of ['sub', 'theirs']) {
      fs.mkdirSync(at(name));
      fs.writeFileSync(at(`${name}/a`), name);
    }
    const place = findPlace(at('sub/a'));
    fs.renameSync(at('sub'), at('away'));
    fs.symlinkSync('theirs', at('sub'));
    expect(failureOf(() => put(place))).toEqual(CHANGED);
    expect(fs.readFileSync(at('theirs/a'), 'utf8')).toBe('theirs');
  });

  it.runIf(process.platform === 'linux')('stays the same even while the file is made', () => {
    fs.mkdirSync(at('sub'));
    fs.mkdirSync(at('theirs'));
    fs.writeFileSync(at('sub/a'), 'old');
    const place = findPlace(at('sub/a'));
    vi.spyOn(fs, 'fchmodSync').mockImplementationOnce(() => {
      fs.renameSync(at('sub'), at('away'));
      fs.symlinkSync('theirs', at('sub'));
    });
    put(place);
    vi.restoreAllMocks();
    expect(fs.readFileSync(at('away/a'), 'utf8')).toBe('new');
    expect(fs.readdirSync(at('theirs'))).toEqual([]);
  });

  it('is seen again just before the new file takes it', () => {
    fs.writeFileSync(at('a'), 'old');
    fs.writeFileSync(at('other'), 'theirs');
    const place = findPlace(at('a'));
    vi.spyOn(fs, 'fsyncSync').mockImplementationOnce(() => relink('other'));
    expect(failureOf(() => put(place))).toEqual(CHANGED);
    vi.restoreAllMocks();
    expect(fs.readFileSync(at('other'), 'utf8')).toBe('theirs');
    expect(fs.readdirSync(folder)).toEqual(['a', 'other']);
  });

  function relink(target: string): void {
    fs.unlinkSync(at('a'));
    fs.symlinkSync(target, at('a'));
  }
});

describe('temporary files of killed writers', () => {
  it('are swept when they are old, and nothing else is', () => {
    const names = ['.new-00', '.new-01', 'other'];
    for (const name of names) fs.writeFileSync(at(name), '');
    const past = new Date(Date.now() - 3_600_000);
    for (const name of ['.new-00', 'other']) fs.utimesSync(at(name), past, past);
    sweepTemporaries(folder, [...names, '.new-gone']);
    expect(fs.readdirSync(folder)).toEqual(['.new-01', 'other']);
  });
});

describe('a file that is written where it stands', () => {
  it('keeps what it holds until it is emptied', () => {
    fs.writeFileSync(at('a'), 'old and longer');
    const file = openInPlace(at('a'));
    expect(fs.readFileSync(at('a'), 'utf8')).toBe('old and longer');
    file.empty();
    file.write(bytes);
    file.write(bytes);
    file.close();
    expect(fs.readFileSync(at('a'), 'utf8')).toBe('newnew');
  });

  it('is found through a link, and known by any name', () => {
    fs.symlinkSync('a', at('link'));
    const file = openInPlace(at('link'));
    expect(file.isRegular).toBe(true);
    expect(file.isSameAs(at('a'))).toBe(true);
    expect(file.isSameAs(at('none'))).toBe(false);
    file.close();
  });
});

describe('folders that are held for many results', () => {
  it('are held once each, and no more of them than a process can have open', () => {
    const root = fs.mkdtempSync(join(tmpdir(), 'mofn-held-'));
    const folders = new HeldFolders();
    try {
      const before = fs.readdirSync('/proc/self/fd').length;
      for (let n = 0; n < 40; n += 1) {
        const folder = join(root, String(n));
        fs.mkdirSync(folder);
        for (const name of ['a', 'b']) {
          putInPlace(name, Buffer.from(name), { what: 'result', folder, folders, durable: false });
        }
        expect(fs.readdirSync(folder).sort()).toEqual(['a', 'b']);
        expect(fs.readdirSync('/proc/self/fd').length - before).toBeLessThan(17);
      }
      const moved = join(root, 'moved');
      const last = join(root, '39');
      const held = folders.hold(last);
      expect(folders.hold(last)).toBe(held);
      fs.renameSync(last, moved);
      fs.mkdirSync(last);
      expect(folders.hold(last).id).not.toBe(held.id);
      folders.close();
      expect(fs.readdirSync('/proc/self/fd').length).toBe(before);
    } finally {
      folders.close();
      fs.rmSync(root, { recursive: true });
    }
  });
});
