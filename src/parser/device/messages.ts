/** How each message is made of what it tells. */
export interface DeviceMessages {
  incompatibleValue(key: string, length: number): string;
  cannotOpenApprovalFile(path: string): string;
  cannotOpen(path: string): string;
  shortToken(path: string): string;
  wrongTokenSize(size: number): string;
  tooManyApprovals(): string;
  tooManyTokens(): string;
  shortTokens(count: number, path: string): string;
  missingApprover(read: number, expected: number): string;
  wrongUserType(type: number, name: string): string;
  shortApproval(path: string): string;
}

/**
 * What the device's reader prints, word for word (one blank at the start of two of them included).
 * `approveToken` ends after each of these but the first.
 *
 * Source: the vendor's published `Cfm2Util`, `approveToken`.
 */
export const DEVICE_MESSAGES: DeviceMessages = {
  incompatibleValue: (key, length) => `Field ${key} has incompatible value of size ${length}`,
  cannotOpenApprovalFile: (path) => `Failed to open file: ${path}`,
  cannotOpen: (path) => `failed to open ${path}`,
  shortToken: (path) => `failed to read token from ${path}`,
  wrongTokenSize: (size) => `approveToken(): Invalid Token Size: ${size}`,
  tooManyApprovals: () => ' number of approvals in the file is more than 20',
  tooManyTokens: () => ' number of tokens in the file is more than 32',
  shortTokens: (count, path) => `failed to read ${count} tokens from ${path}`,
  missingApprover: (read, expected) =>
    `Failed to read Approver Details\nCould only read ${read}/${expected} approvers info`,
  wrongUserType: (type, name) => `Invalid User Type ${type} for ${name}`,
  shortApproval: (path) => `failed to read approval from ${path}`,
};

/** The warning, ours and not the reader's, for a value that nothing ends in its piece. */
export const UNDEFINED_READING = 'undefined: value not ended in its piece';
