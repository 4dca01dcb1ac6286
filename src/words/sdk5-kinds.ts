import type { Sdk5Kind } from '../token/sdk5/document.ts';

/** What a file of the newer command line is for, in words. */
export const SDK5_KINDS: Readonly<Record<Sdk5Kind, string>> = {
  quorum: 'a quorum token of the newer command line',
  registration: 'a registration file of the newer command line',
  mfa: 'a log-in file of the newer command line',
  authdata: "a log-in file of the older console's second factor",
};
