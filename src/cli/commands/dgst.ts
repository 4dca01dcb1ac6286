export { runDgst as runRaw } from '../dgst/run-dgst.ts';
