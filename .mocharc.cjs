module.exports = {
  // Test files are imported, not required: as the program itself is run, and each module is there once.
  'node-option': ['import=tsx', 'no-experimental-require-module'],
  require: ['test/support/test-run.ts'],
  timeout: 60_000,
  // Each file runs in one of two processes, in any order. With --no-parallel all run in one process, where .only works
  // and a debugger can look.
  parallel: true,
  jobs: 2,
  // A forgotten .only would let all other tests pass unseen; in parallel it is never allowed.
  forbidOnly: Boolean(process.env.CI),
};
