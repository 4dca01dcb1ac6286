import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEVICE_FIELDS } from '../../src/parser/device/fields.ts';
import { DEVICE_LIMITS } from '../../src/parser/device/limits.ts';
import { PIECE_LENGTH } from '../../src/parser/device/piece.ts';
import { encodeTokens, RECORD_BYTES } from '../../src/token/record.ts';
import { findService } from '../../src/token/service.ts';
import { runCommand } from '../support/run-command.ts';

function rowsOf(page: string): readonly (readonly string[])[] {
  const rows = page.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('docs/token.md', () => {
  const page = readFileSync('docs/token.md', 'utf8');
  const fields = rowsOf(page)
    .filter(([offset = '']) => /^\d+$/.test(offset))
    .map(([offset, length = '', what = '']) => ({
      offset: Number(offset),
      length: Number.parseInt(length, 10),
      what,
    }));

  it('has each byte of a record in one field', () => {
    const ends = fields.map(({ offset, length }) => offset + length);
    expect(fields.map(({ offset }) => offset)).toEqual([0, ...ends.slice(0, -1)]);
    expect(ends.at(-1)).toBe(RECORD_BYTES);
  });

  it('has the fields where a record has them', () => {
    const bytes = encodeTokens([
      {
        id: 0x0102,
        service: 5,
        node: 0x04050607,
        keyHandle: 9,
        nonce: new Uint8Array(16).fill(0xaa),
        user: 'officer1',
        created: 1_700_000_000,
      },
    ]);
    const at = (word: string) => {
      const field = fields.find(({ what }) => what.startsWith(word));
      if (field === undefined) throw new Error(`no field ${word}`);
      return Buffer.from(bytes.subarray(field.offset, field.offset + field.length));
    };
    expect(at('id').readUInt16BE()).toBe(0x0102);
    expect(at('service').readUInt16BE()).toBe(5);
    expect(at('number').readUInt32BE()).toBe(0x04050607);
    expect(at('handle').readBigUInt64BE()).toBe(9n);
    expect(at('nonce')).toEqual(Buffer.alloc(16, 0xaa));
    expect(at('user').toString()).toBe('officer1'.padEnd(32, '\0'));
    expect(at('time').readBigUInt64BE()).toBe(1_700_000_000n);
    expect(at('zero')).toEqual(Buffer.alloc(8));
  });

  it('has the names of services', () => {
    const named = [...page.matchAll(/(\d) is ([A-Z_]+)/g)];
    expect(named.length).toBe(4);
    for (const [, number, name] of named) expect(findService(Number(number))?.name).toBe(name);
  });
});

describe('docs/approval-file.md', () => {
  const page = readFileSync('docs/approval-file.md', 'utf8');
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'formats-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('has the keys that the device knows, and its limits', () => {
    const keys = rowsOf(page).flatMap(([key = '']) => /^`(.*)`$/.exec(key)?.[1] ?? []);
    expect(keys.sort()).toEqual(
      Object.values(DEVICE_FIELDS)
        .map(({ key }) => key)
        .sort(),
    );
    expect(page).toContain(`${PIECE_LENGTH} bytes for a line`);
    expect(page).toContain(
      `${DEVICE_LIMITS.approvals} approvals, and ${DEVICE_LIMITS.tokens} records`,
    );
  });

  it('has an example in which lint finds nothing', async () => {
    const [, example = ''] = /```text\n(.*?)```/s.exec(page) ?? [];
    writeFileSync(join(folder, 'a.txt'), example);
    const run = await runCommand(['approval', 'lint', '--no-files', 'a.txt'], { cwd: folder });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const formatted = await runCommand(['approval', 'fmt', '--check', 'a.txt'], { cwd: folder });
    expect(formatted.code).toBe(0);
  });
});
