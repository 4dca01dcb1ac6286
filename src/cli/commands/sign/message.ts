/**
 * What an officer is about to sign, as it was read.
 */

import { createHash } from 'node:crypto';
import type { ContentKind } from '../../../content/recognise-content.ts';
import { isFailure } from '../../../failure.ts';
import { findHiddenRecords, findOddities, type TokenOddity } from '../../../token/oddities.ts';
import { isPae } from '../../../token/pae.ts';
import { decodeTokens, type TokenRecord } from '../../../token/record.ts';
import { CommandFailure } from '../../command-failure.ts';
import { quoted } from '../../input/read-file.ts';
import { refuseOtherContent } from '../../input/refuse-other-content.ts';

/** A file to be signed, as it was read. */
export interface Message {
  readonly path: string;
  readonly bytes: Buffer;
  /** SHA-256 in hex. */
  readonly digest: string;
  /** Its records, where it is a quorum token, or hides some. */
  readonly records: readonly TokenRecord[];
  /** What no HSM writes. */
  readonly oddities: readonly TokenOddity[];
  /** What it is, where it is no token. */
  readonly found: ContentKind;
}

/**
 * @param path as it was given; `-` is standard input
 * @throws Failure `other-content` for a private key, which nobody means to sign; of kind `file` for what is signed of a
 *   request or a policy, which nobody is shown here
 */
export function readMessage(path: string, bytes: Buffer): Message {
  const found = refuseOtherContent(bytes, 'message', path);
  if (isPae(bytes)) {
    throw new CommandFailure(
      'file',
      `${path === '-' ? 'standard input' : quoted(path)} is not signed: it is what is signed of a request or a policy, and a signature would be one of that`,
      'ask whoever made it for the request or the policy itself, which is shown before it is signed',
    );
  }
  let digest: string | undefined;
  return {
    path,
    bytes,
    // Made when it is asked for: with --quiet nobody may ask, and the signature makes its own.
    get digest() {
      digest ??= createHash('sha256').update(bytes).digest('hex');
      return digest;
    },
    found,
    ...readRecords(bytes),
  };
}

function readRecords(bytes: Buffer): Pick<Message, 'records' | 'oddities'> {
  try {
    const records = decodeTokens(bytes);
    return { records, oddities: findOddities(records) };
  } catch (error) {
    if (!isFailure(error)) throw error;
    const hidden = findHiddenRecords(bytes);
    if (hidden === undefined) return { records: [], oddities: [] };
    const { records, oddity } = hidden;
    return { records, oddities: [oddity, ...findOddities(records)] };
  }
}
