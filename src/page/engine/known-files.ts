import { uint8ArrayToHex } from 'uint8array-extras';
import { POLICY_PAYLOAD_TYPE } from '../../ceremony/policy/signed-policy.ts';
import { recogniseContent } from '../../content/recognise-content.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { decodeLatin1 } from '../../latin1.ts';
import { describeContent } from '../../words/content.ts';
import type { DroppedFile, PageFile, PageFileKind, PageFiles, Told } from './page-model.ts';
import { sortByPath } from './take-files.ts';

/** A file, and what it is. */
export interface KnownFile extends DroppedFile {
  readonly kind: PageFileKind;
}

/** What keys and tables of a policy look like; a ceremony's script has `[[steps]]`. */
const POLICY_TABLE = /^[ \t]*\[+[ \t]*(?:people|rules)\b/m;
const POLICY_START = /^[ \t]*(?:\[+[ \t]*cluster\b|version[ \t]*=)/m;
const SCRIPT_TABLE = /^[ \t]*\[\[[ \t]*steps\b/m;

/** What a file is. Of a policy with keys in it, content alone would say that it is a key. */
export function recogniseFile(file: DroppedFile): KnownFile {
  const kind = recogniseContent(file.bytes);
  return { ...file, kind: isPolicy(file, kind) ? 'policy' : kind };
}

function isPolicy({ path, bytes }: DroppedFile, kind: PageFileKind): boolean {
  if (kind === 'json') return decodeLatin1(bytes).includes(`"${POLICY_PAYLOAD_TYPE}"`);
  if (!['text', 'public-key', 'certificate', 'pem'].includes(kind)) return false;
  const text = decodeLatin1(bytes);
  if (SCRIPT_TABLE.test(text)) return false;
  return POLICY_TABLE.test(text) || (path.endsWith('.toml') && POLICY_START.test(text));
}

/** All that was dropped, the refused and the large among them. */
export function listFiles(
  known: readonly KnownFile[],
  { refused, large }: PageFiles,
  problems: ReadonlyMap<string, Told>,
  crypto: Pick<CryptoProvider, 'sha256'>,
): readonly PageFile[] {
  return sortByPath<PageFile>([
    ...known.map(({ path, kind, bytes }) => {
      const problem = problems.get(path);
      return {
        path,
        kind,
        what: nameKind(kind),
        bytes: bytes.length,
        sha256: uint8ArrayToHex(crypto.sha256(bytes)),
        ...(problem === undefined ? {} : { problem }),
      };
    }),
    ...refused.map(({ path }) => ({
      path,
      kind: 'private-key' as const,
      what: nameKind('private-key'),
      bytes: 0,
    })),
    ...large.map(({ path, bytes }) => ({
      path,
      kind: 'too-large' as const,
      what: nameKind('too-large'),
      bytes,
    })),
  ]);
}

function nameKind(kind: PageFileKind): string {
  if (kind === 'policy') return 'a policy';
  return kind === 'too-large' ? 'too large to be looked at' : describeContent(kind);
}
