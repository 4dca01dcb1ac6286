/**
 * What each file is, by its content. Its name only says it of the record and the script.
 */

import { filesBeside } from '../../ceremony/folder/files-beside.ts';
import { readBareToken } from '../../ceremony/formats/bare-token.ts';
import { readApprovalSet } from '../../ceremony/formats/index.ts';
import { readPolicy } from '../../ceremony/policy/read-policy.ts';
import { POLICY_PAYLOAD_TYPE, readSignedPolicy } from '../../ceremony/policy/signed-policy.ts';
import { readRecord } from '../../ceremony/record/read-record.ts';
import { RECORD_FILE, SCRIPT_FILE } from '../../ceremony/record/record.ts';
import { looksLikeDraft } from '../../ceremony/request/draft.ts';
import { readRequest } from '../../ceremony/request/statement.ts';
import { readScript } from '../../ceremony/script/read-script.ts';
import { type ContentKind, recogniseContent } from '../../content/recognise-content.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { isFailure } from '../../failure.ts';
import { decodeLatin1 } from '../../latin1.ts';
import { looksLikeJson } from '../../token/json/looks-like-json.ts';
import { isLog } from '../judge/read-logs.ts';
import { readPrinted } from '../snapshot/read-snapshot.ts';
import { type Classified, type GivenFile, isOfFolder, type LeftOutReason } from './given-file.ts';

/**
 * @param all every file, as approval files and policies name others
 * @throws Failure `ceremony-record-size`, `ceremony-record-line` where the record is damaged
 */
export function classify(
  file: GivenFile,
  all: readonly GivenFile[],
  crypto: CryptoProvider,
): Classified {
  const { bytes, from, path } = file;
  if (from === 'before' || from === 'after') {
    return recogniseContent(bytes) === 'private-key'
      ? refuse(file, 'private-key')
      : { is: 'snapshot', file };
  }
  if (bytes.length === 0) return refuse(file, 'empty');
  const content = recogniseContent(bytes);
  if (content === 'private-key') return refuse(file, 'private-key');
  if (from === 'roster') return classifyOfRoster(file, content);
  if (path === RECORD_FILE) return { is: 'record', file, record: readRecord(bytes, crypto) };
  if (path === SCRIPT_FILE) return classifyScript(file, crypto);
  switch (content) {
    case 'public-key':
    case 'certificate':
      return isPolicy(bytes)
        ? classifyPolicy(file, all, crypto)
        : { is: 'piece', file, kind: 'public-key' };
    case 'token': {
      const set = readBareToken(path, bytes, crypto);
      return set.token?.problem === undefined
        ? { is: 'token', file, set }
        : refuse(file, 'malformed-token');
    }
    case 'sdk5-token':
    case 'approval':
    case 'utf-16-approval': {
      const set = readApprovalSet(
        bytes,
        { path, files: filesBeside(file, all.filter(isOfFolder)) },
        crypto,
      );
      return (set.token?.records.length ?? 0) > 0
        ? { is: 'token', file, set }
        : refuse(file, 'malformed-token');
    }
    case 'signature':
    case 'signature-text':
      return { is: 'signature', file };
    case 'request':
      return classifyRequest(file);
    default:
      return classifyText(file, all, crypto);
  }
}

function classifyOfRoster(file: GivenFile, content: ContentKind): Classified {
  return content === 'public-key' || content === 'certificate'
    ? { is: 'piece', file, kind: 'public-key' }
    : refuse(file, 'unknown');
}

function classifyText(
  file: GivenFile,
  all: readonly GivenFile[],
  crypto: CryptoProvider,
): Classified {
  const { bytes } = file;
  if (isPolicy(bytes)) return classifyPolicy(file, all, crypto);
  if (DUMP.test(decodeLatin1(bytes.subarray(0, 1 << 16)))) return refuse(file, 'cluster');
  if (readPrinted(bytes) !== undefined) return { is: 'snapshot', file };
  if (isLog(bytes)) return { is: 'piece', file, kind: 'log' };
  return isPlainText(bytes) ? { is: 'other', file, why: 'unknown' } : refuse(file, 'binary');
}

/** What says that JSON is the dump of an emulated cluster, or the state of an HSM of one. */
const DUMP = /"format"\s*:\s*"mofn-/;

function refuse(file: GivenFile, why: LeftOutReason): Classified {
  return { is: 'refused', file, why };
}

/** Characters of UTF-8, and of control characters none but those that lay out a text. */
function isPlainText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !/[^\P{Cc}\t\r\n]/u.test(text);
  } catch {
    return false;
  }
}

function classifyScript(file: GivenFile, { sha256 }: CryptoProvider): Classified {
  const openPolicy = () => ({ code: 'not-looked-at' as const });
  const { script } = readScript(file.bytes, { sha256, openPolicy });
  return script === undefined
    ? refuse(file, 'malformed-script')
    : { is: 'piece', file, kind: 'script' };
}

function classifyRequest(file: GivenFile): Classified {
  // A draft is nothing that anybody signs.
  if (looksLikeDraft(file.bytes)) return { is: 'other', file, why: 'unknown' };
  return canRead(() => readRequest(file.bytes))
    ? { is: 'piece', file, kind: 'request' }
    : refuse(file, 'malformed-request');
}

/** A line that policies have, however much of one is wrong; or the type of a signed one. */
const PART_OF_POLICY = /^[ \t]*(?:\[+[ \t]*(?:people|rules)\b)/m;

function isPolicy(bytes: Uint8Array): boolean {
  const text = decodeLatin1(bytes.subarray(0, 1 << 16));
  return looksLikeJson(bytes)
    ? text.includes(`"${POLICY_PAYLOAD_TYPE}"`)
    : PART_OF_POLICY.test(text);
}

function classifyPolicy(
  file: GivenFile,
  all: readonly GivenFile[],
  { sha256 }: CryptoProvider,
): Classified {
  const { bytes } = file;
  let toml = bytes;
  if (looksLikeJson(bytes) && !canRead(() => ({ toml } = readSignedPolicy(bytes)))) {
    return refuse(file, 'malformed-policy');
  }
  const { open } = filesBeside(file, all.filter(isOfFolder));
  const openKey = (path: string) =>
    open(path, LARGEST_KEY)?.start ?? ({ code: 'not-regular' } as const);
  return readPolicy(toml, { sha256, openKey }).policy === undefined
    ? refuse(file, 'malformed-policy')
    : { is: 'piece', file, kind: 'policy' };
}

const LARGEST_KEY = 1 << 16;

function canRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return false;
  }
}
