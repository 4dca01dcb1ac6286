import { constants, openSync } from 'node:fs';
import { errorCode } from '../../src/files/system-error.ts';

/** Opens a FIFO to write, as soon as somebody reads it. */
export async function openOnceRead(fifo: string): Promise<number> {
  for (;;) {
    try {
      return openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if (errorCode(error) !== 'ENXIO') throw error;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}
