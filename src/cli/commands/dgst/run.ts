export { dgst as definition } from './definition.ts';
export { runDgst as runRaw } from './run-dgst.ts';
