/** Quorum tokens, requests and policies that lie about where a log-in is signed, which it must not approve. */
import { join, resolve } from 'node:path';
import { uint8ArrayToHex } from 'uint8array-extras';
import { encodePae } from '../../../../ceremony/dsse/pae.ts';
import { readEnvelope } from '../../../../ceremony/dsse/read-envelope.ts';
import { isFailure } from '../../../../failure.ts';
import { isThere, realPath } from '../../../../files/look.ts';
import { eachNearbyFile } from '../../../../node/nearby-files.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { looksLikeJson } from '../../../../token/json/looks-like-json.ts';
import { LARGEST_JSON_BYTES } from '../../../../token/json/read-json.ts';
import { findTokenDigests } from '../../../../token/sdk5/token-digests.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { quoted, readInput } from '../../../input/read-file.ts';

/** A file, a signature of which may be asked for under another name. */
export interface AtHand {
  readonly path: string;
  readonly isToken: boolean;
}

/** Files by the digests whose signature approves what is in them; hex. */
export type TokensAtHand = ReadonlyMap<string, AtHand>;

/**
 * Finds the tokens and the envelopes in the folders of some files, in the working directory, and in the files that are
 * named.
 *
 * @param inputs paths whose folders are looked into, and, of links, those of what they lead to; `-` is none
 * @param named token files
 * @throws Failure of kind `file` where one that is named cannot be read, or is neither
 */
export async function findTokensAtHand(
  inputs: readonly string[],
  named: readonly string[],
  context: Context,
): Promise<TokensAtHand> {
  const found = new Map<string, AtHand>();
  for (const path of named) {
    const bytes = await readInput(path, 'token file', context);
    const files = listDigests(path, bytes);
    if (files.length === 0) throw noToken(path);
    for (const [digest, file] of files) found.set(digest, file);
  }
  const paths = inputs.filter((input) => input !== '-');
  const targets = paths.flatMap((path) => followLinks(path, context));
  const beside = [...paths, join('.', 'x'), ...targets];
  for (const { path, bytes } of eachNearbyFile(beside, [], context.cwd, mayBeJson)) {
    for (const [digest, file] of listDigests(path, bytes)) {
      if (!found.has(digest)) found.set(digest, file);
    }
  }
  return found;
}

/** Larger files are JSON, which may hold whatever else. */
function mayBeJson(start: Uint8Array, size: number): boolean {
  return size <= LARGEST_JSON_BYTES && looksLikeJson(start);
}

/** Where a file lies, if a link leads to it. */
function followLinks(path: string, { cwd }: Context): readonly string[] {
  const typed = resolve(cwd, path);
  if (!isThere(typed)) return [];
  const real = realPath(typed);
  return real === typed ? [] : [real];
}

function listDigests(path: string, bytes: Uint8Array): readonly (readonly [string, AtHand])[] {
  const ofEnvelope = digestEnvelope(bytes);
  return [
    ...findTokenDigests(bytes, nodeCrypto).map((one) => [one, { path, isToken: true }] as const),
    ...(ofEnvelope === undefined ? [] : [[ofEnvelope, { path, isToken: false }] as const]),
  ];
}

/** Of what is signed of a request, or of a policy; nothing where it is no envelope. */
function digestEnvelope(bytes: Uint8Array): string | undefined {
  if (!looksLikeJson(bytes)) return undefined;
  try {
    const { payloadType, payload } = readEnvelope(bytes);
    return uint8ArrayToHex(nodeCrypto.sha256(encodePae(payloadType, payload)));
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

function noToken(path: string): CommandFailure {
  return new CommandFailure(
    'file',
    `--not ${quoted(path)}: there is no record of a quorum token in it, and it is no request or policy that is signed`,
    'name token files, classic or JSON, requests and signed policies, whose digests are not to be signed',
  );
}
