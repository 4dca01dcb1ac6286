import { showAsDevice, showAsWritten } from '../../answers/approval/show-reading.ts';
import { showSdk5 } from '../../answers/approval/show-sdk5.ts';
import { encodeCheckedPolicy } from '../../answers/policy/encode-checked.ts';
import type { PolicyChecked } from '../../answers/policy/policy-answer.ts';
import { encodeStatus } from '../../answers/status/encode-status.ts';
import { judgeStatus } from '../../answers/status/judge-status.ts';
import { keyWithoutCluster } from '../../answers/token/key-without-cluster.ts';
import type { ApprovalSet } from '../../ceremony/approval-set.ts';
import { readClassicSet } from '../../ceremony/formats/classic.ts';
import { readSdk5Set } from '../../ceremony/formats/sdk5.ts';
import { judgeSet } from '../../ceremony/policy/judge-set.ts';
import type { Policy } from '../../ceremony/policy/policy.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { readAsDevice } from '../../parser/device.ts';
import type { ApprovalDocument } from '../../parser/document.ts';
import { parseApproval } from '../../parser/parse.ts';
import { readingsDiffer } from '../../parser/same-reading.ts';
import { showText } from '../../parser/text.ts';
import { type DroppedFolder, deviceFilesOf } from './dropped-folder.ts';
import { lintClassic, lintSdk5 } from './lint-view.ts';
import { listNearby } from './nearby.ts';
import type { OfficerKeys } from './officer-keys.ts';
import type { ApprovalView, DroppedFile, TwoReadings } from './page-model.ts';
import { folderOf, foldersFrom, relativeTo } from './paths.ts';
import type { KnownRequest } from './request-view.ts';
import { findTokenTrouble } from './token-trouble.ts';

/** What approvals are held against. */
export interface BesideApprovals {
  readonly folder: DroppedFolder;
  readonly requests: readonly KnownRequest[];
  /** Sound ones. */
  readonly policies: readonly { readonly path: string; readonly policy: Policy }[];
  readonly keysOf: (policy: Policy | undefined) => OfficerKeys;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly required: number | undefined;
}

/** A classic approval file, with whatever of what it names was dropped. */
export function viewClassic(
  file: DroppedFile,
  beside: BesideApprovals,
  crypto: CryptoProvider,
): ApprovalView {
  const { path, bytes } = file;
  const { folder } = beside;
  const document = parseApproval(bytes);
  const named = listNamed(bytes, document);
  const place = findPlace(path, named, folder);
  const name = relativeTo(place, path);
  const isAny = named.some((one) => folder.find(place, one) !== undefined);
  const own = folderOf(name);
  const files = {
    fromWorkingDirectory: deviceFilesOf(folder, place),
    ...(own === '' ? {} : { fromOwnFolder: deviceFilesOf(folder, folderOf(path)), ownFolder: own }),
  };
  const set = readClassicSet(bytes, files.fromWorkingDirectory, crypto);
  const shown = showAsWritten(name, document);
  return {
    path,
    format: 'classic',
    shown: { schemaVersion: 1, format: 'classic', ...shown },
    readings: readTwice(name, bytes, document),
    lint: lintClassic({ file: name, bytes }, isAny ? files : undefined),
    wants: named.filter((one) => folder.find(place, one) === undefined),
    ...(isAny ? judge(file, set, place, beside, crypto) : { verdicts: [] }),
  };
}

/** A token file of the newer command line, which holds its approvals. */
export function viewSdk5(
  file: DroppedFile,
  beside: BesideApprovals,
  crypto: CryptoProvider,
): ApprovalView {
  const { path, bytes } = file;
  const place = folderOf(path);
  const name = relativeTo(place, path);
  const set = readSdk5Set(bytes, name, crypto);
  return {
    path,
    format: 'sdk5',
    shown: { schemaVersion: 1, format: 'sdk5', ...showSdk5(name, bytes, crypto) },
    lint: lintSdk5({ file: name, bytes }, crypto, beside.now),
    wants: [],
    ...judge(file, set, place, beside, crypto),
  };
}

function readTwice(name: string, bytes: Uint8Array, document: ApprovalDocument): TwoReadings {
  return {
    written: showAsWritten(name, document),
    device: showAsDevice(name, bytes),
    agree: !readingsDiffer(document.data, readAsDevice(bytes)),
  };
}

/** All files that either reading names, each once. */
function listNamed(bytes: Uint8Array, { data }: ApprovalDocument): readonly string[] {
  const paths = [data, readAsDevice(bytes)].flatMap((reading) => [
    reading.multiTokenFilePath,
    reading.tokenFilePath,
    ...reading.approvers.map(({ file }) => file),
  ]);
  return [...new Set(paths.map(showText))].filter((path) => path !== '');
}

