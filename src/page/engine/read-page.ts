import type { Policy } from '../../ceremony/policy/policy.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { isFailure } from '../../failure.ts';
import { escapeUnsafe } from '../../printable.ts';
import { readTokenFile } from '../../token/token-file.ts';
import { describeFailure } from '../../words/failures/index.ts';
import { type BesideApprovals, viewClassic, viewSdk5 } from './approval-view.ts';
import { type DroppedFolder, openDropped } from './dropped-folder.ts';
import { type KnownFile, listFiles, recogniseFile } from './known-files.ts';
import { chooseKeys, findRoster, type OfficerKeys, viewKeys } from './officer-keys.ts';
import type {
  ApprovalView,
  PageFileKind,
  PageFiles,
  PageModel,
  PageOptions,
  Told,
} from './page-model.ts';
import { folderOf, foldersFrom } from './paths.ts';
import { viewPolicy, withSigners } from './policy-view.ts';
import { viewRequest } from './request-view.ts';
import { type KnownToken, viewSignatures } from './signature-view.ts';
import { viewToken } from './token-view.ts';

/**
 * All that a page knows of the files that were dropped on it. It never throws for what is in them: what cannot be read
 * as what it is has a `problem`.
 *
 * @param files as `takeFiles` has them
 * @param crypto hashes, and applies public keys
 * @example
 * const files = takeFiles(NO_FILES, [{ path: 'officer1.token', bytes: token }]);
 * readPage(files, { now: Date.now() }, browserCrypto).tokens[0]?.rows;
 */
export function readPage(
  files: PageFiles,
  options: PageOptions,
  crypto: CryptoProvider,
): PageModel {
  const { now, required } = options;
  const known = files.files.map(recogniseFile);
  const folder = openDropped(files);
  const problems = new Map<string, Told>();
  const reading = { files: known, problems };
  const policies = each(reading, ['policy'], (file) => viewPolicy(file, folder, crypto));
  const sound = policies.flatMap(({ path, policy }) =>
    policy === undefined ? [] : [{ path, policy }],
  );
  const ofPolicies = new Set(policies.flatMap(({ keys }) => keys));
  const roster = findRoster(known, files, ofPolicies);
  const keysOf = (policy: Policy | undefined): OfficerKeys => chooseKeys(roster, policy, now);
  const keys = keysOf(sound[0]?.policy);
  const tokens = each(reading, ['token', 'sdk5-token'], (file) => viewToken(file, crypto, now));
  const quorumTokens = listTokens(known, crypto);
  const requests = each(reading, ['request'], (file) =>
    viewRequest(
      file,
      {
        tokens: quorumTokens.map(({ file: token }) => token),
        policies: sound.map(({ policy }) => policy),
        keys,
        now,
      },
      crypto,
    ),
  );
  const beside: BesideApprovals = {
    folder,
    requests: requests.flatMap(({ known: request }) => request ?? []),
    policies: sound,
    keysOf,
    now,
    required,
  };
  const approvals = [
    ...each(reading, ['approval', 'utf-16-approval'], (file) => viewClassic(file, beside, crypto)),
    ...each(reading, ['sdk5-token'], (file) => viewSdk5(file, beside, crypto)),
  ].filter((one) => isQuorum(one, tokens));
  return {
    files: listFiles(known, files, problems, crypto),
    refused: files.refused,
    approvals,
    tokens,
    requests: requests.map(({ view }) => view),
    policies: policies.map((policy) => withSigners(policy, roster, crypto)),
    signatures: viewSignatures(
      known.filter(({ kind }) => kind === 'signature' || kind === 'signature-text'),
      quorumTokens,
      keys,
      (path) => listNaming(path, approvals, folder),
      crypto,
    ),
    keys: viewKeys(known, roster, ofPolicies, crypto),
  };
}

interface Reading {
  readonly files: readonly KnownFile[];
  readonly problems: Map<string, Told>;
}

/** Looks at all files of some kinds; of one that cannot be read it is noted why. */
function each<View>(
  { files, problems }: Reading,
  kinds: readonly PageFileKind[],
  view: (file: KnownFile) => View,
): readonly View[] {
  return files.flatMap((file) => {
    if (!kinds.includes(file.kind)) return [];
    try {
      return [view(file)];
    } catch (error) {
      if (!isFailure(error)) throw error;
      const { message, hint } = describeFailure(error);
      problems.set(file.path, {
        message: escapeUnsafe(message),
        ...(hint === undefined ? {} : { hint: escapeUnsafe(hint) }),
      });
      return [];
    }
  });
}

function listTokens(files: readonly KnownFile[], crypto: CryptoProvider): readonly KnownToken[] {
  const reading = { files, problems: new Map<string, Told>() };
  return each(reading, ['token', 'sdk5-token'], ({ path, bytes }) => ({
    path,
    file: readTokenFile(bytes, crypto),
  }));
}

/** A registration or a log-in has signatures, and is no approval of anything. */
function isQuorum({ path }: ApprovalView, tokens: PageModel['tokens']): boolean {
  const token = tokens.find((one) => one.path === path);
  return token === undefined || !('kind' in token.shown) || token.shown.kind === 'quorum';
}

function listNaming(
  path: string,
  approvals: readonly ApprovalView[],
  folder: DroppedFolder,
): readonly string[] {
  return approvals
    .filter(({ path: approval, shown: { approvers } }) =>
      approvers.some(({ file }) =>
        foldersFrom(folderOf(approval)).some((place) => folder.find(place, file)?.path === path),
      ),
    )
    .map((one) => one.path);
}
