/**
 * Whose keys are at hand: those of the roster, and of the people of the policies.
 */
import { uint8ArrayToHex } from 'uint8array-extras';
import {
  fingerprintOfficerKey,
  isSignatureOfDigest,
  type OfficerKey,
} from '../../ceremony/officer-key.ts';
import type { Policy } from '../../ceremony/policy/policy.ts';
import { readPolicy } from '../../ceremony/policy/read-policy.ts';
import { holdersOfPolicy, rosterOfPolicy } from '../../ceremony/policy/roster-of-policy.ts';
import { readSignedPolicy, type SignedPolicy } from '../../ceremony/policy/signed-policy.ts';
import { readRecord } from '../../ceremony/record/read-record.ts';
import { holdersOfRoster, type KeyHolder } from '../../ceremony/request/judge-signatures.ts';
import {
  keysOfOfficer,
  type Roster,
  type RosterOfficer,
  readRoster,
  type UsableOfficer,
} from '../../ceremony/roster.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { groupBy } from '../../group-by.ts';
import { looksLikeJson } from '../../token/json/looks-like-json.ts';
import { PIECE_FOLDERS, type Piece } from '../piece.ts';
import { attempt, type PieceProblem } from './attempt.ts';
import { baseName, findNamedPiece } from './find-piece.ts';

/** A policy of the bundle. */
export interface PolicyPiece {
  readonly path: string;
  readonly policy: Policy;
  /** Missing where it has no envelope. */
  readonly signed: SignedPolicy | undefined;
}

/** Everybody whose key is at hand. */
export interface Trust {
  readonly policies: readonly PolicyPiece[];
  readonly roster: Roster;
  /** Digest of the policy that the ceremony was opened with. */
  readonly opened: string | undefined;
}

const KEYS = `${PIECE_FOLDERS['public-key']}/`;

/** Reads the keys and the policies of a bundle. */
export function readTrust(
  pieces: readonly Piece[],
  crypto: CryptoProvider,
  problems: PieceProblem[],
): Trust {
  const keys = pieces.filter(({ kind }) => kind === 'public-key');
  const openKey = (path: string) =>
    findNamedPiece(keys, path, `${KEYS}policy/`)?.bytes ??
    findNamedPiece(keys, path, KEYS)?.bytes ?? { code: 'not-looked-at' as const };
  const policies = pieces
    .filter(({ kind }) => kind === 'policy')
    .flatMap(({ path, bytes }): readonly PolicyPiece[] => {
      const signed = looksLikeJson(bytes)
        ? attempt(path, problems, () => readSignedPolicy(bytes))
        : undefined;
      if (signed === undefined && looksLikeJson(bytes)) return [];
      const world = { sha256: crypto.sha256, openKey };
      const { policy, diagnostics } = readPolicy(signed?.toml ?? bytes, world);
      if (policy !== undefined) return [{ path, policy, signed }];
      problems.push({ path, problem: diagnostics[0]?.code ?? 'policy-malformed' });
      return [];
    });
  const ofRoster = keys.filter(({ path }) => !path.startsWith(`${KEYS}policy/`));
  const roster = readRoster(
    ofRoster.map(({ path, bytes }) => ({ fileName: baseName(path), content: bytes })),
  );
  return { policies, roster, opened: findOpened(pieces, crypto) };
}

function findOpened(pieces: readonly Piece[], crypto: CryptoProvider): string | undefined {
  const record = pieces.find(({ kind }) => kind === 'record');
  const read = record && attempt(record.path, [], () => readRecord(record.bytes, crypto));
  const event = read?.entries[0]?.event;
  return event?.kind === 'opened' ? event.policy : undefined;
}

/** Whether anybody's signature can be told. */
export function hasKeys({ policies, roster }: Trust): boolean {
  return policies.length > 0 || roster.officers.some(({ key }) => key !== undefined);
}

/**
 * The policy that a request is judged by: the one that it names, or the only one that there is, or that of the ceremony:
 * another one beside it must not keep a request from being judged.
 */
export function findPolicy(
  { policies, opened }: Trust,
  digest: string | undefined,
): PolicyPiece | undefined {
  const find = (wanted: string | undefined): PolicyPiece | undefined =>
    policies.find(({ policy }) => policy.digest === wanted);
  return find(digest) ?? (policies.length === 1 ? policies[0] : find(opened));
}

/** Everybody whose keys were valid at a time, in seconds since 1970. */
export function listHolders({ policies, roster }: Trust, at: number): readonly KeyHolder[] {
  return [
    ...holdersOfRoster(roster),
    ...policies.flatMap(({ policy }) => holdersOfPolicy(policy, at)),
  ];
}

/** Every key at hand, whenever it was valid. */
export function listAllKeys({ policies, roster }: Trust): readonly OfficerKey[] {
  return [
    ...roster.officers.flatMap(keysOfOfficer),
    ...policies.flatMap(({ policy: { people } }) =>
      people.flatMap(({ keys }) => keys.map(({ key }) => key)),
    ),
  ];
}

/** The roster and the accounts of the policies as one roster, an officer of several having the keys of all. */
export function joinRosters({ policies, roster }: Trust, at: number): Roster {
  const officers = [
    ...policies.flatMap(({ policy }) => rosterOfPolicy(policy, at).officers),
    ...roster.officers,
  ];
  const joined = [...groupBy(officers, ({ name }) => name).values()].flatMap(joinOfficers);
  return { officers: joined, strays: [] };
}

function joinOfficers(same: readonly RosterOfficer[]): readonly RosterOfficer[] {
  const [usable] = same.filter((one): one is UsableOfficer => one.key !== undefined);
  if (usable === undefined) return same.slice(0, 1);
  const otherKeys = same.flatMap(keysOfOfficer).filter((key) => key !== usable.key);
  return [{ ...usable, otherKeys }];
}

/** SHA-256 of the SPKI of the key that made a signature; null where no key at hand did. */
export function findSignerKey(
  holders: readonly KeyHolder[],
  digest: Uint8Array,
  signature: Uint8Array,
  crypto: CryptoProvider,
): string | null {
  const holder = holders.find(({ key }) => isSignatureOfDigest(key, digest, signature, crypto));
  return holder === undefined ? null : fingerprintOfficerKey(holder.key, crypto);
}

export function hashHex(bytes: Uint8Array, { sha256 }: Pick<CryptoProvider, 'sha256'>): string {
  return uint8ArrayToHex(sha256(bytes));
}
