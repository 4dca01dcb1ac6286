/**
 * What the device's reader prints of an approval file, word for word (one blank at the start of two of
 * them included). `approveToken` ends after each of these but the first.
 *
 * Source: the vendor's published `Cfm2Util`, `approveToken`.
 */
import type { DeviceError, DeviceReading, DeviceWarning } from '../parser/device.ts';
import { FIELD_KEYS } from '../parser/fields.ts';
import { showText } from '../parser/text.ts';

/** What the tool says of files that it cannot open. Paths are as they are shown. */
export const DEVICE_SENTENCES = {
  cannotOpen: (path: string): string => `failed to open ${path}`,
  cannotOpenApprovalFile: (path: string): string => `Failed to open file: ${path}`,
} as const;

/**
 * What ends a reading, in the device's own words; the lines of one message joined by newlines. Control
 * characters are in it still.
 */
export function describeDeviceError(error: DeviceError): string {
  switch (error.code) {
    case 'cannot-open':
      return DEVICE_SENTENCES.cannotOpen(showText(error.path));
    case 'short-token':
      return `failed to read token from ${showText(error.path)}`;
    case 'token-size':
      return `approveToken(): Invalid Token Size: ${error.bytes}`;
    case 'too-many-approvals':
      return ' number of approvals in the file is more than 20';
    case 'too-many-tokens':
      return ' number of tokens in the file is more than 32';
    case 'short-tokens':
      return `failed to read ${error.records} tokens from ${showText(error.path)}`;
    case 'missing-approver':
      return `Failed to read Approver Details\nCould only read ${error.read}/${error.expected} approvers info`;
    case 'user-type':
      return `Invalid User Type ${error.type} for ${showText(error.name)}`;
    case 'short-signature':
      return `failed to read approval from ${showText(error.path)}`;
  }
}

/** As {@link describeDeviceError}, in one line, without the blank before some. */
export function describeDeviceErrorInLine(error: DeviceError): string {
  return describeDeviceError(error).trimStart().replaceAll('\n', '; ');
}

/** What does not end a reading: in the device's words, but for what the real one does not notice. */
export function describeDeviceWarning(warning: DeviceWarning): string {
  switch (warning.code) {
    case 'value-too-long':
      return `Field ${FIELD_KEYS[warning.field]} has incompatible value of size ${warning.bytes}`;
    case 'value-not-ended':
      return 'undefined: value not ended in its piece';
  }
}

/** The lines that the real tool prints meanwhile, each without its newline. */
export function linesPrintedByDevice({ warnings, error }: DeviceReading): readonly string[] {
  return [
    ...warnings.filter(({ code }) => code !== 'value-not-ended').map(describeDeviceWarning),
    ...(error === null ? [] : describeDeviceError(error).split('\n')),
  ];
}
