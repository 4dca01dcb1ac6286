import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyFixtures, makeFixtures, requireOpenssl30 } from './fixtures.ts';

const openssl = requireOpenssl30();
const MOFN = `${process.execPath} ${join(import.meta.dirname, '../../bin/mofn')}`;

/** Bytes of the long message. Memory must not grow with it. */
const LONG_MESSAGE = 1 << 30;
/** Most memory that may be resident, in bytes. */
const MEMORY = 120_000_000;

describe.skipIf(!openssl.has)(`dgst as a process ${openssl.label}`, () => {
  let fixtures: string;

  beforeAll(() => {
    fixtures = makeFixtures();
  });
  afterAll(() => rmSync(fixtures, { recursive: true, force: true }));

  /** Runs a script in which `$DGST` is one of the two tools. */
  function run(script: string, tool: string): { code: number | null; stdout: string; err: string } {
    const folder = copyFixtures(fixtures);
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
      cwd: folder,
      env: { ...process.env, DGST: `${tool} dgst` },
      input: '',
      encoding: 'latin1',
    });
    rmSync(folder, { recursive: true });
    return { code: status, stdout, err: stderr.split('\n')[0] ?? '' };
  }

  test.each([
    ['a pass phrase from a descriptor', '$DGST -sign new.key -passin fd:3 msg 3<pw'],
    ['from the same one as the message', '$DGST -sign new.key -passin fd:3 /dev/fd/4 3<pw 4<msg'],
    ['a closed descriptor', '$DGST -sign new.key -passin fd:9 msg 9<&-'],
    ['a pipe as a file', '$DGST -sign rsa.key -out out <(cat msg); cat out'],
    ['a pipe as the key', '$DGST -sign <(cat rsa.key) msg'],
    ['a pipe as the output', '$DGST -sign rsa.key -out >(cat >out) msg; sleep 0.2; cat out'],
    ['/dev/stdin and /dev/stdout', '$DGST -sign rsa.key -out /dev/stdout /dev/stdin <msg'],
    ['/dev/null', '$DGST -out /dev/null msg; $DGST /dev/null'],
    ['a message longer than a pipe holds', '$DGST -sign rsa.key <big'],
    ['the mode of a new file', 'umask 027; $DGST -sign rsa.key -out out msg; stat -c %a out'],
    [
      'inode and mode of an old file',
      'chmod 640 m2; i=$(stat -c %i m2); $DGST -out m2 msg; stat -c %a m2; test $i = $(stat -c %i m2) && cat m2',
    ],
    ['a link as the output', 'ln -s m2 out; $DGST -out out msg; readlink out; cat m2'],
    ['a link to nothing', 'ln -s new out; $DGST -out out msg; readlink out; cat new'],
    ['an output that may not be written', 'mkdir d; chmod 555 d; $DGST -out d/out msg'],
    ['a file: URI', '$DGST -sign file:$PWD/rsa.key msg'],
    ['a file: URI with a host', '$DGST -sign file://localhost$PWD/rsa.key msg'],
    ['a file: URI of elsewhere', '$DGST -sign file://elsewhere$PWD/rsa.key msg 2>/dev/null'],
  ])('%s: as openssl', (_, script) => {
    const theirs = run(script, 'openssl');
    const ours = run(script, MOFN);
    expect(ours).toEqual(theirs);
  });

  test.each([
    ['a full disk', '$DGST -sign rsa.key msg >/dev/full', 'No space left on device'],
    ['a reader that is gone', '{ sleep 0.3; $DGST -sign rsa.key msg; } | true', 'Broken pipe'],
  ])('%s is an error, where openssl says nothing', (_, script, reason) => {
    const checked = `set -o pipefail; ${script}`;
    expect(run(checked, MOFN)).toMatchObject({
      code: 1,
      err: `Error writing to stdout: ${reason}`,
    });
    expect(run(checked, 'openssl')).toMatchObject({ code: 0, err: '' });
  });

  test('input and output that are one file by a link are refused', () => {
    for (const script of [
      'ln msg out; $DGST -sign rsa.key -out out msg; code=$?; cat msg; exit $code',
      'ln -s msg out; $DGST -sign rsa.key -out out msg; code=$?; cat msg; exit $code',
      'ln msg out; $DGST -sign rsa.key -out out <msg; code=$?; cat msg; exit $code',
    ]) {
      expect(run(script, MOFN)).toEqual({
        code: 1,
        stdout: 'hello\n',
        err: `Can't write to "out": it is the input, which would be lost`,
      });
    }
  });

  test('a message of 1 GiB is signed in little memory', () => {
    const folder = copyFixtures(fixtures);
    const watcher = join(folder, 'watch-memory.cjs');
    writeFileSync(
      watcher,
      `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'memory'))},
        String(process.resourceUsage().maxRSS)));`,
    );
    const sign = (tool: string, out: string, env: Record<string, string>): void => {
      const script = `head -c ${LONG_MESSAGE} /dev/zero | ${tool} dgst -sha256 -sign rsa.key -out ${out}`;
      execFileSync('bash', ['-c', script], { cwd: folder, env: { ...process.env, ...env } });
    };
    sign('openssl', 'theirs', {});
    sign(MOFN, 'ours', { NODE_OPTIONS: `--require ${watcher}` });
    expect(readFileSync(join(folder, 'ours'))).toEqual(readFileSync(join(folder, 'theirs')));
    // maxRSS is in KiB.
    expect(1024 * Number(readFileSync(join(folder, 'memory'), 'utf8'))).toBeLessThan(MEMORY);
    rmSync(folder, { recursive: true });
  });
});
