/**
 * Passwords, where somebody wrote down a command with one in it. Whether a word of prose is one nobody can tell.
 */
import { decodeLatin1 } from '../../../latin1.ts';

/** A variable of a shell, or a place that is to be filled in, is no password. */
const VALUE = String.raw`["']?(?![$<{%"'\s])\S`;

const PATTERNS: readonly RegExp[] = [
  new RegExp(String.raw`CLOUDHSM_PIN["']?[ \t]*[=:][ \t]*${VALUE}`),
  new RegExp(String.raw`--(?:new-)?(?:password|pin)(?:[ \t]+|=)${VALUE}`),
  new RegExp(String.raw`-pass(?:in|out)?[ \t]+pass:${VALUE}`),
  /"(?:password|passphrase|pin)"[ \t]*:[ \t]*"[^"]/i,
  // The consoles' own commands have it as their last word: `loginHSM CO officer1 …`.
  new RegExp(
    String.raw`(?:^|[>$#'"|;])[ \t]*(?:loginHSM|createUser|changePswd)[ \t]+[A-Z]{2,5}[ \t]+\w{1,31}[ \t]+(?!-)${VALUE}`,
    'm',
  ),
];

/** Whether a command in a text has a password in it. */
export function holdsPassword(bytes: Uint8Array): boolean {
  const text = decodeLatin1(bytes).replaceAll('\0', '');
  return PATTERNS.some((pattern) => pattern.test(text));
}
