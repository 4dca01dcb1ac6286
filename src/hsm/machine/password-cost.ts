/**
 * scrypt's N for new passwords. About 6 ms: enough that a state file does not give passwords away by
 * chance, and little enough that a script which logs in a hundred times does not notice.
 */
export const PASSWORD_COST = 4096;
