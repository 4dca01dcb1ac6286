/**
 * Officers with keys, a token, and the real openssl in a temporary folder.
 */
import { execFileSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Roster, readRoster } from '../../src/ceremony/roster.ts';
import { encodeTokens } from '../../src/token/record.ts';
import { takeKey } from '../support/keys.ts';

export interface Officer {
  readonly name: string;
  readonly privateKey: KeyObject;
  /** PEM. */
  readonly publicKey: string;
}

export function makeOfficer(name: string, bits = 2048): Officer {
  const { privateKey, publicPem } = takeKey(name, { bits });
  return { name, privateKey, publicKey: publicPem };
}

export function rosterOf(...officers: readonly Officer[]): Roster {
  return readRoster(
    officers.map(({ name, publicKey }) => ({
      fileName: `${name}.pub`,
      content: Buffer.from(publicKey),
    })),
  );
}

export interface TokenChoice {
  readonly nodes?: number;
  readonly nonce?: number;
  readonly user?: string;
  readonly service?: number;
  readonly keyHandle?: number;
}

/** A token file; its nonces hold CR LF and LF, so that text-mode transfers damage it. */
export function makeToken({
  nodes = 2,
  nonce = 1,
  user = 'officer1',
  service = 3,
  keyHandle = 0,
}: TokenChoice = {}): Buffer {
  const records = Array.from({ length: nodes }, (_, at) => ({
    id: nonce,
    service,
    node: nodes - 1 - at,
    keyHandle,
    nonce: Uint8Array.from([13, 10, 0xe4, 10, nonce, at, ...new Array(10).fill(0x80)]),
    user,
    created: 1_700_000_000,
  }));
  return Buffer.from(encodeTokens(records));
}

/** A temporary folder with files in it, where openssl and a shell can run. */
export class Workbench {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'mofn-ceremony-'));

  write(name: string, bytes: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), bytes);
  }

  read(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }

  writeKey({ name, privateKey, publicKey }: Officer): void {
    this.write(`${name}.key`, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    this.write(`${name}.pub`, publicKey);
  }

  /** Runs a shell command; what it prints is the answer. */
  run(command: string): Buffer {
    return execFileSync('sh', ['-ec', command], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
