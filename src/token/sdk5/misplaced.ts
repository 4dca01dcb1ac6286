import type { Span } from '../../diagnostic.ts';
import { type Base64Reading, readBase64 } from './base64.ts';
import type { Sdk5Document } from './document.ts';
import { SIGNATURE_BYTES } from './read-document.ts';

/** A signature where no tool looks for one. */
export interface MisplacedSignature {
  /** Where it stands: `signed`. */
  readonly path: string;
  /** Where it belongs: `signatures[].signature`. */
  readonly belongs: string;
  /** What stands there; no bytes where it is empty or no text. */
  readonly reading: Base64Reading;
  readonly span: Span;
}

/**
 * Finds signatures in members that no document knows, as `signed` of a quorum token, and those beside the
 * `tokens` of a registration or a log-in.
 *
 * @example
 * listMisplaced(parseSdk5Token(sdk5File, nodeCrypto).document); // []
 */
export function listMisplaced(document: Sdk5Document): readonly MisplacedSignature[] {
  const belongs = BELONGS[document.kind];
  const unknown = document.unknown
    .filter(({ path }) => /(^|\.)(signed|signature)$/.test(path))
    .map(({ path, value, span }) => {
      const reading = readBase64(value.kind === 'string' ? value.value : '', SIGNATURE_BYTES);
      return { path, belongs, reading, span };
    });
  if (document.kind === 'quorum' || document.kind === 'authdata') return unknown;
  const beside = document.signatures?.items.flatMap(({ signature }, at) => {
    if (signature?.bytes?.length !== SIGNATURE_BYTES) return [];
    const { text, span } = signature;
    const reading = readBase64(text, SIGNATURE_BYTES);
    return [{ path: `signatures[${at}].signature`, belongs, reading, span }];
  });
  return [...unknown, ...(beside ?? [])];
}

const BELONGS: Readonly<Record<Sdk5Document['kind'], string>> = {
  quorum: 'signatures[].signature',
  registration: 'tokens[].signed',
  mfa: 'tokens[].signed',
  authdata: 'Data[].Signature',
};
