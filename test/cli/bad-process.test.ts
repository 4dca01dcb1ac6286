/**
 * What a process may be started with: a folder that is gone, few open files, streams that are closed or
 * full. These need a process of their own.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { howMany, sample } from '../support/how-many.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';

const MOFN = join(import.meta.dirname, '../../bin/mofn');

const work = useOfficerFolder();

/** Runs a line of a shell, in which `$MOFN` is the program. */
function runLine(line: string): { readonly status: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync('sh', ['-c', line], {
    cwd: work.folder,
    encoding: 'utf8',
    env: { ...process.env, MOFN: `${process.execPath} ${MOFN}` },
  });
  return { status, stderr };
}

const GONE = 'mkdir gone && cd gone && rmdir ../gone && $MOFN';
const CD =
  /^error: [^\n]+\nhint: the folder in which mofn was started is gone: cd to another one\n$/;

const LINES: readonly (readonly [string, number, RegExp])[] = [
  [`${GONE} --version`, 0, /^$/],
  [`${GONE} key show "$OLDPWD/officer1.key"`, 0, /^$/],
  [`${GONE} key show officer1.key`, 3, CD],
  [`${GONE} key new --no-passphrase -q --bits 2048 -o new.key`, 3, CD],
  [`${GONE} hsm init cluster`, 5, CD],
  [`${GONE} sgin`, 2, /did you mean "sign"/],
  [`${GONE} dgst -sha256 x`, 1, /^x: No such file or directory\n$/],
  ['ulimit -n 64; $MOFN hsm run -q -- true', 0, /^$/],
  ['ulimit -n 64; $MOFN approval status approval.txt --roster roster', 0, /^$/],
  ['$MOFN token show officer1.token > /dev/full', 3, /^error: cannot write to standard output: no/],
  ['$MOFN token show officer1.token >&-', 0, /^$/],
  ['$MOFN token show - <&-', 3, /^error: the token file is empty|^error: standard input: /],
  ['$MOFN token show - < roster', 3, /^error: cannot read standard input: it is a folder\nhint: /],
  ['$MOFN token show none 2>&-', 3, /^$/],
];

it.each(sample(LINES, howMany(5, LINES.length)))('%s ends with %i', (line, status, stderr) => {
  expect(runLine(line)).toEqual({ status, stderr: expect.stringMatching(stderr) });
});
