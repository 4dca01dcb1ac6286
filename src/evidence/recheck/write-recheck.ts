import { uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { comparePaths } from '../archive/bundle-path.ts';
import type { BundleFiles } from '../archive/write-archive.ts';
import type { OpensslCheck } from '../openssl/make-openssl.ts';
import { BUNDLE_FILES } from '../piece.ts';

/**
 * Writes recheck.sh: a program for any POSIX shell that needs openssl and `tr`. Unpacked beside the files, it ends with 0
 * where each has its SHA-256, no other file is there and each signature is right, and else with 1.
 *
 * Paths of a bundle have no character that a shell or openssl takes for anything else; `writeArchive` refuses others.
 *
 * @param files all of the bundle but recheck.sh itself
 * @param checks signatures that openssl is to check, by the paths of their files
 * @returns the same for the same files
 */
export function writeRecheck(
  files: BundleFiles,
  checks: readonly OpensslCheck[],
  { sha256 }: Pick<CryptoProvider, 'sha256'>,
): Uint8Array {
  const paths = [...files.keys()].sort(comparePaths);
  const known = [...paths, BUNDLE_FILES.recheck].sort(comparePaths);
  const sums = paths.map((path) => {
    const digest = uint8ArrayToHex(sha256(files.get(path) ?? new Uint8Array()));
    return `check ${digest} ${path}`;
  });
  const signatures = checks.map(
    ({ key, signature, message }) => `verify ${key} ${signature} ${message}`,
  );
  const text = [
    HEAD,
    'listed() {',
    '  case $1 in',
    ...known.map((path) => `    ./${path}) return 0 ;;`),
    '  esac',
    '  return 1',
    '}',
    BODY,
    ...sums,
    'walk ./',
    ...signatures,
    '',
    'if [ "$failed" -ne 0 ]; then',
    `  printf 'FAILED\\n'`,
    '  exit 1',
    'fi',
    `printf 'OK: ${paths.length} files, ${checks.length} signatures\\n'`,
    'exit 0',
    '}',
    '',
  ];
  return new TextEncoder().encode(text.join('\n'));
}

const HEAD = `#!/bin/sh
# Rechecks the bundle that it was unpacked with, by openssl alone: sh recheck.sh
# Each file must have the SHA-256 that stands here, no other file may be beside them, and each signature must be right.
# Exit code 0 where all of it is so, 1 where anything is not.
# It does not tell whose the keys are, nor what the files show: report.html does, and mofn evidence verify.
#
# The braces: a shell runs nothing of it before it has read the last line.
{
LC_ALL=C
export LC_ALL
# With it, a shell may go to a folder of the same name elsewhere.
unset CDPATH
failed=0
case $0 in
  */*) cd -- "\${0%/*}/" || exit 1 ;;
esac
if ! command -v openssl >/dev/null 2>&1; then
  printf 'FAILED  openssl: not found\\n'
  exit 1
fi
`;

const BODY = `
# Names of files that are not of the bundle can be anything.
bad() {
  printf 'FAILED  %s: %s\\n' "$(printf '%s' "$1" | tr -c ' -~' '?')" "$2"
  failed=1
}

# DIGEST FILE
check() {
  if [ -h "$2" ] || [ ! -f "$2" ]; then
    bad "$2" 'missing, or no file'
    return
  fi
  sum=$(openssl dgst -sha256 -r <"$2")
  if [ "\${sum%% *}" = "$1" ]; then
    printf 'OK      %s\\n' "$2"
  else
    bad "$2" 'not as it was'
  fi
}

# KEY SIGNATURE MESSAGE
verify() {
  if openssl dgst -sha256 -verify "$1" -signature "$2" "$3" >/dev/null 2>&1; then
    printf 'OK      %s: by %s\\n' "$2" "$1"
  else
    bad "$2" "not by $1 over $3"
  fi
}

# Whatever stands in a folder, with a slash at its end, and in the folders in it.
walk() {
  for one in "$1"* "$1".[!.]* "$1"..?*; do
    if [ -h "$one" ]; then
      bad "$one" 'a link'
    elif [ -d "$one" ]; then
      { [ -r "$one" ] && [ -x "$one" ]; } || bad "$one" 'a folder that cannot be looked into'
      walk "$one/"
    elif [ -e "$one" ]; then
      listed "$one" || bad "$one" 'not of the bundle'
    fi
  done
}
`;
