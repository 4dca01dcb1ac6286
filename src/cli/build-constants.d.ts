/** Put in by scripts/build.mjs. */
declare const MOFN_VERSION: string;
