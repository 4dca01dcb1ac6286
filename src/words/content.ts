import type { ContentKind } from '../failure-codes/content-kind.ts';

const NAMES: Readonly<Record<ContentKind, string>> = {
  'private-key': 'a private key',
  'public-key': 'a public key',
  certificate: 'a certificate',
  'certificate-request': 'a certificate request',
  token: 'a quorum token',
  'sdk5-token': 'a token file of the newer command line (JSON)',
  signature: 'a signature',
  'signature-text': 'a signature, written as text',
  approval: 'an approval file',
  'utf-16-approval': 'an approval file in UTF-16',
  request: 'a request',
  json: 'JSON',
  pem: 'a PEM file',
  zip: 'a zip archive',
  binary: 'binary data',
  text: 'text',
  empty: 'empty',
};

/**
 * What a file is, in a few words.
 *
 * @example
 * describeContent('private-key'); // 'a private key'
 */
export function describeContent(kind: ContentKind): string {
  return NAMES[kind];
}

const NEXT: Partial<Record<ContentKind, string>> = {
  'private-key': 'key show',
  'public-key': 'key show',
  certificate: 'key show',
  token: 'token show',
  'sdk5-token': 'token show',
  request: 'request show',
  zip: 'evidence verify',
  approval: 'approval show',
  'utf-16-approval': 'approval lint --fix --write',
};

/** The words behind `mofn` of the command that says more of such a file, or mends it, if there is one. */
export function commandForContent(kind: ContentKind): string | undefined {
  return NEXT[kind];
}
