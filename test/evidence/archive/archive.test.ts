import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readArchive } from '../../../src/evidence/archive/read-archive.ts';
import { writeArchive } from '../../../src/evidence/archive/write-archive.ts';
import { type AnyFailure, isFailure } from '../../../src/failure.ts';
import { howMany } from '../../support/how-many.ts';
import { requireProgram } from '../../support/requirements.ts';

const utf8 = new TextEncoder();

const FILES: ReadonlyMap<string, Uint8Array> = new Map([
  ['keys/ada.pub', utf8.encode('-----BEGIN PUBLIC KEY-----\n')],
  ['keys/empty', new Uint8Array()],
  ['manifest.json', utf8.encode('{}\n')],
  ['tokens/a.token', Uint8Array.from({ length: 160 }, (_, at) => at)],
]);

const ARCHIVE = writeArchive(FILES);

function refusalOf(bytes: Uint8Array): AnyFailure | undefined {
  try {
    readArchive(bytes);
    return undefined;
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-zip-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const name = fc
  .stringMatching(/^[A-Za-z]([A-Za-z0-9_.@+=-]{0,8}[a-z0-9])?$/)
  .filter((text) => !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(text));
const filesArbitrary = fc
  .uniqueArray(fc.tuple(name, fc.option(name), fc.uint8Array({ maxLength: 300 })), {
    selector: ([first]) => first.toLowerCase(),
    maxLength: 8,
  })
  .map((files) =>
    files.map(([first, second, content]): [string, Uint8Array] => [
      second === null ? first : `${first}/${second}`,
      content,
    ]),
  );

describe('an archive', () => {
  it('is read as what was written, in the order of the paths', () => {
    fc.assert(
      fc.property(filesArbitrary, (files) => {
        const read = readArchive(writeArchive(new Map(files)));
        expect([...read.keys()]).toEqual(files.map(([path]) => path).sort());
        for (const [path, content] of files) expect(read.get(path)).toEqual(content);
      }),
    );
  });

  it('is the same bytes whatever the order of the files', () => {
    fc.assert(
      fc.property(filesArbitrary, fc.nat(), (files, shift) => {
        const at = files.length === 0 ? 0 : shift % files.length;
        const others = [...files.slice(at), ...files.slice(0, at)];
        expect(writeArchive(new Map(others))).toEqual(writeArchive(new Map(files)));
      }),
    );
  });

  it('is the same bytes in every time zone', () => {
    const before = process.env['TZ'];
    onTestFinished(() => {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });
    const zones = ['UTC', 'Pacific/Kiritimati', 'America/Adak', 'Asia/Kolkata'];
    const written = zones.map((zone) => {
      process.env['TZ'] = zone;
      const archive = Buffer.from(writeArchive(FILES)).toString('hex');
      return { offset: new Date(0).getTimezoneOffset(), archive };
    });
    expect(new Set(written.map(({ offset }) => offset)).size).toBe(4);
    expect(new Set(written.map(({ archive }) => archive)).size).toBe(1);
  });

  it.each([
    ['../a', 'malformed'],
    ['/a', 'malformed'],
    ['a//b', 'malformed'],
    ['a/./b', 'malformed'],
    ['a/', 'malformed'],
    ['', 'malformed'],
    ['a\\b', 'malformed'],
    ['C:/a', 'malformed'],
    ['.hidden', 'malformed'],
    ['-rf', 'malformed'],
    ['1', 'malformed'],
    ['a b', 'malformed'],
    ['a\nb', 'malformed'],
    ['a.', 'malformed'],
    ['ä', 'malformed'],
    ['a\u202eb', 'malformed'],
    ['con', 'malformed'],
    ['keys/Nul.pub', 'malformed'],
    ['a'.repeat(201), 'too-long'],
  ])('has no file at %j', (path, problem) => {
    const files = new Map([[path, new Uint8Array(1)]]);
    expect(() => writeArchive(files)).toThrow(`archive-path ${JSON.stringify({ path, problem })}`);
    const foreign = refusalOf(zipSync(Object.fromEntries(files), { level: 0 }));
    expect(foreign?.code).toBe('archive-path');
  });

  it('has no two files that are one in some file system, and no file within a file', () => {
    for (const [one, other, problem] of [
      ['A/b', 'a/B', 'repeated'],
      ['a', 'a/b', 'within-file'],
      ['A', 'a/b/c', 'within-file'],
    ] as const) {
      const files = new Map([one, other].map((path) => [path, new Uint8Array()] as const));
      expect(() => writeArchive(files)).toThrow(JSON.stringify({ path: other, problem }));
    }
  });
});

describe('an archive of which something was changed', () => {
  it('is refused, whichever bit it is', () => {
    const bits = howMany(1, 8);
    for (let at = 0; at < ARCHIVE.length; at += 1) {
      for (let bit = 0; bit < bits; bit += 1) {
        const changed = Uint8Array.from(ARCHIVE);
        changed[at] = (changed[at] ?? 0) ^ (1 << ((bit + at) % 8));
        expect({ at, bit, code: refusalOf(changed)?.code }).toMatchObject({
          code: expect.stringMatching(/^archive-(differs|path|kind|files)$/),
        });
      }
    }
  });

  it('is refused at the place of the change', () => {
    const dataView = new DataView(ARCHIVE.buffer);
    const directory = dataView.getUint32(ARCHIVE.length - 6, true);
    const nameLength = 'keys/ada.pub'.length;
    for (const [at, expected] of [
      [4, { path: 'keys/ada.pub', part: 'file', field: 'version-needed' }],
      [6, { path: 'keys/ada.pub', part: 'file', field: 'flags' }],
      [8, { path: 'keys/ada.pub', part: 'file', field: 'method' }],
      [10, { path: 'keys/ada.pub', part: 'file', field: 'time' }],
      [13, { path: 'keys/ada.pub', part: 'file', field: 'date' }],
      [15, { path: 'keys/ada.pub', part: 'file', field: 'crc-32' }],
      [18, { path: 'keys/ada.pub', part: 'file', field: 'compressed-size' }],
      [28, { path: 'keys/ada.pub', part: 'file', field: 'extra-length' }],
      [directory, { path: 'keys/ada.pub', part: 'directory', field: 'signature' }],
      [directory + 5, { path: 'keys/ada.pub', part: 'directory', field: 'version-made-by' }],
      [directory + 32, { path: 'keys/ada.pub', part: 'directory', field: 'comment-length' }],
      [directory + 41, { path: 'keys/ada.pub', part: 'directory', field: 'external-attributes' }],
      [directory + 46, { path: 'keys/ada.pub', part: 'directory', field: 'name' }],
      [ARCHIVE.length - 1, { path: null, part: 'end', field: 'comment-length' }],
      [ARCHIVE.length - 12, { path: null, part: 'end', field: 'files' }],
    ] as const) {
      const changed = Uint8Array.from(ARCHIVE);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const failure = refusalOf(changed);
      expect({ at, values: failure?.values }).toMatchObject({ at, values: expected });
    }
    const content = Uint8Array.from(ARCHIVE);
    content[30 + nameLength + 5] = 0;
    expect(refusalOf(content)?.values).toMatchObject({
      path: 'keys/ada.pub',
      part: 'file',
      field: 'content',
    });
  });

  it('is refused where anything is behind it, before it, or missing', () => {
    for (let cut = 0; cut < ARCHIVE.length; cut += 7) {
      expect(refusalOf(ARCHIVE.subarray(0, cut))).toBeDefined();
      expect(refusalOf(ARCHIVE.subarray(cut + 1))).toBeDefined();
    }
    expect(refusalOf(Buffer.concat([ARCHIVE, Buffer.of(0)]))?.values).toEqual({
      path: null,
      part: 'end',
      field: 'trailing',
      offset: ARCHIVE.length,
    });
    expect(refusalOf(Buffer.concat([Buffer.of(0), ARCHIVE]))).toBeDefined();
    expect(refusalOf(Buffer.concat([ARCHIVE, ARCHIVE]))).toBeDefined();
  });

  it('is refused where it says that it is larger than it is, or has more files than any', () => {
    const claimed = Buffer.from(ARCHIVE);
    for (const at of [18, 22]) claimed.writeUInt32LE(0xffff_ffff, at);
    expect(refusalOf(claimed)?.values).toMatchObject({ path: 'keys/ada.pub', field: 'size' });
    // An empty file a.txt, again and again: a header of 30 bytes and its name.
    const header = Buffer.from(writeArchive(new Map([['a.txt', new Uint8Array()]]))).subarray(
      0,
      35,
    );
    const many = Buffer.concat([...Array.from({ length: 10_001 }, () => header), Buffer.alloc(22)]);
    expect(refusalOf(many)).toMatchObject({ code: 'archive-files', values: { most: 10_000 } });
    const files = Array.from({ length: 10_001 }, (_, at) => [`f${at}`, new Uint8Array()] as const);
    expect(() => writeArchive(new Map(files))).toThrow('archive-files');
    const large = new Map([['a.bin', new Uint8Array(1 << 27)]]);
    expect(() => writeArchive(large)).toThrow('archive-too-large');
    expect(refusalOf(new Uint8Array((1 << 27) + 1))?.code).toBe('archive-too-large');
  });

  it('is refused whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(refusalOf(bytes)).toBeDefined();
        expect(refusalOf(Buffer.concat([Buffer.from('PK\x03\x04'), bytes]))).toBeDefined();
      }),
    );
  });
});

