import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';
import { runCommand } from '../support/run-command.ts';
import { trace } from './strace.ts';

/**
 * A request is signed before its token: a kill between the two leaves the request with its signature, on the disk,
 * and no signature of the token; afterwards the same command, with what it says of files that are there, goes on.
 */
const strace = requireProgram('strace');
const work = useOfficerFolder();

function signaturesIn(name: string): number {
  return JSON.parse(readFileSync(work.path(name), 'utf8')).signatures.length;
}

it.skipIf(!strace.has).each([
  // The request is put where nothing is by link(2), in the place of itself by rename(2).
  // By then it was called once: for the request, or for the lock beside it.
  ['another file', 'requests/new.json', 'link'],
  ['the request itself', 'requests/request.json', 'rename'],
])(
  `a kill before the token's signature is there leaves %s signed ${strace.label}`,
  async (_, out, put) => {
    mkdirSync(work.path('requests'));
    mkdirSync(work.path('signatures'));
    copyFileSync(work.path('request.json'), work.path('requests/request.json'));
    const words = `sign officer1.token --request requests/request.json --request-out ${out} --key officer2.key -o signatures/sig`;
    const run = await trace([process.execPath, path.resolve('bin/mofn'), ...words.split(' ')], {
      // Without the call: the process is gone before the system does it.
      inject: `link:error=EIO:signal=KILL:when=2`,
      log: work.path('strace.log'),
      cwd: work.folder,
    });
    expect(run.signal ?? run.code).not.toBe(0);
    expect(run.stderr).toContain(`wrote the signed request "${out}"\n`);
    expect(run.stderr).not.toContain('wrote the signature');
    expect(signaturesIn(out)).toBe(1);
    expect(readdirSync(work.path('signatures'))).not.toContain('sig');

    const places = [
      run.calls.findIndex(
        ({ name, text }) => name === 'fsync' && text.includes(work.path('requests')),
      ),
      run.calls.findIndex(({ name }) => name === put),
      run.calls.findIndex(
        ({ name, text }) => name === 'fsync' && text.includes(`${work.path('requests')}>`),
      ),
      run.calls.findIndex(({ text }) => text.includes(work.path('signatures'))),
    ];
    expect(places).not.toContain(-1);
    expect(places.toSorted((one, other) => one - other)).toEqual(places);

    const again = words.replace('requests/request.json', out);
    const { code, stderr } = await runCommand(again.replace(/(out) \S+/, `$1 ${out}`).split(' '), {
      cwd: work.folder,
      now: 1_700_000_060_000,
    });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining('by this key already'),
    });
    expect(signaturesIn(out)).toBe(1);
    expect(readdirSync(work.path('signatures'))).toContain('sig');
  },
);
