import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namedFiles } from '../../src/node/named-files.ts';
import { readNearbyFiles } from '../../src/node/nearby-files.ts';
import { readRosterFolder } from '../../src/node/roster-folder.ts';
import { makeOfficer } from '../ceremony/ceremony.ts';
import { failureOf } from '../support/failure-of.ts';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'mofn-folders-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

function write(path: string, content: string | Uint8Array): void {
  fs.mkdirSync(join(folder, path, '..'), { recursive: true });
  fs.writeFileSync(join(folder, path), content);
}

describe("a roster's folder", () => {
  it('is read, and one bad file hides no other', () => {
    write('roster/officer1.pub', makeOfficer('officer1').publicKey);
    write('roster/officer2.pub', new Uint8Array((1 << 20) + 1));
    write('roster/notes.txt', 'left alone');
    fs.mkdirSync(join(folder, 'roster/folder.pub'));
    fs.symlinkSync('nowhere', join(folder, 'roster/officer3.pub'));
    const { officers, strays } = readRosterFolder('roster', folder);
    expect(officers).toMatchObject([
      { name: 'folder', problem: { failure: { code: 'named-file-not-regular' } } },
      { name: 'officer1', key: { bits: 2048 } },
      { name: 'officer2', problem: { code: 'unreadable', failure: { code: 'file-too-large' } } },
      {
        name: 'officer3',
        problem: { failure: { code: 'file-unreadable', values: { system: 'ENOENT' } } },
      },
    ]);
    expect(strays).toEqual([]);
  });

  it('that has more than 10,000 names is a failure', () => {
    write('large/0.pub', '');
    for (let n = 1; n <= 10_000; n++)
      fs.linkSync(join(folder, 'large/0.pub'), join(folder, `large/${n}.pub`));
    expect(failureOf(() => readRosterFolder('large', folder)).message).toBe(
      'the roster "large" has more than 10000 names in it',
    );
    expect(readNearbyFiles(['large/x'], [], folder)).toHaveLength(500);
  });

  it('that is none is a failure', () => {
    expect(failureOf(() => readRosterFolder('nowhere', folder))).toMatchObject({
      kind: 'file',
      message: 'cannot read the roster "nowhere": no such file or folder',
    });
  });
});

describe('files that may have been signed by mistake', () => {
  it('are the small ones beside some paths, without secrets and what is known', () => {
    write('t', 'token');
    write('sub/s1', 'signature');
    write('sub/other.token', 'other');
    write('officer1.key', 'secret');
    write('large', new Uint8Array((1 << 16) + 1));
    fs.mkdirSync(join(folder, 'empty'));
    expect(readNearbyFiles(['t', 'sub/s1', 'nowhere/x'], ['t', './sub/s1'], folder)).toMatchObject([
      { path: 'sub/other.token' },
    ]);
  });
});

describe('folders that the kernel makes up', () => {
  it('are not looked into', () => {
    write('t', 'token');
    fs.symlinkSync('/proc/self', join(folder, 'self'));
    for (const path of ['self/x', '/proc/x', '/proc/self/fd/x', '/sys/x']) {
      expect(readNearbyFiles([path], [], folder)).toEqual([]);
    }
  });
});

describe('files that an approval file names', () => {
  it('are looked for in the working directory, then in the own folder', () => {
    write('here', 'h');
    write('sub/there', 'th');
    const files = namedFiles('sub/approval.txt', folder);
    const text = (path: string): string | undefined => {
      const file = files.open(path, 9);
      return file && Buffer.from(file.start).toString();
    };
    expect([text('here'), text('there'), text('nowhere')]).toEqual(['h', 'th', undefined]);
    expect([files.pathFor('here'), files.pathFor('there')]).toEqual(['here', 'sub/there']);
    expect(files.ambiguous).toEqual([]);
  });

  it('are ambiguous where both have one, and differ', () => {
    for (const path of ['same', 'sub/same', 'differs', 'sub/differs', 'unasked', 'sub/unasked']) {
      write(path, path.endsWith('same') ? 'same' : path);
    }
    const files = namedFiles('sub/approval.txt', folder);
    for (const path of ['same', 'differs', 'unasked']) files.open(path, 4);
    expect(['same', 'differs'].map((path) => files.pathFor(path))).toEqual(['same', 'differs']);
    expect(files.ambiguous).toEqual(['differs']);
  });
});
