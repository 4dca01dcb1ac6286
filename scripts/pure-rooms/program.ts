// What scripts/check-pure-rooms.mjs runs twice: in Node, and where there is nothing of Node.
import { uint8ArrayToHex } from 'uint8array-extras';
import { createLogReader } from '../../src/audit/log/reader.ts';
import type { LogEntry } from '../../src/audit/log-event.ts';
import { readClassicSet } from '../../src/ceremony/formats/classic.ts';
import { findNextSteps } from '../../src/ceremony/next-steps.ts';
import { readRoster } from '../../src/ceremony/roster.ts';
import { readStatus } from '../../src/ceremony/status.ts';
import type { CryptoProvider } from '../../src/crypto-provider.ts';
import { isFailure } from '../../src/failure.ts';
import {
  addApprover,
  type DeviceFiles,
  formatApproval,
  lint,
  lintAndFix,
  parseApproval,
  readAsDevice,
  showText,
  writeApproval,
} from '../../src/parser/index.ts';
import { readPlainPublicKey } from '../../src/signer/encodings/public-key.ts';
import { findOddities } from '../../src/token/oddities.ts';
import { readTokenFile } from '../../src/token/token-file.ts';
import { linesPrintedByDevice } from '../../src/words/device.ts';
import { describeFailure } from '../../src/words/failures/index.ts';
import { describeOddity } from '../../src/words/oddities.ts';
import { describeService } from '../../src/words/services.ts';
import {
  describeJudgement,
  describeStatusRefusal,
  describeWarning,
} from '../../src/words/status.ts';

/** What the check makes in Node, as text, so that it can be handed over. */
export interface PureInput {
  readonly approvalFile: string;
  readonly officerKey: string;
  /** Base64. */
  readonly token: string;
  /** Base64, by officer1's key: over the token, over something else, over its digest. */
  readonly signatures: readonly string[];
  readonly sdk5Token: string;
  readonly auditLog: string;
}

/** Uses each of the pure rooms, and answers with all that came out, as JSON. */
export function run(input: PureInput, crypto: CryptoProvider): string {
  const token = decode(input.token);
  const document = parseApproval(input.approvalFile);
  const added = addApprover(document, { type: 2, name: 'officer3', file: '署名.sig' });
  const reading = readAsDevice(input.approvalFile);
  const fixed = lintAndFix(input.approvalFile);
  const results = {
    written: writeApproval(added),
    formatted: writeApproval(formatApproval(document)),
    data: document.data,
    diagnostics: lint(input.approvalFile),
    fixed: { bytes: fixed.bytes, applied: fixed.applied },
    reading,
    printed: linesPrintedByDevice(reading),
    tokens: [token, encode(input.sdk5Token)].map((bytes) => {
      const file = readTokenFile(bytes, crypto);
      const oddities = findOddities(file.records).map(describeOddity);
      const services = file.records.map(({ service }) => describeService(service));
      return { ...file, oddities, services };
    }),
    refused: [new Uint8Array(), token.subarray(1), encode('{')].map((bytes) =>
      failureOf(() => readTokenFile(bytes, crypto)),
    ),
    key: readPlainPublicKey(encode(input.officerKey)),
    ceremonies: [...input.signatures.map(decode), encode(input.signatures[0] ?? '')].map(
      (signature) => judge(input, token, signature, crypto),
    ),
    logs: [input.auditLog, wrapEvents(input.auditLog)].map((log) => readLog(encode(log))),
  };
  return JSON.stringify(results, (_, value) => {
    if (typeof value === 'bigint') return String(value);
    return isBytes(value) ? uint8ArrayToHex(value) : value;
  });
}

/** As `aws logs` prints it. */
function wrapEvents(log: string): string {
  return JSON.stringify({ events: log.split('\n\n').map((message) => ({ message })) });
}

function readLog(log: Uint8Array): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  const reader = createLogReader('hsm-1', (entry) => entries.push(entry));
  reader.push(log.subarray(0, 100));
  reader.push(log.subarray(100));
  reader.end();
  return entries;
}

/** What status makes of a file with one approval. */
function judge(
  { officerKey }: PureInput,
  token: Uint8Array,
  signature: Uint8Array,
  crypto: CryptoProvider,
): unknown {
  const approval = writeApproval({
    multiTokenFilePath: 'jü/token',
    tokenFilePath: '',
    approvers: [{ type: 2, name: 'Officer1', file: 'sig' }],
  });
  const contents: Readonly<Record<string, Uint8Array>> = { 'jü/token': token, sig: signature };
  const files: DeviceFiles = {
    open(path, length) {
      const bytes = contents[showText(path)];
      return bytes && { size: bytes.length, start: bytes.subarray(0, length) };
    },
  };
  const roster = readRoster([{ fileName: 'officer1.pub', content: encode(officerKey) }]);
  const status = readStatus(readClassicSet(approval, files, crypto), { roster }, crypto);
  return {
    status,
    steps: findNextSteps(status),
    words: [
      status.approvals.flatMap(describeJudgement),
      status.refusals.map(describeStatusRefusal),
      status.warnings.map(describeWarning),
    ],
  };
}

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function failureOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { code: error.code, values: error.values, ...describeFailure(error) };
  }
}

function isBytes(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === '[object Uint8Array]';
}
