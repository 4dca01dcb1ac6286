/**
 * What an officer is about to sign, in words and as data.
 */
import { createHash } from 'node:crypto';
import { isFailure } from '../../../failure.ts';
import { findOddities } from '../../../token/oddities.ts';
import { decodeTokens, type TokenRecord } from '../../../token/record.ts';
import { describeOddity } from '../../../words/oddities.ts';
import { describeToken, listServices, nameInput, nameUsers } from '../../../words/token.ts';

/** A file to be signed, as it was read. */
export interface Message {
  readonly path: string;
  readonly bytes: Buffer;
  /** SHA-256 in hex. */
  readonly digest: string;
  /** Its records, where it is a quorum token. */
  readonly records: readonly TokenRecord[];
}

export function readMessage(path: string, bytes: Buffer): Message {
  let digest: string | undefined;
  return {
    path,
    bytes,
    // Made when it is asked for: with --quiet nobody may ask, and the signature makes its own.
    get digest() {
      digest ??= createHash('sha256').update(bytes).digest('hex');
      return digest;
    },
    records: readRecords(bytes),
  };
}

function readRecords(bytes: Buffer): readonly TokenRecord[] {
  try {
    return decodeTokens(bytes);
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}

/**
 * Lines that tell what a message is.
 *
 * @param now milliseconds since 1970, for a token's age
 */
export function describeMessage(
  { path, bytes, digest, records }: Message,
  now: number,
): readonly string[] {
  const [first, ...others] = records;
  if (first === undefined) {
    const empty =
      bytes.length === 0 ? ['  careful: it is empty; a signature of it approves nothing'] : [];
    return [
      `${nameInput(path)}: no quorum token, ${bytes.length} bytes`,
      `  SHA-256: ${digest}`,
      ...empty,
    ];
  }
  const words = describeToken(path, [first, ...others], Math.floor(now / 1000));
  return [
    words.heading,
    `  service: ${words.service}`,
    `  nodes:   ${records.map(({ node, id }) => `${node} (id ${id})`).join(', ')}`,
    `  made:    ${words.made}`,
    `  SHA-256: ${digest}`,
    ...words.cautions.map((caution) => `  careful: ${caution}`),
  ];
}

/** One line, for many files. */
export function describeBriefly({ path, digest, records }: Message): string {
  const what = records.length === 0 ? 'no quorum token' : describeRecords(records);
  const cautions = findOddities(records).map((oddity) => `; careful: ${describeOddity(oddity)}`);
  return `${path}: ${what}, SHA-256 ${digest}${cautions.join('')}`;
}

/** All that a file holds, so that nothing hides behind its first record. */
function describeRecords(records: readonly TokenRecord[]): string {
  const services = listServices(records);
  const nodes = records.map(({ node }) => node).join(', ');
  return (
    `token of ${nameUsers(records)} for service${services.length > 1 ? 's' : ''} ${services.join(', ')}, ` +
    `${records.length} nodes (${nodes})`
  );
}
