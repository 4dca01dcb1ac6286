import { sign } from 'node:crypto';

import { type Cluster, createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import type { NewUser } from '../../src/hsm/machine/create-state.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import { type MemoryFiles, memoryFiles } from '../../src/node/memory-files.ts';
import { takeKey } from '../support/keys.ts';
import { makeKeys, type WantedKey } from '../support/make-keys.ts';
import { piecesOf } from './run-console.ts';

const HOLDERS = ['ca1', 'ca2', 'ca3'] as const;
export type Holder = (typeof HOLDERS)[number];

/** Two HSMs in memory with the officer admin, and the crypto users ca1, ca2 and ca3, who have registered keys. */
export class KeyStage {
  now: number = Date.UTC(2026, 0, 1);
  printed = '';
  readonly cluster: Cluster;
  readonly files: MemoryFiles = memoryFiles();

  constructor() {
    const users = HOLDERS.map((name): NewUser => {
      return { type: 'CU', name, password: 'password', publicKey: keyOf(name).spki };
    });
    const plan = { adminPassword: 'password', users };
    this.cluster = createMemoryCluster(plan, { now: () => this.now });
  }

  /** Makes one AES key of ca1's. @returns its handle */
  async make(key: Partial<WantedKey> = {}): Promise<number> {
    const [handle = 0] = await makeKeys(this.cluster, [{ owner: 'ca1', label: 'ca', ...key }]);
    return handle;
  }

  /**
   * Types commands in a console of their own; each question is answered with y.
   *
   * @returns what they printed after the log-in
   */
  async type(user: Holder | 'admin', ...lines: readonly string[]): Promise<string> {
    const type = user === 'admin' ? 'CO' : 'CU';
    let printed = '';
    const console = new Console({
      cluster: this.cluster,
      input: piecesOf(lines.map(() => 'y\n').join('')),
      output: { write: (text) => (printed += text) },
      files: this.files,
    });
    try {
      await console.execute(`loginHSM ${type} ${user} password`);
      printed = '';
      for (const line of lines) await console.execute(line);
    } finally {
      await console.close();
    }
    return printed;
  }

  read(name: string): Uint8Array {
    const bytes = this.files.read(name);
    if (bytes === undefined) throw new Error(`there is no ${name}`);
    return bytes;
  }

  text(name: string): string {
    return Buffer.from(this.read(name)).toString('utf8');
  }

  /** Writes `approval`, with the signatures of these users over a token file. */
  approve(token: string, ...by: readonly Holder[]): void {
    const lines = [
      `Multi Token File Path = ${token};\nToken File Path = ;\nNumber of Approvals = ${by.length};\n`,
    ];
    for (const name of by) {
      const signature = sign('sha256', this.read(token), keyOf(name).privateKey);
      this.files.write(`${name}.sig`, signature);
      lines.push(`Approver Type = 1;\nApprover Name = ${name};\nApproval File = ${name}.sig;\n`);
    }
    this.files.write('approval', lines.join(''));
  }
}

/** A small exponent is checked faster. */
function keyOf(name: Holder): ReturnType<typeof takeKey> {
  return takeKey(name, { exponent: 3 });
}
