// Loads what is changed before a test begins. What a test itself would load first, as a command that is run in its
// process, would count as met by that test, and what is made when a module is loaded cannot be changed by then.
const files = (process.env.MOFN_MUTATION_FILES ?? '').split(',').filter(Boolean);
await Promise.all(files.map((file) => import(new URL(`../../${file}`, import.meta.url).href)));

// A mutant of a console interrupts all of its process group, which is whoever runs this.
const { kill } = process;
process.kill = (pid, signal) => {
  if (signal !== 0 && (pid <= 0 || pid === process.pid)) throw new Error('it would end this run');
  return kill.call(process, pid, signal);
};
