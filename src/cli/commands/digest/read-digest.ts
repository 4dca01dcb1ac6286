import { createHash } from 'node:crypto';
import { uint8ArrayToHex } from 'uint8array-extras';
import { recogniseContent } from '../../../content/recognise-content.ts';
import { Failure } from '../../../failure.ts';
import { nodeCrypto } from '../../../node/node-crypto.ts';
import { quotePath } from '../../../words/quote-for-shell.ts';
import type { Context } from '../../context.ts';
import { quoted, readInput } from '../../input/read-file.ts';

/** A digest that the command line names: as hex, or by a file that it is of. */
export interface NamedDigest {
  /** Hex, lower case. */
  readonly digest: string;
  /** The file; undefined where the digest itself was given. */
  readonly file: string | undefined;
  /** What it is, for sentences: `SHA-256 of "bundle.zip"`. */
  readonly what: string;
  /** Whether the file has a token in it, whose own digest is another. */
  readonly hasToken: boolean;
  /** What officers sign of it, hex: of a registration or log-in a digest for each HSM. */
  readonly tokens: readonly string[];
}

/** Hex digits of the digests that there are names for. */
const NAMES: Readonly<Record<number, string>> = {
  40: 'SHA-1',
  64: 'SHA-256',
  96: 'SHA-384',
  128: 'SHA-512',
};

/** Pairs of hex digits; openssl puts colons between them. */
const HEX = /^[0-9a-f]{2}(?::?[0-9a-f]{2})+$/i;

/** Most of a file: no evidence of a ceremony is as large. */
const LIMIT = 1 << 28;

/**
 * Reads what a command line names: hex digits of a known length are a digest, all else is the name of a file.
 *
 * @throws Failure `file-unreadable`, `file-too-large`
 */
export async function readDigest(named: string, context: Context): Promise<NamedDigest> {
  const digits = HEX.test(named) ? named.replaceAll(':', '').toLowerCase() : '';
  const name = NAMES[digits.length];
  if (name !== undefined) {
    return {
      digest: digits,
      file: undefined,
      what: `${name} ${digits}`,
      hasToken: false,
      tokens: [],
    };
  }
  const bytes = await readInput(named, 'file', context, LIMIT);
  const hasToken = recogniseContent(bytes) === 'sdk5-token';
  return {
    digest: createHash('sha256').update(bytes).digest('hex'),
    file: named,
    what: `SHA-256 of ${named === '-' ? 'standard input' : quoted(named)}`,
    hasToken,
    tokens: hasToken ? await listTokens(bytes) : [],
  };
}

/** What only looks like a token, and cannot be read as one, is a file like all others. */
async function listTokens(bytes: Uint8Array): Promise<readonly string[]> {
  const [{ readSdk5File }, { listToSign }] = await Promise.all([
    import('../../../token/sdk5-token.ts'),
    import('../../../token/sdk5/to-sign.ts'),
  ]);
  try {
    const document = readSdk5File(bytes, nodeCrypto);
    return listToSign(document).map(({ digest }) => uint8ArrayToHex(digest));
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

/** What is to be said of a file with a token, as its approvals are in it too; undefined of others. */
export function noteToken({ file, hasToken }: NamedDigest): string | undefined {
  if (!hasToken || file === undefined) return undefined;
  return `note: this is the digest of the file, which changes with each approval in it; that of the token: mofn token show --words ${quotePath(file)}`;
}
