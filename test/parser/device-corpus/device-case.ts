import type { DeviceReading } from '../../../src/parser/device.ts';

/** One file of the corpus. */
export interface DeviceCase {
  /** Number of the point, then what it is about: the name of the file. */
  readonly name: string;
  readonly text: string;
  readonly expected: DeviceReading;
}

/** A header that is as it should be, for one approver. */
export const HEADER = 'Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = 1;\n';

/** The same without its last line. */
export const HEADER_WITHOUT_COUNT = 'Multi Token File Path = t;\nToken File Path = ;\n';

/** An approver that is as it should be. */
export const BOB = 'Approver Type = 2;\nApprover Name = bob;\nApproval File = s;\n';

/** What the device makes of `HEADER + BOB`, but for what is given. */
export function reading(differences: Partial<DeviceReading> = {}): DeviceReading {
  return {
    multiTokenFilePath: 't',
    tokenFilePath: '',
    numberOfApprovals: 1,
    approvers: [{ type: 2, name: 'bob', file: 's' }],
    warnings: [],
    error: null,
    ...differences,
  };
}

/** The two lines of one error. */
export function couldOnlyRead(count: string): string {
  return `Failed to read Approver Details\nCould only read ${count} approvers info`;
}

/** The warning for a value that nothing ends. */
export const UNDEFINED = 'undefined: value not ended in its piece';
