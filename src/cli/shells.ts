/** Shells whose lines are completed. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

/** The word with which their scripts ask what may stand at the cursor; no help lists it. */
export const ASK_FOR_COMPLETION = '__complete';
