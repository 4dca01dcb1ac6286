/** Whether the signatures in a file of the newer command line are right. */
import { readSdk5Set } from '../../../../ceremony/formats/sdk5.ts';
import { readStatus } from '../../../../ceremony/status.ts';
import {
  explainSignature,
  findSigner,
  type NearbyFile,
  type WrongCause,
  type WrongSignature,
} from '../../../../ceremony/wrong-signature.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { showText } from '../../../../parser/text.ts';
import type { BytesMember, Sdk5Document } from '../../../../token/sdk5/document.ts';
import { listMisplaced, type MisplacedSignature } from '../../../../token/sdk5/misplaced.ts';
import { listToSign, type ToSign } from '../../../../token/sdk5/to-sign.ts';
import { describeJudgement, describeWarning } from '../../../../words/status.ts';
import type { RosterOf } from './roster-of.ts';

/** One signature, looked at. */
export interface CheckedSignature {
  /** Where it stands: `signatures[0]`, `tokens[0].signed`. */
  readonly place: string;
  /** Whose it is said to be; missing where nobody says. */
  readonly username: string | undefined;
  /** What it should be over. */
  readonly toSign: ToSign;
  readonly isRight: boolean;
  /** Why it is not, in words. */
  readonly reasons: readonly string[];
  /** Why it is wrong, as codes. */
  readonly causes: readonly string[];
  /** The name of the roster whose key made it. */
  readonly signer: string | undefined;
}

/** A file, looked at. */
export interface CheckedFile {
  readonly signatures: readonly CheckedSignature[];
  /** What is odd about the token, in words. */
  readonly warnings: readonly string[];
}

/** What signatures are checked with. */
export interface CheckInput {
  /** As the file was named. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What nothing stops at. */
  readonly document: Sdk5Document;
  /** The roster for some names. */
  readonly rosterOf: RosterOf;
  readonly describeCause: (cause: WrongCause) => string;
  readonly nearby: readonly NearbyFile[];
}

/** Looks at each signature in a file. */
export function checkFile(input: CheckInput): CheckedFile {
  const { document } = input;
  const misplaced = listMisplaced(document).flatMap((one) => checkMisplaced(one, input));
  if (document.kind === 'quorum') {
    const { signatures, warnings } = checkApprovals(input);
    return { signatures: [...signatures, ...misplaced], warnings };
  }
  const entries = listToSign(document).flatMap((toSign) =>
    toSign.place === undefined ? [] : [checkEntry(toSign, toSign.place, input)],
  );
  return { signatures: [...expectOneSigner(entries, input), ...misplaced], warnings: [] };
}

/** As an HSM counts them: each approver and each key once. */
function checkApprovals(input: CheckInput): CheckedFile {
  const { path, bytes, document, rosterOf, describeCause, nearby } = input;
  const [toSign] = listToSign(document);
  if (toSign === undefined) throw new TypeError('a quorum token has something to sign');
  const set = readSdk5Set(bytes, path, nodeCrypto);
  const roster = rosterOf(set.approvals.map(({ name }) => showText(name)));
  const { approvals, warnings } = readStatus(set, { roster, nearby }, nodeCrypto);
  const signatures = approvals.map((approval): CheckedSignature => {
    const { name, file, state } = approval;
    const wrong = state === 'wrong' ? approval.wrong : undefined;
    return {
      place: file,
      username: name,
      toSign,
      isRight: state === 'right',
      reasons: wrong?.causes.map(describeCause) ?? describeJudgement(approval),
      causes: wrong?.causes.map(({ code }) => code) ?? [],
      signer: state === 'right' ? name : wrong?.signer,
    };
  });
  const odd = warnings.filter(({ code }) => code === 'odd-token');
  return { signatures, warnings: odd.map(describeWarning) };
}

function checkEntry(
  toSign: ToSign,
  { path, member }: { readonly path: string; readonly member: BytesMember | undefined },
  input: CheckInput,
): CheckedSignature {
  const given = { ...describeCase(toSign, input), ...readSignature(member) };
  const wrong = explainSignature(given, nodeCrypto);
  if (wrong !== undefined) return describeWrong(path, toSign, wrong, input);
  const signer = findSigner(given, undefined, nodeCrypto);
  return {
    place: path,
    username: undefined,
    toSign,
    isRight: true,
    reasons: [],
    causes: [],
    signer,
  };
}

/** What the signature of one entry is over. */
export function describeCase(
  { digest, data, path: entry }: ToSign,
  { path, rosterOf, nearby }: Pick<CheckInput, 'path' | 'rosterOf' | 'nearby'>,
) {
  const common = { tokenPaths: [path, entry], roster: rosterOf([]), nearby };
  return data === undefined ? { ...common, digest } : { ...common, token: data };
}

function readSignature(member: Pick<BytesMember, 'bytes' | 'problem'> | undefined) {
  return {
    signature: member?.bytes ?? new Uint8Array(),
    ...(member?.problem !== undefined && { malformed: member.problem }),
  };
}

/** It may be of anything that is signed in the file; what is empty is no signature. */
function checkMisplaced(
  { path, belongs, reading }: MisplacedSignature,
  input: CheckInput,
): readonly CheckedSignature[] {
  const { bytes, problem } = reading;
  if (bytes?.length === 0) return [];
  const all = listToSign(input.document).flatMap((toSign) => {
    const given = {
      ...describeCase(toSign, input),
      ...readSignature({ bytes, problem }),
      misplaced: { path, belongs },
    };
    const wrong = explainSignature(given, nodeCrypto);
    return wrong === undefined ? [] : [describeWrong(path, toSign, wrong, input)];
  });
  const best = all.find(({ causes }) => causes.length === 1) ?? all[0];
  return best === undefined ? [] : [best];
}

function describeWrong(
  place: string,
  toSign: ToSign,
  { causes, signer }: WrongSignature,
  { describeCause }: CheckInput,
): CheckedSignature {
  return {
    place,
    username: undefined,
    toSign,
    isRight: false,
    reasons: causes.map(describeCause),
    causes: causes.map(({ code }) => code),
    signer,
  };
}

/** All entries of a file are one person's: whose the first right one is. */
function expectOneSigner(
  signatures: readonly CheckedSignature[],
  { describeCause }: CheckInput,
): readonly CheckedSignature[] {
  const claimed = signatures.find(({ isRight }) => isRight)?.signer;
  return signatures.map((signature) => {
    const { isRight, signer: made } = signature;
    if (!isRight || made === undefined || claimed === undefined || made === claimed) {
      return signature;
    }
    const cause = { code: 'another-officer' as const, made, claimed };
    return { ...signature, isRight: false, reasons: [describeCause(cause)], causes: [cause.code] };
  });
}
