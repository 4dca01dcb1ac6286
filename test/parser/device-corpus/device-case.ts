import type { DeviceReading } from '../../../src/parser/device.ts';
import { describeDeviceError, describeDeviceWarning } from '../../../src/words/device.ts';

/** A reading that says in the device's sentences what it has to say: they are what is documented. */
export type SpokenReading = Omit<DeviceReading, 'warnings' | 'error'> & {
  readonly warnings: readonly string[];
  readonly error: string | null;
};

export function spoken({ warnings, error, ...reading }: DeviceReading): SpokenReading {
  return {
    ...reading,
    warnings: warnings.map(describeDeviceWarning),
    error: error && describeDeviceError(error),
  };
}

/** One file of the corpus. */
export interface DeviceCase {
  /** Number of the point, then what it is about: the name of the file. */
  readonly name: string;
  readonly text: string;
  readonly expected: SpokenReading;
}

/** A header that is as it should be, for one approver. */
export const HEADER = 'Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = 1;\n';

/** The same without its last line. */
export const HEADER_WITHOUT_COUNT = 'Multi Token File Path = t;\nToken File Path = ;\n';

/** An approver that is as it should be. */
export const BOB = 'Approver Type = 2;\nApprover Name = bob;\nApproval File = s;\n';

/** What the device makes of `HEADER + BOB`, but for what is given. */
export function reading(differences: Partial<SpokenReading> = {}): SpokenReading {
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
