import type { CryptoProvider } from '../../crypto-provider.ts';
import { typeOfApprovers } from '../../token/sdk5/roles.ts';
import { type SetApproval, SIGNATURE_FILE_BYTES } from '../approval-set.ts';
import { findApprover } from '../collect.ts';
import { findOfficer } from '../roster.ts';
import type { NearbyFile } from '../wrong-signature.ts';
import type { FolderFile } from './files-beside.ts';
import type { FolderTrouble } from './folder-trouble.ts';
import type { GatheredToken } from './gather-tokens.ts';

/** What became of the signatures that stand alone in their files. */
export interface AttributedSignatures {
  /** By the path of the token's file. */
  readonly approvals: ReadonlyMap<string, readonly SetApproval[]>;
  readonly trouble: readonly FolderTrouble[];
}

/**
 * Finds out whose each signature is, and of which token: by the officers' keys. One that no key has made is somebody's
 * who is named in the name of its file, where there is one token only: so that it is told why it is wrong.
 */
export function attributeSignatures(
  signatures: readonly FolderFile[],
  tokens: readonly GatheredToken[],
  nearby: readonly NearbyFile[],
  crypto: CryptoProvider,
): AttributedSignatures {
  const approvals = new Map<string, SetApproval[]>();
  const trouble: FolderTrouble[] = [];
  const only = tokens.length === 1 ? tokens[0] : undefined;
  for (const file of signatures) {
    const found = findSignedToken(file, tokens, crypto);
    const name = found?.name ?? (only && nameInPath(file.path, only));
    const token = found?.token ?? only;
    if (token === undefined || name === undefined) {
      const wrong = only && explain(file, only, nearby, crypto);
      trouble.push({ code: 'nobodys-signature', path: file.path, wrong });
      continue;
    }
    const those = approvals.get(token.path);
    const approval = makeApproval(file, name, token);
    if (those === undefined) approvals.set(token.path, [approval]);
    else those.push(approval);
  }
  return { approvals, trouble };
}

function findSignedToken(
  { bytes }: FolderFile,
  tokens: readonly GatheredToken[],
  crypto: CryptoProvider,
): { readonly token: GatheredToken; readonly name: string } | undefined {
  for (const token of tokens) {
    const { signedBytes } = token.token;
    const found = findApprover(bytes, signedBytes, { roster: token.roster, nearby: [] }, crypto);
    if ('name' in found) return { token, name: found.name };
  }
  return undefined;
}

function explain(
  { bytes }: FolderFile,
  { token, roster }: GatheredToken,
  nearby: readonly NearbyFile[],
  crypto: CryptoProvider,
) {
  const found = findApprover(bytes, token.signedBytes, { roster, nearby }, crypto);
  return 'wrong' in found ? found.wrong : undefined;
}

/** The one officer of the roster whose name is a word of the file's name: `officer2` of `officer1.token.officer2.sig`. */
function nameInPath(path: string, { path: tokenPath, roster }: GatheredToken): string | undefined {
  const fileName = path.slice(path.lastIndexOf('/') + 1);
  const tokenName = tokenPath.slice(tokenPath.lastIndexOf('/') + 1);
  const own = fileName.startsWith(tokenName) ? fileName.slice(tokenName.length) : fileName;
  const names = own.split(/[^A-Za-z0-9_]+/).flatMap((word) => {
    const officer = word === '' ? undefined : findOfficer(roster, word);
    return officer === undefined ? [] : [officer.name];
  });
  return names.length === 1 ? names[0] : undefined;
}

function makeApproval(
  { path, bytes }: FolderFile,
  name: string,
  { token }: GatheredToken,
): SetApproval {
  return {
    type: typeOfApprovers(token.records[0]?.service ?? 0),
    name,
    origin: path,
    signature: { size: bytes.length, start: bytes.subarray(0, SIGNATURE_FILE_BYTES) },
    unfit: undefined,
  };
}
