import { uint8ArrayToHex } from 'uint8array-extras';
import type { OtherKind } from '../../../../answers/token/encode-other-kind.ts';
import { type BesideToken, encodeToken } from '../../../../answers/token/encode-token.ts';
import { readAnyKind } from '../../../../answers/token/read-any-kind.ts';
import { clockOf } from '../../../../ceremony/token-key.ts';
import { wordsOfDigest } from '../../../../digest-words/words-of-digest.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import type { TokenRecord } from '../../../../token/record.ts';
import { formatKeyHandle } from '../../../../token/sdk5/key-reference.ts';
import type { Sdk5Token } from '../../../../token/sdk5-token.ts';
import type { SpoiltToken } from '../../../../token/spoilt-token.ts';
import type { TokenFile } from '../../../../token/token-file.ts';
import { TOKEN_VALIDITY } from '../../../../token/validity.ts';
import { describeWords } from '../../../../words/digest-words.ts';
import { formatIsoTime } from '../../../../words/iso-time.ts';
import { namesNoOperation } from '../../../../words/services.ts';
import { describeToken } from '../../../../words/token.ts';
import { describeTokenKey } from '../../../../words/token-key.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { findTokenKey } from '../../../input/find-token-key.ts';
import { quoted, readInput } from '../../../input/read-file.ts';
import { refuseOtherContent } from '../../../input/refuse-other-content.ts';
import { describeThrown } from '../../../output/describe-thrown.ts';
import { foldLines } from '../../../output/fold-lines.ts';
import type { OtherKindAnswer, TokenShowAnswer } from './answer.ts';
import type { tokenShow } from './definition.ts';

export { tokenShow as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof tokenShow>, context: Context) {
  const bytes = await readInput(args.token, 'token file', context);
  refuseOtherContent(bytes, 'token', args.token);
  const file = await read(args.token, bytes, context);
  if ('document' in file) {
    await showOtherKind(args, file, context);
    return EXIT_CODES.done.code;
  }
  const cautions = file.format === 'sdk5' ? await listCautions(bytes) : [];
  const key = await findTokenKey(file.records, args.hsm, context);
  const now = Math.floor(clockOf(key, context.now()) / 1000);
  const words = args.words ? wordsOfDigest(file.digest) : undefined;
  const beside = { now, cautions, key, words };
  if (args.json) {
    const answer: TokenShowAnswer = encodeToken(args.token, file, beside);
    context.stdout.printJson(answer);
  } else {
    context.stdout.printLines(format(args.token, file, beside));
  }
  return EXIT_CODES.done.code;
}

/** Their code is large, and most tokens have none. */
async function listCautions(bytes: Uint8Array): Promise<readonly string[]> {
  const { listFileCautions } = await import('../../../../answers/token/file-cautions.ts');
  return listFileCautions(bytes, nodeCrypto);
}

async function showOtherKind(
  { token, json, words }: ArgumentsOf<typeof tokenShow>,
  file: OtherKind,
  { stdout }: Context,
): Promise<void> {
  if (json) {
    const { encodeOtherKind } = await import('../../../../answers/token/encode-other-kind.ts');
    const answer: OtherKindAnswer = encodeOtherKind(token, file, nodeCrypto, words);
    stdout.printJson(answer);
    return;
  }
  const { formatOtherKind } = await import('./other-kind.ts');
  stdout.printLines(formatOtherKind(token, file, words));
}

async function read(
  path: string,
  bytes: Uint8Array,
  context: Context,
): Promise<TokenFile | OtherKind> {
  try {
    return readAnyKind(bytes, nodeCrypto);
  } catch (error) {
    const told = await describeThrown(error, context);
    if (told === undefined) throw error;
    const name = path === '-' ? 'standard input' : quoted(path);
    const { findSpoiltToken } = await import('../../../../token/spoilt-token.ts');
    const spoilt = findSpoiltToken(bytes);
    const hint = spoilt === undefined ? told.hint : await describeSpoilt(spoilt);
    throw new CommandFailure('file', `${name}: ${told.message}`, hint, { cause: error });
  }
}

async function describeSpoilt(how: SpoiltToken): Promise<string> {
  return (await import('../../../../words/spoilt-token.ts')).describeSpoiltToken(how);
}

function format(
  path: string,
  file: TokenFile,
  { now, cautions, key, words: said }: BesideToken,
): string[] {
  const records = file.records as [TokenRecord, ...TokenRecord[]];
  const sdk5 = file.format === 'sdk5' ? file.sdk5 : undefined;
  const [first] = records;
  const words = describeToken(path, records, now, file.format);
  const keyWords = key && describeTokenKey(key);
  return [
    words.heading,
    `  format:     ${file.format === 'classic' ? 'classic' : 'JSON of the newer command line'}`,
    `  service:    ${words.service}`,
    `  operation:  ${namesNoOperation(first.service)}`,
    ...indent('key:', keyWords?.key ?? []),
    ...foldLines(records, (record) => [
      `  ${record === first ? 'nodes:' : '      '}      ${describeRecord(record)}`,
    ]),
    `  made:       ${formatIsoTime(first.created) ?? `${first.created} s after 1970`}, ${words.made}`,
    `  validity:   ${describeValidity(now - first.created)}`,
    `  SHA-256:    ${file.digest}`,
    ...(said === undefined ? [] : indent('in words:', describeWords(said))),
    ...(sdk5 === undefined ? [] : [`  signatures: ${describeSigners(sdk5)}`]),
    ...foldLines([...words.cautions, ...cautions, ...(keyWords?.cautions ?? [])], (caution) => [
      `  careful:    ${caution}`,
    ]),
  ];
}

/** The first behind the label, the others under it. */
function indent(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, at) => `  ${(at === 0 ? label : '').padEnd(12)}${line}`);
}

function describeRecord({ node, id, keyHandle, nonce }: TokenRecord): string {
  const key = keyHandle === 0 ? '' : `key ${formatKeyHandle(keyHandle)}, `;
  return `${node}: id ${id}, ${key}nonce ${uint8ArrayToHex(nonce)}`;
}

function describeValidity(age: number): string {
  const left = Math.min(TOKEN_VALIDITY, TOKEN_VALIDITY - age);
  return left > 0
    ? `${left} s left`
    : '0 s left; it can still be used, but is the first to go where the HSM needs room';
}

function describeSigners({ signatures }: Sdk5Token): string {
  const signed = signatures.filter(({ signature }) => signature.length > 0);
  const names = signed.map(({ username }) => escapeUnsafe(username));
  return names.length === 0 ? 'none yet' : `${names.join(', ')} (not checked)`;
}
