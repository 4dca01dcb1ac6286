/**
 * A folder with keys of all kinds, messages, signatures and pass phrase files, for both tools.
 */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPENSSL_FOLDER } from './answers.ts';

/** What openssl made of it: record-fixtures.ts. These are keys for tests, and nobody's. */
export const RECORDED_FIXTURES: string = join(OPENSSL_FOLDER, 'dgst-fixtures');

/** The pass phrase of every encrypted key among the fixtures. */
export const PASSPHRASE = 'correct horse';

/**
 * Makes the folder; `copyFixtures` gives each run a copy of its own.
 *
 * @returns its path, for the caller to remove
 */
export function makeFixtures(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-dgst-fixtures-'));
  cpSync(RECORDED_FIXTURES, folder, { recursive: true });
  const write = (name: string, data: string | Uint8Array): void => {
    writeFileSync(join(folder, name), data);
  };
  write('m2', 'other');
  write('empty', '');
  write('stdin', 'a file of that name\n');
  write('-dash', 'a file whose name begins with a dash\n');
  write('with\nnewline', 'x');
  write('token', Buffer.alloc(160, 7));
  write('big', Buffer.alloc(300_001, 'mofn'));
  mkdirSync(join(folder, 'dir'));

  write('pw', `${PASSPHRASE}\n`);
  write('pw.crlf', `${PASSPHRASE}\r\n`);
  write('pw.bare', PASSPHRASE);
  write('pw.second', `wrong\n${PASSPHRASE}\n`);
  write('pw.blank', '\n');
  write('pw.nul', `${PASSPHRASE}\0rest\n`);
  return folder;
}

/** Copies the fixtures into a fresh folder. */
export function copyFixtures(fixtures: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-dgst-'));
  cpSync(fixtures, folder, { recursive: true });
  return folder;
}
