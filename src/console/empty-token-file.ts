import { placeInCluster } from '../hsm/cluster/own-files.ts';
import { LIMITS } from '../hsm/machine/rules.ts';
import type { ConsoleFiles, FileToEmpty, OutputFile } from '../node/console-files.ts';
import { looksLikeJson } from '../token/json/looks-like-json.ts';
import { decodeTokens } from '../token/record.ts';

/** Most bytes of a file that are searched for a private key, or for tokens. */
const LARGEST_FILE = 1 << 20;

/**
 * Empties the file that a token is to be written to. What nobody can have meant is spared: a private key,
 * a file of any cluster, and in a cluster's folder whatever is no token file.
 *
 * @returns undefined where it cannot be emptied, or is spared
 */
export async function emptyTokenFile(
  path: string,
  files: ConsoleFiles,
): Promise<OutputFile | undefined> {
  const judge = await judgeFor(path, files);
  return judge === undefined ? undefined : files.empty(path, (file) => mayEmpty(file, judge));
}

/**
 * As {@link emptyTokenFile}, for what is no token.
 *
 * @param isOfKind whether bytes are what is written to such files: others are spared in a cluster's folder
 */
export async function emptyOutputFile(
  path: string,
  files: ConsoleFiles,
  isOfKind: Judge,
): Promise<OutputFile | undefined> {
  const start = files.open(path, LARGEST_FILE)?.start;
  if (start !== undefined && (await holdsKey(start))) return undefined;
  return files.empty(path, (file) => mayEmpty(file, isOfKind));
}

/**
 * Whether {@link emptyTokenFile} would empty a file, as far as can be seen without doing it: for a command
 * that has something else to ask first.
 */
export async function mayEmptyTokenFile(path: string, files: ConsoleFiles): Promise<boolean> {
  const judge = await judgeFor(path, files);
  let may = false;
  if (judge !== undefined) {
    files.empty(path, (file) => {
      may = mayEmpty(file, judge);
      return false;
    });
  }
  return may;
}

/** Whether some bytes are what such a file may hold. */
type Judge = (bytes: Uint8Array) => boolean;

/** @returns nothing where a private key lies there */
async function judgeFor(path: string, files: ConsoleFiles): Promise<Judge | undefined> {
  const start = files.open(path, LARGEST_FILE)?.start;
  const judge = start !== undefined && looksLikeJson(start) ? await judgeJson() : holdsRecords;
  if (start !== undefined && !judge(start) && (await holdsKey(start))) return undefined;
  return judge;
}

function mayEmpty(file: FileToEmpty, isOfKind: Judge): boolean {
  if (file.folder === undefined) return true;
  switch (placeInCluster(file.folder, file.name)) {
    case 'own':
      return false;
    case 'beside':
      return isOfKind(file.readStart(LARGEST_FILE));
    case 'outside':
      return true;
  }
}

/** A file that was emptied before holds none, and may be filled. */
function holdsRecords(bytes: Uint8Array): boolean {
  try {
    return decodeTokens(bytes).length <= LIMITS.records;
  } catch {
    return false;
  }
}

/** Of the newer command line. */
async function judgeJson(): Promise<Judge> {
  const [{ readJson }, { readSdk5Document }] = await Promise.all([
    import('../token/json/read-json.ts'),
    import('../token/sdk5/read-document.ts'),
  ]);
  return (bytes) => {
    const { document } = readJson(bytes);
    return document !== undefined && readSdk5Document(document) !== undefined;
  };
}

async function holdsKey(bytes: Uint8Array): Promise<boolean> {
  const { holdsPrivateKey } = await import('../signer/containers/private-key.ts');
  return holdsPrivateKey(bytes);
}
