import { isOtherThanApproval } from '../../content/other-than-approval.ts';
import { type ContentKind, recogniseContent } from '../../content/recognise-content.ts';
import { Failure } from '../../failure.ts';
import type { WantedContent } from '../../failure-codes/content.ts';
import { decodeLatin1 } from '../../latin1.ts';
import { quotePath } from '../../words/quote-for-shell.ts';
import { CommandFailure } from '../command-failure.ts';
import { quoted } from './read-file.ts';

const KEYS: readonly ContentKind[] = [
  'private-key',
  'public-key',
  'certificate',
  'certificate-request',
];
const APPROVALS: readonly ContentKind[] = ['approval', 'utf-16-approval'];
const SIGNATURES: readonly ContentKind[] = ['signature', 'signature-text'];
const TOKENS: readonly ContentKind[] = ['token', 'sdk5-token'];

/** What the readers of JSON and YAML would quote in what they say. */
function isNoText(found: ContentKind): boolean {
  return ['private-key', 'token', ...SIGNATURES, 'zip', 'binary'].includes(found);
}

/**
 * What each is not, beyond doubt. What looks like nothing in particular is left to whoever reads it, who has
 * more to say of it.
 */
const REFUSED: Readonly<Record<WantedContent, (found: ContentKind) => boolean>> = {
  approval: isNoClassicApproval,
  approvals: (found) => found !== 'sdk5-token' && isNoClassicApproval(found),
  token: (found) => [...KEYS, ...SIGNATURES, ...APPROVALS, 'request', 'pem', 'zip'].includes(found),
  signature: (found) => [...KEYS, ...TOKENS, ...APPROVALS, 'request', 'json'].includes(found),
  request: (found) =>
    [...KEYS, ...SIGNATURES, ...TOKENS, ...APPROVALS, 'pem', 'zip'].includes(found),
  message: (found) => found === 'private-key' || found === 'request',
  seed: isNoText,
  dump: isNoText,
  configuration: isNoText,
  // Its reader looks first whether it is one, which may have keys in it.
  // A signed one is JSON.
  policy: isNoToml,
  script: (found) => found === 'json' || isNoToml(found),
  // Whatever it is that is no archive: in one, everything can stand.
  bundle: (found) => !['zip', 'empty', 'binary', 'text'].includes(found),
};

function isNoToml(found: ContentKind): boolean {
  return [
    ...[...KEYS, ...SIGNATURES, ...APPROVALS, ...TOKENS],
    ...['request', 'pem', 'zip', 'binary'],
  ].includes(found);
}

function isNoClassicApproval(found: ContentKind): boolean {
  return isOtherThanApproval(found) || found === 'utf-16-approval';
}

/**
 * Refuses a file that is taken for something else than it is: nothing of it is shown or written.
 *
 * @param path as it was given; `-` is standard input
 * @returns what it is
 * @throws Failure `other-content`
 */
export function refuseOtherContent(
  bytes: Uint8Array,
  wanted: WantedContent,
  path: string,
): ContentKind {
  const found = recogniseContent(bytes);
  if (!REFUSED[wanted](found)) return found;
  throw new Failure('other-content', { wanted, path: path === '-' ? null : path, found });
}

/** Tables that each of the two kinds of TOML has, however much of it is wrong. */
const TABLES = {
  policy: /^[ \t]*\[+[ \t]*(?:people|rules|cluster)\b/m,
  script: /^[ \t]*\[+[ \t]*(?:participants|steps|rehearsal)\b/m,
} as const;
const VERSION = /^[ \t]*version[ \t]*=/m;

/**
 * The same of TOML, which is known by its own lines, also in UTF-16: keys and the like may stand in it, and its reader has
 * more to say of whatever is wrong with it.
 *
 * @throws Failure `other-content`
 * @throws CommandFailure where it is the other kind of TOML
 */
export function refuseOtherToml(
  bytes: Uint8Array,
  wanted: keyof typeof TABLES,
  path: string,
): void {
  const letters = decodeLatin1(bytes).replaceAll('\0', '');
  if (TABLES[wanted].test(letters)) return;
  if (TABLES[wanted === 'policy' ? 'script' : 'policy'].test(letters))
    throw otherToml(wanted, path);
  if (!VERSION.test(letters)) refuseOtherContent(bytes, wanted, path);
}

function otherToml(wanted: keyof typeof TABLES, path: string): CommandFailure {
  const [is, expected, command] =
    wanted === 'policy'
      ? ['the script of a ceremony', 'a policy', 'ceremony lint']
      : ['a policy', 'the script of a ceremony', 'policy lint'];
  return new CommandFailure(
    'file',
    `${path === '-' ? 'standard input' : quoted(path)} is ${is}, expected ${expected}`,
    path === '-' ? `name ${expected}` : `"mofn ${command} ${quotePath(path)}" tells more of it`,
  );
}
