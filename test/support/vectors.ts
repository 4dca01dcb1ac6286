/**
 * The public vectors, unpacked for one test file.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireVectors } from './requirements.ts';

export class Vectors {
  readonly folder: string;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'mofn-vectors-'));
    execFileSync('tar', ['xzf', requireVectors().archive, '-C', this.folder]);
  }

  readBytes(path: string): Buffer {
    return readFileSync(join(this.folder, path));
  }

  readJson<T>(path: string): T {
    return JSON.parse(this.readBytes(path).toString()) as T;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
