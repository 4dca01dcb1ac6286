import { sign } from 'node:crypto';
import type { ClusterPlan } from '../../../src/hsm/cluster/plan.ts';
import { scanLine } from '../../../src/split-line.ts';
import { type TestKey, takeKey } from '../../support/keys.ts';
import { type Answer, answerOf, CliStage, type Ran } from '../cli-stage.ts';

/** Crypto users, each with a key to approve with. */
const CRYPTO_USERS: readonly string[] = ['cu1', 'cu2', 'cu3', 'cu4'];

/** A small exponent is checked twenty times as fast. */
function keyOf(user: string): TestKey {
  return takeKey(user, { exponent: 3 });
}

/** Three HSMs in memory, four crypto users, and keys. */
export class KeyStage extends CliStage {
  constructor(plan: ClusterPlan = {}) {
    const users = CRYPTO_USERS.map((name) => ({
      type: 'CU' as const,
      name,
      password: 'password',
      publicKey: keyOf(name).spki,
    }));
    super({ adminPassword: 'password', users, ...plan });
  }

  /** A single command of a crypto user, written as for a shell. */
  runCu(user: string, line: string): Promise<Ran> {
    const words = scanLine(line).words.map(({ text }) => text);
    return this.runWords(words, { role: 'crypto-user', pin: `${user}:password` });
  }

  async cu(user: string, line: string): Promise<Answer> {
    return answerOf(await this.runCu(user, line));
  }

  /** Data of answers, which have to go well. */
  async must(user: string, line: string): Promise<Answer['data']> {
    const { error_code: code, data } = await this.cu(user, line);
    if (code !== 0) throw new Error(`${line}: ${data}`);
    return data;
  }

  /** What a command says that fails. */
  async fails(user: string, line: string): Promise<string> {
    const { exit, printed, errors } = await this.runCu(user, line);
    if (exit !== 1) throw new Error(`${line}: ${printed}${errors}`);
    return answerOf({ exit, printed, errors }).data as string;
  }

  /** Puts approvals of crypto users into a token file, signed by node:crypto over the records. */
  approveKey(path: string, ...users: readonly string[]): void {
    const token = this.readJson(path);
    const data = Buffer.from(String(token['approval_data']), 'base64');
    const signatures = users.map((username) => ({
      username,
      role: 'crypto-user',
      signature: sign('sha256', data, keyOf(username).privateKey).toString('base64'),
    }));
    this.writeJson(path, { ...token, signatures });
  }

  /** A new token for a key, approved. */
  async token(
    user: string,
    { path, service, filter }: { path: string; service: string; filter: string },
    ...approvers: readonly string[]
  ): Promise<void> {
    await this.must(
      user,
      `quorum token-sign generate --service ${service} --token ${path} --filter ${filter}`,
    );
    this.approveKey(path, ...approvers);
  }

  bytes(path: string): Buffer {
    return Buffer.from(this.files.read(path) ?? []);
  }
}
