import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { howMany, sample } from '../support/how-many.ts';
import {
  IS_ASKING,
  OpensslAnswers,
  recordBytes,
  requireOpensslAnswers,
} from '../support/openssl/answers.ts';
import { copyFixtures, makeFixtures } from '../support/openssl/fixtures.ts';

const openssl = requireOpensslAnswers();
const answers = new OpensslAnswers<ScriptRun>('dgst-process');
const MOFN = `${process.execPath} ${join(import.meta.dirname, '../../bin/mofn')}`;

/** Bytes of the long messages. Memory must not grow with them. */
const LONG_MESSAGES = IS_ASKING ? [2 ** 27, 2 ** 28, 2 ** 30] : [2 ** 27];
/** Most memory that may be resident, in bytes. */
const MEMORY = 120_000_000;

interface ScriptRun {
  readonly code: number | null;
  readonly stdout: string;
  /** First line of standard error. */
  readonly err: string;
}

describe.skipIf(!openssl.has)(`dgst as a process ${openssl.label}`, () => {
  let fixtures: string;

  beforeAll(() => {
    fixtures = makeFixtures();
  });
  afterAll(() => {
    rmSync(fixtures, { recursive: true, force: true });
    answers.save();
  });

  /** Runs a script in which `$DGST` is one of the two tools. */
  function run(script: string, tool: string): ScriptRun {
    const folder = copyFixtures(fixtures);
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
      cwd: folder,
      env: { ...process.env, DGST: `${tool} dgst` },
      input: '',
    });
    rmSync(folder, { recursive: true });
    const [err = ''] = stderr.toString('latin1').replaceAll(folder, '$PWD').split('\n');
    return { code: status, stdout: recordBytes(stdout), err };
  }

  const SCRIPTS: readonly (readonly [string, string])[] = [
    ['a pass phrase from a descriptor', '$DGST -sign new.key -passin fd:3 msg 3<pw'],
    ['from the same one as the message', '$DGST -sign new.key -passin fd:3 /dev/fd/4 3<pw 4<msg'],
    ['a closed descriptor', '$DGST -sign new.key -passin fd:9 msg 9<&-'],
    ['a pipe as a file', '$DGST -sign rsa.key -out out <(cat msg); cat out'],
    ['a pipe as the key', '$DGST -sign <(cat rsa.key) msg'],
    ['a pipe as the output', '$DGST -sign rsa.key -out >(cat >out) msg; wait $!; cat out'],
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
  ];

  test.each(sample(SCRIPTS, howMany(7, SCRIPTS.length)))('%s: as openssl', async (_, script) => {
    const theirs = await answers.to(script, () => run(script, 'openssl'));
    const ours = run(script, MOFN);
    expect(ours).toEqual(theirs);
  });

  test.each([
    ['a full disk', '$DGST -sign rsa.key msg >/dev/full', 'No space left on device'],
    [
      'a reader that is gone',
      'exec 3> >(true); wait $!; $DGST -sign rsa.key msg >&3',
      'Broken pipe',
    ],
  ])('%s is an error, where openssl says nothing', async (_, script, reason) => {
    expect(run(script, MOFN)).toMatchObject({
      code: 1,
      err: `Error writing to stdout: ${reason}`,
    });
    const theirs = await answers.to(script, () => run(script, 'openssl'));
    expect(theirs).toMatchObject({ code: 0, err: '' });
  });

  test('a key that is an argument and no UTF-8 is refused, as Node does not hand it over', async () => {
    for (const option of ['-hmac ', '-mac HMAC -macopt key:']) {
      const script = `$DGST -sha256 ${option}$'k\\xffe' msg`;
      const said = option.trim().split(' ')[0] === '-hmac' ? '-hmac' : '-macopt';
      expect(run(script, MOFN)).toEqual({
        code: 1,
        stdout: '',
        err: `dgst: The key of ${said} is no UTF-8: give it as -mac HMAC -macopt hexkey:HEX`,
      });
      const theirs = await answers.to(script, () => run(script, 'openssl'));
      const inHex = run('$DGST -sha256 -mac HMAC -macopt hexkey:6bff65 msg', MOFN);
      expect(inHex).toEqual(theirs);
    }
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

  test.each(LONG_MESSAGES)('a message of %i bytes is signed in little memory', async (bytes) => {
    const folder = mkdtempSync(join(tmpdir(), 'mofn-memory-'));
    const memory = join(folder, 'memory');
    const watcher = join(folder, 'watch-memory.cjs');
    writeFileSync(
      watcher,
      `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(memory)},
        String(process.resourceUsage().maxRSS)));`,
    );
    const script = `head -c ${bytes} /dev/zero | $DGST -sha256 -sign rsa.key -hex`;
    const theirs = await answers.to(script, () => run(script, 'openssl'));
    const ours = run(`export NODE_OPTIONS='--require ${watcher}'; ${script}`, MOFN);
    expect(ours).toEqual(theirs);
    // maxRSS is in KiB.
    expect(1024 * Number(readFileSync(memory, 'utf8'))).toBeLessThan(MEMORY);
    rmSync(folder, { recursive: true });
  });
});
