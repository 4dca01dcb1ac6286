/** Which process holds a session on an HSM. */
export { identifyProcess, isProcessAlive } from '../../files/process-identity.ts';
