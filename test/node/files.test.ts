import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConsoleFiles } from '../../src/node/console-files.ts';
import { memoryFiles } from '../../src/node/memory-files.ts';
import { nodeFiles } from '../../src/node/node-files.ts';
import { readApprovalAsDevice } from '../../src/parser/device.ts';
import { lint } from '../../src/parser/lint.ts';
import { rawBytes } from '../../src/parser/text.ts';
import { writeApproval } from '../../src/parser/write.ts';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'mofn-files-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const CONTENTS = {
  'sub/10': '0123456789',
  'jü/署名': 'a signature',
};

/** The same files, on disk and in memory. */
const KINDS: readonly (readonly [string, () => ConsoleFiles])[] = [
  [
    'on disk',
    () => {
      for (const [path, content] of Object.entries(CONTENTS)) {
        fs.mkdirSync(join(folder, path, '..'), { recursive: true });
        fs.writeFileSync(join(folder, path), content);
      }
      return nodeFiles(folder);
    },
  ],
  ['in memory', () => memoryFiles(CONTENTS)],
];

const startOf = (files: ConsoleFiles, path: string, length = 99): string | undefined => {
  const file = files.open(path, length);
  return file && Buffer.from(file.start).toString();
};

describe.each(KINDS)('files %s', (_, make) => {
  it('are opened by name, and read as far as is wanted', () => {
    const files = make();
    expect(files.open('sub/10', 4)).toMatchObject({ size: 10 });
    expect(startOf(files, 'sub/10', 4)).toBe('0123');
    expect(startOf(files, './sub/../sub/10')).toBe('0123456789');
    expect(startOf(files, 'jü/署名')).toBe('a signature');
    expect(files.open(rawBytes(Buffer.from('jü/署名')), 1)?.size).toBe(11);
    for (const path of ['', 'none', 'sub', 'none/10']) expect(files.open(path, 4)).toBeUndefined();
  });

  it('are emptied and filled', () => {
    const files = make();
    for (const path of ['sub/10', 'new']) {
      const file = files.empty(path);
      expect(files.open(path, 9)?.size).toBe(0);
      file?.write(Buffer.from('ab'));
      file?.write(Buffer.from('cd'));
      file?.close();
      expect(startOf(files, path)).toBe('abcd');
    }
    expect(files.empty('')).toBeUndefined();
  });
});

describe('files on disk', () => {
  it('are regular ones: nothing else is waited for, and no link is written through', () => {
    fs.writeFileSync(join(folder, 'a'), 'old');
    fs.symlinkSync('a', join(folder, 'link'));
    spawnSync('mkfifo', [join(folder, 'fifo')]);
    const files = nodeFiles(folder);
    expect(startOf(files, 'link')).toBe('old');
    expect(startOf(files, join(folder, 'a'))).toBe('old');
    expect(files.open('fifo', 1)).toBeUndefined();
    expect(files.open('\0', 1)).toBeUndefined();
    for (const path of ['link', 'fifo', '.']) expect(files.empty(path)).toBeUndefined();
    expect(fs.readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
  });
});

describe('files in memory', () => {
  it('are written, read and told apart', () => {
    const files = memoryFiles();
    files.write('a', 'ä');
    files.write('/a', Uint8Array.of(1));
    expect(files.read('./a')).toEqual(Uint8Array.of(0xc3, 0xa4));
    expect(files.read('/a')).toEqual(Uint8Array.of(1));
    expect(files.read('b')).toBeUndefined();
  });

  it('do for the device and for lint', () => {
    const token = new Uint8Array(80);
    const files = memoryFiles({ 'officer1.token': token, sig1: new Uint8Array(256) });
    const approval = writeApproval({
      multiTokenFilePath: 'officer1.token',
      tokenFilePath: '',
      approvers: [{ type: 2, name: 'officer1', file: 'sig1' }],
    });
    expect(readApprovalAsDevice(approval, files).approval?.multiToken).toEqual(token);
    const codes = (named: ConsoleFiles): readonly string[] =>
      lint(approval, { files: { fromWorkingDirectory: named } }).map(({ code }) => code);
    expect(codes(memoryFiles()).length).toBeGreaterThan(codes(files).length);
  });
});
