/**
 * The states in which the documented sessions begin, made once each and copied for each session.
 */
import { sign } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeKey } from '../../support/keys.ts';
import { runCommand } from '../../support/run-command.ts';

/** The pass phrase of officer1.key. */
export const PASS_PHRASE = 'correct horse battery';

const OFFICERS = ['officer1', 'officer2', 'officer3', 'officer4', 'officer5'] as const;
const LOG_IN = 'loginHSM CO officer1 password';
const APPROVAL_FILE = fileURLToPath(new URL('../../golden/approval-file.txt', import.meta.url));

/** Names of the states; each is made from the one before. */
export type StateName =
  | 'activated'
  | 'registered'
  | 'm-is-2'
  | 'token'
  | 'approved'
  | 'user1'
  | 'm-of-4-is-2';

/** A folder that holds a cluster, in `cluster`, and the officers' files beside it. */
export class Stage {
  readonly #root = mkdtempSync(join(tmpdir(), 'mofn-golden-'));
  readonly #states = new Map<StateName, string>();
  #copies = 0;

  /** A copy of a state, in a folder of its own. */
  async copyOf(state: StateName): Promise<string> {
    const copy = join(this.#root, `copy-${this.#copies++}`);
    cpSync(await this.#folderOf(state), copy, { recursive: true });
    return copy;
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  async #folderOf(state: StateName): Promise<string> {
    const made = this.#states.get(state);
    if (made !== undefined) return made;
    const folder = state === 'activated' ? await this.#activate() : await this.#follow(state);
    this.#states.set(state, folder);
    return folder;
  }

  async #activate(): Promise<string> {
    const folder = join(this.#root, 'activated');
    mkdirSync(folder);
    await mofn(folder, [
      'hsm',
      'init',
      'cluster',
      '--officers',
      '5',
      '--clock',
      '2022-03-01T12:00:00Z',
    ]);
    for (const officer of OFFICERS) {
      const encryption =
        officer === 'officer1' ? { cipher: 'aes-256-cbc', passphrase: PASS_PHRASE } : {};
      const pem = takeKey(officer).privateKey.export({
        type: 'pkcs8',
        format: 'pem',
        ...encryption,
      });
      writeFileSync(join(folder, `${officer}.key`), pem);
    }
    return folder;
  }

  async #follow(state: Exclude<StateName, 'activated'>): Promise<string> {
    const folder = await this.copyOf(BEFORE[state]);
    switch (state) {
      case 'registered':
        for (const officer of OFFICERS) {
          await exec(folder, `y\n${PASS_PHRASE}\n`, [
            `loginHSM CO ${officer} password`,
            `registerMofnPubKey CO key_match_string ${officer} ${officer}.key`,
          ]);
        }
        break;
      case 'm-is-2':
        await exec(folder, 'y\n', [LOG_IN, 'setMValue 3 2']);
        break;
      case 'm-of-4-is-2':
        await exec(folder, 'y\n', [LOG_IN, 'setMValue 4 2']);
        break;
      case 'token': {
        await exec(folder, '', [LOG_IN, 'getToken 3 officer1 officer1.token']);
        this.#sign(folder, 'officer1', 'officer1.token.sig1');
        this.#sign(folder, 'officer2', 'officer1.token.sig2');
        cpSync(APPROVAL_FILE, join(folder, 'approval.txt'));
        break;
      }
      case 'approved':
        await exec(folder, '', [LOG_IN, 'approveToken approval.txt']);
        await mofn(folder, ['hsm', 'clock', 'advance', '94s', '--hsm', 'cluster']);
        break;
      case 'user1':
        await exec(folder, 'y\n', [LOG_IN, 'createUser CU user1 password']);
        break;
    }
    return folder;
  }

  #sign(folder: string, officer: string, signatureFile: string): void {
    const token = readFileSync(join(folder, 'officer1.token'));
    writeFileSync(join(folder, signatureFile), sign('sha256', token, takeKey(officer).privateKey));
  }
}

const BEFORE: Readonly<Record<Exclude<StateName, 'activated'>, StateName>> = {
  registered: 'activated',
  'm-is-2': 'registered',
  token: 'm-is-2',
  approved: 'token',
  user1: 'approved',
  'm-of-4-is-2': 'm-is-2',
};

function exec(folder: string, stdin: string, commands: readonly string[]): Promise<void> {
  return mofn(folder, ['hsm', 'exec', '--hsm', 'cluster', ...commands], stdin);
}

async function mofn(folder: string, argv: readonly string[], stdin = ''): Promise<void> {
  const { code, stdout, stderr } = await runCommand(argv, { cwd: folder, stdin });
  if (code !== 0) throw new Error(`mofn ${argv.join(' ')}: exit ${code}\n${stdout}${stderr}`);
}
