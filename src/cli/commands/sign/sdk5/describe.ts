import { uint8ArrayToHex } from 'uint8array-extras';
import type { TokenKey } from '../../../../ceremony/token-key.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { judgeSdk5 } from '../../../../token/lint/lint-sdk5.ts';
import type { QuorumDocument } from '../../../../token/sdk5/document.ts';
import type { ToSign } from '../../../../token/sdk5/to-sign.ts';
import { canonicalUserName } from '../../../../token/user-name.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { describeSdk5Diagnostic } from '../../../../words/sdk5-diagnostics/index.ts';
import { SDK5_KINDS } from '../../../../words/sdk5-kinds.ts';
import { describeData, MAY_APPROVE } from '../../../../words/to-sign.ts';
import { nameInput } from '../../../../words/token.ts';
import { describeNoKeyUser } from '../../../../words/token-key.ts';
import { foldLines } from '../../../output/fold-lines.ts';
import { describeBriefly, describeMessage } from '../describe-message.ts';
import type { Approver } from './approver.ts';
import type { Prepared } from './prepare.ts';

/**
 * Lines that tell what is signed.
 *
 * @param now milliseconds since 1970, for a token's age
 * @param key that the token is for, where it is for one
 */
export function describeSdk5(
  prepared: Prepared,
  now: number,
  key: TokenKey | undefined,
): readonly string[] {
  const { document } = prepared;
  const lines =
    document.kind === 'quorum'
      ? describeQuorum(prepared, document, now, key)
      : describeOther(prepared);
  return [...lines, ...foldLines(listCautions(prepared, now), (text) => [`  careful: ${text}`])];
}

/** One line, for many files. */
export function describeSdk5Briefly(prepared: Prepared): string {
  const { path, document, toSign } = prepared;
  if (document.kind === 'quorum') return describeBriefly(asMessage(prepared));
  const digests = toSign.slice(0, 3).map(({ digest }) => uint8ArrayToHex(digest));
  const more = toSign.length > digests.length ? ', …' : '';
  const caution = isBlind(prepared) ? `; careful: ${MAY_APPROVE}` : '';
  return `${path}: ${SDK5_KINDS[document.kind]}, SHA-256 ${digests.join(', ')}${more}${caution}`;
}

/** Whether something is signed of which there is but the digest. */
export function isBlind({ toSign }: Pick<Prepared, 'toSign'>): boolean {
  return toSign.some(({ data }) => data === undefined);
}

function describeQuorum(
  prepared: Prepared,
  { signatures }: QuorumDocument,
  now: number,
  key: TokenKey | undefined,
): readonly string[] {
  const { approver } = prepared;
  const names = (signatures?.items ?? [])
    .filter(({ signature }) => (signature?.text ?? '') !== '')
    .map(({ username }) => escapeUnsafe(username?.text ?? ''));
  return [
    ...describeMessage(asMessage(prepared), now, key),
    `  signed:  ${names.length === 0 ? 'by nobody yet' : `by ${names.join(', ')} (not checked)`}`,
    ...(approver === undefined ? [] : [`  now:     by ${approver.name}, as ${approver.role}`]),
    ...(approver === undefined || mayBeUser(approver, key)
      ? []
      : [
          `  careful: ${describeNoKeyUser(approver.name)}: with this approval an HSM refuses the whole file`,
        ]),
  ];
}

/** Of a key that is surely the token's, its users are known: others approve in vain. */
function mayBeUser({ name }: Approver, key: TokenKey | undefined): boolean {
  if (key?.found.state !== 'found' || !key.found.hasToken) return true;
  const { owner, sharedWith } = key.found.key;
  const canonical = canonicalUserName(name);
  return [owner, ...sharedWith].some((user) => user !== undefined && user === canonical);
}

/** The records as if they stood in a file of their own, as who signs them knows them. */
function asMessage({ path, toSign, records, oddities }: Prepared) {
  const { data = new Uint8Array(), digest = new Uint8Array() } = toSign[0] ?? {};
  return {
    path,
    bytes: Buffer.from(data),
    digest: uint8ArrayToHex(digest),
    records,
    oddities,
    found: 'sdk5-token' as const,
  };
}

function describeOther(prepared: Prepared): readonly string[] {
  const { path, document, toSign } = prepared;
  return [
    `${nameInput(path)}: ${SDK5_KINDS[document.kind]}, ${countNoun(toSign.length, 'digest')} to sign`,
    ...foldLines(toSign, describeEntry),
    ...(isBlind(prepared) ? [`  careful: ${MAY_APPROVE}`] : []),
  ];
}

function describeEntry({ digest, data }: ToSign): readonly string[] {
  const shown = data === undefined ? [] : [`  data:    ${describeData(data)}`];
  return [...shown, `  SHA-256: ${uint8ArrayToHex(digest)}`];
}

/** What else is odd about the file; of its records that is told with them. */
function listCautions({ bytes }: Prepared, now: number): readonly string[] {
  return judgeSdk5(bytes, nodeCrypto, Math.floor(now / 1000))
    .diagnostics.filter(({ code, stops }) => !stops && code !== 'mixed-token')
    .map((diagnostic) => escapeUnsafe(describeSdk5Diagnostic(diagnostic).message));
}
