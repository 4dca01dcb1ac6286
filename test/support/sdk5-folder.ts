/** A folder with keys, a roster and a token file of the newer command line, signed by openssl. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeKey } from './keys.ts';
import { PUBLIC_USER_TOKEN } from './sdk5-files.ts';

export interface Sdk5Folder {
  readonly path: string;
  readonly at: (name: string) => string;
  readonly read: (name: string) => string;
  readonly write: (name: string, content: string | Uint8Array) => void;
  readonly remove: () => void;
}

const ADMINS = ['admin2', 'admin3'] as const;

/**
 * `t.json`: the guide's token, with no signature. `NAME.key`, `roster/NAME.pub`, and `NAME.sig`: the signature
 * over its digest as the guide makes it, with `openssl pkeyutl -pkeyopt digest:sha256`.
 */
export function makeSdk5Folder(): Sdk5Folder {
  const path = mkdtempSync(join(tmpdir(), 'mofn-sdk5-'));
  const at = (name: string): string => join(path, name);
  const openssl = (...words: string[]) =>
    execFileSync('openssl', words, { cwd: path, stdio: 'pipe' });
  mkdirSync(at('roster'));
  writeFileSync(at('t.json'), PUBLIC_USER_TOKEN);
  writeFileSync(at('t.bin'), Buffer.from(JSON.parse(PUBLIC_USER_TOKEN).token, 'base64'));
  for (const name of ADMINS) {
    const { privatePem, publicPem } = takeKey(name);
    writeFileSync(at(`${name}.key`), privatePem, { mode: 0o600 });
    writeFileSync(at(`roster/${name}.pub`), publicPem);
    const sign = ['-sign', '-inkey', `${name}.key`, '-pkeyopt', 'digest:sha256'];
    openssl('pkeyutl', ...sign, '-in', 't.bin', '-out', `${name}.sig`);
  }
  return {
    path,
    at,
    read: (name) => readFileSync(at(name), 'utf8'),
    write: (name, content) => writeFileSync(at(name), content),
    remove: () => rmSync(path, { recursive: true }),
  };
}
