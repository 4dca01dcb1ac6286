import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { requestFile } from '../support/request-file.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

/** `approval status --request`: an approval counts where token and request are both signed. */
const work = useOfficerFolder();
const { path, read } = work;
/** A minute after token and request were made. */
const NOW = 1_700_000_060_000;

function words(line: string): Promise<CommandRun> {
  return runCommand(line.split(' '), { cwd: work.folder, now: NOW });
}

function status(request: string, more = ''): Promise<CommandRun> {
  return words(`approval status approval.txt -r roster -m 2 --request ${request}${more}`);
}

/** The commands that are suggested, each as its words. */
function commandsIn(stdout: string): readonly string[] {
  return [...stdout.matchAll(/^ {4}mofn (.*)$/gm)].map(([, line = '']) => line);
}

it('is reached where both are signed', async () => {
  const { code, stdout, stderr } = await status('request.signed.json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(
    '\nrequest.signed.json: request of officer1\n  operation  createUser CU bob\n',
  );
  expect(stdout).toContain(
    [
      '  token      request',
      '  right      signed   officer1  officer1.token.sig1',
      '  right      signed   officer2  officer1.token.sig2',
      '  missing    missing  officer3',
      '',
      '2 of 2: the quorum is reached',
    ].join('\n'),
  );
});

it('is not reached where one has not signed what is asked for, and says what to type', async () => {
  const { code, stdout } = await status('request.1.json');
  expect(code).toBe(1);
  expect(stdout).toContain('  right      missing  officer2  officer1.token.sig2\n');
  expect(stdout).toContain('1 of 2: the quorum is not reached');
  expect(stdout).toContain('  officer2 signs the request, and with it the token once more:\n');
  const [command = ''] = commandsIn(stdout);
  expect(command).toBe(
    'sign officer1.token --request request.1.json --request-out request.1.json --key officer2.key --out officer1.token.sig2 --force',
  );
  const before = read('officer1.token.sig2');
  expect((await words(command)).code).toBe(0);
  expect(read('officer1.token.sig2')).toEqual(before);
  expect((await status('request.1.json')).code).toBe(0);
});

it('shows who has signed what is asked for, and not yet the token', async () => {
  await words('approval remove approval.txt officer2 --write');
  const { code, stdout } = await status('request.signed.json');
  expect(code).toBe(1);
  expect(stdout).toContain('  missing    signed   officer2\n');
  const [first = '', second = ''] = commandsIn(stdout);
  expect(first).toMatch(/^sign officer1\.token --request request\.signed\.json --request-out /);
  for (const command of [first, second]) expect((await words(command)).code).toBe(0);
  expect((await status('request.signed.json')).code).toBe(0);
});

it('is the same in a token file of the newer command line', async () => {
  const both = '--request request.json --request-out request.json';
  await words(`sign officer1.json ${both} --key officer1.key --as officer1 --write`);
  await words('sign officer1.json --key officer2.key --as officer2 --write');
  const line = 'approval status officer1.json -r roster -m 2 --request request.json';
  const { code, stdout } = await words(line);
  expect(code).toBe(1);
  const [command = ''] = commandsIn(stdout);
  expect(command).toBe(
    `sign officer1.json ${both} --key officer2.key --as officer2 --write --force`,
  );
  expect((await words(command)).code).toBe(0);
  const reached = await words(line);
  expect(reached.code).toBe(0);
  expect(reached.stdout).toContain(
    '    user create --role crypto-user --username bob --approval officer1.json\n',
  );
});

it('says all of it as JSON', async () => {
  const { stdout } = await status('request.1.json', ' --json');
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({
    right: 1,
    reached: false,
    refusals: [],
    request: {
      file: 'request.1.json',
      request: { operation: { name: 'createUser' }, requester: 'officer1' },
      problems: [],
      signatures: [{ state: 'right', names: ['officer1'] }],
    },
  });
  const marks = answer.officers.map(({ onRequest }: { onRequest: boolean | null }) => onRequest);
  expect(marks).toEqual([true, false, false]);
  const without = JSON.parse((await words('approval status approval.txt -r roster --json')).stdout);
  expect([without.request, without.officers[0].onRequest]).toEqual([null, null]);
});

it.each([
  [
    'of another token',
    (token: Buffer) => requestFile(token.subarray(80)),
    'it stands for another token',
  ],
  [
    'that has expired',
    (token: Buffer) => requestFile(token, { expires: '2023-11-14T22:13:30Z' }),
    'it has expired: its time ended 2023-11-14T22:13:30Z',
  ],
])('one %s is a refusal, with a request to make', async (_, make, message) => {
  const signed = JSON.parse(make(read('officer1.token')));
  const { signatures } = JSON.parse(String(read('request.signed.json')));
  writeFileSync(path('request.json'), JSON.stringify({ ...signed, signatures }));
  const { code, stdout } = await status('request.json');
  expect(code).toBe(1);
  expect(stdout).toContain('0 of 2: this file is not to be handed in\n');
  expect(stdout).toContain(`  the request does not count: ${message}`);
  // What was signed is another request: it is nobody's signature of this one.
  expect(stdout.match(/the request has a signature by no key at hand/g)).toHaveLength(2);
  expect(stdout).toContain(
    "    mofn request new --token officer1.token --operation 'createUser CU bob' --reason='joins payments' --out request-2.json\n",
  );
});

it('a request in the place of another file, or the other way round, is told', async () => {
  expect((await status('officer1.token')).code).toBe(3);
  expect((await status('none.json')).code).toBe(3);
  expect((await words('approval status request.json -r roster')).code).toBe(3);
});

it('keeps the request where approvals are combined or converted', async () => {
  const before = read('request.signed.json');
  await words('approval combine approval.txt --out all.txt');
  await words('approval convert all.txt --to sdk5 --out all.json');
  expect(read('request.signed.json')).toEqual(before);
  const { code } = await words(
    'approval status all.json -r roster -m 2 --request request.signed.json',
  );
  expect(code).toBe(0);
});
