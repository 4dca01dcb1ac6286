/**
 * What an officer is about to sign, in words.
 */
import type { TokenKey } from '../../../ceremony/token-key.ts';
import type { ContentKind } from '../../../content/recognise-content.ts';
import type { TokenRecord } from '../../../token/record.ts';
import { listKeyReferences } from '../../../token/sdk5/key-reference.ts';
import { findSpoiltToken } from '../../../token/spoilt-token.ts';
import { describeContent } from '../../../words/content.ts';
import { countNoun } from '../../../words/count-noun.ts';
import { describeOddity } from '../../../words/oddities.ts';
import { describeSpoiltToken } from '../../../words/spoilt-token.ts';
import { describeToken, listServices, nameInput, nameUsers } from '../../../words/token.ts';
import { describeTokenKey } from '../../../words/token-key.ts';
import type { Message } from './message.ts';

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
    const caution = describeMistake(found, bytes);
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

function describeMistake(found: ContentKind, bytes: Uint8Array): string | undefined {
  if (found === 'empty') return 'it is empty';
  if (MISTAKEN.includes(found)) return `it is ${describeContent(found)}`;
  const spoilt = findSpoiltToken(bytes);
  return spoilt && describeSpoiltToken(spoilt);
}

/** One line, for many files. */
export function describeBriefly({
  path,
  bytes,
  digest,
  records,
  oddities,
  found,
}: Message): string {
  const what = records.length === 0 ? 'no quorum token' : describeRecords(records);
  const mistake = records.length === 0 ? describeMistake(found, bytes) : undefined;
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
