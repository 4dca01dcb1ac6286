import { uint8ArrayToBase64, uint8ArrayToHex } from 'uint8array-extras';
import { encodeLatin1 } from '../../latin1.ts';
import type { WrongCause } from './cause.ts';
import type { SignedMessage } from './signed-message.ts';

/**
 * The digest of what should have been signed, in the forms in which people sign it.
 *
 * @param paths names under which people have it; what tools print of a digest holds them
 * @param causes what is wrong besides
 */
export function* listDigestForms(
  digest: Uint8Array,
  paths: readonly string[],
  causes: readonly WrongCause[],
): Generator<SignedMessage> {
  yield { bytes: digest, causes: [...causes, { code: 'hashed-twice' }] };
  const hex = uint8ArrayToHex(digest);
  const names = new Set(paths.flatMap((path) => [path, path.replace(/^.*\//, '')]));
  const lines = [
    hex,
    hex.toUpperCase(),
    uint8ArrayToBase64(digest),
    `${hex}  -`,
    `SHA2-256(stdin)= ${hex}`,
    `(stdin)= ${hex}`,
    ...[...names].flatMap((name) => [
      `${hex}  ${name}`,
      `${hex} *${name}`,
      `SHA2-256(${name})= ${hex}`,
      `SHA256(${name})= ${hex}`,
    ]),
  ];
  for (const bytes of lines.flatMap(withLineEnds)) {
    yield { bytes, causes: [...causes, { code: 'digest-text' }] };
  }
}

/** A text as it is, and as tools write it. */
export function withLineEnds(text: string): readonly Uint8Array[] {
  return ['', '\n', '\r\n'].map((end) => encodeLatin1(text + end));
}
