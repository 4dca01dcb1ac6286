/**
 * test/golden/device-corpus: each case of device-corpus/ as a file, and beside them `expected.jsonl`,
 * what `mofn approval show --as device --json` prints of them behind `schemaVersion`, in the order of their names. `npm run
 * corpus` writes both anew from the cases, whose values were worked out by hand.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { showAsDevice } from '../../src/answers/approval/show-reading.ts';
import { DEVICE_CASES } from './device-corpus/cases.ts';

const FOLDER = fileURLToPath(new URL('../golden/device-corpus/', import.meta.url));
const CASES = DEVICE_CASES.map((one) => ({ ...one, file: `${one.name}.txt` })).sort((a, b) =>
  a.file < b.file ? -1 : 1,
);
const EXPECTED = CASES.map(({ file, expected }) => JSON.stringify({ file, ...expected }));

beforeAll(() => {
  if (process.env['MOFN_UPDATE'] !== '1') return;
  rmSync(`${FOLDER}files`, { recursive: true, force: true });
  mkdirSync(`${FOLDER}files`, { recursive: true });
  for (const { file, text } of CASES) writeFileSync(`${FOLDER}files/${file}`, text, 'latin1');
  writeFileSync(`${FOLDER}expected.jsonl`, `${EXPECTED.join('\n')}\n`);
});

describe('the corpus as files', () => {
  it('is what the cases say', () => {
    expect(readdirSync(`${FOLDER}files`).sort()).toEqual(CASES.map(({ file }) => file));
    for (const { file, text } of CASES) {
      expect(readFileSync(`${FOLDER}files/${file}`, 'latin1')).toBe(text);
    }
    expect(readFileSync(`${FOLDER}expected.jsonl`, 'utf8')).toBe(`${EXPECTED.join('\n')}\n`);
  });

  it('is shown as expected, line by line', () => {
    const lines = readFileSync(`${FOLDER}expected.jsonl`, 'utf8').trimEnd().split('\n');
    const shown = CASES.map(({ file }) =>
      JSON.stringify(showAsDevice(file, readFileSync(`${FOLDER}files/${file}`))),
    );
    expect(shown).toEqual(lines);
  });
});

describe('values as they are shown', () => {
  const shown = (name: string) =>
    showAsDevice(
      'f',
      Buffer.from(
        `Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = 1;\nApprover Type = 7;\nApprover Name = ${name};\nApproval File = s;\n`,
        'latin1',
      ),
    );

  it('are UTF-8 where they are that, in messages too', () => {
    expect(shown('j\xc3\xbcrgen').approvers[0]?.name).toBe('jürgen');
    expect(shown('j\xc3\xbcrgen').error).toBe('Invalid User Type 7 for jürgen');
    expect(shown('\xef\xbb\xbfbob').approvers[0]?.name).toBe('\ufeffbob');
  });

  it('are one character a byte where they are not', () => {
    expect(shown('j\xfcrgen').approvers[0]?.name).toBe('j\u00fcrgen');
    // A surrogate, and a blank in two bytes, written as UTF-8: neither is UTF-8.
    expect(shown('\xed\xa0\x80').approvers[0]?.name).toBe('\u00ed\u00a0\u0080');
    expect(shown('\xc0\xa0').approvers[0]?.name).toBe('\u00c0\u00a0');
  });
});
