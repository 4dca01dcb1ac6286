// What `import.meta.url` becomes in the bundles (scripts/build.mjs), in those alone that ask for it.
import { pathToFileURL } from 'node:url';

export const importMetaUrl = pathToFileURL(__filename).href;
