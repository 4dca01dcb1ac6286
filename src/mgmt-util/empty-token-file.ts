import { placeInCluster } from '../hsm/cluster/own-files.ts';
import { LIMITS } from '../hsm/machine/rules.ts';
import type { FileToEmpty, OutputFile } from '../node/console-files.ts';
import { decodeTokens, RECORD_BYTES } from '../token/record.ts';
import type { Shell } from './shell.ts';

/** Most bytes of a file that are searched for a private key. */
const LARGEST_KEY_FILE = 1 << 20;

/**
 * Empties the file that a token is to be written to. What nobody can have meant is spared: a private key,
 * a file of any cluster, and in a cluster's folder whatever is no token file.
 *
 * @returns undefined where it cannot be emptied, or is spared
 */
export async function emptyTokenFile(path: string, shell: Shell): Promise<OutputFile | undefined> {
  const start = shell.files.open(path, LARGEST_KEY_FILE)?.start;
  if (start !== undefined && !holdsTokens(start) && (await holdsKey(start))) return undefined;
  return shell.files.empty(path, mayEmpty);
}

function mayEmpty(file: FileToEmpty): boolean {
  if (file.folder === undefined) return true;
  switch (placeInCluster(file.folder, file.name)) {
    case 'own':
      return false;
    case 'beside':
      return holdsTokens(file.readStart(LIMITS.records * RECORD_BYTES + 1));
    case 'outside':
      return true;
  }
}

/** A file that was emptied before holds none, and may be filled. */
function holdsTokens(bytes: Uint8Array): boolean {
  try {
    return decodeTokens(bytes).length <= LIMITS.records;
  } catch {
    return false;
  }
}

async function holdsKey(bytes: Uint8Array): Promise<boolean> {
  const { holdsPrivateKey } = await import('../signer/containers/private-key.ts');
  return holdsPrivateKey(bytes);
}
