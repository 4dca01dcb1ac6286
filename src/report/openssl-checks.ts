/**
 * Which plain files of a bundle openssl checks against each other, by the manifest alone: the same as
 * `evidence/openssl` made them.
 */
import type { Manifest } from '../evidence/manifest.ts';
import { PIECE_FOLDERS } from '../evidence/piece.ts';

/** Paths of the three files of one check. */
export interface OpensslPaths {
  readonly key: string;
  readonly signature: string;
  readonly message: string;
}

/**
 * Lists the checks of all signatures that a key in the bundle made: policies first, then requests, then tokens.
 *
 * @example
 * listOpensslChecks(manifest)[0]?.signature; // 'openssl/requests/bob.json.1.sig'
 */
export function listOpensslChecks({ pieces, findings }: Manifest): readonly OpensslPaths[] {
  const there = new Set(pieces.map(({ path }) => path));
  const pathsOfDigests = new Map(
    pieces
      .filter(({ kind }) => kind === 'plain-signature')
      .map(({ path, sha256 }) => [sha256, path]),
  );
  const check = (
    path: string,
    signature: string | undefined,
    fingerprint: string | null,
  ): readonly OpensslPaths[] => {
    if (signature === undefined || fingerprint === null) return [];
    const key = `${FOLDER}/key-${fingerprint}.pem`;
    const message = `${nameOf(path)}.pae`;
    const isWhole = [key, signature, message].every((one) => there.has(one));
    return isWhole ? [{ key, signature, message }] : [];
  };
  const ofEnvelopes = [...findings.policies, ...findings.requests].flatMap(({ path, signatures }) =>
    (signatures ?? []).flatMap(({ fingerprint }, at) =>
      check(path, `${nameOf(path)}.${at + 1}.sig`, fingerprint),
    ),
  );
  // An approval without a signature has no number there.
  const ofTokens = findings.tokens.flatMap(({ path, approvals }) =>
    approvals.flatMap(({ signature, fingerprint }) =>
      check(path, pathsOfDigests.get(signature), fingerprint),
    ),
  );
  return [...ofEnvelopes, ...ofTokens];
}

const FOLDER = PIECE_FOLDERS.pae;

function nameOf(path: string): string {
  return `${FOLDER}/${path}`;
}
