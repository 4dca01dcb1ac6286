import { MOST_TOLD } from '../../answers/lint/report.ts';
import { judgePolicyFile } from '../../answers/policy/judge-policy-file.ts';
import type { Policy } from '../../ceremony/policy/policy.ts';
import { readPolicy } from '../../ceremony/policy/read-policy.ts';
import { readSignedPolicy, type SignedPolicy } from '../../ceremony/policy/signed-policy.ts';
import {
  holdersOfRoster,
  judgeRequestSignatures,
} from '../../ceremony/request/judge-signatures.ts';
import type { Roster } from '../../ceremony/roster.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { looksLikeJson } from '../../token/json/looks-like-json.ts';
import type { DroppedFolder } from './dropped-folder.ts';
import { viewOf } from './lint-view.ts';
import type { DroppedFile, PolicyView } from './page-model.ts';
import { folderOf } from './paths.ts';

/** A policy that was read. */
export interface KnownPolicy {
  readonly path: string;
  /** Missing where it is not sound. */
  readonly policy: Policy | undefined;
  readonly view: PolicyView;
  /** Paths of the keys that it names, of those that were dropped. */
  readonly keys: readonly string[];
  /** Missing where it has no envelope. */
  readonly signed: SignedPolicy | undefined;
}

/**
 * Reads and judges a policy, with the keys that it names.
 *
 * @throws Failure of an envelope that is none
 */
export function viewPolicy(
  { path, bytes }: DroppedFile,
  folder: DroppedFolder,
  crypto: Pick<CryptoProvider, 'sha256'>,
): KnownPolicy {
  const signed = looksLikeJson(bytes) ? readSignedPolicy(bytes) : undefined;
  const toml = signed?.toml ?? bytes;
  const keys: string[] = [];
  const reading = readPolicy(toml, {
    sha256: crypto.sha256,
    openKey(name) {
      const file = folder.find(folderOf(path), name);
      if (file === undefined) return { code: 'unreadable', system: 'ENOENT' };
      keys.push(file.path);
      return file.bytes;
    },
  });
  const { policy } = reading;
  const report = judgePolicyFile({ ...reading, file: path, toml }, new Map(), MOST_TOLD.json);
  const view: PolicyView = {
    path,
    ...(policy === undefined ? {} : { sha256: policy.digest }),
    ...(policy?.name === undefined ? {} : { name: policy.name }),
    lint: viewOf(report),
  };
  return { path, policy, view, keys, signed };
}

/** A policy with whose signatures it has, where a roster says whose keys are trusted. */
export function withSigners(
  { view, signed }: KnownPolicy,
  roster: Roster,
  crypto: CryptoProvider,
): PolicyView {
  if (signed === undefined || roster.officers.length === 0) return view;
  const judged = judgeRequestSignatures(signed, holdersOfRoster(roster), crypto);
  return {
    ...view,
    signers: judged.flatMap((one) => (one.state === 'right' ? one.names : [])),
    strangers: judged.filter(({ state }) => state === 'unknown').length,
  };
}
