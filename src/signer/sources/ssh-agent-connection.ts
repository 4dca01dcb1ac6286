import { connect, type Socket } from 'node:net';
import { Failure } from '../../failure.ts';
import { encodeUint32 } from '../encodings/ssh-wire.ts';

/** Longest message, in bytes, that OpenSSH's agent takes and gives (its AGENT_MAX_LEN). */
export const LONGEST_AGENT_MESSAGE: number = 256 * 1024;

/** A connection to an ssh-agent. Requests are sent one after the other, in the order of the calls. */
export interface SshAgentConnection {
  /**
   * @param body the message without its length
   * @returns the reply without its length; its first byte is its type
   * @throws Failure of kind `key` where the agent goes away
   */
  request(body: Uint8Array): Promise<Buffer>;
  close(): void;
}

/**
 * Connects to the agent that listens on a socket.
 *
 * @throws Failure of kind `key` where none does
 */
export async function connectToAgent(path: string): Promise<SshAgentConnection> {
  const socket = connect(path);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new Failure(
          'agent-unreachable',
          { path, system: error.code ?? error.message },
          { cause: error },
        ),
      );
    });
  });
  // While nobody waits for an answer, a failing socket is nobody's failure.
  socket.on('error', () => {});
  let last: Promise<unknown> = Promise.resolve();
  return {
    request(body) {
      const reply = last.then(() => exchange(socket, body));
      last = reply.catch(() => {});
      return reply;
    },
    close: () => socket.destroy(),
  };
}

function exchange(socket: Socket, body: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const finish = (settle: () => void): void => {
      socket.off('data', take).off('error', fail).off('close', fail);
      settle();
    };
    const fail = (): void => finish(() => reject(new Failure('agent-closed', {})));
    const take = (piece: Buffer): void => {
      received = Buffer.concat([received, piece]);
      if (received.length < 4) return;
      const length = received.readUInt32BE();
      if (length === 0 || length > LONGEST_AGENT_MESSAGE) {
        finish(() => reject(new Failure('agent-protocol', {})));
      } else if (received.length >= 4 + length) {
        finish(() => resolve(received.subarray(4, 4 + length)));
      }
    };
    socket.on('data', take).on('error', fail).on('close', fail);
    socket.write(Buffer.concat([encodeUint32(body.length), body]));
  });
}
