import { type KeyObject, sign } from 'node:crypto';
import { type Cluster, createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import { parseFault } from '../../src/hsm/cluster/fault-text.ts';
import type { ClusterPlan } from '../../src/hsm/cluster/plan.ts';
import type { FlavourName } from '../../src/hsm/flavours.ts';
import type { NewUser } from '../../src/hsm/machine/create-state.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import { type MemoryFiles, memoryFiles } from '../../src/node/memory-files.ts';
import { type TestKey, takeKey } from '../support/keys.ts';
import { piecesOf } from './run-console.ts';

/** Who has a key: three officers who have registered theirs, and one that is nobody's. */
const HOLDERS = ['officer1', 'officer2', 'officer3', 'spare'] as const;
export type Holder = (typeof HOLDERS)[number];

/** An approver in an approval file; the signature is by the key of that name unless another is given. */
export interface Approver {
  readonly name: string;
  readonly by?: Holder;
  readonly type?: number;
}

export const GET_TOKEN = 'getToken 3 officer1 token';
export const APPROVE = 'approveToken approval';
export const BOTH: readonly Approver[] = [{ name: 'officer1' }, { name: 'officer2' }];

/** Two HSMs in memory with M at 2, files with keys and approvals, and consoles over them. */
export class QuorumStage {
  /** Milliseconds since 1970: the cluster's clock. */
  now: number = Date.UTC(2026, 0, 1);
  printed = '';
  cluster: Cluster;
  readonly files: MemoryFiles = memoryFiles();

  /** @param plan another cluster than {@link makeCluster} makes */
  constructor(plan?: ClusterPlan) {
    for (const holder of HOLDERS) {
      const { privatePem, publicPem } = keyOf(holder);
      this.write(`${holder}.key`, privatePem);
      this.write(`${holder}.pub`, publicPem);
    }
    this.cluster =
      plan === undefined ? this.makeCluster() : createMemoryCluster(plan, { now: () => this.now });
  }

  /** A new cluster: officer1…officer3 with their keys, and the CU app. */
  makeCluster(
    mValues = { userManagement: 2, miscCo: 2 },
    flavour: FlavourName = 'classic',
  ): Cluster {
    const officers = HOLDERS.slice(0, 3).map((name): NewUser => {
      return { type: 'CO', name, password: 'password', publicKey: keyOf(name).spki };
    });
    const users: NewUser[] = [...officers, { type: 'CU', name: 'app', password: 'password' }];
    const plan = { adminPassword: 'password', users, mValues, flavour };
    return createMemoryCluster(plan, { now: () => this.now });
  }

  write(name: string, content: string | Uint8Array): void {
    this.files.write(name, content);
  }

  read(name: string): Uint8Array {
    const bytes = this.files.read(name);
    if (bytes === undefined) throw new Error(`there is no ${name}`);
    return bytes;
  }

  sign(file: string, by: Holder): Buffer {
    return this.signWith(file, keyOf(by).privateKey);
  }

  signWith(file: string, key: KeyObject): Buffer {
    return sign('sha256', this.read(file), key);
  }

  /** Makes every request of one kind on one server fail. */
  fail(fault: string): void {
    this.cluster.changeSettings((settings) => ({ ...settings, faults: [parseFault(fault, 2)] }));
  }

  /**
   * A console that nobody is logged in at.
   *
   * @param answers a letter for each question
   */
  begin(answers: string): Console {
    return new Console({
      cluster: this.cluster,
      input: piecesOf(answers.replaceAll(/./g, '$&\n')),
      output: { write: (text) => (this.printed += text) },
      files: this.files,
    });
  }

  /**
   * Runs commands as an officer, in a console of their own.
   *
   * @param answers a letter for each question
   * @returns how each command came out
   */
  async runAs(
    officer: string,
    answers: string,
    ...commands: readonly string[]
  ): Promise<readonly string[]> {
    const console = this.begin(answers);
    const outcomes: string[] = [];
    try {
      await console.execute(`loginHSM CO ${officer} password`);
      for (const command of commands) outcomes.push(await console.execute(command));
    } finally {
      await console.close();
    }
    return outcomes;
  }

  /** Writes an approval file and all the signatures that it names. */
  writeApproval(approvers: readonly Approver[], token = 'token'): void {
    const lines = [
      `Multi Token File Path = ${token};\nToken File Path = ;\nNumber of Approvals = ${approvers.length};\n`,
    ];
    for (const [at, { name, by, type = 2 }] of approvers.entries()) {
      this.write(`sig${at}`, this.sign(token, by ?? (name.toLowerCase() as Holder)));
      lines.push(`Approver Type = ${type};\nApprover Name = ${name};\nApproval File = sig${at};\n`);
    }
    this.write('approval', lines.join(''));
  }

  /** officer1 gets a token and hands in what these approvers signed. */
  async approveBy(approvers: readonly Approver[]): Promise<void> {
    await this.runAs('officer1', '', GET_TOKEN);
    this.writeApproval(approvers);
    await this.runAs('officer1', '', APPROVE);
  }

  /** On how many HSMs there is a user of that name. */
  async countOf(name: string): Promise<number> {
    let count = 0;
    for (const hsm of this.cluster.hsms) {
      const reply = await hsm.execute({ op: 'listUsers' });
      if (reply.ok && reply.users.some((user) => user.name === name)) count++;
    }
    return count;
  }
}

/** A small exponent is checked twenty times as fast. */
function keyOf(holder: Holder): TestKey {
  return takeKey(holder, { exponent: 3 });
}
