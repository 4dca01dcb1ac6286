/**
 * Tokens of a bundle, each with its approvals: a token file of the newer command line has them itself, a classic token
 * has an approval file that names it.
 */
import type { ApprovalSet, SignedToken } from '../../ceremony/approval-set.ts';
import { readBareToken } from '../../ceremony/formats/bare-token.ts';
import { readApprovalSet } from '../../ceremony/formats/index.ts';
import { createdOf } from '../../ceremony/policy/judge-set.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { DeviceFiles } from '../../parser/device.ts';
import { showText } from '../../parser/text.ts';
import { looksLikeJson } from '../../token/json/looks-like-json.ts';
import type { Piece } from '../piece.ts';
import { readWithheldToken, type WithheldToken } from '../withheld-token.ts';
import { attempt, type PieceProblem } from './attempt.ts';
import { findNamedPiece, folderOf } from './find-piece.ts';
import { hashHex } from './trust.ts';

/** A token whose bytes are in the bundle, as one file has it. */
export interface TokenSubject {
  readonly path: string;
  /** SHA-256 of the file that the token stands in. */
  readonly file: string;
  readonly token: SignedToken;
  /** Seconds since 1970. */
  readonly created: number;
  readonly set: ApprovalSet;
}

/** A token whose bytes are not. */
export interface WithheldSubject {
  readonly path: string;
  readonly token: WithheldToken;
}

export interface Tokens {
  readonly subjects: readonly TokenSubject[];
  readonly withheld: readonly WithheldSubject[];
}

/** Reads every token of a bundle. */
export function readTokens(
  pieces: readonly Piece[],
  crypto: CryptoProvider,
  problems: PieceProblem[],
): Tokens {
  const files = pieces.filter(({ kind }) => ['token', 'approval', 'signature'].includes(kind));
  const read = files
    .filter(({ kind }) => kind !== 'signature')
    .flatMap((piece) => readSubject(piece, files, crypto, problems));
  // Of a bare token an approval file has all, be it the token of one HSM beside that of all of them.
  const isNamed = ({ path, set }: TokenSubject): boolean =>
    read.some(
      (other) =>
        other.path !== path &&
        other.set.approvals.length > 0 &&
        (isOver(other, set.token) ||
          other.set.names.tokens.some(
            (name) => findNamedPiece(files, showText(name), folderOf(other.path))?.path === path,
          )),
    );
  const subjects = read.filter((one) => one.set.approvals.length > 0 || !isNamed(one));
  const withheld = pieces
    .filter(({ kind }) => kind === 'withheld-token')
    .flatMap(({ path, bytes }): readonly WithheldSubject[] => {
      const token = attempt(path, problems, () => readWithheldToken(bytes));
      return token === undefined ? [] : [{ path, token }];
    });
  return { subjects, withheld };
}

function isOver({ token }: TokenSubject, other: SignedToken | undefined): boolean {
  return token.digest === other?.digest;
}

function readSubject(
  piece: Piece,
  files: readonly Piece[],
  crypto: CryptoProvider,
  problems: PieceProblem[],
): readonly TokenSubject[] {
  const { path, bytes } = piece;
  const folder = folderOf(path);
  const find = (name: string): Piece | undefined => findNamedPiece(files, name, folder);
  const opened: DeviceFiles = {
    open(name, length) {
      const found = find(showText(name));
      return found && { size: found.bytes.length, start: found.bytes.subarray(0, length) };
    },
  };
  const isBare = piece.kind === 'token' && !looksLikeJson(bytes);
  const set = isBare
    ? readBareToken(path, bytes, crypto)
    : readApprovalSet(bytes, { path, files: opened }, crypto);
  const { token } = set;
  const created = createdOf(set);
  if (token === undefined || created === undefined) {
    const [fault] = set.faults;
    problems.push({ path, problem: token?.problem?.code ?? fault?.code ?? 'token-size' });
    return [];
  }
  const itself = isBare || set.format === 'sdk5' ? piece : find(showText(token.path));
  return [{ path, file: hashHex(itself?.bytes ?? bytes, crypto), token, created, set }];
}
