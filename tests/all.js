import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const results = 'test-results';
const total = { passed: 0, failed: 0, skipped: 0 };

const run = (title, command, environment = {}) => {
  process.stdout.write(`\n── ${title} ──\n`);
  const shell = process.platform === 'win32';
  const { status } = spawnSync(command[0], command.slice(1), {
    stdio: 'inherit',
    shell,
    env: { ...process.env, ...environment },
  });
  return status === 0;
};

const add = (passed, failed, skipped) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

const check = (title, ...command) => add(...(run(title, ['npx', ...command]) ? [1, 0, 0] : [0, 1, 0]));

/** A runner that fails without leaving a readable report counts as one failure. */
const suite = ({ title, command, environment, report, count }) => {
  const succeeded = run(title, ['npx', ...command], environment);
  try {
    const [passed, failed, skipped] = count(JSON.parse(readFileSync(report, 'utf8')));
    add(passed, Math.max(failed, succeeded ? 0 : 1), skipped);
  } catch {
    add(0, 1, 0);
  }
};

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
check('types', 'tsc', '-b');
check('lint', 'biome', 'ci', '--error-on-warnings');
check('unused code', 'knip');
check('build', 'vite', 'build', '--app', '--logLevel', 'warn');
suite({
  title: 'unit, conformance, golden and architecture tests',
  command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}/unit.json`],
  report: `${results}/unit.json`,
  count: (report) => [report.numPassedTests, report.numFailedTests, report.numPendingTests + report.numTodoTests],
});
suite({
  title: 'browser and desktop tests',
  command: ['playwright', 'test', '--reporter=list,json'],
  environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}/../playwright-report/e2e.json` },
  report: 'playwright-report/e2e.json',
  count: ({ stats }) => [stats.expected + stats.flaky, stats.unexpected, stats.skipped],
});

process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
