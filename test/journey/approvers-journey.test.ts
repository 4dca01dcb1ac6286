/**
 * From the token to the new user, with nothing but programs that officers have: the requester's console, driven by
 * expect or read by jq; keys in ssh-agent, on a SoftHSM2 token and in a file of openssl's; each of the shells; and the
 * checker page in Chromium, which must say the same. Whichever console the token is from, it is signed as either kind
 * of file. In the long version, which CI runs.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, type Chromium, startChromium } from '../support/chromium.ts';
import { IS_LONG } from '../support/how-many.ts';
import { takeKey } from '../support/keys.ts';
import { requireFile, requirePackage, requireProgram } from '../support/requirements.ts';

const SOFTHSM = '/usr/lib/softhsm/libsofthsm2.so';
const PIN = '1234';
const OFFICERS = ['officer1', 'officer2', 'officer3', 'officer4'] as const;

const needed = [
  ...['openssl', 'expect', 'jq', 'ssh-agent', 'ssh-add', 'softhsm2-util'].map(requireProgram),
  ...['bash', 'zsh', 'fish'].map(requireProgram),
  requireFile(SOFTHSM),
  requirePackage('pkcs11js'),
  CHROMIUM,
];
const labels = needed.map(({ label }) => label).join(' ');

type Kind = 'classic' | 'sdk5';

/** Which console the requester has, as which kind of file the others sign, and in which shell. */
const JOURNEYS: readonly (readonly [Kind, Kind, string])[] = [
  ['classic', 'classic', 'bash'],
  ['classic', 'sdk5', 'zsh'],
  ['sdk5', 'sdk5', 'fish'],
  ['sdk5', 'classic', 'sh'],
];

it('each console is there with each kind of file, and each shell', () => {
  const kinds: readonly Kind[] = ['classic', 'sdk5'];
  expect(new Set(JOURNEYS.map(([consoleKind, fileKind]) => `${consoleKind} ${fileKind}`))).toEqual(
    new Set(kinds.flatMap((one) => kinds.map((other) => `${one} ${other}`))),
  );
  expect(JOURNEYS.map(([, , shell]) => shell)).toEqual(
    expect.arrayContaining(['bash', 'zsh', 'fish']),
  );
});

