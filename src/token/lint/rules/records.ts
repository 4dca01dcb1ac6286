import { isPae } from '../../pae.ts';
import { findRecordBytes } from '../../record.ts';
import type { TokenEntry } from '../../sdk5/document.ts';
import type { Finding, Rule } from '../rule.ts';
import { readRecords } from '../subject.ts';

/** Bytes of the data of a registration (AWS CloudHSM user guide, "registration"). */
const MOST_REGISTRATION_BYTES = 245;

export const records: Rule<'records'> = {
  code: 'records',
  severity: 'error',
  fixable: false,
  check({ document }) {
    if (document?.kind === 'registration') return document.tokens.flatMap(checkRegistration);
    if (document?.kind !== 'quorum' || document.approvalData?.bytes === undefined) return [];
    const { bytes, span } = document.approvalData;
    const reading = readRecords(bytes);
    if ('records' in reading) return [];
    const values = { ...reading, path: 'approval_data' };
    return [{ severity: 'error', stops: true, values, span }];
  },
};

function checkRegistration(
  { approvalData }: TokenEntry,
  at: number,
): readonly Finding<'records'>[] {
  if (approvalData?.bytes === undefined) return [];
  const { bytes, span } = approvalData;
  const path = `tokens[${at}].approval_data`;
  const found = findRecordBytes(bytes).length;
  if (found > 0) {
    const values = { problem: 'disguised', path, records: found } as const;
    return [{ severity: 'error', stops: true, values, span }];
  }
  if (isPae(bytes)) {
    return [{ severity: 'error', stops: true, values: { problem: 'envelope', path }, span }];
  }
  if (bytes.length === 0) {
    return [{ severity: 'error', stops: true, values: { problem: 'empty', path }, span }];
  }
  if (bytes.length <= MOST_REGISTRATION_BYTES) return [];
  const values = {
    problem: 'registration-size',
    path,
    bytes: bytes.length,
    most: MOST_REGISTRATION_BYTES,
  } as const;
  return [{ severity: 'error', stops: true, values, span }];
}
