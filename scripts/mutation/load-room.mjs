// Loads what is changed before a test begins. What a test itself would load first, as a command that is run in its
// process, would count as met by that test, and what is made when a module is loaded cannot be changed by then.
const files = (process.env.MOFN_MUTATION_FILES ?? '').split(',').filter(Boolean);
await Promise.all(files.map((file) => import(new URL(`../../${file}`, import.meta.url).href)));
