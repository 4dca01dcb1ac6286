import type { KeyObject } from 'node:crypto';
import {
  type Cluster,
  type ClusterOptions,
  createMemoryCluster,
} from '../../src/hsm/cluster/cluster.ts';
import { parseFault } from '../../src/hsm/cluster/fault-text.ts';
import type { FlavourName } from '../../src/hsm/flavours.ts';
import type { ListedUser } from '../../src/hsm/protocol.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import type { ConsoleFiles } from '../../src/node/console-files.ts';
import { type MemoryFiles, memoryFiles } from '../../src/node/memory-files.ts';
import { type TestKey, takeKey } from '../support/keys.ts';
import { signDigest } from '../support/sdk5-files.ts';

/** The file of `-2fa`, as a program of the reader's own would see it: by JSON.parse and nothing of ours. */
export interface AuthData {
  Version: string;
  PublicKey?: string;
  Data: { HsmId: string; Digest: string; Signature?: string }[];
}

/** What is typed at a question: text, or something that is done first. */
export type Typed = string | (() => string | undefined);

export const keyOf = (name: string): TestKey => takeKey(name, { exponent: 3 });

/** Two HSMs in memory with officers and no quorum, and consoles over them that sign when they are asked. */
export class SecondFactorStage {
  readonly files: MemoryFiles = memoryFiles();
  printed = '';
  cluster: Cluster;

  constructor(flavour: FlavourName = 'aws-2023', options: ClusterOptions = {}) {
    const officers = ['officer1', 'officer2', 'officer3'] as const;
    const users = officers.map((name) => ({ type: 'CO', name, password: 'password' }) as const);
    const plan = {
      adminPassword: 'password',
      users: [...users, { type: 'CU', name: 'app', password: 'password' } as const],
      flavour,
    };
    this.cluster = createMemoryCluster(plan, options);
  }

  fail(...faults: readonly string[]): void {
    this.cluster.changeSettings((settings) => ({
      ...settings,
      faults: faults.map((fault) => parseFault(fault, 2)),
    }));
  }

  read(path = 'auth'): AuthData {
    return JSON.parse(new TextDecoder().decode(this.files.read(path)));
  }

  write(data: AuthData, path = 'auth'): void {
    this.files.write(path, JSON.stringify(data, null, 4));
  }

  /** Signs the file as somebody with a key does who knows nothing of ours. */
  sign(by: string, change: (data: AuthData) => void = () => undefined, to = 'auth'): string {
    const { privateKey, publicPem } = keyOf(by);
    const data = signAuthData(this.read(), privateKey, publicPem);
    change(data);
    this.write(data, to);
    return to === 'auth' ? '' : to;
  }

  begin(typed: readonly Typed[] = [], files: ConsoleFiles = this.files): Console {
    async function* input(): AsyncIterable<string> {
      for (const each of typed) {
        const text = typeof each === 'string' ? each : each();
        if (text === undefined) return;
        yield `${text}\n`;
      }
    }
    return new Console({
      cluster: this.cluster,
      input: input(),
      output: { write: (text) => (this.printed += text) },
      files,
    });
  }

  /** Runs one command as officer1 and answers with what it printed. */
  async asOfficer(line: string, ...typed: readonly Typed[]): Promise<string> {
    const console = this.begin(typed);
    try {
      await console.execute('loginHSM CO officer1 password');
      return await this.run(console, line);
    } finally {
      await console.close();
    }
  }

  /** Runs one command in a console of its own and answers with what it printed. */
  async alone(line: string, ...typed: readonly Typed[]): Promise<string> {
    const console = this.begin(typed);
    try {
      return await this.run(console, line);
    } finally {
      await console.close();
    }
  }

  async run(console: Console, line: string): Promise<string> {
    this.printed = '';
    await console.execute(line);
    return this.printed;
  }

  /** Gives a user a second factor: the key of that name. */
  async enrol(name: string, by = name): Promise<void> {
    const printed = await this.asOfficer(
      `changePswd CO ${name} password -2fa auth`,
      'y',
      () => this.sign(by),
      'A',
    );
    if (!printed.includes('changePswd success on server 1')) throw new Error(printed);
  }

  /** A user as each HSM lists it. */
  async usersNamed(name: string): Promise<readonly (ListedUser | undefined)[]> {
    const found: (ListedUser | undefined)[] = [];
    for (const hsm of this.cluster.hsms) {
      const reply = await hsm.execute({ op: 'listUsers' });
      if (reply.ok) found.push(reply.users.find((user) => user.name === name));
    }
    return found;
  }

  /** The codes of why the last requests were refused, by server. */
  reasons(): readonly unknown[] {
    return this.cluster.hsms.map((hsm) => {
      const { reason } = hsm.inspect().state.refusals.at(-1) ?? { reason: undefined };
      return typeof reason === 'object' ? reason.code : reason;
    });
  }
}

export function signAuthData(data: AuthData, key: KeyObject, publicPem?: string): AuthData {
  return {
    Version: data.Version,
    ...(publicPem !== undefined && { PublicKey: publicPem }),
    Data: data.Data.map((entry) => ({
      ...entry,
      Signature: signDigest(Buffer.from(entry.Digest, 'base64'), key).toString('base64'),
    })),
  };
}
