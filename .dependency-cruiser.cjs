/**
 * Import direction: the way of one row, left to right. Each rule's comment is the message that an offender sees.
 *   domain → intake · facts · rule-sets → decisions → store → batches → jobs, cli     reports → domain only
 */
const inFolder = (...names) => `^(${names.join('|')})/`;
const SRC = 'src/';

/** A folder of src may import only these; everything else in the project is to its right, or beside it. */
const arrow = (folder, allowed, comment) => ({
  name: `${folder.replace(SRC, '')}-imports`,
  comment,
  severity: 'error',
  from: { path: inFolder(folder) },
  to: {
    path: inFolder('src', 'jobs', 'reports', 'migrations', 'test', 'examples', 'bench'),
    pathNot: inFolder(folder, ...allowed),
  },
});

/** A library may be used in one place only, so that it can be replaced in one place. */
const fence = (library, places, comment) => ({
  name: `${library}-fence`,
  comment,
  severity: 'error',
  from: { path: inFolder('src', 'jobs', 'reports', 'migrations'), pathNot: places },
  to: { path: `(^|/)node_modules/(@types/)?${library}/` },
});

module.exports = {
  forbidden: [
    arrow('src/domain', [], 'domain holds pure types and functions that everybody uses; it imports nothing of ours'),
    arrow('src/intake', ['src/domain'], 'intake turns files into records; rules, store and reports come after it'),
    arrow('src/facts', ['src/domain'], 'facts are computed from records alone, so that a decision can be replayed'),
    arrow('src/rule-sets', ['src/domain'], 'rule sets know the contract of facts, not how facts are computed'),
    arrow('src/decisions', ['src/domain', 'src/facts', 'src/rule-sets'], 'deciding is pure: no file, store or clock'),
    arrow('src/store', ['src/domain'], 'the store keeps what others made; it decides nothing'),
    arrow(
      'src/batches',
      ['src/domain', 'src/intake', 'src/facts', 'src/rule-sets', 'src/decisions', 'src/store', 'reports'],
      'batches put the parts together; the command line and the queue are edges that call them',
    ),
    arrow('reports', ['src/domain'], 'a report is built from plain data, so that it can be tested and rebuilt alone'),
    arrow('migrations', [], 'a migration must do tomorrow what it did yesterday: it imports nothing that changes'),
    {
      name: 'jobs-imports',
      comment: 'the queue hands out the steps of batches; a command of the line may call it, never the other way round',
      severity: 'error',
      from: { path: inFolder('jobs') },
      to: { path: inFolder('src/cli', 'reports', 'migrations', 'test', 'examples', 'bench') },
    },
    {
      name: 'nobody-imports-edges',
      comment: 'jobs, cli and tests are edges: what they have and others need belongs further left',
      severity: 'error',
      from: { path: inFolder('src', 'reports', 'migrations', 'jobs'), pathNot: inFolder('src/cli', 'jobs') },
      to: { path: inFolder('src/cli', 'jobs', 'test', 'examples', 'bench') },
    },
    fence(
      'json-rules-engine',
      inFolder('src/decisions'),
      'one engine behind one seam, so that a compiled one can take over',
    ),
    fence('knex', inFolder('src/store', 'migrations'), 'SQL lives in the store'),
    fence('mysql2', inFolder('src/store'), 'SQL lives in the store'),
    fence('libsql', inFolder('src/store'), 'SQL lives in the store'),
    fence(
      'exceljs',
      '^(reports/workbook|src/intake/workbook-)',
      'exceljs has traps; one writer and one reader know them',
    ),
    fence('winston', '^src/logger', 'one logger decides what may be logged'),
    fence('bullmq', inFolder('jobs'), 'the queue is an edge'),
    fence('ioredis', inFolder('jobs'), 'the queue is an edge'),
    fence('(fastify|@fastify|@bull-board|eta)', inFolder('jobs/dashboard'), 'the dashboard is one way to look at runs'),
    fence('prom-client', inFolder('jobs/metrics'), 'metrics are counted in one place'),
    fence('(@opentelemetry|bullmq-otel)', '^jobs/tracing', 'traces are optional, and loaded in one place'),
    {
      name: 'no-circles',
      comment: 'two files that need each other are one concept, or one concept too many',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'the import leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
