export { runDgst as runRaw } from './run-dgst.ts';
