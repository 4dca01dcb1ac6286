/**
 * Words for what a manifest of evidence has as bare codes, whose values stand elsewhere in it or nowhere. A code that
 * is not known, as of a later version, is shown as it is.
 */
import type { AuditFinding } from '../audit/report.ts';
import type { RequestProblem } from '../ceremony/request/request.ts';
import type { WrongCauseCode } from '../ceremony/wrong-signature.ts';
import type { SignatureFinding, TokenFinding } from '../evidence/findings.ts';
import type { PieceKind } from '../evidence/piece.ts';
import { escapeUnsafe } from '../printable.ts';

const REQUEST_PROBLEMS: Readonly<Record<RequestProblem['code'], string>> = {
  'other-token': 'it stands for another token',
  'other-requester': 'it is asked by another user than the token is of',
  'other-service': 'it is for another service than the token',
  'other-key': 'it is about another key than the token is for',
  'not-covered': "the token's service does not let the operation through",
  expired: 'it had expired',
  'from-the-future': 'it was made later than what it is held against',
  'other-policy': 'it names a policy that is not the one at hand',
};

const CAUSES: Readonly<Record<WrongCauseCode, string>> = {
  empty: 'it is empty',
  'no-signature': 'it is no signature',
  length: 'it has not 256 bytes',
  trailing: 'more bytes follow it',
  'hex-text': 'it is hexadecimal text',
  'base64-text': 'it is base64 text',
  'base64-blanks': 'its base64 has blanks or line ends in it',
  'base64-url': 'its base64 is of the URL alphabet or has no padding',
  'not-base64': 'it is no base64',
  'utf16-text': 'it is UTF-16 text',
  'der-wrapped': 'it is wrapped in DER',
  cms: 'it is a CMS (PKCS #7, S/MIME) message',
  'crlf-signature': 'its line feeds became CR LF',
  reversed: 'its bytes are in the reverse order',
  'misplaced-signature': 'it stands where no tool looks for it',
  'another-officer': "it was made with another officer's key",
  'key-size': 'its key has not 2048 bits',
  'key-flaw': "the officer's key proves nothing",
  'unknown-key': 'no key at hand made it',
  pss: 'its padding is RSA-PSS, not PKCS #1 v1.5',
  'no-padding': 'it was made without padding',
  'no-digest-info': 'the bare digest was signed',
  'not-hashed': 'what was signed was not hashed',
  'another-hash': 'it was made with another hash function than SHA-256',
  'hashed-twice': 'the token was hashed twice',
  'digest-text': "it is over the token's digest written as text",
  'token-text': 'it is over the token written as text',
  'crlf-token': 'it is over a copy of the token in which each LF became CR LF',
  'lf-token': 'it is over a copy of the token in which each CR LF became LF',
  'utf8-token': 'it is over a copy of the token that was written as UTF-8',
  newline: 'it is over the token with a line end after it',
  'one-record': 'it is over one record of the token alone',
  'record-order': "it is over the token's records in another order",
  'another-token': 'it is over another token',
  'another-file': 'it is over another file',
  'json-file': 'it is over a JSON file as a whole',
  'another-entry': 'it is over another digest of the file',
  'nothing-signed': 'it is over no bytes at all',
  'unknown-message': 'it is over something else than this token',
};

const AUDIT_FINDINGS: Readonly<Record<AuditFinding['code'], string>> = {
  uncovered: 'no request covers an operation',
  'outside-time': 'an operation was done outside the time of its request',
  'request-not-approved': 'an operation was done by a request that is not approved',
  'done-twice': 'an operation was done once more than a request covers',
  'logs-missing': 'a token is of more HSMs than there are logs',
  'not-everywhere': 'an operation was not done on every HSM',
  gap: 'events are missing',
  'out-of-order': 'events are out of order',
  'clock-back': 'an event is from before the one above',
  reboot: 'the HSM was booted in between',
  'ends-in-session': 'it ends while somebody was logged in',
  'begins-late': 'it begins in the middle',
  unreadable: 'a place cannot be read',
  more: 'there are more of a kind than are kept',
};

/** Problems of pieces that are no failure of a reader. */
const PIECE_PROBLEMS: Readonly<Record<string, string>> = {
  'no-events': 'has no event of an HSM in it',
  'no-output': 'is nothing that a console printed of users or quorum values',
  'no-key': 'is no public key',
  'openssl-differs': 'is not what the other files make for openssl',
};

/**
 * Why a piece is not what its kind says; what a reader stopped at, by its code, which docs/codes.md has.
 *
 * @example
 * describePieceProblem('token-size'); // 'cannot be read: token-size'
 */
export function describePieceProblem(code: string): string {
  return Object.hasOwn(PIECE_PROBLEMS, code)
    ? (PIECE_PROBLEMS[code] ?? code)
    : `cannot be read: ${escapeUnsafe(code)}`;
}

/** A problem of a request by its code alone. */
export function describeRequestProblemCode(code: string): string {
  return lookUp(REQUEST_PROBLEMS, code);
}

/** Why a signature is wrong, by its code alone. */
export function describeCauseCode(code: string): string {
  return lookUp(CAUSES, code);
}

/** What an audit found, by its code alone. */
export function describeAuditFindingCode(code: string): string {
  return lookUp(AUDIT_FINDINGS, code);
}

/** What is known of an approval of a token. */
export const APPROVAL_STATES: Readonly<Record<TokenFinding['approvals'][number]['state'], string>> =
  {
    right: 'right',
    wrong: 'wrong',
    'unknown-key': 'by no key at hand',
    'not-rechecked': 'not rechecked',
  };

/** Whether a token may still be used. */
export const TOKEN_STATES: Readonly<Record<TokenFinding['state'], string>> = {
  spent: "spent, as the HSMs' logs show",
  'said-spent': 'spent, as whoever made the bundle says',
  withheld: 'not known to be spent: its bytes and signatures are not in the bundle',
};

/** What is known of a signature of a request, a policy or a bundle. */
export const SIGNATURE_STATES: Readonly<Record<SignatureFinding['state'], string>> = {
  right: 'right',
  repeated: 'by a key that has signed already',
  unknown: 'by no key at hand',
};

/** What a file of a bundle is. */
export const PIECE_KINDS: Readonly<Record<PieceKind, string>> = {
  script: "the ceremony's script",
  record: "the ceremony's record",
  policy: 'policy',
  request: 'request',
  'public-key': 'public key',
  token: 'quorum token',
  'withheld-token': 'what is said of a token that was withheld',
  approval: 'approval file',
  signature: 'signature of a token',
  pae: 'what was signed, for openssl',
  'plain-signature': 'a signature, for openssl',
  'plain-key': 'a public key, for openssl',
  log: "an HSM's log",
  before: 'users and quorum values before',
  after: 'users and quorum values after',
  outcome: 'came out of a step',
  report: 'this report',
};

function lookUp(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : escapeUnsafe(code);
}
