/**
 * Signs the files of second factors as somebody does who knows only the guides: by JSON.parse and node:crypto.
 */
import type { MemoryFiles } from '../../src/node/memory-files.ts';
import { type TestKey, takeKey } from '../support/keys.ts';
import { signDigest } from '../support/sdk5-files.ts';

/** A small exponent is checked twenty times as fast. */
export const keyNamed = (name: string): TestKey => takeKey(name, { exponent: 3 });

/** The file that the consoles of these tests write. */
export const FACTOR_FILE = 'factor';

/** Of the classic console. */
export function signAuthData(files: MemoryFiles, by: string): void {
  const document = read(files);
  for (const entry of document.Data) entry.Signature = sign(entry.Digest, by);
  files.write(FACTOR_FILE, JSON.stringify({ ...document, PublicKey: keyNamed(by).publicPem }));
}

/** Of cloudhsm-cli, with the public key in a file beside it. */
export function signTokens(files: MemoryFiles, by: string): void {
  const document = read(files);
  for (const entry of document.tokens) entry.signed = sign(entry.unsigned, by);
  files.write(FACTOR_FILE, JSON.stringify(document));
  files.write(`${FACTOR_FILE}.pub`, keyNamed(by).publicPem);
}

// biome-ignore lint/suspicious/noExplicitAny: as the guides have it
function read(files: MemoryFiles): any {
  return JSON.parse(Buffer.from(files.read(FACTOR_FILE) ?? []).toString());
}

function sign(digest: string, by: string): string {
  return signDigest(Buffer.from(digest, 'base64'), keyNamed(by).privateKey).toString('base64');
}
