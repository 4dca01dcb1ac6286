/**
 * What the real openssl answers, as recorded in test/golden/openssl: so mofn is held against it without
 * starting it a thousand times. `npm run golden:openssl` records anew. With MOFN_LONG=1, as `npm run
 * test:long` has it, openssl is asked again, and the record has to say the same.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Requirement } from '../requirements.ts';

export const OPENSSL_FOLDER: string = join(import.meta.dirname, '../../golden/openssl');

/** Whether what openssl answers is recorded anew. */
export const IS_RECORDING: boolean = process.env['MOFN_UPDATE'] === '1';
/** Whether openssl is asked in this run, be it to record its answers or to hold the record to them. */
export const IS_ASKING: boolean = IS_RECORDING || process.env['MOFN_LONG'] === '1';

/** The openssl whose words are compared: those of other lines differ in places. */
export function requireOpenssl30(): Requirement {
  return { has: /^OpenSSL 3\.0\./.test(opensslVersion()), label: '(needs openssl 3.0)' };
}

/** The same, where openssl is asked in this run; where the record is enough, nothing is needed. */
export function requireOpensslAnswers(): Requirement {
  return IS_ASKING ? requireOpenssl30() : { has: true, label: '' };
}

function opensslVersion(): string {
  const { stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  return (stdout ?? '').trim();
}

/** One record: a line for the version that was asked, then one for each question. */
export class OpensslAnswers<Answer> {
  readonly #path: string;
  readonly #recorded = new Map<string, Answer>();
  readonly #asked = new Map<string, Answer>();

  /** @param name of the file in test/golden/openssl, without its extension */
  constructor(name: string) {
    this.#path = join(OPENSSL_FOLDER, `${name}.jsonl`);
    if (!existsSync(this.#path)) return;
    const [, ...lines] = readFileSync(this.#path, 'utf8').trimEnd().split('\n');
    for (const line of lines) {
      const { question, answer } = JSON.parse(line) as { question: string; answer: Answer };
      this.#recorded.set(question, answer);
    }
  }

  /**
   * What openssl answers.
   *
   * @param question what is asked, in words of its own within the record
   * @param ask asks the real openssl; the answer is what JSON can hold
   */
  async to(question: string, ask: () => Answer | Promise<Answer>): Promise<Answer> {
    const recorded = this.#recorded.get(question);
    if (IS_ASKING) {
      const answer = await ask();
      this.#asked.set(question, answer);
      // Thrown here, a difference is no fault of mofn's.
      if (!IS_RECORDING) deepStrictEqual(answer, recorded);
      return answer;
    }
    if (recorded === undefined) {
      throw new Error(`no answer of openssl is recorded to ${question}: npm run golden:openssl`);
    }
    return recorded;
  }

  /** Writes the record anew, where that was asked for. To be called after all tests. */
  save(): void {
    if (!IS_RECORDING || this.#asked.size === 0) return;
    const lines = [...this.#asked].map(([question, answer]) => ({ question, answer }));
    const text = [{ openssl: opensslVersion() }, ...lines].map((line) => JSON.stringify(line));
    mkdirSync(OPENSSL_FOLDER, { recursive: true });
    writeFileSync(this.#path, `${text.join('\n')}\n`);
  }
}

/** Bytes as a record has them: text where they are that, else base64. */
export function recordBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return /^[\t\n\r\x20-\x7e]*$/.test(text)
    ? text
    : `base64: ${Buffer.from(bytes).toString('base64')}`;
}
