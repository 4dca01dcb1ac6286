/** Between warm-runner.mjs and warm-worker.mjs, which are two threads of one process. */
export const CHANNEL = 'mofn-mutation';
