import { looksLikeJson } from '../../../token/json/looks-like-json.ts';
import type { Message } from './message.ts';

/** Whether a file is signed as one of the newer command line: there it is the data in it that are signed. */
export async function isSdk5({ bytes, found }: Message): Promise<boolean> {
  if (found !== 'sdk5-token' && !looksLikeJson(bytes)) return false;
  const { isSdk5File } = await import('./sdk5/is-sdk5-file.ts');
  return isSdk5File(bytes);
}