if (IS_LONG) {
  describe.skipIf(needed.some(({ has }) => !has))(`the approver's journey ${labels}`, () => {
    let root: string;
    let environment: NodeJS.ProcessEnv;
    let browser: Chromium;
    let agent: string;

    beforeAll(async () => {
      root = mkdtempSync(join(tmpdir(), 'mofn-journey-'));
      makePrograms();
      environment = {
        ...process.env,
        PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}`,
        HOME: root,
        SOFTHSM2_CONF: join(root, 'softhsm2.conf'),
        SSH_AUTH_SOCK: join(root, 'agent'),
        CLOUDHSM_ROLE: 'admin',
        CLOUDHSM_PIN: 'officer1:password',
        SIGNER: `pkcs11:token=officer3;object=quorum?pin-value=${PIN}&module-path=${SOFTHSM}`,
      };
      makeKeys();
      browser = await startChromium();
    });

    afterAll(async () => {
      execFileSync('ssh-agent', ['-k'], { env: { ...environment, SSH_AGENT_PID: agent } });
      await browser[Symbol.asyncDispose]();
      rmSync(root, { recursive: true, force: true });
    });

    function makePrograms(): void {
      mkdirSync(join(root, 'bin'));
      for (const name of ['mofn', 'cloudhsm_mgmt_util', 'cloudhsm-cli']) {
        symlinkSync(resolve('bin', name), join(root, 'bin', name));
      }
    }

    function type(program: string, ...words: string[]): string {
      return execFileSync(program, words, {
        cwd: root,
        env: environment,
        stdio: 'pipe',
      }).toString();
    }

    function makeKeys(): void {
      mkdirSync(join(root, 'roster'));
      for (const name of OFFICERS) {
        const { privatePem, publicPem } = takeKey(name);
        writeFileSync(join(root, `${name}.key`), privatePem, { mode: 0o600 });
        writeFileSync(join(root, 'roster', `${name}.pub`), publicPem);
      }
      // officer2's is in ssh-agent, officer3's on a token, and neither is left as a file.
      const [, pid = ''] =
        /Agent pid (\d+)/.exec(type('ssh-agent', '-a', join(root, 'agent'))) ?? [];
      agent = pid;
      type('ssh-add', '-q', 'officer2.key');
      mkdirSync(join(root, 'tokens'));
      writeFileSync(
        join(root, 'softhsm2.conf'),
        `directories.tokendir = ${join(root, 'tokens')}\n`,
      );
      const pins = ['--pin', PIN, '--so-pin', '5678'];
      type('softhsm2-util', '--init-token', '--free', '--label', 'officer3', ...pins);
      const place = ['--token', 'officer3', '--pin', PIN, '--label', 'quorum', '--id', '01'];
      type('softhsm2-util', '--import', 'officer3.key', ...place);
      for (const name of ['officer2', 'officer3']) rmSync(join(root, `${name}.key`));
    }

    /** Files and cluster of one journey. */
    function makeFolder(name: string): string {
      const folder = join(root, name);
      mkdirSync(folder);
      cpSync(join(root, 'roster'), join(folder, 'roster'), { recursive: true });
      cpSync(join(root, 'officer4.key'), join(folder, 'officer4.key'));
      const users = OFFICERS.map(
        (officer) => `  - { name: ${officer}, key: roster/${officer}.pub }`,
      );
      const values = 'mValues: { userManagement: 3, miscCo: 3 }';
      writeFileSync(join(folder, 'seed.yaml'), ['users:', ...users, values, ''].join('\n'));
      environment = { ...environment, MOFN_HSM: join(root, `hsm-${name}`) };
      run(folder, 'mofn', 'hsm', 'init', join(root, `hsm-${name}`), '--from', 'seed.yaml');
      return folder;
    }

    function run(folder: string, program: string, ...words: string[]): void {
      const { status, stdout, stderr } = spawnSync(program, words, {
        cwd: folder,
        env: environment,
        encoding: 'utf8',
      });
      expect(status, `${stdout}\n${stderr}`).toBe(0);
    }

    /** Chooses the folder on the checker page, as an officer would. */
    async function readOnPage(folder: string): Promise<string> {
      await using opened = await browser.openFile(resolve('dist/page/mofn.html'));
      const { page, complaints } = opened;
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Choose a folder' }).click();
      await (await chooser).setFiles(folder);
      await page.getByRole('spinbutton', { name: 'Approvals that the HSM asks for (M)' }).fill('3');
      await page.getByText('Enough: 3 of 3').first().waitFor();
      expect(complaints).toEqual([]);
      return (await page.locator('body').textContent()) ?? '';
    }

    it.each(JOURNEYS)(
      'a token of the %s console, signed as a %s file in %s',
      async (consoleKind, fileKind, shell) => {
        const user = `${consoleKind}_${fileKind}`;
        const folder = makeFolder(user);
        writeFileSync(join(folder, 'sign'), signScript(consoleKind, fileKind));
        if (consoleKind === 'classic') {
          writeFileSync(join(folder, 'console.exp'), CLASSIC_CONSOLE);
          run(
            folder,
            'expect',
            'console.exp',
            join(root, `hsm-${user}/cloudhsm_mgmt_util.cfg`),
            user,
            shell,
          );
        } else {
          const generate = ['quorum', 'token-sign', 'generate', '--service', 'user'];
          run(folder, 'cloudhsm-cli', ...generate, '--token', 'token.json');
          run(folder, shell, 'sign');
          const create = ['user', 'create', '--username', user, '--role', 'crypto-user'];
          const password = ['--password', 'password1'];
          run(folder, 'cloudhsm-cli', ...create, ...password, '--approval', 'approved.json');
        }
        const filter = `[.data.users[] | select(.username == "${user}" and .role == "crypto-user")] | length`;
        const users = type('cloudhsm-cli', 'user', 'list');
        expect(execFileSync('jq', [filter], { input: users }).toString()).toBe('1\n');
        const page = await readOnPage(folder);
        for (const name of OFFICERS.slice(1)) expect(page).toContain(name);
      },
    );
  });
}

/** What the officers type between the token and what is handed in. It is the same in every shell. */
function signScript(consoleKind: Kind, fileKind: Kind): string {
  const toFile: readonly string[] =
    consoleKind === fileKind
      ? []
      : consoleKind === 'classic'
        ? [
            'mofn approval new --token token -o empty.txt',
            'mofn approval convert empty.txt --to sdk5 -o token.json',
          ]
        : ['mofn approval convert token.json --to classic --out-dir .', 'mv officer1.token token'];
  const sign: readonly string[] =
    fileKind === 'classic'
      ? [
          'mofn sign token --signer ssh-agent --yes --out officer2.sig',
          'mofn sign token --signer "$SIGNER" --yes --out officer3.sig',
          'openssl dgst -sha256 -sign officer4.key -out by-openssl.sig token',
          'mofn approval new --force --token token officer2=officer2.sig officer3=officer3.sig officer4=by-openssl.sig -o approval.txt',
        ]
      : [
          'mofn sign token.json --signer ssh-agent --as officer2 --yes --write',
          'mofn sign token.json --signer "$SIGNER" --as officer3 --yes --write',
          'jq -r .approval_data token.json | base64 -d | openssl dgst -sha256 -sign officer4.key -out by-openssl.sig',
          'mofn approval add token.json officer4=by-openssl.sig --write',
          'cp token.json approved.json',
        ];
  const fromFile: readonly string[] =
    consoleKind === fileKind
      ? []
      : consoleKind === 'classic'
        ? ['mofn approval convert approved.json --to classic --out-dir .']
        : ['mofn approval convert approval.txt --to sdk5 -o approved.json'];
  const handedIn = consoleKind === 'classic' ? 'approval.txt' : 'approved.json';
  const check = `mofn approval status ${handedIn} --roster roster --required 3`;
  return `${[...toFile, ...sign, ...fromFile, check].join('\n')}\n`;
}

/** The requester's console, which stays open while the others sign. */
const CLASSIC_CONSOLE = `
lassign $argv config user shell
set timeout 120
proc wait_for {text} {
    expect {
        -ex $text {}
        timeout { puts stderr "no '$text' in time"; exit 1 }
        eof { puts stderr "ended before '$text'"; exit 1 }
    }
}
spawn cloudhsm_mgmt_util $config
wait_for "aws-cloudhsm>"
send "loginHSM CO officer1 password\\r"
wait_for "aws-cloudhsm>"
send "getToken 3 officer1 token\\r"
wait_for "aws-cloudhsm>"
exec $shell sign >@stdout 2>@stderr
send "approveToken approval.txt\\r"
wait_for "success on server 1"
wait_for "aws-cloudhsm>"
send "createUser CU $user password1\\r"
wait_for "(y/n)?"
send "y\\r"
wait_for "aws-cloudhsm>"
send "quit\\r"
expect eof
`;
