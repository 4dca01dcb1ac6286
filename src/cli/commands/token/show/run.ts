import { clockOf, type TokenKey } from '../../../../ceremony/token-key.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { looksLikeJson } from '../../../../token/json/looks-like-json.ts';
import { findOddities } from '../../../../token/oddities.ts';
import type { TokenRecord } from '../../../../token/record.ts';
import { formatKeyHandle } from '../../../../token/sdk5/key-reference.ts';
import { readSdk5File, type Sdk5Token } from '../../../../token/sdk5-token.ts';
import { findService } from '../../../../token/service.ts';
import { readTokenFile, type TokenFile } from '../../../../token/token-file.ts';
import { TOKEN_VALIDITY } from '../../../../token/validity.ts';
import { formatIsoTime } from '../../../../words/iso-time.ts';
import { describeOddity } from '../../../../words/oddities.ts';
import { namesNoOperation, serviceAllows } from '../../../../words/services.ts';
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
import { encodeTokenKey } from '../encode-key.ts';
import type { TokenShowAnswer } from './answer.ts';
import type { tokenShow } from './definition.ts';
import type { OtherKind } from './other-kind.ts';

export async function run(args: ArgumentsOf<typeof tokenShow>, context: Context) {
  const bytes = await readInput(args.token, 'token file', context);
  refuseOtherContent(bytes, 'token', args.token);
  const file = await read(args.token, bytes, context);
  if ('document' in file) {
    const { encodeOtherKind, formatOtherKind } = await import('./other-kind.ts');
    if (args.json) context.stdout.printJson(encodeOtherKind(args.token, file));
    else context.stdout.printLines(formatOtherKind(args.token, file));
    return EXIT_CODES.done.code;
  }
  const cautions =
    file.format === 'sdk5' ? (await import('./file-cautions.ts')).listFileCautions(bytes) : [];
  const key = await findTokenKey(file.records, args.hsm, context);
  const now = Math.floor(clockOf(key, context.now()) / 1000);
  const beside = { now, cautions, key };
  if (args.json) context.stdout.printJson(encode(args.token, file, beside));
  else context.stdout.printLines(format(args.token, file, beside));
  return EXIT_CODES.done.code;
}

async function read(
  path: string,
  bytes: Uint8Array,
  context: Context,
): Promise<TokenFile | OtherKind> {
  try {
    return readAnyKind(bytes);
  } catch (error) {
    const told = await describeThrown(error, context);
    if (told === undefined) throw error;
    const name = path === '-' ? 'standard input' : quoted(path);
    throw new CommandFailure('file', `${name}: ${told.message}`, told.hint, { cause: error });
  }
}

function readAnyKind(bytes: Uint8Array): TokenFile | OtherKind {
  if (looksLikeJson(bytes)) {
    const document = readSdk5File(bytes, nodeCrypto);
    if (document.kind !== 'quorum') return { bytes, document };
  }
  return readTokenFile(bytes, nodeCrypto);
}

/** What is told besides the file. */
interface Beside {
  /** Seconds since 1970. */
  readonly now: number;
  /** Of the file. */
  readonly cautions: readonly string[];
  readonly key: TokenKey | undefined;
}

function format(path: string, file: TokenFile, { now, cautions, key }: Beside): string[] {
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
  return `${node}: id ${id}, ${key}nonce ${toHex(nonce)}`;
}

function encode(path: string, file: TokenFile, { now, cautions, key }: Beside): TokenShowAnswer {
  const first = file.records[0] as TokenRecord;
  const age = now - first.created;
  const sdk5 = file.format === 'sdk5' ? file.sdk5 : undefined;
  return {
    schemaVersion: 1,
    file: path,
    format: file.format,
    ...(sdk5 !== undefined && { kind: 'quorum' as const }),
    user: first.user,
    service: first.service,
    serviceName: findService(first.service)?.name ?? null,
    allows: serviceAllows(first.service, file.format) ?? null,
    namesOperation: false,
    ...(sdk5?.service !== undefined && { keyService: sdk5.service }),
    ...(sdk5?.keyReference !== undefined && { keyReference: sdk5.keyReference }),
    ...(key !== undefined && { key: encodeTokenKey(key) }),
    sha256: file.digest,
    records: file.records.map((record) => ({
      ...record,
      nonce: toHex(record.nonce),
      created: formatIsoTime(record.created),
    })),
    ageSeconds: age,
    validitySeconds: Math.min(TOKEN_VALIDITY, Math.max(0, TOKEN_VALIDITY - age)),
    signatures: (sdk5?.signatures ?? []).map(({ username, role, signature }) => ({
      username,
      role: role ?? null,
      bytes: signature.length,
    })),
    warnings: [...findOddities(file.records).map(describeOddity), ...cautions],
  };
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

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