describe('archives of other programs', () => {
  it.each([
    ['compressed', { level: 9 }],
    ['with a comment', { level: 0, comment: 'x' }],
    ['with an extra field', { level: 0, extra: { 1: Uint8Array.of(1) } }],
    ['of another time', { level: 0, mtime: new Date(2026, 1, 1) }],
    ['of another system', { level: 0, mtime: new Date(1980, 0, 1, 12), os: 0 }],
  ] as const)('are refused: %s', (_, options) => {
    const content = utf8.encode('a'.repeat(500));
    const failure = refusalOf(zipSync({ a: [content, options] }));
    expect(failure).toMatchObject({ code: 'archive-differs', values: { path: 'a' } });
  });

  const python = requireProgram('python3');
  it.skipIf(!python.has)(`are refused: streamed, encrypted, doubled ${python.label}`, () => {
    const folder = makeFolder();
    const program = `
import io, zipfile, sys, warnings
warnings.simplefilter('ignore')
class Pipe(io.RawIOBase):
    def __init__(self, to): self.to = to
    def writable(self): return True
    def write(self, data): return self.to.write(data)
with open('streamed.zip', 'wb') as out:
    with zipfile.ZipFile(Pipe(out), 'w') as z: z.writestr('a', b'x')
with zipfile.ZipFile('doubled.zip', 'w') as z:
    z.writestr('a', b'x'); z.writestr('a', b'y')
with zipfile.ZipFile('bomb.zip', 'w', zipfile.ZIP_DEFLATED) as z: z.writestr('a', b'0' * 10000000)
with zipfile.ZipFile('slip.zip', 'w') as z: z.writestr('../../a', b'x')
with zipfile.ZipFile('plain.zip', 'w') as z: z.writestr('a', b'x')
`;
    expect(spawnSync('python3', ['-c', program], { cwd: folder, encoding: 'utf8' }).stderr).toBe(
      '',
    );
    const archives = readdirSync(folder);
    expect(archives).toHaveLength(5);
    for (const archive of archives) {
      expect(refusalOf(readFileSync(join(folder, archive)))?.code).toMatch(/^archive-/);
    }
  });
});

