import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type PassphraseWorld,
  parsePassphraseSource,
  readPassphrase,
} from '../../src/signer/passphrase.ts';
import { failureOf, rejectionOf } from '../support/failure-of.ts';
import { requireProgram } from '../support/requirements.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-passphrase-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const world: PassphraseWorld = {
  env: { SET: 'from the environment', EMPTY: '' },
  readLineFromStdin: () => Buffer.from('from stdin'),
  resolvePath: (path) => join(folder, path),
};

async function read(source: string): Promise<string> {
  return Buffer.from(await readPassphrase(parsePassphraseSource(source), world)).toString('latin1');
}

describe('pass phrase sources', () => {
  it.each([
    ['pass:word', 'word'],
    ['pass:', ''],
    ['pass:a:b c', 'a:b c'],
    ['env:SET', 'from the environment'],
    ['env:EMPTY', ''],
    ['stdin', 'from stdin'],
  ])('%s', async (source, expected) => {
    expect(await read(source)).toBe(expected);
  });

  it.each(['word', '', 'PASS:word', 'passe:word', 'fd:', 'fd:x', 'fd:-1', 'stdin:'])(
    '"%s" is none, and is not repeated',
    (source) => {
      const { kind, message } = failureOf(() => parsePassphraseSource(source));
      expect(kind).toBe('usage');
      expect(message).not.toContain('word');
    },
  );

  it.each([
    ['env:UNSET', 'UNSET, which is not set'],
    ['env:', 'names no environment variable'],
    ['file:missing', 'no such file'],
    ['file:', 'it is a folder'],
    ['file:empty', 'it is empty'],
    ['fd:987', 'it is not open'],
  ])('%s cannot be read: %s', async (source, reason) => {
    writeFileSync(join(folder, 'empty'), '');
    const { kind, message } = await rejectionOf(read(source));
    expect(kind).toBe('key');
    expect(message.endsWith(reason), message).toBe(true);
  });
});

/** The first line and nothing of what follows; what OpenSSL says is the same bytes. */
describe('pass phrase files', () => {
  const CONTENTS: readonly (readonly [string, string])[] = [
    ['secret\n', 'secret'],
    ['secret', 'secret'],
    ['secret\nmore\n', 'secret'],
    ['secret \t\n', 'secret \t'],
    ['secret\r\n', 'secret\r'],
    ['\n', ''],
    ['gr\u00fc\u00df\n', 'gr\u00fc\u00df'],
    [`${'x'.repeat(1500)}\n`, 'x'.repeat(1023)],
  ];

  it.each(CONTENTS)('%j', async (content, expected) => {
    writeFileSync(join(folder, 'file'), Buffer.from(content, 'latin1'));
    expect(await read('file:file')).toBe(expected);
  });

  it('a descriptor gives one line a time and keeps the rest', async () => {
    writeFileSync(join(folder, 'lines'), 'first\nsecond\n');
    const descriptor = openSync(join(folder, 'lines'), 'r');
    try {
      expect(await read(`fd:${descriptor}`)).toBe('first');
      expect(await read(`fd:${descriptor}`)).toBe('second');
    } finally {
      closeSync(descriptor);
    }
  });

  const openssl = requireProgram('openssl');
  it.skipIf(!openssl.has)(`openssl reads the same ${openssl.label}`, () => {
    for (const [content, expected] of CONTENTS) {
      writeFileSync(join(folder, 'file'), Buffer.from(content, 'latin1'));
      // HMAC keys are no pass phrases; encryption with a key derived from one shows what was read.
      const derive = (source: string): string =>
        execFileSync(
          'openssl',
          [
            'enc',
            '-aes-128-cbc',
            '-nosalt',
            '-pbkdf2',
            '-iter',
            '1',
            '-pass',
            source,
            '-in',
            '/dev/null',
          ],
          { cwd: folder, encoding: 'hex' },
        );
      writeFileSync(join(folder, 'plain'), Buffer.from(`${expected}\n`, 'latin1'));
      expect(derive('file:file')).toBe(derive('file:plain'));
    }
  });
});
