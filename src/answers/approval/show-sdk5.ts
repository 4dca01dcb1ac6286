import { readSdk5Set } from '../../ceremony/formats/sdk5.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { showText } from '../../parser/text.ts';
import { describeStatusRefusal } from '../../words/status.ts';
import type { ShownReading } from './reading-answer.ts';

/** What a token file of the newer command line says, in the terms of a classic one. */
export function showSdk5(
  file: string,
  bytes: Uint8Array,
  crypto: Pick<CryptoProvider, 'sha256'>,
): ShownReading {
  const { approvals, faults } = readSdk5Set(bytes, file, crypto);
  const [fault] = faults;
  return {
    file,
    multiTokenFilePath: '',
    tokenFilePath: '',
    numberOfApprovals: approvals.length,
    approvers: approvals.map(({ type, name, origin }) => ({
      type,
      name: showText(name),
      file: showText(origin),
    })),
    warnings: [],
    error: fault === undefined ? null : describeStatusRefusal(fault),
  };
}
