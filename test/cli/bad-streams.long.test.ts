/**
 * Standard streams that fail, under every command: a reader that has gone, a disk that is full, an input
 * that cannot be read. Each ends with the exit code that is documented, in one message or none, and with no
 * stack trace.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { runCommand } from '../support/run-command.ts';

/** A line of each command that prints on standard output, and one that reads standard input. */
const PRINTS: Readonly<Record<string, string>> = {
  completion: 'completion zsh',
  demo: 'demo --keep OUT',
  sign: 'sign officer1.token --key officer1.key -q',
  verify: 'verify officer1.token -s officer1.token.sig1 -k officer1.pub',
  dgst: 'dgst -sha256 officer1.token',
  'token show': 'token show officer1.token',
  'digest words': 'digest words officer1.token',
  'digest compare': 'digest compare officer1.token topmost',
  'approval new': 'approval new --token officer1.token --approver officer1=s',
  'approval add': 'approval add approval.txt officer3=s',
  'approval remove': 'approval remove approval.txt officer2',
  'approval set': 'approval set approval.txt --token other',
  'approval fmt': 'approval fmt approval.txt',
  'approval show': 'approval show approval.txt',
  'approval lint': 'approval lint approval.txt --json',
  'approval status': 'approval status approval.txt --roster roster',
  'approval combine': 'approval combine approval.txt --roster roster',
  'approval convert': 'approval convert approval.txt --to sdk5',
  'policy lint': 'policy lint payment.toml --json',
  'policy check': 'policy check payment.toml --set approval.txt',
  'policy sign': 'policy sign payment.toml --key officer1.key -q',
  'policy verify': 'policy verify payment.json --roster roster',
  'ceremony lint': 'ceremony lint ceremony.toml --json',
  'ceremony status': 'ceremony status . --roster roster -m 2',
  'ceremony print': 'ceremony print ceremony.toml -q',
  'ceremony run': 'ceremony run ceremony.toml --rehearse -q --dir OUT',
  'evidence make': 'evidence make . -q -o -',
  'evidence verify': 'evidence verify bundle.zip',
  'evidence sign': 'evidence sign bundle.zip --key officer1.key -q',
  audit: 'audit --log hsm-0.log --log hsm-1.log --request request.signed.json',
  'request new': 'request new --help',
  'request bind': 'request bind --help',
  'request show': 'request show request.json',
  'request verify': 'request verify request.signed.json --roster roster',
  'request combine': 'request combine request.1.json request.2.json -q',
  page: 'page -q -o -',
  'key new': 'key new -q --no-passphrase -o OUT --json',
  'key show': 'key show officer1.key',
  'key convert': 'key convert officer1.key --no-passphrase',
  'key public': 'key public officer1.key',
  'key register-token': 'key register-token officer1 --key officer1.key -q --out-dir OUT',
  'hsm init': 'hsm init --help',
  'hsm console': 'hsm console --hsm cluster',
  'hsm exec': 'hsm exec --hsm cluster listUsers',
  'hsm cli': 'hsm cli --hsm cluster -- user list',
  'hsm configure-cli': 'hsm configure-cli --help',
  'hsm run': 'hsm run --help',
  'hsm show': 'hsm show --hsm cluster',
  'hsm doctor': 'hsm doctor --hsm cluster',
  'hsm clock': 'hsm clock --hsm cluster',
  'hsm fault': 'hsm fault --hsm cluster',
  'hsm explain': 'hsm explain --hsm cluster',
  'hsm dump': 'hsm dump --hsm cluster',
  'hsm load': 'hsm load --help',
  'hsm log': 'hsm log --hsm cluster',
  'hsm log verify': 'hsm log verify --hsm cluster',
  'hsm logout': 'hsm logout --help',
};

const READS: readonly string[] = [
  'sign - --key officer1.key -q',
  'sign officer1.token --key - -q',
  'verify - -s officer1.token.sig1 -k officer1.pub',
  'dgst -sha256',
  'dgst -sha256 -sign officer1.key',
  'token show -',
  'digest words -',
  'digest compare officer1.token -',
  'approval fmt -',
  'approval show -',
  'approval lint -',
  'approval status - --roster roster',
  'approval convert - --to sdk5',
  'policy lint -',
  'policy check - --set approval.txt',
  'policy sign - --key officer1.key -q',
  'policy verify - --roster roster',
  'ceremony lint -',
  'ceremony print - -q',
  'ceremony run ceremony.toml --dir OUT',
  'evidence verify -',
  'evidence sign - --key officer1.key -q',
  'audit --log -',
  'request bind - --token officer1.token -q',
  'request show -',
  'request verify - --roster roster',
  'request combine - request.1.json -q',
  'key show -',
  'key public -',
  'hsm load - --hsm OUT',
  'hsm console --hsm cluster',
  'hsm cli --hsm cluster -- interactive',
];

let folder: string;
let outs = 0;

beforeAll(async () => {
  folder = makeOfficerFolder();
  await runCommand('hsm init cluster -q --officers 1'.split(' '), { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A new folder for what a line needs one for. */
function wordsOf(line: string): string[] {
  outs += 1;
  const out = `out${outs}`;
  if (line.startsWith('key register-token')) mkdirSync(join(folder, out));
  return line.split(' ').map((word) => (word === 'OUT' ? out : word));
}

/** A system's error, as the process's own streams throw it. */
const refusal = (code: string, stream: string): Error =>
  Object.assign(new Error(`${code}: made by a test`), { code, stream });

it('every command is here', () => {
  expect(Object.keys(PRINTS).sort()).toEqual(DEFINITIONS.map(({ path }) => path).sort());
});

describe.each(Object.entries(PRINTS))('mofn %s', (path, line) => {
  const isDgst = path === 'dgst';

  it('whose reader has gone ends without a word', async () => {
    const stdoutFails = refusal('EPIPE', 'standard output');
    const { code, stderr } = await runCommand(wordsOf(line), { cwd: folder, stdoutFails });
    expect({ code, stderr }).toEqual(
      isDgst
        ? { code: 1, stderr: 'Error writing to stdout: Broken pipe\n' }
        : { code: 3, stderr: '' },
    );
  });

  it('whose output is on a full disk says so', async () => {
    const stdoutFails = refusal('ENOSPC', 'standard output');
    const { code, stderr } = await runCommand(wordsOf(line), { cwd: folder, stdoutFails });
    expect({ code, stderr }).toEqual(
      isDgst
        ? { code: 1, stderr: 'Error writing to stdout: No space left on device\n' }
        : {
            code: 3,
            stderr: expect.stringMatching(
              /^error: cannot write to standard output: no space left on the disk\nhint: [^\n]+\n$/,
            ),
          },
    );
  });
});

describe.each(READS)('mofn %s', (line) => {
  it.each(['EISDIR', 'EIO'])('whose input fails with %s says so', async (system) => {
    const stdin = () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(refusal(system, 'standard input')),
      }),
    });
    const { code, stderr } = await runCommand(wordsOf(line), { cwd: folder, stdin });
    if (line.startsWith('dgst')) {
      expect([code, stderr]).toEqual([1, expect.not.stringContaining('bug')]);
    } else {
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: expect.stringMatching(
          /^error: cannot read standard input: [^\n]+\nhint: [^\n]+\n$/,
        ),
      });
    }
  });
});
