/**
 * What openssl checks again, as plain files: what was signed, each right signature of it, and the key that made it as PEM.
 * All of it is made of the other pieces.
 */

import { areUint8ArraysEqual } from 'uint8array-extras';
import type { EnvelopeSignature } from '../../ceremony/dsse/envelope.ts';
import { fingerprintOfficerKey, isSignatureOfDigest } from '../../ceremony/officer-key.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { DEVICE_LIMITS } from '../../parser/device.ts';
import type { PieceProblem } from '../judge/attempt.ts';
import { readRequests } from '../judge/judge-requests.ts';
import { readTokens } from '../judge/read-tokens.ts';
import { listHolders, readTrust, type Trust } from '../judge/trust.ts';
import { PIECE_FOLDERS, type Piece } from '../piece.ts';
import { compareWords } from '../snapshot/printed.ts';
import { plainKeyPath, writePlainKey } from './plain-keys.ts';

/** One call of `openssl dgst -sha256 -verify KEY -signature SIGNATURE MESSAGE`, by the paths of pieces. */
export interface OpensslCheck {
  readonly key: string;
  readonly signature: string;
  readonly message: string;
}

/** Plain files, and what they are for. */
export interface OpensslFiles {
  /** In the order of their paths. */
  readonly pieces: readonly Piece[];
  /** In the order of the signatures' paths. */
  readonly checks: readonly OpensslCheck[];
}

/** Something that was signed, and where it stands. */
interface SignedPiece {
  readonly path: string;
  readonly signedBytes: Uint8Array;
  readonly signatures: readonly Pick<EnvelopeSignature, 'signature'>[];
  /** Seconds since 1970: whose keys were valid then can have signed it. */
  readonly at: number;
}

const FOLDER = PIECE_FOLDERS.pae;

/**
 * Makes the plain files of a bundle. Signatures that no key at hand made are left out: nothing checks them.
 *
 * @param pieces all others; those of openssl may be among them, and are not looked at
 * @returns the same for the same pieces
 * @example
 * makeOpenssl(pieces, nodeCrypto).checks[0]?.message; // 'openssl/requests/bob.json.pae'
 */
export function makeOpenssl(pieces: readonly Piece[], crypto: CryptoProvider): OpensslFiles {
  const sorted = [...pieces].sort((one, other) => compareWords(one.path, other.path));
  const trust = readTrust(sorted, crypto, []);
  const files = new Map<string, Piece>();
  const checks: OpensslCheck[] = [];
  const add = (path: string, kind: Piece['kind'], bytes: Uint8Array): string => {
    files.set(path, { path, kind, bytes });
    return path;
  };
  for (const { path, signedBytes, signatures, at } of listSigned(sorted, trust, crypto)) {
    const digest = crypto.sha256(signedBytes);
    const holders = listHolders(trust, at);
    const base = `${FOLDER}/${path}`;
    for (const [index, { signature }] of signatures.entries()) {
      const holder = holders.find(({ key }) => isSignatureOfDigest(key, digest, signature, crypto));
      if (holder === undefined) continue;
      checks.push({
        message: add(`${base}.pae`, 'pae', signedBytes),
        signature: add(`${base}.${index + 1}.sig`, 'plain-signature', signature),
        key: add(
          plainKeyPath(fingerprintOfficerKey(holder.key, crypto)),
          'plain-key',
          writePlainKey(holder.key),
        ),
      });
    }
  }
  return {
    pieces: [...files.values()].sort((one, other) => compareWords(one.path, other.path)),
    checks: checks.sort((one, other) => compareWords(one.signature, other.signature)),
  };
}

/** Everything of a bundle that has signatures. */
function listSigned(
  pieces: readonly Piece[],
  { policies }: Trust,
  crypto: CryptoProvider,
): readonly SignedPiece[] {
  const problems: PieceProblem[] = [];
  const requests = readRequests(pieces, problems).map(({ path, request }) => ({
    path,
    ...request,
    at: request.request.made,
  }));
  const { subjects } = readTokens(pieces, crypto, problems);
  const tokens = subjects.map(({ path, token: { signedBytes }, set, created }) => ({
    path,
    signedBytes,
    signatures: set.approvals.flatMap(({ signature }) =>
      signature === undefined
        ? []
        : [{ signature: signature.start.subarray(0, DEVICE_LIMITS.signature) }],
    ),
    at: created,
  }));
  const times = [...requests, ...tokens].map(({ at }) => at);
  const first = times.reduce((least, at) => Math.min(least, at), times[0] ?? 0);
  const signedPolicies = policies.flatMap(({ path, signed }) =>
    signed === undefined ? [] : [{ path, ...signed, at: first }],
  );
  return [...signedPolicies, ...requests, ...tokens];
}

/** Plain files of a bundle that are not what its other pieces make, or that are missing. */
export function findOpensslProblems(
  pieces: readonly Piece[],
  crypto: CryptoProvider,
): readonly PieceProblem[] {
  const isPlain = ({ path }: Piece): boolean => path.startsWith(`${FOLDER}/`);
  const there = new Map(pieces.filter(isPlain).map((piece) => [piece.path, piece]));
  if (there.size === 0) return [];
  const made = new Map(makeOpenssl(pieces, crypto).pieces.map((piece) => [piece.path, piece]));
  return [...new Set([...there.keys(), ...made.keys()])]
    .filter((path) => !isSame(there.get(path), made.get(path)))
    .sort(compareWords)
    .map((path) => ({ path, problem: 'openssl-differs' }));
}

function isSame(one: Piece | undefined, other: Piece | undefined): boolean {
  if (one === undefined || other === undefined || one.kind !== other.kind) return false;
  return areUint8ArraysEqual(one.bytes, other.bytes);
}
