module.exports = {
  'node-option': ['import=tsx'],
  require: ['test/support/mariadb-fixture.ts'],
  spec: ['test/**/*.test.ts'],
  timeout: 60_000,
  // A forgotten .only would let all other tests pass unseen.
  forbidOnly: Boolean(process.env.CI),
};
