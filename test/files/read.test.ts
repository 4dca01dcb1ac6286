import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { findVersion } from '../../src/files/file-version.ts';
import {
  type FileStart,
  openRegularFile,
  readFileStart,
  readRegularFile,
} from '../../src/files/read.ts';
import { readFirstLine, readTypedFile, readUpTo } from '../../src/files/read-typed.ts';
import { failureOf } from '../support/failure-of.ts';
import { HOSTILE_FILES, makeHostileFiles } from '../support/hostile-files.ts';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'mofn-read-'));
  fs.writeFileSync(join(folder, 'ten'), '0123456789');
  fs.symlinkSync('ten', join(folder, 'link'));
  fs.symlinkSync('nowhere', join(folder, 'dangling'));
  spawnSync('mkfifo', [join(folder, 'fifo')]);
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const kindOf = (name: string, links: 'follow' | 'refuse'): string => {
  const opening = openRegularFile(join(folder, name), { links });
  if (opening.kind === 'opened') opening.file.close();
  return opening.kind;
};

describe('a regular file', () => {
  it('is told from everything else, and nothing is waited for', () => {
    expect(kindOf('ten', 'refuse')).toBe('opened');
    expect(kindOf('link', 'follow')).toBe('opened');
    expect(kindOf('link', 'refuse')).toBe('link');
    expect(kindOf('dangling', 'refuse')).toBe('link');
    expect(kindOf('dangling', 'follow')).toBe('missing');
    expect(kindOf('none', 'follow')).toBe('missing');
    expect(kindOf('ten/under', 'follow')).toBe('refused');
    expect(kindOf('.', 'follow')).toBe('not-regular');
    expect(kindOf('fifo', 'refuse')).toBe('not-regular');
  });

  it('has another version once it has been changed, and the same until then', () => {
    const version = (): string => {
      const opening = openRegularFile(join(folder, 'ten'), { links: 'refuse' });
      if (opening.kind !== 'opened') throw new Error(opening.kind);
      opening.file.close();
      return opening.file.version;
    };
    const before = version();
    expect(version()).toBe(before);
    fs.appendFileSync(join(folder, 'ten'), '!');
    expect(version()).not.toBe(before);
  });

  it('is read from its beginning, and no further than is wanted', () => {
    const { version, ...beginning } = readFileStart(join(folder, 'ten'), 4) as FileStart;
    expect(beginning).toEqual({ size: 10, start: Buffer.from('0123') });
    expect(version).toBe(findVersion(join(folder, 'ten')));
    expect(readFileStart(join(folder, 'ten'), 99)?.start.toString()).toBe('0123456789');
    expect(readFileStart(Buffer.from(join(folder, 'link')), 1)?.size).toBe(10);
    for (const name of ['none', '.', 'fifo', 'dangling', '\0']) {
      expect(readFileStart(join(folder, name), 4)).toBeUndefined();
    }
  });
});

describe.each(['linux', 'darwin'])('what a file names, on %s', (platform) => {
  let stillWaits: () => boolean;
  beforeEach(async () => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue(platform as NodeJS.Platform);
    const files = await makeHostileFiles(join(folder, 'hostile'));
    ({ stillWaits } = files);
    onTestFinished(() => {
      vi.restoreAllMocks();
      files.close();
    });
  });

  it('is a regular file, or is refused', () => {
    const options = { what: 'token file', folder, limit: 10 };
    expect(readRegularFile('ten', options).toString()).toBe('0123456789');
    expect(readRegularFile('link', options).toString()).toBe('0123456789');
    expect(failureOf(() => readRegularFile('ten', { ...options, limit: 9 })).message).toBe(
      'the token file "ten" is larger than the limit of 9 bytes',
    );
    for (const [kind, reason] of Object.entries(HOSTILE_FILES)) {
      // What the kernel makes up is told on Linux alone, and the superuser may read everything.
      if (kind === 'unreadable' || (platform === 'darwin' && /mem|kmsg/.test(kind))) continue;
      const read = (): Buffer => readRegularFile(`hostile/${kind}`, options);
      expect(failureOf(read)).toMatchObject({
        kind: 'file',
        message: expect.stringMatching(reason),
      });
    }
    expect(stillWaits()).toBe(true);
  });

  it('is read no further than it went when it was opened', () => {
    const opening = openRegularFile(join(folder, 'ten'), { links: 'refuse' });
    if (opening.kind !== 'opened') throw new Error(opening.kind);
    fs.appendFileSync(join(folder, 'ten'), 'more');
    expect(opening.file.readAll().toString()).toBe('0123456789');
    opening.file.close();
  });
});

describe('what a command line names', () => {
  const options = { what: 'token file', limit: 10 };

  it('is read whole, also where it is a pipe', () => {
    expect(readTypedFile('ten', { ...options, folder }).toString()).toBe('0123456789');
    spawn('sh', ['-c', 'printf abc > fifo'], { cwd: folder });
    expect(readTypedFile('fifo', { ...options, folder }).toString()).toBe('abc');
  });

  it('is refused beyond the limit, also where it has no size', () => {
    const refused = { kind: 'file', hint: 'check that it is the right file' };
    expect(failureOf(() => readTypedFile('ten', { ...options, folder, limit: 9 }))).toEqual({
      ...refused,
      message: 'the token file "ten" is larger than the limit of 9 bytes',
    });
    expect(
      failureOf(() => readTypedFile('/dev/zero', { ...options, folder, limit: 1 << 20 })),
    ).toEqual({
      ...refused,
      message: 'the token file "/dev/zero" is larger than the limit of 1 MiB',
    });
  });

  it('takes no more room where it comes a byte at a time', () => {
    const bytes = 300_000;
    const buffers = new Set<ArrayBufferLike>();
    let left = bytes;
    const read = (into: Uint8Array): number => {
      buffers.add(into.buffer);
      into[0] = left % 251;
      left -= 1;
      return left < 0 ? 0 : 1;
    };
    const all = readUpTo(bytes, { read });
    expect(all?.length).toBe(bytes);
    expect(all?.every((byte, at) => byte === (bytes - at) % 251)).toBe(true);
    expect(buffers.size).toBeLessThan(8);
    left = bytes;
    expect(readUpTo(bytes - 1, { read })).toBeUndefined();
  });

  it.each([
    ['none', 'no such file or folder'],
    ['.', 'it is a folder'],
    ['ten/under', 'it is no folder, or a part of its path is none'],
  ])('that cannot be read is told by the system: %s', (path, reason) => {
    expect(failureOf(() => readTypedFile(path, { ...options, folder })).message).toBe(
      `cannot read the token file "${path}": ${reason}`,
    );
  });
});

describe('a first line', () => {
  const line = (text: string, longest = 8): string | undefined => {
    let rest = Buffer.from(text);
    const read = (into: Uint8Array): number => {
      const taken = rest.copy(into);
      rest = rest.subarray(taken);
      return taken;
    };
    const found = readFirstLine({ read }, longest);
    return found && `${Buffer.from(found)}|${rest}`;
  };

  it('ends at its newline, and leaves the rest to others', () => {
    expect(line('one\ntwo\n')).toBe('one|two\n');
    expect(line('one\r\ntwo')).toBe('one\r|two');
    expect(line('\ntwo')).toBe('|two');
    expect(line('one')).toBe('one|');
    expect(line('')).toBeUndefined();
  });

  it('is cut where it is too long', () => {
    expect(line('0123456789\n')).toBe('01234567|89\n');
  });
});
