import { privateEncrypt, sign } from 'node:crypto';
import { type CliExit, CloudhsmCli } from '../../src/cloudhsm-cli/console.ts';
import type { Environment } from '../../src/cloudhsm-cli/environment.ts';
import { type Cluster, createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import { parseFault } from '../../src/hsm/cluster/fault-text.ts';
import type { ClusterPlan } from '../../src/hsm/cluster/plan.ts';
import { type MemoryFiles, memoryFiles } from '../../src/node/memory-files.ts';
import { piecesOf } from '../mgmt-util/run-console.ts';
import { type TestKey, takeKey } from '../support/keys.ts';

/** What one run printed, and how it ended. */
export interface Ran {
  readonly exit: CliExit;
  readonly printed: string;
  readonly errors: string;
}

/** The members of an answer. */
export interface Answer {
  readonly error_code: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that it asks for
  readonly data: any;
}

/** Who has a key: three admins who have registered theirs, and one that is nobody's. */
export type Holder = 'admin' | 'admin2' | 'admin3' | 'spare';

/** A small exponent is checked twenty times as fast. */
function keyOf(holder: string): TestKey {
  return takeKey(holder, { exponent: 3 });
}

/** Three HSMs in memory, with files beside them, and command lines over them. */
export class CliStage {
  /** Milliseconds since 1970: the cluster's clock. */
  now: number = Date.UTC(2026, 0, 1);
  readonly cluster: Cluster;
  readonly files: MemoryFiles = memoryFiles();

  constructor(plan: ClusterPlan = activated()) {
    const servers = ['10.0.2.14', '10.0.1.4', '10.0.3.11'].map((name) => ({
      name,
      hostname: name,
      port: 2225,
    }));
    this.cluster = createMemoryCluster({ servers, ...plan }, { now: () => this.now });
    for (const holder of ['admin', 'admin2', 'admin3', 'spare', 'cu1']) {
      this.files.write(`${holder}.pub`, keyOf(holder).publicPem);
    }
  }

  /** Makes requests fail from now on. */
  fail(...faults: readonly string[]): void {
    this.cluster.changeSettings((settings) => ({
      ...settings,
      faults: faults.map((fault) => parseFault(fault, 3)),
    }));
  }

  /** A single command. */
  run(
    line: string,
    credentials?: Environment,
    ...typed: readonly (string | (() => string))[]
  ): Promise<Ran> {
    return this.#run(line.split(' '), credentials, typed);
  }

  /** A single command, by its words. */
  runWords(words: readonly string[], credentials?: Environment): Promise<Ran> {
    return this.#run(words, credentials, []);
  }

  /** A single command as an admin. */
  async as(
    user: string,
    line: string,
    ...typed: readonly (string | (() => string))[]
  ): Promise<Answer> {
    return answerOf(await this.run(line, admin(user), ...typed));
  }

  /** Answers of single commands, which have to go well. */
  async set(user: string, ...lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const answer = await this.as(user, line);
      if (answer.error_code !== 0) throw new Error(`${line}: ${answer.data}`);
    }
  }

  /** Everything that is typed at the prompt. */
  interactive(...typed: readonly (string | (() => string))[]): Promise<Ran> {
    return this.#run(['interactive'], undefined, typed);
  }

  async #run(
    words: readonly string[],
    credentials: Environment | undefined,
    typed: readonly (string | (() => string))[],
  ): Promise<Ran> {
    let [printed, errors] = ['', ''];
    const cli = new CloudhsmCli({
      cluster: this.cluster,
      input: linesOf(typed),
      output: { write: (text) => (printed += text) },
      errors: { write: (text) => (errors += text) },
      files: this.files,
      ...(credentials === undefined ? {} : { credentials }),
    });
    const exit = await cli.runCommand(words);
    return { exit, printed, errors };
  }

  readJson(path: string): Record<string, unknown> {
    return JSON.parse(Buffer.from(this.files.read(path) ?? []).toString()) as Record<
      string,
      unknown
    >;
  }

  writeJson(path: string, value: unknown): void {
    this.files.write(path, JSON.stringify(value, null, 2));
  }

  /** Puts approvals into a token file, signed by node:crypto over the records. */
  approve(path: string, ...approvers: readonly (Holder | { name: string; by: Holder })[]): void {
    const token = this.readJson(path);
    const data = Buffer.from(String(token['approval_data']), 'base64');
    const signatures = approvers.map((one) => {
      const { name, by } = typeof one === 'string' ? { name: one, by: one } : one;
      const signature = sign('sha256', data, keyOf(by).privateKey).toString('base64');
      return { username: name, role: 'admin', signature };
    });
    this.writeJson(path, { ...token, signatures });
  }

  /** Signs each digest of a file, as `openssl pkeyutl -pkeyopt digest:sha256` does. */
  signTokens(path: string, holder: string): void {
    const file = this.readJson(path) as { tokens: { unsigned: string; signed: string }[] };
    const tokens = file.tokens.map((entry) => ({
      ...entry,
      signed: signDigest(Buffer.from(entry.unsigned, 'base64'), holder).toString('base64'),
    }));
    this.writeJson(path, { ...file, tokens });
  }

  /** Numbers of the generations of all HSMs: what changes nothing leaves them. */
  generations(): readonly number[] {
    return this.cluster.hsms.map((hsm) => hsm.inspect().number);
  }

  users(): readonly (readonly string[])[] {
    return this.cluster.hsms.map((hsm) => hsm.inspect().state.hsm.users.map(({ name }) => name));
  }

  tokens(): readonly number[] {
    return this.cluster.hsms.map((hsm) => hsm.inspect().state.hsm.tokens.length);
  }
}

export function admin(user: string): Environment {
  return { role: 'admin', pin: `${user}:password` };
}

export function answerOf({ printed }: Ran): Answer {
  return JSON.parse(printed.slice(printed.indexOf('{\n'))) as Answer;
}

/** A cluster with three admins who have keys, and a crypto user. */
export function activated(plan: ClusterPlan = {}): ClusterPlan {
  const admins = ['admin2', 'admin3'].map((name) => {
    return { type: 'CO', name, password: 'password', publicKey: keyOf(name).spki } as const;
  });
  const cu = { type: 'CU', name: 'cu1', password: 'password' } as const;
  return { adminPassword: 'password', users: [...admins, cu], ...plan };
}

/** Lines as they are asked for; one may be found out only then. */
async function* linesOf(
  typed: readonly (string | (() => string))[],
): AsyncIterable<Uint8Array | string> {
  for (const line of typed) yield* piecesOf(`${typeof line === 'string' ? line : line()}\n`);
}

/** PKCS #1 v1.5 over a digest that is there already (RFC 8017, 9.2). */
function signDigest(digest: Buffer, holder: string): Buffer {
  const { privateKey } = keyOf(holder);
  const info = Buffer.concat([
    Buffer.from('3031300d060960864801650304020105000420', 'hex'),
    digest,
  ]);
  return privateEncrypt(privateKey, info);
}
