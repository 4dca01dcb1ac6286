/**
 * What an officer is about to sign, in words and as data.
 */

import { createHash } from 'node:crypto';
import type { TokenKey } from '../../../ceremony/token-key.ts';
import type { ContentKind } from '../../../content/recognise-content.ts';
import { isFailure } from '../../../failure.ts';
import { findHiddenRecords, findOddities, type TokenOddity } from '../../../token/oddities.ts';
import { isPae } from '../../../token/pae.ts';
import { decodeTokens, type TokenRecord } from '../../../token/record.ts';
import { listKeyReferences } from '../../../token/sdk5/key-reference.ts';
import { describeContent } from '../../../words/content.ts';
import { countNoun } from '../../../words/count-noun.ts';
import { describeOddity } from '../../../words/oddities.ts';
import { describeToken, listServices, nameInput, nameUsers } from '../../../words/token.ts';
import { describeTokenKey } from '../../../words/token-key.ts';
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

/**
 * Lines that tell what a message is.
 *
 * @param now milliseconds since 1970, for a token's age
 * @param key that the token is for, where it is for one
 */
export function describeMessage(
  { path, bytes, digest, records, oddities, found }: Message,
  now: number,
  key: TokenKey | undefined,
): readonly string[] {
  const [first, ...others] = records;
  if (first === undefined) {
    const caution = describeMistake(found);
    return [
      `${nameInput(path)}: no quorum token, ${countNoun(bytes.length, 'byte')}`,
      `  SHA-256: ${digest}`,
      ...(caution === undefined
        ? []
        : [`  careful: ${caution}; a signature of it approves nothing`]),
    ];
  }
  const format = found === 'sdk5-token' ? 'sdk5' : 'classic';
  const keyWords = key && describeTokenKey(key);
  const words = describeToken(path, [first, ...others], Math.floor(now / 1000), format);
  return [
    words.heading,
    `  service: ${words.service}`,
    ...(keyWords?.key ?? []).map((line, at) => `  ${at === 0 ? 'key:    ' : '        '} ${line}`),
    `  nodes:   ${records.map(({ node, id }) => `${node} (id ${id})`).join(', ')}`,
    `  made:    ${words.made}`,
    `  SHA-256: ${digest}`,
    ...[...oddities.map(describeOddity), ...(keyWords?.cautions ?? [])].map(
      (caution) => `  careful: ${caution}`,
    ),
  ];
}

/** What is signed by mistake, in the place of a token. */
const MISTAKEN: readonly ContentKind[] = [
  'empty',
  'signature',
  'signature-text',
  'approval',
  'utf-16-approval',
  'public-key',
  'certificate',
];

function describeMistake(found: ContentKind): string | undefined {
  if (!MISTAKEN.includes(found)) return undefined;
  return found === 'empty' ? 'it is empty' : `it is ${describeContent(found)}`;
}

/** One line, for many files. */
export function describeBriefly({ path, digest, records, oddities, found }: Message): string {
  const what = records.length === 0 ? 'no quorum token' : describeRecords(records);
  const mistake = records.length === 0 ? describeMistake(found) : undefined;
  const cautions = [
    ...(mistake === undefined ? [] : [mistake]),
    ...oddities.map(describeOddity),
  ].map((caution) => `; careful: ${caution}`);
  return `${path}: ${what}, SHA-256 ${digest}${cautions.join('')}`;
}

/** All that a file holds, so that nothing hides behind its first record. */
function describeRecords(records: readonly TokenRecord[]): string {
  const services = listServices(records);
  const nodes = records.map(({ node }) => node).join(', ');
  const keys = listKeyReferences(records);
  return (
    `token of ${nameUsers(records)} for service${services.length > 1 ? 's' : ''} ${services.join(', ')}, ` +
    `${keys.length === 0 ? '' : `key${keys.length > 1 ? 's' : ''} ${keys.join(', ')}, `}` +
    `${countNoun(records.length, 'node')} (${nodes})`
  );
}
