/**
 * What the device's reader prints, word for word (one blank at the start of two of them included).
 * `approveToken` ends after each of these but the first.
 *
 * Source: the vendor's published `Cfm2Util`, `approveToken`.
 */
export const DEVICE_MESSAGES = {
  incompatibleValue: (key: string, length: number) =>
    `Field ${key} has incompatible value of size ${length}`,
  cannotOpenApprovalFile: (path: string) => `Failed to open file: ${path}`,
  cannotOpen: (path: string) => `failed to open ${path}`,
  shortToken: (path: string) => `failed to read token from ${path}`,
  wrongTokenSize: (size: number) => `approveToken(): Invalid Token Size: ${size}`,
  tooManyApprovals: () => ' number of approvals in the file is more than 20',
  tooManyTokens: () => ' number of tokens in the file is more than 32',
  shortTokens: (count: number, path: string) => `failed to read ${count} tokens from ${path}`,
  missingApprover: (read: number, expected: number) =>
    `Failed to read Approver Details\nCould only read ${read}/${expected} approvers info`,
  wrongUserType: (type: number, name: string) => `Invalid User Type ${type} for ${name}`,
  shortApproval: (path: string) => `failed to read approval from ${path}`,
} as const satisfies Record<string, (...values: never[]) => string>;

/** The warning, ours and not the reader's, for a value that nothing ends in its piece. */
export const UNDEFINED_READING = 'undefined: value not ended in its piece';