describe('other programs unpack what was written', () => {
  const unzip = requireProgram('unzip');
  it.skipIf(!unzip.has)(`unzip ${unzip.label}`, () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'b.zip'), ARCHIVE);
    expect(spawnSync('unzip', ['-tq', 'b.zip'], { cwd: folder }).status).toBe(0);
    expect(spawnSync('unzip', ['-q', 'b.zip', '-d', 'B'], { cwd: folder }).status).toBe(0);
    for (const [path, content] of FILES) {
      expect(new Uint8Array(readFileSync(join(folder, 'B', path)))).toEqual(content);
    }
    expect(existsSync(join(folder, 'B', 'keys'))).toBe(true);
  });

  const python = requireProgram('python3');
  it.skipIf(!python.has)(`zipfile of Python ${python.label}`, () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'b.zip'), ARCHIVE);
    const program = `
import json, zipfile
z = zipfile.ZipFile('b.zip')
assert z.testzip() is None
print(json.dumps([[i.filename, z.read(i).hex(), i.compress_type, i.flag_bits, oct(i.external_attr >> 16)] for i in z.infolist()]))
`;
    const { stdout, stderr } = spawnSync('python3', ['-c', program], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(
      [...FILES].map(([path, content]) => [
        path,
        Buffer.from(content).toString('hex'),
        0,
        0,
        '0o100644',
      ]),
    );
  });
});