/**
 * The folder that a file's paths start at: nobody says where the HSM's tool will be started, so it is the one where most
 * of what is named was dropped, of the file's own and those above it; the nearest where several are as good.
 */
function findPlace(path: string, named: readonly string[], { find }: DroppedFolder): string {
  const own = folderOf(path);
  const counted = foldersFrom(own).map((folder) => ({
    folder,
    count: named.filter((one) => find(folder, one) !== undefined).length,
  }));
  const most = counted.reduce((best, one) => Math.max(best, one.count), 0);
  return counted.find(({ count }) => count === most)?.folder ?? own;
}

type Judged = Pick<ApprovalView, 'status' | 'verdicts' | 'request' | 'policy' | 'trouble'>;

/** Status and verdicts, as if mofn were started in `place`. */
function judge(
  { path, bytes }: DroppedFile,
  set: ApprovalSet,
  place: string,
  beside: BesideApprovals,
  crypto: CryptoProvider,
): Judged {
  const { folder, now, required } = beside;
  const file = relativeTo(place, path);
  const request = chooseRequest(set, beside.requests);
  const chosen = choosePolicy(request, beside.policies);
  const keys = beside.keysOf(chosen?.policy);
  const created = set.token?.records[0]?.created;
  const names = {
    file,
    request: request && relativeTo(place, request.path),
    policy: chosen && relativeTo(place, chosen.path),
  };
  const held = {
    roster: keys.rosterAt(created),
    policy: chosen?.policy,
    key: keyWithoutCluster(set.token?.records ?? []),
  };
  const judged = judgeStatus(
    {
      ...held,
      bytes,
      set,
      names,
      required,
      request: request && {
        signed: request.signed,
        holders: keys.holdersAt(created),
        now: Math.floor(now / 1000),
        policy: chosen?.policy.digest ?? null,
      },
      inPolicy: keys.inPolicy,
      nearby: listNearby(folder, set, { place, file }),
      folder: findOwnFolder(set, file, (one) => folder.has(place, one)),
      isThere: (one) => folder.has(place, one),
      folderOf: (one) => folderOf(one) || '.',
      now,
    },
    crypto,
  );
  const trouble = findTokenTrouble(set, judged.status, (name) => folder.find(place, name)?.bytes);
  return {
    ...(trouble === undefined ? {} : { trouble }),
    status: encodeStatus(judged.status, held, judged.steps, names, judged.now),
    verdicts: checkPolicies(file, set, place, request, beside, crypto),
    ...(request === undefined ? {} : { request: request.path }),
    ...(chosen === undefined ? {} : { policy: chosen.path }),
  };
}

function checkPolicies(
  file: string,
  set: ApprovalSet,
  place: string,
  request: KnownRequest | undefined,
  { policies, now }: BesideApprovals,
  crypto: CryptoProvider,
): readonly PolicyChecked[] {
  return policies.flatMap(({ path, policy }) => {
    const verdict = judgeSet(policy, set, { request: request?.signed, now: now / 1000 }, crypto);
    if (verdict === undefined) return [];
    return encodeCheckedPolicy({
      names: { policy: relativeTo(place, path), set: file },
      policy,
      set,
      request: request?.signed,
      verdict,
      key: keyWithoutCluster(set.token?.records ?? []),
    });
  });
}

/** The request that names the token; of several the one with most signatures; else the only one that there is. */
function chooseRequest(
  { token }: ApprovalSet,
  requests: readonly KnownRequest[],
): KnownRequest | undefined {
  const own = requests.filter(({ signed }) => signed.request.token.digest === token?.digest);
  const most = own.reduce((best, { signed }) => Math.max(best, signed.signatures.length), 0);
  const best = own.find(({ signed }) => signed.signatures.length === most);
  return best ?? (requests.length === 1 ? requests[0] : undefined);
}

/** The policy that the request names, else the first. */
function choosePolicy<One extends { readonly policy: Policy }>(
  request: KnownRequest | undefined,
  policies: readonly One[],
): One | undefined {
  const named = policies.find(({ policy }) => policy.digest === request?.signed.request.policy);
  return named ?? policies[0];
}

/** The folder of the approval file, where something that it names is there and not where paths start. */
function findOwnFolder(
  { names: { tokens, signatures } }: ApprovalSet,
  file: string,
  isThere: (path: string) => boolean,
): string | undefined {
  const own = folderOf(file);
  const named = [...tokens, ...signatures].map(showText).filter((path) => !path.startsWith('/'));
  const isOnlyThere = (path: string): boolean => !isThere(path) && isThere(`${own}/${path}`);
  return own !== '' && named.some(isOnlyThere) ? own : undefined;
}
