import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { approvalText } from '../support/approval-text.ts';
import { howMany, sample } from '../support/how-many.ts';
import { requireProgram } from '../support/requirements.ts';
import { makeOfficer, makeToken, Workbench } from './ceremony.ts';
import { followSteps } from './follow-steps.ts';
import { CASES, SIGN } from './wrong-signatures.ts';

const NOW = 1_700_000_094_000;
const openssl = requireProgram('openssl');
const officers = ['officer1', 'officer3', 'stranger', 'large', 'small'].map((name) =>
  makeOfficer(name, { large: 3072, small: 1024 }[name]),
);

/** Names that need quotes, or more than quotes. */
const NAMES = [
  'with blank',
  "it's",
  '-dash',
  'a$HOME',
  'cr\r',
  'esc\u001b[2J',
  'ü',
  'a&b',
  'a\u0085b',
];

describe.skipIf(!openssl.has)(`what status says is next ${openssl.label}`, () => {
  const bench = new Workbench();
  const folders: string[] = [];

  beforeAll(() => {
    officers.forEach((officer) => {
      bench.writeKey(officer);
    });
    bench.write('officer1.token', makeToken());
    bench.write('other.token', makeToken({ nonce: 9 }));
    bench.write('notes.txt', 'buy milk');
    for (const name of ['officer1', 'officer3']) {
      bench.run(`openssl req -x509 -new -key ${name}.key -subj /CN=${name} -out ${name}.crt`);
    }
    mkdirSync(join(bench.folder, 'roster'));
    for (const name of ['officer1', 'officer3']) bench.run(`cp ${name}.pub roster/`);
    bench.run('openssl dgst -sha256 -sign officer3.key -out right.sig officer1.token');
  });
  afterAll(() => {
    bench.remove();
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  /** A copy of the folder, in which officer3 has signed, and officer1 as the command says. */
  function makeFolder(command: string, file: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'mofn-hints-'));
    folders.push(folder);
    cpSync(bench.folder, folder, { recursive: true });
    writeFileSync(join(folder, file), bench.run(command));
    return folder;
  }

  // Of a signature with something behind it the first 256 bytes count.
  const refused = CASES.filter(({ codes }) => !codes.includes('trailing'));
  it.each(sample(refused, howMany(20, refused.length)))(
    'mends it and costs nothing: $what ($codes)',
    async ({ command }) => {
      const folder = makeFolder(command, 'wrong.sig');
      const lines = ['2 officer3 right.sig', '2 officer1 wrong.sig'];
      writeFileSync(join(folder, 'a.txt'), approvalText('officer1.token', lines));
      await followSteps(folder, 'a.txt', NOW);
    },
  );

  it.each(sample(NAMES, howMany(4, NAMES.length)))(
    'works when pasted, with files called %j',
    async (name) => {
      const folder = makeFolder(`${SIGN} other.token`, `${name}.sig`);
      cpSync(join(folder, 'officer1.token'), join(folder, `${name}.token`));
      const text = `Multi Token File Path = ${name}.token;
Token File Path = ;
Number of Approvals = 2;
Approver Type = 2;
Approver Name = officer3;
Approval File = right.sig;
Approver Type = 2;
Approver Name = officer1;
Approval File = ${name}.sig;
`;
      writeFileSync(join(folder, `${name}.txt`), text);
      await followSteps(folder, `./${name}.txt`, NOW);
    },
  );
});
