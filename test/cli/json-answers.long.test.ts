import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ANSWERS } from '../../src/cli/commands/answers.ts';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { checkAnswers, listMembers } from '../support/answer-schema.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { mfaFile } from '../support/sdk5-files.ts';

const work = useOfficerFolder();

const WITH_JSON = DEFINITIONS.filter(({ options }) => 'json' in options).map(({ path }) => path);

/** A command line of each command that answers in JSON; several where the answer has several forms. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  sign: [
    'sign officer1.token -k officer1.key --json',
    'sign officer1.token plain none -k officer1.key --out-dir . --json',
    'sign officer1.json -k officer1.key --as officer1 --json',
  ],
  verify: [
    'verify officer1.token -s officer1.token.sig1 -k roster --json --explain',
    'verify officer1.token -s officer1.token.sig1 -k officer2.pub --json',
    'verify officer1.json -s officer1.token.sig1 -k roster --json --explain',
    'verify officer1.json -k roster --json',
    'verify approved.json -k roster --json --explain',
    'verify login.json -k officer1.pub --json',
  ],
  'token show': [
    'token show officer1.token --json',
    'token show officer1.token --words --json',
    'token show officer1.json --json',
    'token show login.json --json',
    'token show login.json --words --json',
  ],
  'digest words': [
    'digest words officer1.token --json',
    'digest words e58294f2e9a227486e8b061b31cc528fd7fa3f19 --json',
  ],
  'digest compare': [
    'digest compare 000102030405060708090a0b0c0d0e0f10111213 adroitness aardvark accrue acme acme aggregat almighty hello amusement aimless applicant --json',
    'digest compare officer1.token topmost --json',
  ],
  'request show': ['request show request.json --json', 'request show draft.json --json'],
  'request verify': [
    'request verify request.json -r roster -t officer1.token --json',
    'request verify request.json --json',
  ],
  'approval show': ['approval show approval.txt approval.txt --as device --json'],
  'approval lint': ['approval lint approval.txt plain --json'],
  'approval status': [
    'approval status approval.txt --roster roster --json',
    'approval status plain --roster roster --json',
  ],
  'evidence make': ['evidence make . -o evidence.zip --json'],
  'evidence verify': ['evidence verify evidence.zip --json'],
  'policy lint': ['policy lint payment.toml plain --json'],
  'policy check': [
    'policy check payment.toml --set approval.txt --json',
    'policy check payment.toml --set officer1.json --request request.json --json',
  ],
  'policy verify': ['policy verify payment.json --roster roster --json'],
  'ceremony lint': ['ceremony lint ceremony.toml plain --json'],
  'ceremony run': ['ceremony run ceremony.toml --dir rehearsed --rehearse --json'],
  'ceremony status': [
    'ceremony status . -r roster -m 2 --json',
    'ceremony status . --policy payment.toml --json',
  ],
  audit: [
    'audit --log hsm-0.log --log hsm-1.log --request request.signed.json --roster roster --set approval.txt --json',
    'audit --log hsm-0.log --from 2024-01-01 --json',
    'audit --log hsm-0.log --request request.json --policy policy.toml --json',
  ],
  'key new': ['key new --json --out new.key --no-passphrase'],
  'key show': ['key show officer1.pub --json'],
  'key register-token': ['key register-token officer1 -k officer1.key --out-dir . --json'],
  'hsm show': ['hsm show --hsm dev --json'],
  'hsm doctor': ['hsm doctor --hsm dev --json'],
  'hsm clock': ['hsm clock --hsm dev --json'],
  'hsm fault': ['hsm fault drop server=1 --hsm dev --json'],
  'hsm explain': ['hsm explain --hsm dev --json'],
  'hsm log': ['hsm log --hsm dev --json', 'hsm log --hsm dev --server 0 --json'],
  'hsm log verify': ['hsm log verify --hsm dev --json'],
};

const mofn = (line: string): Promise<CommandRun> =>
  runCommand(line.split(' '), { cwd: work.folder });

describe('answers in JSON', () => {
  it('have a schema each, whatever command has --json', () => {
    expect(Object.keys(ANSWERS).sort()).toEqual([...WITH_JSON].sort());
    expect(Object.keys(LINES).sort()).toEqual([...WITH_JSON].sort());
  });

  it('are as their schemas have them', async () => {
    writeFileSync(join(work.folder, 'plain'), 'no token\n');
    writeFileSync(join(work.folder, 'login.json'), mfaFile(Buffer.alloc(32, 1)));
    await mofn('sign officer1.json -k officer1.key --as officer1 -o approved.json');
    const operation = 'setMValue 4 2';
    await runCommand(
      [
        'request',
        'new',
        '--requester',
        'a',
        '--service',
        '4',
        '--operation',
        operation,
        '-o',
        'draft.json',
      ],
      { cwd: work.folder },
    );
    await mofn('hsm init dev --officers 2 --clock 2026-01-01T12:00:00Z');
    const commands = ['loginHSM CO officer1 password', 'setMValue 3 9'];
    await runCommand(['hsm', 'exec', '--hsm', 'dev', ...commands], {
      cwd: work.folder,
      stdin: 'y\n',
    });
    for (const line of Object.values(LINES).flat()) {
      // It holds what is printed to the schema.
      const { stdout } = await mofn(line);
      for (const answer of stdout.trimEnd().split('\n')) {
        expect(answer, line).toMatch(/^\{"schemaVersion":1,/);
      }
    }
  });

  it('are refused where a member is missing, or one too many', () => {
    const right = { schemaVersion: 1, clock: { kind: 'running', now: '2026-01-01T12:00:00.000Z' } };
    const check = (answer: object) => () =>
      checkAnswers('hsm clock', ['--json'], JSON.stringify(answer));
    expect(check(right)).not.toThrow();
    expect(check({ clock: right.clock })).toThrow('schemaVersion');
    expect(check({ ...right, more: 1 })).toThrow('more');
    expect(check({ ...right, clock: { ...right.clock, now: 1767268800 } })).toThrow('clock.now');
  });

  it('tell times as ISO 8601 does, but for records as they were hashed', () => {
    const numbers = Object.entries(ANSWERS).flatMap(([path, answers]) =>
      answers.flatMap((answer) =>
        listMembers(answer)
          .filter(
            ({ member, type }) => /(^|\.)(created|time|at|now)/.test(member) && /number/.test(type),
          )
          .map(({ member }) => `${path}: ${member}`),
      ),
    );
    expect(numbers).toEqual([
      'hsm log: servers[].records[].time',
      'hsm log: operator.records[].time',
    ]);
  });
});
