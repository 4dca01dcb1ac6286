/**
 * Ends a command with an error; its message is what the answer says, and safe to show.
 */
export class CommandError extends Error {}
