/**
 * A folder in which officers lay down what they have signed, each in a file of its own: so that nobody has to wait for
 * another's file, and two who sign at once are not in each other's way. What belongs together is known by its
 * content: approvals and requests by the token that they are of, signatures by the keys that made them.
 */
import { recogniseContent } from '../../content/recognise-content.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { isFailure } from '../../failure.ts';
import { showText } from '../../parser/text.ts';
import type { ApprovalSet, SetApproval } from '../approval-set.ts';
import { readBareToken } from '../formats/bare-token.ts';
import { readApprovalSet } from '../formats/index.ts';
import { looksLikeDraft } from '../request/draft.ts';
import { readRequest } from '../request/statement.ts';
import type { Roster } from '../roster.ts';
import { attributeSignatures } from './attribute-signatures.ts';
import { type FolderFile, filesBeside } from './files-beside.ts';
import type { FolderTrouble } from './folder-trouble.ts';
import { type GatheredToken, gatherTokens, type SourcedSet } from './gather-tokens.ts';
import { keepOneEach } from './keep-one-each.ts';
import { type FolderRequest, matchRequests, type RequestFile } from './match-requests.ts';

/** One token of a folder, and all that is there of it. */
export interface FolderToken {
  /** Its file; of several with the same records the one that comes first. */
  readonly path: string;
  /** The approvals of all files, as if they stood in one. */
  readonly set: ApprovalSet;
  readonly request: FolderRequest | undefined;
  /** Files with those approvals. */
  readonly sources: readonly string[];
}

export interface CeremonyFolder {
  /** In the order of their files. */
  readonly tokens: readonly FolderToken[];
  /** In the order of the files that it is with. */
  readonly trouble: readonly FolderTrouble[];
}

/**
 * Reads a folder.
 *
 * @param files in the order of their paths; public keys, policies, scripts, drafts of requests and whatever else nothing
 *   is known of are passed over
 * @param rosterAt the officers' keys at a time: in seconds since 1970, when a token was made
 * @returns it never throws
 * @example
 * const file = { path: 'bob/officer1.token', bytes: readFileSync('officer1.token') };
 * const { tokens } = readCeremonyFolder([file], () => roster, nodeCrypto);
 * tokens.map(({ path, set }) => `${path}: ${set.approvals.length}`);
 */
export function readCeremonyFolder(
  files: readonly FolderFile[],
  rosterAt: (created: number | undefined) => Roster,
  crypto: CryptoProvider,
): CeremonyFolder {
  const { sets, signatures, requests, trouble: first } = sortFiles(files, crypto);
  const tokens = gatherTokens(sets, rosterAt);
  const bare = attributeSignatures(signatures, tokens, listNearby(files), crypto);
  const matched = matchRequests(requests, new Set(tokens.map(({ token }) => token.digest)));
  const found = tokens.map((token) => {
    const bareOnes = bare.approvals.get(token.path) ?? [];
    const { approvals, trouble } = keepOneEach([...token.approvals, ...bareOnes], token, crypto);
    const places = approvals.filter((one) => bareOnes.includes(one)).map(({ origin }) => origin);
    const request = matched.requests.get(token.token.digest);
    const sources = [...token.sources, ...places.map(showText)];
    return {
      trouble,
      token: { path: token.path, set: joinApprovals(token, approvals), request, sources },
    };
  });
  const second = found.flatMap(({ trouble }) => trouble);
  const all = [first, bare.trouble, matched.trouble, second].flat();
  return { tokens: found.map(({ token }) => token), trouble: all.sort(byPath) };
}

/** Files by what they are; whatever is not in it is passed over. */
interface SortedFiles {
  readonly sets: SourcedSet[];
  readonly signatures: FolderFile[];
  readonly requests: RequestFile[];
  readonly trouble: FolderTrouble[];
}

function sortFiles(files: readonly FolderFile[], crypto: CryptoProvider): SortedFiles {
  const sorted: SortedFiles = { sets: [], signatures: [], requests: [], trouble: [] };
  for (const file of files) {
    const { path, bytes } = file;
    switch (recogniseContent(bytes)) {
      case 'private-key':
        sorted.trouble.push({ code: 'private-key', path });
        break;
      case 'token':
        addSet({ path, set: readBareToken(path, bytes, crypto) }, sorted);
        break;
      case 'sdk5-token':
      case 'approval':
      case 'utf-16-approval': {
        const beside = { path, files: filesBeside(file, files) };
        addSet({ path, set: readApprovalSet(bytes, beside, crypto) }, sorted);
        break;
      }
      case 'signature':
      case 'signature-text':
        sorted.signatures.push(file);
        break;
      case 'request':
        addRequest(file, sorted);
        break;
      default:
    }
  }
  return sorted;
}

function addSet(one: SourcedSet, { sets, trouble }: SortedFiles): void {
  const problem = findTrouble(one);
  if (problem === undefined) sets.push(one);
  else trouble.push(problem);
}

function addRequest({ path, bytes }: FolderFile, { requests, trouble }: SortedFiles): void {
  // A draft is nothing that anybody signs.
  if (looksLikeDraft(bytes)) return;
  try {
    requests.push({ path, bytes, signed: readRequest(bytes) });
  } catch (error) {
    if (!isFailure(error)) throw error;
    trouble.push({ code: 'unsound-request', path });
  }
}

/** Larger files are no tokens, nor digests of any. */
const LARGEST = 1 << 16;

/** What an officer may have signed by mistake. */
function listNearby(files: readonly FolderFile[]): readonly FolderFile[] {
  return files.filter(
    ({ bytes }) => bytes.length <= LARGEST && recogniseContent(bytes) !== 'private-key',
  );
}

/** As if all approvals stood in one file. */
function joinApprovals({ set }: GatheredToken, approvals: readonly SetApproval[]): ApprovalSet {
  return { ...set, approvals, faults: [], claimedApprovals: undefined };
}

function byPath(one: FolderTrouble, other: FolderTrouble): number {
  return one.path < other.path ? -1 : Number(one.path > other.path);
}

/** Why nothing of a file counts: it would be lost or wrong without a word. */
function findTrouble({ path, set }: SourcedSet): FolderTrouble | undefined {
  const { token, faults, readingsDiffer, format } = set;
  if (faults.some(({ code }) => code !== 'no-approvals')) {
    const isMissing = format === 'classic' && set.tokenError !== undefined;
    return { code: isMissing ? 'no-token' : format === 'sdk5' ? 'unsound-token' : 'misread', path };
  }
  if (readingsDiffer || set.unread.length > 0) return { code: 'misread', path };
  if (token === undefined) return { code: 'no-token', path };
  return token.problem === undefined ? undefined : { code: 'unsound-token', path };
}
