/**
 * How a person checks a signature without mofn.
 */
import { join } from 'node:path';
import { quotePath } from '../../../words/quote-for-shell.ts';
import type { Verdict } from './verdict.ts';

export interface ExplainOptions {
  readonly file: string;
  readonly signature: string;
  readonly key: string;
}

/**
 * The commands, each with a comment.
 *
 * @param size of the signature in bytes
 */
export function explainByHand(
  { file, signature, key }: ExplainOptions,
  { keyFile, officer }: Verdict,
  size: number,
): readonly string[] {
  const message = file === '-' ? file : quotePath(file);
  const sig = quotePath(signature);
  const source = quotePath(officer === null || keyFile === null ? key : join(key, keyFile));
  return [
    '# 1. get the public key out of whatever the key file is (one of these works)',
    'key=$(mktemp)',
    `openssl pkey -pubin -in ${source} -out "$key" || openssl pkey -in ${source} -pubout -out "$key" ||`,
    `  openssl x509 -in ${source} -pubkey -noout > "$key"`,
    '# 2. the signature must be as long as the modulus, 256 bytes for 2048 bits: openssl does not check that',
    `wc -c < ${sig}   # ${size}`,
    '# 3. openssl must answer "Verified OK"',
    `openssl dgst -sha256 -verify "$key" -signature ${sig} ${message}`,
    '# 4. or see for yourself: the last 32 bytes inside the signature are the SHA-256 of the file',
    `openssl pkeyutl -verifyrecover -pubin -inkey "$key" -in ${sig} | tail -c 32 | od -An -v -tx1 | tr -d ' \\n'`,
    `openssl dgst -sha256 -r ${message}`,
    'rm "$key"',
  ];
}
