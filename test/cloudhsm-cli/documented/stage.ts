/**
 * A cluster in memory, files, and what officers do outside of the console: they sign.
 */
import { Readable } from 'node:stream';
import { CloudhsmCli } from '../../../src/cloudhsm-cli/console.ts';
import type { Environment } from '../../../src/cloudhsm-cli/environment.ts';
import { type Cluster, createMemoryCluster } from '../../../src/hsm/cluster/cluster.ts';
import type { ClusterPlan } from '../../../src/hsm/cluster/plan.ts';
import { type MemoryFiles, memoryFiles } from '../../../src/node/memory-files.ts';
import { scanLine } from '../../../src/split-line.ts';
import { type TestKey, takeKey } from '../../support/keys.ts';
import { signDigest } from '../../support/sdk5-files.ts';

/** A token file of either shape: what is signed, and where signatures go. */
interface TokenFile {
  /** The digest that approvers sign. */
  readonly token?: string;
  readonly signatures?: { username: string; role: string; signature: string }[];
  readonly tokens?: { unsigned: string; signed: string }[];
}

export class Stage {
  /** Milliseconds since 1970: the cluster's clock. */
  now: number = Date.UTC(2026, 0, 1);
  readonly cluster: Cluster;
  readonly files: MemoryFiles = memoryFiles();

  constructor(plan: ClusterPlan) {
    this.cluster = createMemoryCluster(plan, { now: () => this.now });
  }

  read(path: string): string {
    const bytes = this.files.read(path);
    if (bytes === undefined) throw new Error(`there is no ${path}`);
    return Buffer.from(bytes).toString();
  }

  /** A single command, in a process of its own as it were. */
  async runSingly(credentials: Environment, line: string): Promise<void> {
    const cli = new CloudhsmCli({
      cluster: this.cluster,
      input: Readable.from([]),
      output: { write: () => undefined },
      errors: { write: () => undefined },
      files: this.files,
      credentials,
    });
    const exit = await cli.runCommand(scanLine(line).words.map(({ text }) => text));
    if (exit !== 0) throw new Error(line);
  }

  /** Puts the approvals of admins into a quorum token. */
  approve(path: string, ...admins: readonly string[]): void {
    this.files.write(path, approveFile(this.read(path), admins));
  }

  /** The same, of others. */
  approveAs(role: string, path: string, ...names: readonly string[]): void {
    this.files.write(path, approveFile(this.read(path), names, role));
  }

  /** Signs each digest of a registration or of a second factor, in the file itself. */
  signDigests(path: string, holder: string): void {
    this.files.write(path, signDigestsOf(this.read(path), holder));
  }

  writePublicKey(path: string, holder: string): void {
    this.files.write(path, keyOf(holder).publicPem);
  }
}

/** A quorum token with the approvals of admins in it. */
export function approveFile(
  text: string,
  admins: readonly string[],
  role: string = 'admin',
): string {
  const file: TokenFile = JSON.parse(text);
  for (const username of admins) {
    file.signatures?.push({
      username,
      role,
      signature: signBase64(file.token, username),
    });
  }
  return JSON.stringify(file, null, 2);
}

/** A registration, or a file of a second factor, with each digest signed. */
export function signDigestsOf(text: string, holder: string): string {
  const file: TokenFile = JSON.parse(text);
  for (const token of file.tokens ?? []) token.signed = signBase64(token.unsigned, holder);
  return JSON.stringify(file, null, 2);
}

function signBase64(digest: string | undefined, holder: string): string {
  const bytes = Buffer.from(digest ?? '', 'base64');
  return signDigest(bytes, keyOf(holder).privateKey).toString('base64');
}

/** Whose key is whose: those of the tests of the classic console, which a run makes once. */
const KEY_OF: Readonly<Record<string, string>> = {
  admin: 'officer1',
  admin1: 'officer1',
  admin2: 'officer2',
  admin3: 'officer3',
  admin4: 'officer4',
  test_user: 'spare',
  cu1: 'officer4',
  crypto_user: 'officer4',
  crypto_user1: 'officer1',
  crypto_user2: 'officer2',
  crypto_user3: 'officer3',
};

/** The keys of the stage: a small exponent is checked faster. No two that are on one stage have the same. */
export function keyOf(holder: string): TestKey {
  const name = KEY_OF[holder];
  if (name === undefined) throw new Error(`${holder} has no key`);
  return takeKey(name, { exponent: 3 });
}
